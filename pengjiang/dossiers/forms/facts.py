"""The facts form: one Django field per place of the document, named by its JSON Pointer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from pengjiang.checks.validation import find_problems
from pengjiang.dossiers.facts.labels import TOP, labels, say_pointer
from pengjiang.dossiers.facts.needs import VOLUME_ORDER, bare, is_core, rules_by_key, undecided
from pengjiang.dossiers.facts.pointer import get, join, pruned
from pengjiang.dossiers.forms.hints import ADOPT, REJECT, HintView, PaperView, answers_in, fills_of, grown, shown
from pengjiang.dossiers.forms.inputs import field_for, from_input, show_as_typed, to_input
from pengjiang.dossiers.forms.structure import FieldShape, GroupShape, RowsShape, shape, walk
from pengjiang.dossiers.registry import Hint
from pengjiang.web.forms import Form

ROWS = "rows:"
MAX_ROWS = 200
AT_LEAST = {"/parties": 1, "/officers": 2}


@dataclass
class FieldView:
    """A field as the template draws it, with what papers suggest for it and which rules wait for it."""

    bound: Any
    hints: list[HintView] = field(default_factory=list)
    rules: Sequence[str] = ()
    is_core: bool = True
    from_ledger: bool = False

    @property
    def is_filled(self) -> bool:
        return self.bound.value() not in (None, "", [])

    @property
    def is_wanted(self) -> bool:
        """Shown at once: core, or there is something to see."""
        return self.is_core or self.is_filled or bool(self.hints) or bool(self.bound.errors)

    @property
    def decides(self) -> str:
        """Codes of the rules, the first few."""
        return "、".join(self.rules[:6]) + (f"等{len(self.rules)}条" if len(self.rules) > 6 else "")


@dataclass
class RowView:
    """A row as the template draws it."""

    number: int
    pointer: str
    part: Part


@dataclass
class RowsView:
    """A list of rows."""

    pointer: str
    label: str
    count_name: str
    rows: list[RowView]
    id: str


@dataclass
class Part:
    """A group as the template draws it: its fields, inner groups and lists."""

    pointer: str
    label: str
    fields: list[FieldView] = field(default_factory=list)
    groups: list[Part] = field(default_factory=list)
    rows: list[RowsView] = field(default_factory=list)
    filled: int = 0
    has_errors: bool = False
    is_open: bool = False
    core: int = 0
    core_filled: int = 0
    waiting: int = 0

    @property
    def first(self) -> list[FieldView]:
        """Fields to be seen at once."""
        return [view for view in self.fields if view.is_wanted]

    @property
    def more(self) -> list[FieldView]:
        """Further keys, folded away."""
        return [view for view in self.fields if not view.is_wanted]

    @property
    def id(self) -> str:
        return "section" + self.pointer.replace("/", "-")


class FactsForm(Form):
    """``initial``: ``document`` (ID numbers masked), ``cause``, ``note``, ``revision``. ``cleaned_data["facts"]`` is the new document."""

    cause = forms.CharField(label="案由", required=False, max_length=120)
    note = forms.CharField(label="备注", required=False, max_length=300)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document: dict[str, Any] = self.initial.get("document", {})
        self.hints: Sequence[Hint] = self.initial.get("hints", ())
        self.ledger: Mapping[str, Any] = self.initial.get("ledger") or {}
        self.counts = counts_in(self.data) if self.is_bound else grown(counts_of(self.document), self.hints)
        self.shapes: dict[str, FieldShape] = {}
        for pointer, declared in walk(shape(), self.document, self.counts):
            self.shapes[pointer] = declared
            self.fields[pointer] = field_for(declared, required=pointer in ("/number", "/file_type"))
            if self.is_bound:
                show_as_typed(self.fields[pointer], self.data.get(pointer, ""))
            else:
                self.initial[pointer] = to_input(declared, self.standing(pointer))

    @cached_property
    def hint_views(self) -> list[HintView]:
        """Suggestions that have a field in this form."""
        answers = answers_in(self.data) if self.is_bound else {}
        views = []
        for hint in self.hints:
            fills = fills_of(hint, self.shapes)
            if fills:
                views.append(
                    HintView(hint, fills, shown(hint, fills, self.shapes), self._contradicted(hint, fills), answers.get(hint.key, ""))
                )
        return views

    def _contradicted(self, hint: Hint, fills: Mapping[str, Any]) -> str:
        """What stands in the place of another value now; empty where nothing does."""
        if isinstance(hint.value, dict):
            return ""
        standing = self.standing(hint.pointer)
        if standing in (None, "", []):
            return ""
        now = to_input(self.shapes[hint.pointer], standing)
        return "" if now == fills[hint.pointer] else shown(hint, {hint.pointer: now}, self.shapes)

    @property
    def papers(self) -> list[PaperView]:
        """Suggestions by the paper they came from."""
        by_paper: dict[str, list[HintView]] = {}
        for view in self.hint_views:
            by_paper.setdefault(view.hint.paper, []).append(view)
        return [
            PaperView(key, views[0].hint.paper_label, views[0].hint.url, views[0].hint.picture, views) for key, views in by_paper.items()
        ]

    def answers(self) -> tuple[list[str], list[str]]:
        """Keys of suggestions adopted and rejected."""
        given = answers_in(self.data)
        return [key for key, answer in given.items() if answer == ADOPT], [key for key, answer in given.items() if answer == REJECT]

    def standing(self, pointer: str) -> Any:
        """The value that stands now; a citation written as mere text stands in its field of the law."""
        value = get(self.document, pointer)
        row = get(self.document, pointer.removesuffix("/law")) if value is None and pointer.endswith("/law") else None
        return row if isinstance(row, str) else value

    # Reading

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        facts = self.compose(cleaned)
        for problem in find_problems(facts):
            name = self._nearest(problem.pointer)
            message = f"{say_pointer(problem.pointer)}：{problem.error}"
            if name is None or not self.errors.get(name):
                self.add_error(name, message)
        return {"facts": facts, "cause": cleaned.get("cause", ""), "note": cleaned.get("note", ""), "revision": cleaned.get("revision")}

    def compose(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The document from the fields; what is empty is left out, so that an empty group did not happen."""
        whole = pruned(self._compose(shape(), values, "")) or {}
        return {"format": "dossier/1", "body": self.document.get("body", ""), **whole}

    def _compose(self, group: GroupShape, values: Mapping[str, Any], at: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for declared in group.fields:
            pointer = at + join(declared.key)
            typed, standing = values.get(pointer), self.standing(pointer)
            # 100.50 stays 100.50: what was not touched keeps the form in which it came.
            is_untouched = standing is not None and str(self.data.get(pointer, "")) == to_input(declared, standing)
            made[declared.key] = standing if is_untouched else from_input(declared, typed)
        for inner in group.groups:
            made[inner.key] = self._compose(inner, values, at + join(inner.key))
        for rows in group.rows:
            pointer = at + join(rows.key)
            made[rows.key] = [self._row(rows, values, pointer + join(index)) for index in range(self.counts.get(pointer, 0))]
        return made

    def _row(self, rows: RowsShape, values: Mapping[str, Any], at: str) -> Any:
        row = pruned(self._compose(rows.row, values, at)) or {}
        return row["law"] if rows.may_be_text and set(row) == {"law"} else row

    def _nearest(self, pointer: str) -> str | None:
        """The field at a pointer or above it (one value of a list of codes has no field of its own)."""
        while pointer:
            if pointer in self.fields:
                return pointer
            pointer = pointer.rpartition("/")[0]
        return None

    # Drawing

    @property
    def head(self) -> list[Any]:
        """Fields of the register itself."""
        names = ["/number", "/title", "/file_type", "/field", "cause", "/item", "/complete", "note"]
        return [self[name] for name in names]

    @cached_property
    def file_type(self) -> str:
        return str(self["/file_type"].value() or "")

    @cached_property
    def undecided(self) -> dict[str, list[str]]:
        """Rules by the missing key that they wait for."""
        return undecided(self.document) if self.document.get("file_type") else {}

    @cached_property
    def outline(self) -> Outline:
        """The sections, drawn once."""
        sections = self.sections()
        order = VOLUME_ORDER.get(self.file_type, ())
        first = sorted((part for part in sections if part.pointer[1:] in order), key=lambda part: order.index(part.pointer[1:]))
        others = [part for part in sections if part not in first]
        wanted = [part for part in others if part.filled or part.waiting or part.has_errors]
        rules = {code for codes in self.undecided.values() for code in codes}
        return Outline([*first, *wanted], [part for part in others if part not in wanted], len(rules))

    def sections(self) -> list[Part]:
        """Groups and lists of the document's first level, in the order of the label table."""
        parts = {inner.key: self._part(inner, join(inner.key)) for inner in shape().groups}
        for rows in shape().rows:
            part = Part(join(rows.key), rows.label)
            part.rows = [self._rows_view(rows, join(rows.key))]
            self._sum_up(part)
            parts[rows.key] = part
        for key, part in parts.items():
            part.is_open = part.has_errors or bool(part.waiting) or key in VOLUME_ORDER.get(self.file_type, ())[:7]
        return sorted(parts.values(), key=lambda part: _order()[part.pointer[1:]])

    def _part(self, group: GroupShape, at: str) -> Part:
        part = Part(at, group.label)
        part.fields = [self._field_view(at + join(declared.key)) for declared in group.fields]
        part.groups = [self._part(inner, at + join(inner.key)) for inner in group.groups]
        part.rows = [self._rows_view(rows, at + join(rows.key)) for rows in group.rows]
        self._sum_up(part)
        return part

    @cached_property
    def _hints_by_field(self) -> dict[str, list[HintView]]:
        """The first field of a suggestion shows it."""
        found: dict[str, list[HintView]] = {}
        for view in self.hint_views:
            name = f"{view.hint.pointer}/law" if isinstance(view.hint.value, dict) else view.hint.pointer
            found.setdefault(name, []).append(view)
        return found

    def _field_view(self, pointer: str) -> FieldView:
        said = get(self.ledger, pointer)
        return FieldView(
            self[pointer],
            self._hints_by_field.get(pointer, []),
            # What is open now; for a group that is not there yet, all that read the key.
            tuple(self.undecided.get(bare(pointer)) or rules_by_key(self.file_type).get(bare(pointer), ())),
            is_core(self.file_type, pointer),
            said not in (None, "", []) and said == self.standing(pointer),
        )

    def _rows_view(self, rows: RowsShape, pointer: str) -> RowsView:
        views = [
            RowView(index + 1, pointer + join(index), self._part(rows.row, pointer + join(index)))
            for index in range(self.counts.get(pointer, 0))
        ]
        return RowsView(pointer, rows.label, ROWS + pointer, views, "rows" + pointer.replace("/", "-"))

    def _sum_up(self, part: Part) -> None:
        inner = [*part.groups, *(row.part for rows in part.rows for row in rows.rows)]
        part.filled = sum(view.is_filled for view in part.fields) + sum(child.filled for child in inner)
        part.has_errors = any(view.bound.errors for view in part.fields) or any(child.has_errors for child in inner)
        core = [view for view in part.fields if view.is_core]
        part.core = len(core) + sum(child.core for child in inner)
        part.core_filled = sum(view.is_filled for view in core) + sum(child.core_filled for child in inner)
        part.waiting = sum(not view.answer for one in part.fields for view in one.hints) + sum(child.waiting for child in inner)


@dataclass(frozen=True)
class Outline:
    """What this file needs first, the rest folded, and how much is still open."""

    first: list[Part]
    others: list[Part]
    undecided: int

    @property
    def core(self) -> int:
        return sum(part.core for part in self.first)

    @property
    def filled(self) -> int:
        return sum(part.core_filled for part in self.first)

    @property
    def detail(self) -> str:
        return f"已填 {self.filled} / {self.core} 项"


def _order() -> dict[str, int]:
    return {key: place for place, key in enumerate(labels()[TOP])}


def counts_of(document: Any, at: str = "") -> dict[str, int]:
    """How many rows each list of a document has; parties and officers start with empty ones."""
    counts = dict(_counts(document, at))
    for pointer, least in AT_LEAST.items():
        counts[pointer] = max(counts.get(pointer, 0), least)
    return counts


def _counts(value: Any, at: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _counts(item, at + join(key))
    elif isinstance(value, list):
        yield at, len(value)
        for index, item in enumerate(value):
            yield from _counts(item, at + join(index))


def counts_in(data: Mapping[str, Any]) -> dict[str, int]:
    """The same from a submitted form."""
    counts = {}
    for name in data:
        text = data.get(name, "")
        if name.startswith(ROWS + "/") and isinstance(text, str) and text.isdecimal():
            counts[name.removeprefix(ROWS)] = min(int(text), MAX_ROWS)
    return counts


def with_row(data: QueryDict, pointer: str) -> QueryDict:
    """A submitted form with one more row in a list."""
    grown = data.copy()
    grown[ROWS + pointer] = str(min(counts_in(data).get(pointer, 0) + 1, MAX_ROWS))
    return grown


def without_row(data: QueryDict, row: str) -> QueryDict:
    """A submitted form without one row; those below move up, with all that is in them."""
    pointer, _, last = row.rpartition("/")
    if not last.isdecimal():
        return data
    gone, count = int(last), counts_in(data).get(pointer, 0)
    inside = re.compile(rf"(?P<head>(?:{ROWS})?{re.escape(pointer)}/)(?P<index>\d+)(?P<tail>(?:/.*)?)")
    shrunk = QueryDict(mutable=True)
    for name, values in data.lists():
        found = inside.fullmatch(name)
        if not found or int(found["index"]) < gone:
            shrunk.setlist(name, values)
        elif int(found["index"]) > gone:
            shrunk.setlist(f"{found['head']}{int(found['index']) - 1}{found['tail']}", values)
    shrunk[ROWS + pointer] = str(max(count - 1, 0))
    return shrunk
