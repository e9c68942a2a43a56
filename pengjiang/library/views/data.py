"""The dated tables as everybody reads them: power list, standards, exemption lists, courts, organs, limits, thresholds, names."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property, partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from pengjiang.access import SIGNED_IN, permissions_of
from pengjiang.common import clock
from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import packaged
from pengjiang.law.rowchecks import same_thing
from pengjiang.law.rows import Mark
from pengjiang.law.stored import stored
from pengjiang.law.words import COLUMNS, FIELDS, STANDARD_KINDS, TITLES, source_words
from pengjiang.library.filters import DayFilter, holds_on
from pengjiang.library.links import article_url
from pengjiang.library.rowwords import LISTED, MARKS, SOON_DAYS, citation_columns, days_of, facts_of, head_of, say, standing, steps_of
from pengjiang.web.components import Tab
from pengjiang.web.filters import ChoiceFilter, Filter, FlagFilter
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.base import Crumb, PageView
from pengjiang.web.views.listing import ListPage

NOTES = {
    "items": "本系统随附的权责事项按珠三角镇街通常承接的事项录入，使用前请与市、区公布的清单核对。",
    "standards": "裁量基准和免罚、轻微不罚清单。到期前九十日起标为“即将到期”。",
}
MARK_BADGES = {"V": "good", "R?": "warn"}


def _mark(row: ReferenceRow) -> str:
    return MARKS[row.confidence]


def _ending(yes: bool) -> Q:
    today = clock.today()
    soon = Q(until__gte=today, until__lte=today + timedelta(days=SOON_DAYS))
    return soon if yes else ~soon


def _held_by(code: str) -> Q:
    return Q(body=code) | Q(value__bodies__contains=[code]) | (Q(kind="items") & ~Q(value__has_key="bodies")) | Q(kind="items", value__bodies=[])


class DataList(ListPage):
    """One table, as it stood on any day."""

    permission = SIGNED_IN
    model = ReferenceRow
    template_name = "library/data/list.html"
    menu_key = "library-data"
    default_order = "key"
    search_fields = ("key", "value", "source")
    search_placeholder = "查名称、代码、条文"
    empty_title = "此表没有数据"
    empty_text = "由系统管理员在“依据数据”中维护。"
    presets = (
        Preset("now", "今日有效", "on=today", counted=True),
        Preset("ending", "即将到期", "ending=1", counted=True),
        Preset("doubtful", "待核对", "confidence=R&confidence=R%3F", counted=True),
    )

    @property
    def kind(self) -> str:
        if self.kwargs["kind"] not in TITLES:
            raise Http404
        return self.kwargs["kind"]

    @property
    def key(self) -> str:
        return f"library.data.{self.kind}"

    def get_title(self) -> str:
        return TITLES[self.kind]

    def get_rows(self) -> QuerySet:
        return ReferenceRow.objects.filter(kind=self.kind)

    def row_url(self, row: ReferenceRow) -> str:
        return reverse("library:row", args=[row.kind, row.pk])

    def get_columns(self) -> list[Column]:
        own = [
            Column(name, "罚款幅度" if name == "amount" else COLUMNS[name], value=partial(_say, name), kind="text", wide=name in WIDE)
            for name in LISTED[self.kind]
        ]
        return [
            Column("head", "名称", value=head_of, always=True, wide=True, link=True),
            *own,
            Column("key", "键", sort="key", shown=False),
            Column("standing", "现状", value=lambda row: standing(row, clock.today())[0], kind="badge", badge=lambda row: standing(row, clock.today())[1]),
            Column("days", "起止", value=days_of, sort="since"),
            Column("until", "止", kind="date", sort="until", shown=False),
            Column("confidence", "核对情况", value=_mark, kind="badge", badge=lambda row: MARK_BADGES.get(row.confidence, "")),
            Column("source", "来源", value=lambda row: source_words(row.source), kind="clip"),
        ]

    def get_filters(self) -> list[Filter]:
        found: list[Filter] = [DayFilter(name="on", label="当日有效", condition=holds_on)]
        if self.kind in ("items", "standards", "sector_limits"):
            found.append(ChoiceFilter(name="field", label="领域", choices=list(FIELDS.items()), lookup="value__field"))
        if self.kind == "standards":
            found.append(ChoiceFilter(name="type", label="类别", choices=list(STANDARD_KINDS.items()), lookup="value__kind"))
        if self.kind in ("items", "courts", "organs", "names", "bodies"):
            towns = [(body.code, body.name) for body in packaged().bodies]
            found.append(ChoiceFilter(name="body", label="镇街", choices=towns, condition=_held_by))
        found.append(ChoiceFilter(name="confidence", label="核对情况", choices=[(mark.value, mark.label) for mark in Mark]))
        found.append(FlagFilter(name="ending", label="到期", yes="即将到期", no="不在近期到期", condition=_ending))
        return found

    def get_context(self) -> dict[str, Any]:
        day = self.request.GET.get("on", "")
        query = f"?on={day}" if day == "today" or day.replace("-", "").isdigit() else ""
        tables = [Tab(title, reverse("library:data", args=[kind]) + query, kind == self.kind) for kind, title in TITLES.items()]
        edit = reverse("console:reference", args=[self.kind]) if _may_edit(self.request.user) else ""
        return {**super().get_context(), "tables": tables, "data_note": NOTES.get(self.kind, ""), "edit_url": edit}


WIDE = {"amount", "penalised_by", "citations", "matter", "address", "issuer"}


def _say(name: str, row: ReferenceRow) -> str:
    return say(row, name)


def _may_edit(user: Any) -> bool:
    """Whether the editors of the console are the person's; they belong to another app, so by the permission's name."""
    return any(permission.value == "console.reference" for permission in permissions_of(user))


class DataPage(PageView):
    """One row: what it says, since when, by what source, how sure; its other versions and what belongs to it."""

    permission = SIGNED_IN
    model = ReferenceRow
    template_name = "library/data/page.html"
    menu_key = "library-data"

    @cached_property
    def row(self) -> ReferenceRow:
        row = ReferenceRow.objects.filter(kind=self.kwargs["kind"], pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    def get_title(self) -> str:
        return head_of(self.row)

    def get_parents(self) -> list[Crumb]:
        return [Crumb(TITLES[self.row.kind], reverse("library:data", args=[self.row.kind]))]

    def get_context(self) -> dict[str, Any]:
        row, today = self.row, clock.today()
        day = row.until if row.until and row.until < today else today
        cited = [(label, [(place, article_url(place, day)) for place in places]) for label, places in citation_columns(row)]
        labels = {label for label, _ in cited}
        edit = reverse("console:reference-row", args=[row.kind, row.pk]) if _may_edit(self.request.user) else ""
        others = ReferenceRow.objects.filter(kind=row.kind, key=row.key).exclude(pk=row.pk).order_by("-since")
        return {
            **super().get_context(),
            "row": row,
            "table": TITLES[row.kind],
            "facts": [(label, text) for label, text in facts_of(row) if label not in labels],
            "cited": cited,
            "steps": steps_of(row, {item.code: item.base_kind for item in stored().items} if row.value.get("steps") else {}),
            "standing": standing(row, today),
            "source": source_words(row.source),
            "mark": Mark(row.confidence).label,
            "mark_badge": MARK_BADGES.get(row.confidence, ""),
            "versions": [(other, standing(other, today)) for other in others if same_thing(row.kind, row.value, other.value)],
            "related": self._related(),
            "edit_url": edit,
        }

    def _related(self) -> list[tuple[str, list[ReferenceRow]]]:
        """Items and their standards, lists and successors, both ways."""
        row, code = self.row, self.row.value.get("code", "")
        groups: list[tuple[str, QuerySet]] = []
        if row.kind == "items":
            standards = [row.value[name] for name in ("benchmark", "exemption") if row.value.get(name)]
            groups.append(("裁量基准与免罚清单", ReferenceRow.objects.filter(kind="standards", key__in=standards)))
            groups.append(("后继事项", ReferenceRow.objects.filter(kind="items", key=row.value.get("successor") or "-")))
            groups.append(("此前的事项", ReferenceRow.objects.filter(kind="items", value__successor=code)))
        if row.kind == "standards":
            uses = Q(value__benchmark=code) | Q(value__exemption=code)
            groups.append(("适用的权责事项", ReferenceRow.objects.filter(uses, kind="items")))
        found = []
        for title, rows in groups:
            own = list(rows.order_by("key", "since"))
            for other in own:
                other.head = head_of(other)
            if own:
                found.append((title, own))
        return found
