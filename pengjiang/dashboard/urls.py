"""Addresses of the calendar of limits; the home page itself is ``home`` in ``pengjiang.urls``."""

from django.urls import path

from pengjiang.dashboard.views import LimitCalendar

app_name = "dashboard"

urlpatterns = [path("calendar/", LimitCalendar.as_view(), name="calendar")]
