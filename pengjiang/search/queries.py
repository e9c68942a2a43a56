"""Searching."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Case, IntegerField, Q, Value, When

from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.search.grams import grams, normalise, query_words
from pengjiang.search.models import SearchEntry, SearchQuerySet
from pengjiang.search.registry import SEARCHABLES

CAP = 200
AROUND = 40


@dataclass(frozen=True)
class Hit:
    """A found object: ``parts`` are (text, is it what was sought) around the first place in the body."""

    label: str
    title: list[tuple[str, bool]]
    number: list[tuple[str, bool]]
    parts: list[tuple[str, bool]]
    url: str


def search(user: Any, text: str, *, kind: str = "", limit: int = CAP) -> list[Hit]:
    """Objects of which ``user`` may know and that contain every word. Raises ``DomainError`` for a word of one character.

    Twice guarded: by the scope columns of the table, then by each model's own ``visible_to``, which knows today's assignment.
    """
    words = _checked(text)
    entries = list(_matching(user, words, kind)[:limit])
    entries = _still_visible(user, entries)
    return [_hit(entry, words) for entry in entries]


def _checked(text: str) -> list[str]:
    words = query_words(text)
    if not words:
        raise DomainError("请输入要查找的文字，至少两个字。", field="q")
    short = [word for word in words if len(word) < 2]
    if short:
        raise DomainError(f"“{short[0]}”只有一个字，结果会过多。请至少输入相连的两个字。", field="q")
    return words[:8]


def _matching(user: Any, words: list[str], kind: str) -> SearchQuerySet:
    rows = SearchEntry.objects.visible_to(user)
    if kind:
        rows = rows.filter(kind=kind)
    for word in words:
        # The index gives what has all the pairs somewhere; the text itself then says whether they stand together.
        rows = rows.filter(grams__contains=grams(word), text__contains=word)
    first = words[0]
    rank = Case(
        When(Q(number__icontains=first), then=Value(0)),
        When(Q(title__icontains=first), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.defer("grams", "text").order_by(rank, "-updated_at", "-id")


def _still_visible(user: Any, entries: list[SearchEntry]) -> list[SearchEntry]:
    """One query per kind."""
    keys: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        keys[entry.kind].append(ObjectRef.parse(entry.target).pk)
    visible = {
        f"{kind}:{key}"
        for kind, wanted in keys.items()
        for key in apps.get_model(kind)._default_manager.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True)
    }
    return [entry for entry in entries if entry.target in visible]


def _hit(entry: SearchEntry, words: list[str]) -> Hit:
    return Hit(
        label=SEARCHABLES.get(entry.kind).label,
        title=marked(entry.title, words),
        number=marked(entry.number, words),
        parts=marked(excerpt(entry.body, words), words),
        url=entry.url,
    )


def excerpt(body: str, words: list[str]) -> str:
    """The neighbourhood of the first place where a word stands; the beginning where none does."""
    lowered = body.lower()
    places = [place for place in (lowered.find(word) for word in words) if place >= 0]
    start = max(0, min(places) - AROUND) if places else 0
    end = min(len(body), start + AROUND * 4)
    text = " ".join(body[start:end].split())
    return ("…" if start else "") + text + ("…" if end < len(body) else "")


def marked(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces, those that were sought marked. Signs and width between may differ, as they do in the search."""
    spans = sorted(span for word in words for span in _spans(text, word))
    pieces, done = [], 0
    for start, end in spans:
        if start < done:
            continue
        pieces += [(text[done:start], False)] if start > done else []
        pieces.append((text[start:end], True))
        done = end
    return pieces + ([(text[done:], False)] if done < len(text) else [])


def _spans(text: str, word: str) -> list[tuple[int, int]]:
    plain = [normalise(sign) for sign in text]
    if any(len(sign) > 1 for sign in plain):
        return []
    # Positions of the signs that count; one blank for any run of others.
    kept, places = "", []
    for place, sign in enumerate(plain):
        if sign or (kept and not kept.endswith(" ")):
            kept += sign or " "
            places.append(place)
    found, at = [], kept.find(word)
    while at >= 0:
        found.append((places[at], places[at + len(word) - 1] + 1))
        at = kept.find(word, at + len(word))
    return found
