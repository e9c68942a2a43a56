"""Addresses of the inbox."""

from django.urls import path

from pengjiang.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.InboxPage.as_view(), name="inbox"),
    path("read/", views.MarkRead.as_view(), name="mark-read"),
    path("<int:pk>/open/", views.OpenNotice.as_view(), name="open"),
]
