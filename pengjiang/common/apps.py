"""Loads the declarations of all apps once Django is up."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """First in INSTALLED_APPS; ``pengjiang.demo`` is last and loads what the apps declare."""

    name = "pengjiang.common"
    verbose_name = "公共"
