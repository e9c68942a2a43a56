"""Similar cases: closed matters of all kinds that let themselves be compared, with the facts that make each similar.

Candidates come from three indexes: the same item, the same cause (nearest in amount), and the rarest pairs of signs of the text; only
those few are weighed, so that a register of a hundred thousand answers as fast as one of a hundred.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q

from pengjiang.search.grams import grams
from pengjiang.search.models import ComparableEntry, ComparableQuerySet
from pengjiang.search.registry import COMPARABLES, Compared

NEAREST = 60
# How many rows the words may bring in, and how many pairs of signs may ask for them.
BY_WORDS = 400
MOST_ROWS = 6_000
MOST_TERMS = 40
WEIGHTS = {"item": 2.0, "cause": 1.5, "field": 0.3, "amount": 1.0, "traits": 1.5, "words": 10.0}
# Marks without meaning of their own, that every sentence has.
EVERYWHERE = frozenset({"当事", "事人", "行政", "处罚", "罚款", "案件", "进行", "规定", "责令", "改正"})


@dataclass(frozen=True)
class Similar:
    """A similar case: how near, by which facts, and what came of it."""

    target: str
    label: str
    title: str
    number: str
    url: str
    outcome: str
    amount: Decimal | None
    score: float
    reasons: list[str] = field(default_factory=list)


def similar(user: Any, sought: Compared, *, kinds: Collection[str] = (), leave_out: Collection[str] = (), limit: int = 10) -> list[Similar]:
    """The nearest closed matters of which ``user`` may know, the nearest first."""
    rows = ComparableEntry.objects.visible_to(user).exclude(target__in=list(leave_out))
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    wanted = [term for term in grams(sought.text) if term not in EVERYWHERE]
    shares = _shares(wanted)
    keys = _near_in_amount(rows, sought) | _by_words(rows, wanted, shares)
    weights = {term: math.log(1 / shares.get(term, _least(shares))) for term in wanted}
    weighed = [_weigh(row, sought, weights) for row in rows.filter(pk__in=keys)]
    weighed.sort(key=lambda one: (-one.score, one.target))
    return [one for one in weighed if one.reasons][:limit]


def comparable_title(user: Any, target: str) -> str | None:
    """What a similar case is called, if it exists for the user."""
    return ComparableEntry.objects.visible_to(user).filter(target=target).values_list("title", flat=True).first()


def _near_in_amount(rows: ComparableQuerySet, sought: Compared) -> set[int]:
    """The same item or cause, the nearest amounts above and below."""
    keys: set[int] = set()
    for name in ("item", "cause"):
        value = getattr(sought, name)
        if not value:
            continue
        same = rows.filter(**{name: value})
        if sought.amount is None:
            keys |= set(same.values_list("pk", flat=True)[:NEAREST])
            continue
        keys |= set(same.filter(amount__gte=sought.amount).order_by("amount").values_list("pk", flat=True)[:NEAREST])
        keys |= set(same.filter(amount__lt=sought.amount).order_by("-amount").values_list("pk", flat=True)[:NEAREST])
        keys |= set(same.filter(amount=None).values_list("pk", flat=True)[:NEAREST])
    return keys


def _by_words(rows: ComparableQuerySet, wanted: list[str], shares: dict[str, float]) -> set[int]:
    """Rows that hold the most of the rarest pairs; pairs are taken until they would bring in too many rows."""
    total, chosen, expected = _row_count(), [], 0.0
    for term in sorted(wanted, key=lambda term: shares.get(term, 0.0)):
        expected += shares.get(term, 0.0) * total
        if chosen and (expected > MOST_ROWS or len(chosen) >= MOST_TERMS):
            break
        chosen.append(term)
    if not chosen:
        return set()
    any_of = reduce(or_, (Q(terms__contains=[term]) for term in chosen))
    keys: dict[int, int] = {}
    for key, terms in rows.filter(any_of).values_list("pk", "terms")[:MOST_ROWS]:
        keys[key] = len(set(chosen).intersection(terms))
    return set(sorted(keys, key=lambda key: -keys[key])[:BY_WORDS])


def _shares(wanted: list[str]) -> dict[str, float]:
    """In which share of all rows each pair stands, as the database has last counted; what is not in the count is rare."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats "
            "WHERE schemaname = ANY(current_schemas(false)) AND tablename = %s AND attname = 'terms'",
            [ComparableEntry._meta.db_table],
        )
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return {}
    counted = dict(zip(row[0], row[1], strict=False))
    return {term: counted[term] for term in wanted if term in counted}


def _least(shares: dict[str, float]) -> float:
    return min(shares.values(), default=0.05) / 2


def _row_count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE relname = %s", [ComparableEntry._meta.db_table])
        row = cursor.fetchone()
    return max(row[0] if row else 0, 1)


def _weigh(row: ComparableEntry, sought: Compared, weights: dict[str, float]) -> Similar:
    score, reasons = 0.0, []
    if sought.item and row.item == sought.item:
        score += WEIGHTS["item"]
        reasons.append("同一职权事项")
    if sought.cause and row.cause == sought.cause:
        score += WEIGHTS["cause"]
        reasons.append(f"案由相同：{row.cause}")
    if sought.field and row.field == sought.field:
        score += WEIGHTS["field"]
    near = _nearness(row.amount, sought.amount)
    if near > 0:
        score += WEIGHTS["amount"] * near
        if near > 0.6:
            reasons.append(f"金额接近：{row.amount:,.0f}元")
    shared = [trait for trait in sought.traits if trait in row.traits]
    if shared:
        score += WEIGHTS["traits"] * len(shared) / len(sought.traits)
        reasons.append(f"情节相同：{'、'.join(shared)}")
    terms = set(row.terms)
    total = sum(weights.values())
    share = sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0
    score += WEIGHTS["words"] * share
    if share > 0.08:
        reasons.append(f"用语相近：{'、'.join(_shared_words(sought.text, terms, weights))}")
    label = COMPARABLES.get(row.kind).label if row.kind in COMPARABLES else row.kind
    return Similar(row.target, label, row.title, row.number, row.url, row.outcome, row.amount, round(score, 3), reasons)


def _nearness(one: Decimal | None, other: Decimal | None) -> float:
    """1 for the same amount, 0 from ten times on."""
    if not one or not other:
        return 0.0
    return max(0.0, 1 - abs(math.log10(float(one) / float(other))))


def _shared_words(text: str, terms: set[str], weights: dict[str, float], *, most: int = 4) -> list[str]:
    """Runs of the text whose every pair also stands in the other, the weightiest first: words rather than pairs."""
    runs: dict[str, float] = {}
    start = 0
    while start < len(text) - 1:
        end = start
        while end < len(text) - 1 and text[end : end + 2] in terms and text[end : end + 2] in weights:
            end += 1
        if end > start:
            run = text[start : end + 1]
            runs[run] = sum(weights[run[place : place + 2]] for place in range(len(run) - 1))
        start = max(end, start + 1)
    return sorted(runs, key=lambda run: -runs[run])[:most]
