"""What the inbox listens to."""

from pengjiang.audit.models import AuditEntry
from pengjiang.events.types import SUBSCRIBERS, Subscriber, subscriber
from pengjiang.notifications import services
from pengjiang.notifications.registry import RULES


def write_inbox(entry: AuditEntry) -> None:
    """Inbox rows and urgent letters."""
    services.deliver(entry)


# Asked at each event, so that rules of apps loaded later count and an event without a rule costs no outbox row.
SUBSCRIBERS.register("notifications.inbox", Subscriber("notifications.inbox", "通知", write_inbox, lambda code: code in RULES))


@subscriber(
    "notifications.withdrawal",
    label="撤回期限提醒",
    events=["deadlines.deadline.met", "deadlines.deadline.moved", "deadlines.deadline.extended", "deadlines.deadline.withdrawn"],
)
def take_back_reminders(entry: AuditEntry) -> None:
    """A reminder of a limit that no longer stands would mislead."""
    for ref in entry.refs:
        if ref.startswith(services.DEADLINE):
            services.withdraw_reminders(ref)
