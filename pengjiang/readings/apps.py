"""The readings app."""

from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    """案卷识读."""

    name = "pengjiang.readings"
    verbose_name = "案卷识读"
