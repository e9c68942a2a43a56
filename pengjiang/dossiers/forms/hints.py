"""Suggestions of papers beside their fields: what an answer fills in, and which have been given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from pengjiang.dossiers.facts.pointer import leaves, split
from pengjiang.dossiers.forms.inputs import to_input
from pengjiang.dossiers.forms.structure import FieldShape
from pengjiang.dossiers.presenting import say_citation
from pengjiang.dossiers.registry import Hint

MARK = "hint:"
ADOPT, REJECT = "adopt", "reject"
SURE = 0.9


@dataclass(frozen=True)
class HintView:
    """A suggestion as the template draws it. ``fills``: values of inputs by their names."""

    hint: Hint
    fills: Mapping[str, Any]
    shown: str
    standing: str = ""
    answer: str = ""

    @property
    def mark(self) -> str:
        return MARK + self.hint.key

    @property
    def fills_json(self) -> str:
        return json.dumps(self.fills, ensure_ascii=False)

    @property
    def is_conflict(self) -> bool:
        return bool(self.standing)

    @property
    def is_unsure(self) -> bool:
        return self.hint.confidence < SURE * SURE

    @property
    def percent(self) -> int:
        return round(self.hint.confidence * 100)


@dataclass(frozen=True)
class PaperView:
    """The suggestions of one paper together."""

    key: str
    label: str
    url: str
    picture: str
    hints: Sequence[HintView]

    @property
    def waiting(self) -> int:
        return sum(not view.answer for view in self.hints)

    @property
    def to_adopt(self) -> int:
        return sum(not view.answer and not view.is_conflict for view in self.hints)

    @property
    def conflicts(self) -> int:
        return sum(not view.answer and view.is_conflict for view in self.hints)


def leaf_pointers(hint: Hint) -> list[tuple[str, Any]]:
    """The places of single values: a citation has several."""
    return list(leaves(hint.text, hint.pointer)) if isinstance(hint.text, dict) else [(hint.pointer, hint.text)]


def grown(counts: Mapping[str, int], hints: Iterable[Hint]) -> dict[str, int]:
    """Counts of rows with room for what papers suggest."""
    counts = dict(counts)
    for hint in hints:
        for pointer, _ in leaf_pointers(hint):
            at = ""
            for part in split(pointer):
                if part.isdecimal():
                    counts[at] = max(counts.get(at, 0), int(part) + 1)
                at += f"/{part}"
    return counts


def fills_of(hint: Hint, shapes: Mapping[str, FieldShape]) -> dict[str, Any]:
    """Values of inputs by name, as the form writes them; empty where the form has no such field."""
    pairs = leaf_pointers(hint)
    if any(pointer not in shapes for pointer, _ in pairs):
        return {}
    fills = {pointer: to_input(shapes[pointer], value) for pointer, value in pairs}
    if isinstance(hint.value, dict):
        # A citation stands whole: what the paper does not say is emptied.
        fills = {name: "" for name in shapes if name.startswith(hint.pointer + "/") and not name.endswith("/version")} | fills
    return fills


def shown(hint: Hint, fills: Mapping[str, Any], shapes: Mapping[str, FieldShape]) -> str:
    """The value in words."""
    if isinstance(hint.value, dict):
        return say_citation(hint.value)
    names = dict(shapes[hint.pointer].codes)
    value = fills[hint.pointer]
    if isinstance(value, list):
        return "、".join(names.get(code, code) for code in value)
    return names.get(value, str(value)).replace("T", " ") if shapes[hint.pointer].kind == "time" else names.get(value, str(value))


def answers_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Answers by key."""
    return {name.removeprefix(MARK): data[name] for name in data if name.startswith(MARK) and data[name] in (ADOPT, REJECT)}


def with_answer(data: QueryDict, answer: str, views: Sequence[HintView]) -> QueryDict:
    """A submitted form with one button pressed: ``adopt:7``, ``reject:7``, ``undo:7``, or ``paper:3-0`` for all of a paper that contradict nothing."""
    act, _, key = answer.partition(":")
    answered = data.copy()
    for view in views:
        if act == "paper" and view.hint.paper == key and not view.answer and not view.is_conflict or act == ADOPT and view.hint.key == key:
            _fill(answered, view)
        elif act in (REJECT, "undo") and view.hint.key == key:
            answered[view.mark] = REJECT if act == REJECT else ""
    return answered


def _is_free(data: QueryDict, view: HintView) -> bool:
    """Nothing else was typed there: what stands is never replaced by many at once."""
    return all(data.getlist(name) in ([], [""], [value], value) for name, value in view.fills.items() if value)


def _fill(data: QueryDict, view: HintView) -> None:
    data[view.mark] = ADOPT
    for name, value in view.fills.items():
        data.setlist(name, value if isinstance(value, list) else [value])
