"""Similar cases: closed matters of all kinds that let themselves be compared, with the facts that make each similar.

Candidates come from three indexes: the same item, the same cause (nearest in amount), and the rarest pairs of signs of the text. What the
pairs come to is summed up by the database, and only the few best are fetched and weighed, so that a register of a hundred thousand answers
as fast as one of a hundred.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from pengjiang.search.grams import grams
from pengjiang.search.models import ComparableEntry, ComparableQuerySet
from pengjiang.search.registry import COMPARABLES, Compared

NEAREST = 40
# How many rows the words may bring in, how many rows they may be sought among, and how many pairs of signs may ask for them.
BY_WORDS = 80
MOST_ROWS = 500
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
    words = _Words.of(sought.text)
    keys = _near_in_amount(rows, sought) | _by_words(rows, words)
    weighed = [(_score(row, sought, words), row) for row in rows.filter(pk__in=keys)]
    found = []
    for score, row in sorted(weighed, key=lambda pair: (-pair[0], pair[1].target)):
        reasons = _reasons(row, sought, words)
        if reasons:
            label = COMPARABLES.get(row.kind).label if row.kind in COMPARABLES else row.kind
            found.append(Similar(row.target, label, row.title, row.number, row.url, row.outcome, row.amount, round(score, 3), reasons))
        if len(found) == limit:
            break
    return found


def comparable_title(user: Any, target: str) -> str | None:
    """What a similar case is called, if it exists for the user."""
    return ComparableEntry.objects.visible_to(user).filter(target=target).values_list("title", flat=True).first()


def _near_in_amount(rows: ComparableQuerySet, sought: Compared) -> set[int]:
    """The same item or cause, the nearest amounts above and below: one query."""
    parts = []
    for name in ("item", "cause"):
        value = getattr(sought, name)
        if not value:
            continue
        same = rows.filter(**{name: value})
        if sought.amount is None:
            parts.append(same)
            continue
        parts.append(same.filter(amount__gte=sought.amount).order_by("amount"))
        parts.append(same.filter(amount__lt=sought.amount).order_by("-amount"))
        parts.append(same.filter(amount=None))
    keys = [part.values_list("pk", flat=True)[:NEAREST] for part in parts]
    return set(keys[0].union(*keys[1:], all=True)) if keys else set()


def _by_words(rows: ComparableQuerySet, words: _Words) -> set[int]:
    """The rows whose pairs of signs come to the most, among those that hold one of the rarest."""
    chosen = words.rarest()
    if not chosen:
        return set()
    holding, params = rows.filter(terms__overlap=chosen).values("id", "terms")[:MOST_ROWS].query.sql_with_params()
    # Django made the inner query; its values go with the others.
    summed = (
        f"SELECT held.id FROM ({holding}) AS held, unnest(held.terms) AS term"  # noqa: S608
        " JOIN unnest(%s::text[], %s::float8[]) AS asked(term, weight) USING (term)"
        " GROUP BY held.id ORDER BY sum(asked.weight) DESC, held.id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(summed, [*params, list(words.weights), list(words.weights.values()), BY_WORDS])
        return {key for (key,) in cursor.fetchall()}


@dataclass(frozen=True)
class _Words:
    """The pairs of signs of what is sought, with what each weighs: the rarer in the register, the more."""

    weights: dict[str, float]
    shares: dict[str, float]
    rows: int

    @classmethod
    def of(cls, text: str) -> _Words:
        wanted = [term for term in grams(text) if term not in EVERYWHERE]
        rows, shares = _counted(wanted)
        # What the database has not counted among the most common is rarer than any of those.
        rare = min(shares.values(), default=0.05) / 2
        return cls({term: math.log(1 / shares.get(term, rare)) for term in wanted}, shares, rows)

    def rarest(self) -> list[str]:
        """Pairs to ask by: the rarest first, until they would bring in too many rows."""
        chosen, expected = [], 0.0
        for term in sorted(self.weights, key=lambda term: self.shares.get(term, 0.0)):
            expected += self.shares.get(term, 0.0) * self.rows
            if chosen and (expected > MOST_ROWS or len(chosen) >= MOST_TERMS):
                break
            chosen.append(term)
        return chosen

    def share_of(self, terms: set[str]) -> float:
        """How much of what is sought stands in a text, by weight."""
        total = sum(self.weights.values())
        return sum(weight for term, weight in self.weights.items() if term in terms) / total if total else 0.0


def _counted(wanted: list[str]) -> tuple[int, dict[str, float]]:
    """(rows, in which share of them each pair stands), as the database has last counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT GREATEST(c.reltuples::bigint, 1), s.most_common_elems::text::text[], s.most_common_elem_freqs FROM pg_class c"
            " LEFT JOIN pg_stats s ON s.tablename = c.relname AND s.schemaname = ANY(current_schemas(false)) AND s.attname = 'terms'"
            " WHERE c.oid = %s::regclass",
            [ComparableEntry._meta.db_table],
        )
        rows, terms, shares = cursor.fetchone()
    counted = dict(zip(terms or (), shares or (), strict=False))
    return rows, {term: counted[term] for term in wanted if term in counted}


def _score(row: ComparableEntry, sought: Compared, words: _Words) -> float:
    """How near a row is, all facts together."""
    shared = sum(trait in row.traits for trait in sought.traits)
    return (
        WEIGHTS["item"] * (bool(sought.item) and row.item == sought.item)
        + WEIGHTS["cause"] * (bool(sought.cause) and row.cause == sought.cause)
        + WEIGHTS["field"] * (bool(sought.field) and row.field == sought.field)
        + WEIGHTS["amount"] * _nearness(row.amount, sought.amount)
        + WEIGHTS["traits"] * (shared / len(sought.traits) if shared else 0.0)
        + WEIGHTS["words"] * words.share_of(set(row.terms))
    )


def _reasons(row: ComparableEntry, sought: Compared, words: _Words) -> list[str]:
    """The facts that make a row similar, as sentences; none where they are too weak to name."""
    reasons = []
    if sought.item and row.item == sought.item:
        reasons.append("同一职权事项")
    if sought.cause and row.cause == sought.cause:
        reasons.append(f"案由相同：{row.cause}")
    if _nearness(row.amount, sought.amount) > 0.6:
        reasons.append(f"金额接近：{row.amount:,.0f}元")
    shared = [trait for trait in sought.traits if trait in row.traits]
    if shared:
        reasons.append(f"情节相同：{'、'.join(shared)}")
    terms = set(row.terms)
    if words.share_of(terms) > 0.08:
        reasons.append(f"用语相近：{'、'.join(_shared_words(sought.text, terms, words.weights))}")
    return reasons


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
