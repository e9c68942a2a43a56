"""The web engine."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Loads every app's menu once all are there."""

    name = "pengjiang.web"
    label = "web"
    verbose_name = "页面"

    def ready(self) -> None:
        from pengjiang.common.registry import load_declarations  # noqa: PLC0415 — apps are loaded

        load_declarations("menu", "slots")
