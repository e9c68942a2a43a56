"""The one source of today and now. Business days are days of Asia/Shanghai, which knows no summer time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ZONE = ZoneInfo("Asia/Shanghai")

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The moment, aware, in Asia/Shanghai."""
    return _set_to.get() or actual()


def actual() -> datetime:
    """The real moment, whatever ``at`` says: the recorded time of the trail."""
    return datetime.now(ZONE)  # noqa: TID251 — the one place


def today() -> date:
    """The business day."""
    return now().date()


@contextmanager
def at(moment: date | datetime) -> Iterator[None]:
    """Let the clock stand at ``moment`` (a date means nine in the morning): for the demonstration and tests.

    Raises ``ImproperlyConfigured`` in production, where nobody may act on another day than today.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("clock.at() 只用于演示与测试。")
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(9, 0))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZONE)
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
