"""Who is told of what: the rules that apps declare in their ``notifications.py``.

notify(
    "cases.recommendation.serve",
    recipients=lambda entry, target: User.objects.holding("town_head", organisation=target.town),
    title="收到{number}检察建议书，请于{due}前书面回复",
    urgent=True,
)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.events.types import EVENT_TYPES, EventType

Recipients = Callable[[AuditEntry, Any], Iterable[User]]
Wording = str | Callable[[AuditEntry, Any], str]


@dataclass(frozen=True)
class NoticeRule:
    """``title`` and ``body`` are sentences over the entry's data, or functions; ``url`` is by default the target's own page.

    ``urgent`` sends a letter at once: only for what is overdue or waits for the person's own decision. ``tells_actor``: who
    acted knows already, unless this is said.
    """

    event: str
    recipients: Recipients
    title: Wording
    body: Wording = ""
    url: Callable[[AuditEntry, Any], str] | None = None
    kind: str = ""
    light: str = ""
    urgent: bool = False
    tells_actor: bool = False

    @property
    def key(self) -> str:
        return self.kind or self.event

    def say(self, wording: Wording, entry: AuditEntry, target: Any) -> str:
        """A wording for one entry."""
        if callable(wording):
            return wording(entry, target)
        return EventType(self.event, wording).say({**entry.data, "actor": entry.actor_name}) if wording else ""

    def address(self, entry: AuditEntry, target: Any) -> str:
        """Where the notice leads."""
        if self.url is not None:
            return self.url(entry, target)
        return target.get_absolute_url() if hasattr(target, "get_absolute_url") else ""


RULES: dict[str, list[NoticeRule]] = defaultdict(list)


def notify(
    event: str,
    *,
    recipients: Recipients,
    title: Wording,
    body: Wording = "",
    url: Callable[[AuditEntry, Any], str] | None = None,
    kind: str = "",
    light: str = "",
    urgent: bool = False,
    tells_actor: bool = False,
) -> NoticeRule:
    """Declare a rule. Raises ``LookupError`` for an unknown event and ``ValueError`` for a kind declared twice."""
    EVENT_TYPES.get(event)
    rule = NoticeRule(event, recipients, title, body, url, kind, light, urgent, tells_actor)
    if any(other.key == rule.key for other in RULES[event]):
        raise ValueError(f"notifications: {event!r} has two rules of kind {rule.key!r}; name one with kind=")
    RULES[event].append(rule)
    return rule
