"""Addresses of the readings."""

from django.urls import URLPattern

app_name = "readings"
urlpatterns: list[URLPattern] = []
