"""One filter more: what holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import QueryDict

from pengjiang.common import clock
from pengjiang.web.days import parse_day
from pengjiang.web.filters import BoundFilter, Filter


def holds_on(day: Any) -> Q:
    """Rows with ``since`` and ``until``, both inclusive and open where empty, that hold on a day."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


@dataclass(frozen=True, kw_only=True)
class DayFilter(Filter):
    """As it stood on one day; ``today`` is a day too, so that a saved view goes on meaning today."""

    sheet: ClassVar[str] = "day"

    def bind(self, query: QueryDict, user: Any) -> BoundFilter:
        typed = query.get(self.name, "").strip()
        day = clock.today() if typed == "today" else parse_day(typed)
        text = "今日" if typed == "today" else f"{day.year}年{day.month}月{day.day}日" if day else ""
        return BoundFilter(self, {"day": day}, text)

    def apply(self, queryset: QuerySet, bound: BoundFilter) -> QuerySet:
        return queryset.filter((self.condition or holds_on)(bound.values["day"]))
