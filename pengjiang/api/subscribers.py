"""What is pushed to other systems comes out of the outbox."""

from pengjiang.api.pushing import is_chosen, is_told
from pengjiang.api.services.deliveries import SUBSCRIBER, make_deliveries
from pengjiang.audit.models import AuditEntry
from pengjiang.events.types import SUBSCRIBERS, Subscriber


def make_out(entry: AuditEntry) -> None:
    """A delivery for each address that is to be told."""
    make_deliveries(entry)


SUBSCRIBERS.register(SUBSCRIBER, Subscriber(SUBSCRIBER, "推送给其他系统", make_out, wants=is_told, concerns=lambda entry: is_chosen(entry.event)))
