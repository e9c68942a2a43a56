"""Which days can be corrected, and what hangs on each: the limits it starts and stops, and where else it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Correctable:
    """``not_before`` names earlier days of the same object; ``parts`` are (related rows, limit) started by the same day."""

    field: str
    label: str
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    mirrors: tuple[tuple[str, str], ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


CORRECTABLE: dict[str, tuple[Correctable, ...]] = {
    "cases.supervisioncase": (
        Correctable("docketed_on", "立案（受理）日期", starts=("TM23", "TM24", "TM49"), not_after=("investigation_decided_on", "concluded_on", "closed_on")),
        Correctable("investigation_decided_on", "决定调查核实日期", starts=("TM19",), not_before=("docketed_on",), not_after=("concluded_on", "closed_on")),
        Correctable("concluded_on", "调查终结日期", stops=("TM19",), not_before=("investigation_decided_on",), not_after=("closed_on",)),
        Correctable("closed_on", "办结日期", stops=("TM23",), not_before=("docketed_on", "concluded_on")),
    ),
    "cases.recommendation": (
        Correctable("issued_on", "签发日期", starts=("TM22",), not_before=("approved_on",), not_after=("served_on",)),
        Correctable(
            "served_on",
            "送达日期",
            starts=("TM29", "TM20", "TM21"),
            parts=(("items", "TM46"),),
            mirrors=(("deliveries", "served_on"),),
            not_before=("issued_on",),
            not_after=("replied_on",),
        ),
        Correctable("replied_on", "回复日期", stops=("TM20", "TM21", "TM29"), mirrors=(("reply", "replied_on"),), not_before=("served_on",), not_after=("assessed_on",)),
    ),
    "cases.dispatch": (
        Correctable("sent_on", "发出日期", starts=("TM47",), not_after=("received_on", "answered_on")),
        Correctable("received_on", "签收日期", not_before=("sent_on",), not_after=("answered_on",)),
        Correctable("answered_on", "回复日期", stops=("TM47",), not_before=("sent_on", "received_on")),
    ),
}


def correctable_of(obj: Any) -> list[Correctable]:
    """Days of an object that are set."""
    return [entry for entry in CORRECTABLE.get(obj._meta.label_lower, ()) if getattr(obj, entry.field)]


def _verbose(obj: Any) -> Callable[[str], str]:
    return lambda field: str(obj._meta.get_field(field).verbose_name)


def out_of_order(obj: Any, entry: Correctable, day: date) -> str:
    """Why a day cannot be: it would stand before what must come first, or after what must come later."""
    name = _verbose(obj)
    for field in entry.not_before:
        other = getattr(obj, field)
        if other and day < other:
            return f"{entry.label}不能早于{name(field)}（{other:%Y-%m-%d}）。"
    for field in entry.not_after:
        other = getattr(obj, field)
        if other and day > other:
            return f"{entry.label}不能晚于{name(field)}（{other:%Y-%m-%d}）。"
    return ""
