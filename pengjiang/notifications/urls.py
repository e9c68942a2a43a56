"""Addresses of the inbox."""

from django.urls import path

from pengjiang.notifications.views import following, inbox

app_name = "notifications"

urlpatterns = [
    path("", inbox.InboxPage.as_view(), name="inbox"),
    path("read/", inbox.MarkRead.as_view(), name="mark-read"),
    path("follows/", following.FollowList.as_view(), name="follows"),
    path("follow/<str:ref>/", following.FollowObject.as_view(), name="follow"),
    path("unfollow/<str:ref>/", following.UnfollowObject.as_view(), name="unfollow"),
    path("<int:pk>/open/", inbox.OpenNotice.as_view(), name="open"),
]
