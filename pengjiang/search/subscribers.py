"""The search table follows every event of an object."""

from pengjiang.audit.models import AuditEntry
from pengjiang.events.types import EVENT_TYPES, SUBSCRIBERS, Audience, Subscriber
from pengjiang.search import services


def update_index(entry: AuditEntry) -> None:
    """Write the rows of all objects the entry speaks of; running twice writes the same."""
    services.index(entry.refs)


# Sign-ins and the like change nothing that is searched.
SUBSCRIBERS.register(
    "search.index", Subscriber("search.index", "检索", update_index, lambda code: EVENT_TYPES.get(code).audience != Audience.SECURITY)
)
