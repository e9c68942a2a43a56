"""Addresses of the calendar of limits; the home page itself is ``home`` in ``pengjiang.urls``."""

from django.urls import path

from pengjiang.dashboard.views import CloseFeed, FeedPage, LimitCalendar, RenewFeed

app_name = "dashboard"

urlpatterns = [
    path("calendar/", LimitCalendar.as_view(), name="calendar"),
    path("calendar/feed/", FeedPage.as_view(), name="feed"),
    path("calendar/feed/renew/", RenewFeed.as_view(), name="feed-renew"),
    path("calendar/feed/close/", CloseFeed.as_view(), name="feed-close"),
]
