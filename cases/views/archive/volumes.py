"""归档卷宗: list, page with its catalogue and loans, reading, borrowing, supplements."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cases.case_types import CASE_TYPE_CHOICES
from cases.forms.archive import BorrowForm, SupplementForm
from cases.forms.recommendations import NoteForm
from cases.forms.ways import GrantForm
from cases.models import Borrowing, Volume
from cases.permissions import ArchivePermission as P
from cases.services.archive import loans, volumes
from cases.views.base import CasesPage, state_kind
from cases.workflow import VOLUME as MACHINE
from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.events.services import emit
from pengjiang.web.components.story import Action
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, WithFiles
from pengjiang.web.views.base import Crumb, ObjectView
from pengjiang.web.views.listing import ListPage
from pengjiang.workflow.services import available


class VolumeList(ListPage):
    """All volumes."""

    model = Volume
    permission = P.VIEW
    title = "归档卷宗"
    page_key = "cases.volumes"
    menu_key = "volumes"
    template_name = "cases/archive/volumes.html"
    search_fields = ("number", "case__number", "case__title")
    search_placeholder = "档号、案号、名称"
    default_order = "-archived_on"
    columns = (
        Column("number", "档号", kind="key", link=True, always=True, sort="number"),
        Column("title", "案件名称", value="case__title", kind="clip", wide=True, link=True),
        Column("case", "案号", value="case__number", kind="key"),
        Column("type", "案件类别", value=lambda row: row.case.get_case_type_display(), shown=False),
        Column("archived_on", "归档日期", kind="date", sort="archived_on"),
        Column("retention", "保管期限", sort="retention"),
        Column("keep_until", "保管至", kind="date", sort="keep_until"),
        Column("pages", "页数", kind="number", value=lambda row: row.main_pages + row.inner_pages),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in MACHINE.states.items()]),
        ChoiceFilter(name="type", label="案件类别", choices=CASE_TYPE_CHOICES, lookup="case__case_type"),
        DateFilter(name="archived_on", label="归档日期"),
        DateFilter(name="keep_until", label="保管至"),
    )
    presets = (Preset("waiting", "待装订", "state=waiting", counted=True), Preset("kept", "在库", "state=kept"))
    empty_text = "案件办结后由书记员归档，系统装订成正卷、副卷。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("case")


class VolumePage(CasesPage):
    """One volume."""

    model = Volume
    permission = P.VIEW
    template_name = "cases/archive/volume.html"
    menu_key = "volumes"
    prefix = "volume"
    icons = {"borrow": "eye", "supplement": "plus"}
    steps = (("归档", ("waiting",)), ("在库", ("kept",)), ("移交、销毁", ("transferred", "destroyed")))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("case__holder", "archived_by")

    def get_title(self) -> str:
        return self.object.case.title

    def get_tabs(self) -> Any:
        return (("overview", "卷内目录", len(self.object.entries) or ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def paper_objects(self) -> Any:
        return (self.object, *self.object.borrowings.all())

    def get_context(self) -> dict[str, Any]:
        user, volume = self.request.user, self.object
        rows = list(volume.borrowings.select_related("asked_by", "volume"))
        for row in rows:
            row.kind = state_kind(row)
            row.acts = [
                Action(transition.label, self.address_of(row, transition.name), decision, primary=transition.primary)
                for transition, decision in available(row, user)
                if decision.ok and not (transition.name == "give_back" and row.asked_by_id != user.pk)
            ]
        may = {"main": can(user, P.READ_MAIN, volume).ok, "inner": can(user, P.READ_INNER, volume).ok}
        parts = [(part, label, getattr(volume, f"{part}_pages"), bool(volume.main_pdf) and may[part]) for part, label in volumes.PARTS.items()]
        return {**super().get_context(), "borrowings": rows, "parts": parts, "supplements": volume.supplements.select_related("made_by")}

    @staticmethod
    def address_of(row: Borrowing, name: str) -> str:
        return reverse(f"cases:borrowing-{name}", args=[row.pk])


class ReadMain(ObjectView):
    """The bound 正卷, for who keeps the archive or has it on loan."""

    model = Volume
    permission = P.READ_MAIN
    part = "main"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file = getattr(self.object, f"{self.part}_pdf")
        if not file:
            raise Http404
        label = volumes.PARTS[self.part]
        emit("cases.volume.read", actor=request.user, target=self.object, data={"number": self.object.number, "part": label})
        response = FileResponse(file.open("rb"), filename=f"{self.object.number}{label}.pdf", content_type="application/pdf")
        response["Cache-Control"] = "private, no-store"
        return response


class ReadInner(ReadMain):
    """The bound 副卷."""

    permission = P.READ_INNER
    part = "inner"


class VolumeAction(ActionView):
    """An act on a volume."""

    model = Volume
    menu_key = "volumes"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.number, self.object.get_absolute_url())]


class Borrow(VolumeAction):
    """申请借阅."""

    permission = P.BORROW
    title = "申请借阅"
    form_class = BorrowForm
    service = staticmethod(loans.ask_borrowing)
    done = "借阅申请已提交，待部门负责人审批。"


class AddSupplement(WithFiles, VolumeAction):
    """补充归档."""

    permission = P.KEEP
    title = "补充归档"
    form_class = SupplementForm
    explanation = "案件本身不改动；补充的材料编入卷宗并重新装订，理由记入备考表和时间线。"
    service = staticmethod(volumes.add_supplement)
    done = "已补充归档，卷宗正在重新装订。"


class BorrowingAction(ActionView):
    """An act on a loan."""

    model = Borrowing
    permission = P.LEND
    menu_key = "volumes"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("volume__case", "asked_by")

    @property
    def explanation(self) -> str:
        row = self.object
        scope = "正卷、副卷" if row.inner else "正卷"
        return f"{row.asked_by.name}于{row.asked_on:%Y-%m-%d}申请借阅{row.volume.number}的{scope}，{row.due_on:%Y-%m-%d}前归还（今天{clock.today():%Y-%m-%d}）。事由：{row.purpose}"


class Lend(BorrowingAction):
    """同意借阅."""

    title = "同意借阅"
    form_class = GrantForm
    service = staticmethod(loans.lend)
    done = "已同意借阅。"


class RefuseBorrowing(BorrowingAction):
    """不同意借阅."""

    title = "不同意借阅"
    form_class = NoteForm
    service = staticmethod(loans.refuse_borrowing)
    done = "已答复借阅人。"


class GiveBack(BorrowingAction):
    """归还."""

    permission = P.BORROW
    title = "归还"
    service = staticmethod(loans.give_back)
    done = "已归还。"
