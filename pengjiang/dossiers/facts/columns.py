"""The register's columns, taken from a facts document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pengjiang.dossiers.facts.pointer import get
from pengjiang.dossiers.identity import mask_name

PERSONS = ("person", None)


def columns_of(document: dict[str, Any]) -> dict[str, Any]:
    """Values of the columns that lists filter and sort by."""
    parties = [party for party in document.get("parties", []) if party.get("name")]
    return {
        "number": document["number"],
        "title": document.get("title", "")[:200],
        "file_type": document["file_type"],
        "field": document.get("field", ""),
        "item": document.get("item", "")[:80],
        "complete": document.get("complete", True),
        "party_name": "、".join(party["name"] for party in parties)[:300],
        "party_masked": "、".join(mask_name(party["name"], person=party.get("type") in PERSONS) for party in parties)[:300],
        "filed_on": day(get(document, "/case/filed_on")),
        "decided_on": day(get(document, "/decision/dated_on")),
        "served_on": served_on(document),
        "paid_on": day(get(document, "/payment/paid_on")),
        "closed_on": day(get(document, "/case/closed_on")),
        "fine": amount(get(document, "/decision/fine")),
        "penalties": list(get(document, "/decision/penalties", [])),
        "officers": "、".join(o["name"] for o in document.get("officers", []) if o.get("name"))[:200],
    }


def served_on(document: dict[str, Any]) -> date | None:
    """The day on which the decision was served."""
    days = [row.get("on") for row in document.get("services", []) if row.get("document") in ("CFJD", "BYCF") and row.get("on")]
    return day(min(days)) if days else None


def day(text: str | None) -> date | None:
    """A date of the document."""
    return date.fromisoformat(text) if text else None


def amount(value: str | int | None) -> Decimal | None:
    """A sum of money of the document."""
    if value in (None, ""):
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        return None
