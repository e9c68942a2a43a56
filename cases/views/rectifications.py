"""整改: list, item, measures, proof, verification; the 催办函."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404

from cases.forms.recommendations import DropForm, NoteForm, PlanItemForm, RemarksForm, SendBackForm, UrgeForm
from cases.forms.transfers import text
from cases.models import RectificationItem
from cases.permissions import RecommendationPermission as P
from cases.queries.limits import nearest_deadlines
from cases.services import rectifications as services
from cases.views.base import CasesPage, state_kind
from cases.views.recommendations import RecommendationAction, addressee_word
from cases.workflow import RECTIFICATION
from pengjiang.common import clock
from pengjiang.documents.models import IssuedDocument
from pengjiang.files.models import StoredFile
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.forms import Form
from pengjiang.web.limits import lights_of
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage


class ItemList(ListPage):
    """整改台账."""

    model = RectificationItem
    permission = P.VIEW
    title = "整改跟踪"
    page_key = "cases.rectifications"
    menu_key = "rectifications"
    search_fields = ("text", "measure", "person", "recommendation__number")
    search_placeholder = "事项、措施、文号"
    default_order = "due_on"
    columns = (
        Column("text", "整改事项", kind="clip", wide=True, link=True, always=True),
        Column("number", "检察建议", value="recommendation__number"),
        Column("addressee", "整改单位", value=lambda row: addressee_word(row.recommendation), sort="recommendation__addressee_name"),
        Column("measure", "整改措施", kind="clip", shown=False),
        Column("person", "责任人"),
        Column("due_on", "整改末日", kind="date", sort="due_on"),
        Column("light", "期限", kind="light"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
        Column("ticked_on", "销号日期", kind="date", sort="ticked_on", shown=False),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in RECTIFICATION.states.items()]),
        DateFilter(name="due_on", label="整改末日"),
    )
    presets = (
        Preset("submitted", "待核验", "state=submitted", counted=True),
        Preset("working", "整改中", "state=working", counted=True),
        Preset("waiting", "未启动", "state=waiting", counted=True),
        Preset("ticked", "已销号", "state=ticked"),
    )
    empty_text = "检察建议送达后，每一条建议成为一项整改。"

    def get_columns(self) -> Any:
        """A town has but itself to rectify."""
        return self.columns if self.request.user.is_procuratorate else [column for column in self.columns if column.name != "addressee"]

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("recommendation__addressee")

    def decorate(self, rows: Any) -> None:
        nearest = nearest_deadlines(rows, limits=("TM46",))
        lights = lights_of(nearest.values())
        for row in rows:
            deadline = nearest.get(row.pk)
            row.light = lights.get(deadline.pk) if deadline else None


class ItemPage(CasesPage):
    """One item with its proofs."""

    model = RectificationItem
    permission = P.VIEW
    template_name = "cases/rectifications/detail.html"
    menu_key = "rectifications"
    prefix = "item"
    icons = {"plan": "edit", "submit": "upload", "tick": "check", "send_back": "return"}
    steps = (("未启动", ("waiting",)), ("整改中", ("working",)), ("待核验", ("submitted",)), ("销号", ("ticked", "long_term")))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("recommendation__case__holder", "recommendation__addressee", "advice", "ticked_by")

    def primary_action(self) -> str:
        """Where the measures are laid down, the proof is what is awaited."""
        primary = super().primary_action()
        return "submit" if primary == "plan" and self.object.state == "working" else primary

    def get_title(self) -> str:
        return f"整改事项：{self.object.text}"[:60]

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.recommendation.number, self.object.recommendation.get_absolute_url())]

    def get_tabs(self) -> Any:
        return (("overview", "概况", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        rounds = list(self.object.rounds.select_related("submitted_by", "verified_by"))
        files = StoredFile.objects.of_many(rounds) if rounds else {}
        for row in rounds:
            row.files = files.get(row.pk, [])
        return {**super().get_context(), "rounds": rounds[::-1]}


class ItemAction(ActionView):
    """An act on an item."""

    model = RectificationItem
    menu_key = "rectifications"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("recommendation__case__holder", "recommendation__addressee")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(f"第{self.object.order}项整改", self.object.get_absolute_url())]


class PlanItem(ItemAction):
    """填报整改措施."""

    permission = P.RECTIFY
    title = "填报整改措施"
    form_class = PlanItemForm
    submit_label = "保存措施"
    service = staticmethod(services.plan_item)
    done = "整改措施已填报。"

    def get_initial(self) -> dict[str, Any]:
        return {"measure": self.object.measure, "person": self.object.person}


class ProofForm(Form):
    """整改证明; that there is a file, and what it is, the service judges."""

    note = text("完成情况说明", rows=4)
    files = forms.FileField(label="整改证明材料", required=False)


class SubmitProof(ItemAction):
    """提交整改证明."""

    permission = P.RECTIFY
    title = "提交整改证明"
    template_name = "cases/rectifications/proof.html"
    form_class = ProofForm
    submit_label = "提交整改证明"
    done = "整改证明已提交，待检察院核验。"

    def perform(self, form: Any) -> Any:
        return services.submit_proof(
            self.object, actor=self.request.user, note=form.cleaned_data["note"], files=self.request.FILES.getlist("files")
        )


class TickItem(ItemAction):
    """核验销号."""

    permission = P.VERIFY
    title = "核验销号"
    form_class = RemarksForm
    service = staticmethod(services.tick_item)
    done = "已销号。"


class SendBackItem(ItemAction):
    """退回补充."""

    permission = P.VERIFY
    title = "退回补充"
    form_class = SendBackForm
    service = staticmethod(services.send_back_item)
    done = "已退回补充。"


class KeepItem(ItemAction):
    """列为长期坚持."""

    permission = P.VERIFY
    title = "列为长期坚持"
    form_class = NoteForm
    service = staticmethod(services.keep_item)
    done = "已列为长期坚持。"


class UrgingAction(RecommendationAction):
    """An act on a draft of a 催办函."""

    permission = P.URGE

    @property
    def document(self) -> IssuedDocument:
        rows = IssuedDocument.objects.visible_to(self.request.user).of(self.object)
        row = rows.filter(pk=self.kwargs["document"], type_code="urging_letter", standing="draft").first()
        if row is None:
            raise Http404
        return row


class SignUrging(UrgingAction):
    """签发催办函."""

    title = "签发催办函"
    form_class = UrgeForm
    submit_label = "签发催办函"
    explanation = "签发后编号、生成正式函件，并送被建议单位。"
    done = "催办函已签发。"

    def get_initial(self) -> dict[str, Any]:
        return {"new_day": clock.today() + timedelta(days=services.URGED_DAYS)}

    def perform(self, form: Any) -> Any:
        return services.sign_urging_letter(self.document, recommendation=self.object, actor=self.request.user, **form.cleaned_data)


class DropUrging(UrgingAction):
    """不再催办."""

    title = "作废催办函草稿"
    form_class = DropForm
    danger = True
    done = "草稿已作废。"

    def perform(self, form: Any) -> Any:
        return services.drop_urging_letter(self.document, actor=self.request.user, **form.cleaned_data)
