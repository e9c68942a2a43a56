"""The facts form: one Django field per place of the document, named by its JSON Pointer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from pengjiang.checks.validation import find_problems
from pengjiang.dossiers.facts.labels import TOP, labels, say_pointer
from pengjiang.dossiers.facts.pointer import get, join, pruned
from pengjiang.dossiers.forms.inputs import field_for, from_input, show_as_typed, to_input
from pengjiang.dossiers.forms.structure import USUAL, FieldShape, GroupShape, RowsShape, shape, walk
from pengjiang.web.forms import Form

ROWS = "rows:"
MAX_ROWS = 200
AT_LEAST = {"/parties": 1, "/officers": 2}


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
    fields: list[Any] = field(default_factory=list)
    groups: list[Part] = field(default_factory=list)
    rows: list[RowsView] = field(default_factory=list)
    filled: int = 0
    has_errors: bool = False
    is_open: bool = False

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
        self.counts = counts_in(self.data) if self.is_bound else counts_of(self.document)
        self.shapes: dict[str, FieldShape] = {}
        for pointer, declared in walk(shape(), self.document, self.counts):
            self.shapes[pointer] = declared
            self.fields[pointer] = field_for(declared, required=pointer in ("/number", "/file_type"))
            if self.is_bound:
                show_as_typed(self.fields[pointer], self.data.get(pointer, ""))
            else:
                self.initial[pointer] = to_input(declared, self.standing(pointer))

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

    def sections(self) -> list[Part]:
        """Groups and lists of the document's first level, in the order of the label table."""
        file_type = self["/file_type"].value() or ""
        parts = {inner.key: self._part(inner, join(inner.key)) for inner in shape().groups}
        for rows in shape().rows:
            part = Part(join(rows.key), rows.label)
            part.rows = [self._rows_view(rows, join(rows.key))]
            self._sum_up(part)
            parts[rows.key] = part
        for key, part in parts.items():
            part.is_open = part.has_errors or (key in USUAL.get(str(file_type), ()))
        return sorted(parts.values(), key=lambda part: _order()[part.pointer[1:]])

    def _part(self, group: GroupShape, at: str) -> Part:
        part = Part(at, group.label)
        part.fields = [self[at + join(declared.key)] for declared in group.fields]
        part.groups = [self._part(inner, at + join(inner.key)) for inner in group.groups]
        part.rows = [self._rows_view(rows, at + join(rows.key)) for rows in group.rows]
        self._sum_up(part)
        return part

    def _rows_view(self, rows: RowsShape, pointer: str) -> RowsView:
        views = [
            RowView(index + 1, pointer + join(index), self._part(rows.row, pointer + join(index)))
            for index in range(self.counts.get(pointer, 0))
        ]
        return RowsView(pointer, rows.label, ROWS + pointer, views, "rows" + pointer.replace("/", "-"))

    def _sum_up(self, part: Part) -> None:
        inner = [*part.groups, *(row.part for rows in part.rows for row in rows.rows)]
        part.filled = sum(bool(bound.value()) for bound in part.fields) + sum(child.filled for child in inner)
        part.has_errors = any(bound.errors for bound in part.fields) or any(child.has_errors for child in inner)


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
