"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """线索移送、监督案件、检察建议、整改、送达."""

    name = "cases"
    verbose_name = "监督办案"
