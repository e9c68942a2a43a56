"""The disputes app."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """行政争议联合化解."""

    name = "disputes"
    verbose_name = "争议化解"
