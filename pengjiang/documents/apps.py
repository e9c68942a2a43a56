"""The app and its start-up check."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Looks for the fonts and the subsetting library when Django starts."""

    name = "pengjiang.documents"
    verbose_name = "文书"

    def ready(self) -> None:
        from pengjiang.documents import checks  # noqa: F401, PLC0415 — registers the check once apps are there
