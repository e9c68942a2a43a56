"""Addresses of the readings; mounted at ``/readings/``."""

from django.urls import path

from pengjiang.readings.views.progress import ReadAgain, ShowProgress

app_name = "readings"

urlpatterns = [
    path("of/<int:pk>/", ShowProgress.as_view(), name="progress"),
    path("of/<int:pk>/again/", ReadAgain.as_view(), name="again"),
]
