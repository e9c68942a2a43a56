"""The REST API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Clients, tokens, kept answers; the routes themselves follow from the pages and from every app's ``api.py``."""

    name = "pengjiang.api"
    label = "api"
    verbose_name = "数据接口"
