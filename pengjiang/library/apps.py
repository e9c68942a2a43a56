"""The library app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """法规库."""

    name = "pengjiang.library"
    verbose_name = "法规库"
