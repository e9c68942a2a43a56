"""Filters of a list, declared once: address parameters → chip → sheet → condition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import QueryDict

from pengjiang.web.days import parse_day

Choices = Sequence[tuple[Any, str]]


@dataclass(frozen=True)
class BoundFilter:
    """A filter with what the address sets it to. ``text`` is what its chip says; empty when it is not set."""

    filter: Filter
    values: dict[str, Any]
    text: str = ""
    options: Sequence[tuple[str, str, bool]] = ()

    @property
    def is_set(self) -> bool:
        return bool(self.text)

    @property
    def template(self) -> str:
        return f"components/filters/{self.filter.sheet}.html"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Base of all filters. ``condition`` replaces the plain lookup: a function of the chosen value that gives a ``Q``."""

    name: str
    label: str
    lookup: str = ""
    condition: Callable[[Any], Q] | None = None
    sheet: ClassVar[str] = ""

    @property
    def path(self) -> str:
        return self.lookup or self.name

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names in the address."""
        return (self.name,)

    def bind(self, query: QueryDict, user: Any) -> BoundFilter:
        """Read the address. What makes no sense counts as not set."""
        raise NotImplementedError

    def apply(self, queryset: QuerySet, bound: BoundFilter) -> QuerySet:
        """Narrow the list; only called when set."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter(Filter):
    """One or several of a list. ``choices`` may be a function of the user, e.g. the towns that person may see."""

    choices: Choices | Callable[[Any], Choices] = ()
    sheet: ClassVar[str] = "choice"

    def bind(self, query: QueryDict, user: Any) -> BoundFilter:
        choices = [(str(value), str(label)) for value, label in (self.choices(user) if callable(self.choices) else self.choices)]
        wanted = set(query.getlist(self.name))
        chosen = [(value, label) for value, label in choices if value in wanted]
        text = "、".join(label for _, label in chosen[:2]) + (f"等 {len(chosen)} 项" if len(chosen) > 2 else "")
        options = [(value, label, value in wanted) for value, label in choices]
        return BoundFilter(self, {"values": [value for value, _ in chosen]}, text, options)

    def apply(self, queryset: QuerySet, bound: BoundFilter) -> QuerySet:
        values = bound.values["values"]
        if self.condition is None:
            return queryset.filter(**{f"{self.path}__in": values})
        either = Q()
        for value in values:
            either |= self.condition(value)
        return queryset.filter(either)


@dataclass(frozen=True, kw_only=True)
class DateFilter(Filter):
    """Between two days, both included; either may be open."""

    sheet: ClassVar[str] = "date"

    @property
    def parameters(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_to")

    def bind(self, query: QueryDict, user: Any) -> BoundFilter:
        since, until = (parse_day(query.get(name, "")) for name in self.parameters)
        values = {"since": since, "until": until, "names": self.parameters}
        return BoundFilter(self, values, _span(_say(since), _say(until), "起", "止"))

    def apply(self, queryset: QuerySet, bound: BoundFilter) -> QuerySet:
        if bound.values["since"]:
            queryset = queryset.filter(**{f"{self.path}__gte": bound.values["since"]})
        if bound.values["until"]:
            queryset = queryset.filter(**{f"{self.path}__lte": bound.values["until"]})
        return queryset


@dataclass(frozen=True, kw_only=True)
class NumberFilter(Filter):
    """Between two numbers, both included."""

    unit: str = ""
    sheet: ClassVar[str] = "number"

    @property
    def parameters(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_to")

    def bind(self, query: QueryDict, user: Any) -> BoundFilter:
        low, high = (_number(query.get(name, "")) for name in self.parameters)
        values = {"low": low, "high": high, "names": self.parameters, "unit": self.unit}
        said = [f"{n}{self.unit}" if n is not None else "" for n in (low, high)]
        return BoundFilter(self, values, _span(said[0], said[1], "以上", "以下"))

    def apply(self, queryset: QuerySet, bound: BoundFilter) -> QuerySet:
        if bound.values["low"] is not None:
            queryset = queryset.filter(**{f"{self.path}__gte": bound.values["low"]})
        if bound.values["high"] is not None:
            queryset = queryset.filter(**{f"{self.path}__lte": bound.values["high"]})
        return queryset


@dataclass(frozen=True, kw_only=True)
class FlagFilter(Filter):
    """Yes or no; ``yes`` and ``no`` are how the chip says it."""

    yes: str = "是"
    no: str = "否"
    sheet: ClassVar[str] = "flag"

    def bind(self, query: QueryDict, user: Any) -> BoundFilter:
        value = query.get(self.name, "")
        text = {"1": self.yes, "0": self.no}.get(value, "")
        return BoundFilter(self, {"value": value == "1"}, text, [("1", self.yes, value == "1"), ("0", self.no, value == "0")])

    def apply(self, queryset: QuerySet, bound: BoundFilter) -> QuerySet:
        if self.condition is not None:
            return queryset.filter(self.condition(bound.values["value"]))
        return queryset.filter(**{self.path: bound.values["value"]})


@dataclass(frozen=True, kw_only=True)
class TextFilter(Filter):
    """Text contained in one column; the search box does the same over several."""

    sheet: ClassVar[str] = "text"

    def bind(self, query: QueryDict, user: Any) -> BoundFilter:
        text = query.get(self.name, "").strip()[:100]
        return BoundFilter(self, {"value": text}, f"含“{text}”" if text else "")

    def apply(self, queryset: QuerySet, bound: BoundFilter) -> QuerySet:
        if self.condition is not None:
            return queryset.filter(self.condition(bound.values["value"]))
        return queryset.filter(**{f"{self.path}__icontains": bound.values["value"]})


@dataclass(frozen=True)
class Filtering:
    """All filters of a page, bound to one address."""

    bound: Sequence[BoundFilter] = field(default_factory=tuple)

    @property
    def active(self) -> list[BoundFilter]:
        return [b for b in self.bound if b.is_set]

    def apply(self, queryset: QuerySet) -> QuerySet:
        for bound in self.active:
            queryset = bound.filter.apply(queryset, bound)
        return queryset

    @property
    def sentence(self) -> str:
        """送达日期 2026年9月1日起，状态 撤回 — for empty results and confirmations."""
        return "，".join(f"{b.filter.label} {b.text}" for b in self.active)


def search_condition(fields: Sequence[str], text: str) -> Q:
    """Every word somewhere in one of the fields."""
    every = Q()
    for word in text.split()[:6]:
        some = Q()
        for name in fields:
            some |= Q(**{f"{name}__icontains": word})
        every &= some
    return every


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _say(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _span(low: str, high: str, open_end: str, open_start: str) -> str:
    if low and high:
        return f"{low}至{high}"
    if low:
        return f"{low}{open_end}"
    return f"{high}{open_start}" if high else ""
