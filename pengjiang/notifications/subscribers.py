"""What the inbox listens to."""

from pengjiang.audit.models import AuditEntry
from pengjiang.events.types import SUBSCRIBERS, Subscriber, subscriber
from pengjiang.notifications import services
from pengjiang.notifications.following import is_followed, is_story
from pengjiang.notifications.registry import RULES


def write_inbox(entry: AuditEntry) -> None:
    """Inbox rows and urgent letters."""
    services.deliver(entry)


# Asked at each event, so that rules of apps loaded later count and an event without a rule or a follower costs no outbox row.
SUBSCRIBERS.register(
    "notifications.inbox",
    Subscriber(
        "notifications.inbox",
        "通知",
        write_inbox,
        wants=lambda code: code in RULES or is_story(code),
        concerns=lambda entry: entry.event in RULES or is_followed(entry),
    ),
)


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
