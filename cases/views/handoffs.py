"""检司衔接: list, page, acts of both sides."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy

from cases.enums import HandoffKind
from cases.forms.handoffs import (
    CorrectionForm,
    HandoffForm,
    JointForm,
    OpenFromHandoffForm,
    OpinionForm,
    ResultForm,
    ReturnForm,
    TakeUpForm,
)
from cases.forms.recommendations import NoteForm
from cases.models import Handoff, SupervisionCase, Transfer
from cases.permissions import HandoffPermission as P
from cases.queries.handling import result_of, transfer_of
from cases.queries.limits import nearest_deadlines
from cases.services import handoffs as services
from cases.views.base import CasesPage, state_kind
from cases.workflow import HANDOFF
from pengjiang.web.filters import ChoiceFilter, DateFilter, FlagFilter
from pengjiang.web.limits import lights_of
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage


class HandoffList(ListPage):
    """What went between the two bodies."""

    model = Handoff
    permission = P.VIEW
    title = "检司衔接"
    page_key = "cases.handoffs"
    menu_key = "handoffs"
    search_fields = ("number", "title", "person")
    search_placeholder = "编号、事项、当事人"
    default_order = "-sent_on"
    create_url = reverse_lazy("cases:draft-handoff")
    create_label = "移送事项"
    create_permission = P.SEND
    columns = (
        Column("number", "编号", value=lambda row: row.number or "未编号", link=True, always=True, sort="number"),
        Column("title", "事项", kind="clip", link=True, wide=True),
        Column("kind", "种类", value="get_kind_display"),
        Column("way", "移送方向", value=lambda row: f"{row.sender.short_name}→{row.receiver.short_name}"),
        Column("subject", "涉及镇街", value=lambda row: row.subject.short_name if row.subject_id else ""),
        Column("sent_on", "移送日期", kind="date", sort="sent_on"),
        Column("light", "期限", kind="light", value="light"),
        Column("is_joint", "联合督办", kind="flag"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in HANDOFF.states.items()]),
        ChoiceFilter(name="kind", label="种类", choices=HandoffKind.choices),
        FlagFilter(name="is_joint", label="联合督办", yes="联合督办", no="不联合督办"),
        DateFilter(name="sent_on", label="移送日期"),
    )
    presets = (Preset("sent", "待受理", "state=sent", counted=True), Preset("joint", "联合督办", "is_joint=1", counted=True))
    empty_text = "检察院向司法局移送行政执法监督线索、法律援助；司法局向检察院移送行政检察监督、支持起诉线索。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("sender", "receiver", "subject")

    def decorate(self, rows: Any) -> None:
        nearest = nearest_deadlines(rows, limits=("TM48",))
        lights = lights_of(nearest.values())
        for row in rows:
            row.light = lights.get(nearest[row.pk].pk) if row.pk in nearest else None


class HandoffPage(CasesPage):
    """One matter."""

    model = Handoff
    permission = P.VIEW
    template_name = "cases/handoffs/detail.html"
    menu_key = "handoffs"
    prefix = "handoff"
    icons = {"send": "send", "accept": "inbox", "return": "return", "answer": "check"}
    steps = (
        ("拟稿", ("draft", "dropped")),
        ("移送", ("sent", "returned")),
        ("办理", ("accepted",)),
        ("监督意见", ("opined",)),
        ("纠正", ("corrected",)),
        ("反馈", ("answered",)),
    )

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("sender", "receiver", "subject", "case", "opened", "drafted_by", "sent_by")

    def get_title(self) -> str:
        return self.object.title

    def get_tabs(self) -> Any:
        return (("overview", "概况", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        inside = self.request.user.is_procuratorate
        made = {"opened": self.object.opened if inside else None, "transfer": transfer_of(self.object) if inside else None}
        return {**super().get_context(), **made, "dossiers": self.object.dossiers.visible_to(self.request.user).select_related("organisation")}


class DraftHandoff(CreateView):
    """移送事项."""

    permission = P.SEND
    title = "移送衔接事项"
    menu_key = "handoffs"
    form_class = HandoffForm
    submit_label = "保存草稿"
    service = staticmethod(services.draft_handoff)
    done = "草稿已保存，核对后移送。"

    def get_initial(self) -> dict[str, Any]:
        return {"dossiers": self.request.GET.getlist("dossiers"), "case": self.request.GET.get("case", "")}


class HandoffAction(ActionView):
    """An act on it."""

    model = Handoff
    permission = P.RECEIVE
    menu_key = "handoffs"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]


class SendHandoff(HandoffAction):
    """移送."""

    permission = P.SEND
    title = "移送"
    explanation = "移送函将编号制作并送达对方。对方已在办理同一案卷的，不重复移送。"
    service = staticmethod(services.send_handoff)
    done = "已移送，移送函正在制作。"


class DropHandoff(HandoffAction):
    """不再移送."""

    permission = P.SEND
    title = "不再移送"
    form_class = NoteForm
    service = staticmethod(services.drop_handoff)
    done = "已撤下。"


class AcceptHandoff(HandoffAction):
    """受理."""

    title = "受理"
    service = staticmethod(services.accept_handoff)
    done = "已受理，反馈期限开始计算。"


class TakeUpAsClue(HandoffAction):
    """转为线索."""

    title = "转为线索"
    form_class = TakeUpForm
    explanation = "移送的事项、案卷和当事人一并登记为线索，随后受理、分案；案件办结后提示向移送单位反馈结果。"
    service = staticmethod(services.take_up_handoff)
    done = "已转为线索，待受理。"

    def get_done_url(self, result: Transfer) -> str:
        return result.get_absolute_url()


class TakeUpAsCase(HandoffAction):
    """立案监督."""

    title = "立案监督"
    form_class = OpenFromHandoffForm
    submit_label = "立案"
    explanation = "由您承办并编号立案，移送的案卷一并列入；案件办结后提示向移送单位反馈结果。"
    service = staticmethod(services.open_case_of_handoff)
    done = "已立案，立案审批表正在生成。"

    def get_initial(self) -> dict[str, Any]:
        handoff = self.object
        return {
            "title": f"{handoff.title}监督案"[:120],
            "origin": f"办理{handoff.sender.name}移送的{handoff.get_kind_display()}（{handoff.number}）中发现：{handoff.facts}"}

    def get_done_url(self, result: SupervisionCase) -> str:
        return result.get_absolute_url()


class ReturnHandoff(HandoffAction):
    """退回."""

    title = "退回"
    form_class = ReturnForm
    service = staticmethod(services.return_handoff)
    done = "已退回移送单位。"


class RecordOpinion(HandoffAction):
    """登记监督意见、决定."""

    title = "登记监督意见、决定"
    form_class = OpinionForm
    service = staticmethod(services.record_opinion)
    done = "已登记。"


class RecordCorrection(HandoffAction):
    """登记纠正情况."""

    title = "登记纠正情况"
    form_class = CorrectionForm
    service = staticmethod(services.record_correction)
    done = "已登记。"


class AnswerHandoff(HandoffAction):
    """反馈结果."""

    title = "反馈结果"
    form_class = ResultForm
    service = staticmethod(services.answer_handoff)
    done = "已反馈，反馈函正在制作。"

    def get_initial(self) -> dict[str, Any]:
        """What came of the case that it became, to be completed."""
        return {"answer": result_of(self.object)}


class JoinHandoff(HandoffAction):
    """列为联合督办."""

    permission = P.JOIN
    title = "列为联合督办"
    form_class = JointForm
    service = staticmethod(services.join_handoff)
    done = "已列为联合督办。"
