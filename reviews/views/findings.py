"""评查问题: the ledger, one problem, its rectification and referral."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from cases.queries.limits import nearest_deadlines
from cases.views.base import state_kind
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.files.models import StoredFile
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.limits import lights_of
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.base import Crumb, GuardedView
from reviews.forms import files as forms
from reviews.models import Finding
from reviews.permissions import ReviewPermission as P
from reviews.scoring import plain
from reviews.services import rectifying
from reviews.views.base import ReviewAction, ReviewPage, WordedList
from reviews.workbooks import LEDGER, LEDGER_WIDTHS, Book, ledger_rows
from reviews.workflow import FINDING


def towns_for(user: Any) -> list[tuple[int, str]]:
    """Towns in the district's order."""
    return list(Organisation.objects.filter(kind="town", is_active=True).order_by("order").values_list("pk", "short_name"))


def overdue(row: Finding) -> str:
    """What Excel says in place of a light."""
    late = row.state in {"waiting", "working"} and row.due_on is not None and row.due_on < clock.today()
    return "已超期" if late else ""


class FindingList(WordedList):
    """评查问题整改台账."""

    model = Finding
    permission = P.VIEW
    title = "评查问题整改"
    page_key = "reviews.findings"
    menu_key = "review-findings"
    search_fields = ("title", "reasons", "file__number")
    default_order = "due_on"
    columns = (
        Column("title", "问题", kind="clip", wide=True, link=True, always=True),
        Column("town", "镇街", value="town__short_name", sort="town__order"),
        Column("number", "案卷", value="file__number"),
        Column("group", "类别", sort="group"),
        Column("lost", "扣分", value=lambda row: "一票否决" if row.is_veto else plain(row.lost), sort="lost"),
        Column("person", "责任人"),
        Column("due_on", "整改期限", kind="date", sort="due_on"),
        Column("light", "期限", kind="light", export=overdue),
        Column("state", "状态", kind="badge", badge=state_kind, sort="state"),
        Column("basis", "依据", kind="clip", shown=False),
        Column("measure", "整改措施", kind="clip", shown=False),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in FINDING.states.items()]),
        ChoiceFilter(name="town", label="镇街", lookup="town_id", choices=towns_for),
        DateFilter(name="due_on", label="整改期限"),
    )
    presets = (
        Preset("waiting", "待整改", "state=waiting", counted=True),
        Preset("submitted", "待核验", "state=submitted", counted=True),
        Preset("ticked", "已销号", "state=ticked"),
    )
    empty_text = "评查通报印发后，每项问题列入整改台账。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().standing().select_related("town", "file", "part")

    def get_columns(self) -> Any:
        columns = super().get_columns()
        return [column for column in columns if column.name != "town"] if self.request.user.is_town else columns

    def get_filters(self) -> Any:
        return [one for one in self.filters if one.name != "town"] if self.request.user.is_town else self.filters

    def decorate(self, rows: Any) -> None:
        nearest = nearest_deadlines({row.part_id: row.part for row in rows}.values(), limits=("TM27",))
        lights = lights_of(nearest.values())
        for row in rows:
            deadline = nearest.get(row.part_id) if row.state in {"waiting", "working"} else None
            row.light = lights.get(deadline.pk) if deadline else None


class Ledger(GuardedView):
    """整改台账 as a workbook, in the columns offices use."""

    permission = P.VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        out = BytesIO()
        book = Book(out)
        book.table("整改台账", "案卷评查问题整改台账", LEDGER, ledger_rows(Finding.objects.visible_to(request.user)), widths=LEDGER_WIDTHS)
        book.close()
        return workbook(out, "评查问题整改台账.xlsx")


def workbook(out: BytesIO, name: str) -> HttpResponse:
    """A workbook to be kept."""
    response = HttpResponse(out.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


class FindingPage(ReviewPage):
    """One problem."""

    model = Finding
    permission = P.VIEW
    template_name = "reviews/findings/detail.html"
    menu_key = "review-findings"
    prefix = "finding"
    steps = (("征求意见", ("noted", "dropped")), ("待整改", ("waiting",)), ("整改中", ("working",)), ("待核验", ("submitted",)), ("销号", ("ticked",)))
    icons = {"submit": "upload", "tick": "check", "plan": "edit", "refer": "send"}

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("file__round__made_by", "town", "ticked_by", "part").defer("file__round__frame")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.file.number, self.object.file.get_absolute_url())]

    def get_tabs(self) -> Any:
        return (("overview", "概况", ""), ("timeline", "时间线", ""))

    def deadline_objects(self) -> Any:
        """The limit is the town's, for all its problems."""
        return (self.object.part,) if self.object.state in {"waiting", "working"} else ()

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "proofs": StoredFile.objects.of(self.object).select_related("uploaded_by")}


class FindingAction(ReviewAction):
    """An act on a problem."""

    model = Finding
    menu_key = "review-findings"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("file__round__made_by", "town", "part").defer("file__round__frame")


class PlanFinding(FindingAction):
    """填报整改措施."""

    permission = P.RECTIFY
    title = "填报整改措施"
    form_class = forms.MeasureForm
    service = staticmethod(rectifying.plan_finding)
    submit_label = "保存措施"
    done = "整改措施已填报。"

    def get_initial(self) -> dict[str, Any]:
        return {"measure": self.object.measure, "person": self.object.person}


class SubmitProof(FindingAction):
    """提交整改证明."""

    permission = P.RECTIFY
    title = "提交整改证明"
    template_name = "cases/rectifications/proof.html"
    form_class = forms.ProofForm
    done = "整改证明已提交，待核验。"

    def perform(self, form: Any) -> Any:
        files = self.request.FILES.getlist("files")
        return rectifying.submit_proof(self.object, actor=self.request.user, note=form.cleaned_data["note"], files=files)


TickFinding = FindingAction.of("核验销号", rectifying.tick_finding, permission=P.VERIFY, form_class=forms.RemarksForm, done="已销号。")
SendBack = FindingAction.of("退回补充", rectifying.send_back, permission=P.VERIFY, form_class=forms.SendBackForm, done="已退回补充。")


class ReferFinding(FindingAction):
    """转监督线索."""

    permission = P.REFER
    title = "转监督线索"
    form_class = forms.ReferForm
    explanation = "问题符合受理条件的，由检察官登记为监督线索；镇街不显示此项办理情况。"
    service = staticmethod(rectifying.refer_finding)
    done = "已登记为监督线索。"

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()
