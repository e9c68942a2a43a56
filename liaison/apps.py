"""The liaison app."""

from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    """联络室."""

    name = "liaison"
    verbose_name = "联络室"
