"""A choice from more rows than a page can list: what was chosen stays ticked, and a search reaches all others.

In a form::

    dossiers = SearchChoice(label="涉及案卷", queryset=Dossier.objects.none())

    def prepare(self):
        self.fields["dossiers"].offer(self, "dossiers", Dossier.objects.visible_to(self.user), search=("number", "title"))

The search posts the form to its own page with ``find``: a script swaps the list, without one the page comes back with what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from pengjiang.web.filters import search_condition

LISTED = 20


class SearchBoxes(forms.CheckboxSelectMultiple):
    """Boxes under a search; ``searched`` is what was looked for, ``note`` says how much there is beside what is listed."""

    searched: str = ""
    note: str = ""
    placeholder: str = ""


class SearchChoice(forms.ModelMultipleChoiceField):
    """Rows of a query, however many: every one of them may be chosen, only the chosen and the found are drawn."""

    widget = SearchBoxes

    def offer(
        self, form: forms.BaseForm, name: str, rows: QuerySet, *, search: Sequence[str], order: str = "-pk", placeholder: str = "在全部记录中查找"
    ) -> None:
        """Draw what is ticked, then the first that are found, by default the newest."""
        self.queryset = rows
        # An unbound form has data as well, only empty.
        given = form.data.getlist(name) if form.is_bound and hasattr(form.data, "getlist") else form.initial.get(name)
        ticked = _keys(given or [])
        text = str(form.data.get(f"{name}-q", "")).strip()[:60] if form.is_bound else ""
        others = rows.exclude(pk__in=ticked)
        if text:
            others = others.filter(search_condition(search, text))
        found = list(others.order_by(order, "pk")[: LISTED + 1])
        widget = self.widget
        widget.searched, widget.placeholder = text, placeholder
        widget.note = _note(len(found), is_search=bool(text))
        chosen = list(rows.filter(pk__in=ticked).order_by(order, "pk"))
        widget.choices = [(row.pk, self.label_from_instance(row)) for row in [*chosen, *found[:LISTED]]]


def _keys(values: Sequence[Any]) -> list[int]:
    return [int(key) for key in (str(getattr(value, "pk", value)) for value in values) if key.isdecimal()]


def _note(found: int, *, is_search: bool) -> str:
    if found > LISTED:
        return f"符合的超过{LISTED}宗，列出前{LISTED}宗，请写得更具体一些。" if is_search else f"先列出最近的{LISTED}宗，其余请查找。"
    if is_search:
        return f"找到{found}宗。" if found else "没有找到，请换一个词。"
    return ""
