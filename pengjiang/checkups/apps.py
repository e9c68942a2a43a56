"""The checkups app."""

from django.apps import AppConfig


class CheckupsConfig(AppConfig):
    """案卷体检."""

    name = "pengjiang.checkups"
    verbose_name = "案卷体检"
