"""The last app to start: by now every model is loaded, so the declarations of all apps can be read."""

from django.apps import AppConfig

from pengjiang.common.registry import load_declarations

# In this order: a machine names permissions, a binding names a machine's limits, and so on.
DECLARATIONS = (
    "permissions",
    "events",
    "workflow",
    "deadlines",
    "documents",
    "files",
    "search",
    "holdings",
    "succession",
    "leaving",
    "year_lines",
    "exchange",
    "notifications",
    "dashboard",
    "subscribers",
    "slots",
    "menu",
)


class DemoConfig(AppConfig):
    """Reads ``<app>/permissions.py``, ``workflow.py`` … of every installed app."""

    name = "pengjiang.demo"
    verbose_name = "演示"

    def ready(self) -> None:
        load_declarations(*DECLARATIONS)
