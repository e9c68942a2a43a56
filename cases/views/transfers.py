"""线索移送: list, page, the town's form, intake, assignment, recusal."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cases.enums import Channel, Problem
from cases.forms.handovers import BulkAssignForm
from cases.forms.transfers import (
    AnswerForm,
    AssignForm,
    DocketForm,
    FileForm,
    HandOverForm,
    MergeForm,
    NoteForm,
    RecusalForm,
    RegisterForm,
    ScreeningForm,
    TransferForm,
)
from cases.models import Recusal, Transfer
from cases.permissions import TransferPermission as P
from cases.services import recusals as recusal_services
from cases.services import supervision
from cases.services import transfers as services
from cases.views.base import CasesPage, state_kind, state_word
from cases.workflow import TRANSFER
from pengjiang.dossiers.models import Dossier
from pengjiang.web.filters import ChoiceFilter, DateFilter, FlagFilter
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage

STATES = [(code, state.label) for code, state in TRANSFER.states.items()]


class TransferList(ListPage):
    """Referrals as far as they exist for the reader."""

    model = Transfer
    permission = P.VIEW
    title = "线索移送"
    page_key = "cases.transfers"
    menu_key = "transfers"
    search_fields = ("title", "number", "parties", "reason")
    search_placeholder = "编号、名称、当事人"
    default_order = "-submitted_on"
    columns = (
        Column("number", "线索编号", value=lambda row: row.number or "未编号", link=True, always=True, sort="number"),
        Column("title", "线索名称", kind="clip", link=True, always=True, wide=True),
        Column("subject", "被监督单位", value=lambda row: row.subject.short_name if row.subject_id else row.subject_name, sort="subject__order"),
        Column("channel", "案源", value="get_channel_display", shown=False),
        Column("problem", "疑似问题", value="get_problem_display"),
        Column("submitted_on", "移送日期", kind="date", sort="submitted_on"),
        Column("received_on", "受理日期", kind="date", sort="received_on", shown=False),
        Column("state", "状态", kind="badge", value="state_word", badge=state_kind, sort="state"),
        Column("holder", "承办", value=lambda row: row.holder.name if row.holder_id else ""),
        Column("is_urgent", "紧急", kind="flag", shown=False),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=STATES),
        ChoiceFilter(name="channel", label="案源", choices=Channel.choices),
        ChoiceFilter(name="problem", label="疑似问题", choices=Problem.choices),
        DateFilter(name="submitted_on", label="移送日期"),
        FlagFilter(name="is_urgent", label="紧急", yes="紧急", no="不紧急"),
    )
    presets = (
        Preset("pending", "待受理", "state=pending", counted=True),
        Preset("accepted", "待分案与办理", "state=accepted", counted=True),
        Preset("returned", "退回补正", "state=returned", counted=True),
    )
    bulk_actions = (
        BulkAction(
            "assign", "分给承办人", services.assign_transfer, P.ASSIGN, icon="user", form_class=BulkAssignForm,
            explanation="尚未分案的分给此人，已分案的变更承办人；已立案的请在“监督案件”中变更。",
        ),
    )  # fmt: skip
    empty_text = "镇街可以从执法案卷中选取案卷移送；检察院可以登记自行发现的线索。"

    @property
    def create_url(self) -> str:
        return reverse("cases:draft-transfer" if self.request.user.is_town else "cases:register-transfer")

    @property
    def create_label(self) -> str:
        return "移送线索" if self.request.user.is_town else "登记线索"

    @property
    def create_permission(self) -> P:
        return P.REFER if self.request.user.is_town else P.REGISTER

    def get_columns(self) -> Any:
        """A town sees neither handler nor the inner state; what it refers is about itself and comes from itself."""
        hidden = () if self.request.user.is_procuratorate else ("holder", "subject", "channel")
        return [column for column in self.columns if column.name not in hidden]

    def get_filters(self) -> Any:
        hidden = () if self.request.user.is_procuratorate else ("state", "channel")
        return [item for item in self.filters if item.name not in hidden]

    def get_presets(self) -> Any:
        """By the inner state, which is the office's."""
        return self.presets if self.request.user.is_procuratorate else ()

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("subject", "sender", "holder")

    def decorate(self, rows: Any) -> None:
        for row in rows:
            row.state_word = state_word(row, self.request.user)


class TransferPage(CasesPage):
    """One referral."""

    model = Transfer
    permission = P.VIEW
    template_name = "cases/transfers/detail.html"
    menu_key = "transfers"
    prefix = "transfer"
    icons = {"submit": "send", "accept": "inbox", "assign": "user", "docket": "case", "return": "return"}
    leave_out = ("register",)
    steps = (
        ("填报", ("draft", "returned")),
        ("移送", ("pending",)),
        ("受理", ("accepted",)),
        ("办理", ("investigating", "docketed", "handed_over")),
        ("办结", ("closed", "filed", "refused", "merged")),
    )

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("subject", "sender", "holder", "screening", "case", "submitted_by", "received_by", "merged_into")

    def get_title(self) -> str:
        return self.object.title

    def get_tabs(self) -> Any:
        return (("overview", "概况", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        transfer = self.object
        mine = self.request.user.is_town and transfer.state in {"draft", "returned"}
        dossiers = transfer.dossiers.visible_to(self.request.user).select_related("organisation")
        return {**super().get_context(), "dossiers": dossiers, "may_edit": mine, "screening": getattr(transfer, "screening", None)}


class DraftTransfer(CreateView):
    """The town's form; comes with the files chosen in the register (``?dossiers=1,2``)."""

    permission = P.REFER
    title = "移送线索"
    menu_key = "transfers"
    form_class = TransferForm
    service = staticmethod(services.draft_transfer)
    submit_label = "保存并核对"
    explanation = "填好后先保存为草稿；核对无误后再点“移送检察院”，系统同时生成线索移送函。"

    def get_initial(self) -> dict[str, Any]:
        keys = [int(part) for part in self.request.GET.get("dossiers", "").split(",") if part.isdigit()]
        chosen = list(Dossier.objects.visible_to(self.request.user).filter(pk__in=keys))
        user = self.request.user
        initial: dict[str, Any] = {"dossiers": [dossier.pk for dossier in chosen], "contact": f"{user.name} {user.organisation.telephone}".strip()}
        if chosen:
            initial["parties"] = "、".join(dict.fromkeys(dossier.party_name for dossier in chosen if dossier.party_name))[:200]
            initial["title"] = f"{chosen[0].title or chosen[0].number}{f'等{len(chosen)}件' if len(chosen) > 1 else ''}"
        return initial

    def get_done_url(self, result: Transfer) -> str:
        return result.get_absolute_url()


class RegisterTransfer(CreateView):
    """A matter the office found itself."""

    permission = P.REGISTER
    title = "登记线索"
    menu_key = "transfers"
    form_class = RegisterForm
    service = staticmethod(services.register_transfer)
    submit_label = "登记线索"
    done = "线索已登记，待案件管理部门受理。"

    def get_done_url(self, result: Transfer) -> str:
        return result.get_absolute_url()


class EditTransfer(ActionView):
    """A draft, or what was returned."""

    model = Transfer
    permission = P.REFER
    title = "修改线索"
    menu_key = "transfers"
    form_class = TransferForm
    service = staticmethod(services.change_transfer)
    submit_label = "保存"
    done = "已保存。"

    def get_initial(self) -> dict[str, Any]:
        transfer = self.object
        values = {name: getattr(transfer, name) for name in TransferForm.base_fields if name != "dossiers"}
        return {**values, "dossiers": list(transfer.dossiers.values_list("pk", flat=True))}


class TransferAction(ActionView):
    """An act on a referral."""

    model = Transfer
    menu_key = "transfers"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.title, self.object.get_absolute_url())]


class SubmitTransfer(TransferAction):
    """移送检察院."""

    permission = P.REFER
    title = "移送检察院"
    explanation = "移送后不能再修改；系统生成线索移送函，检察院案件管理部门即可受理。"
    service = staticmethod(services.submit_transfer)
    done = "线索已移送检察院，移送函正在生成。"


class AcceptTransfer(TransferAction):
    """受理, through the gate."""

    permission = P.RECEIVE
    title = "受理线索"
    template_name = "cases/transfers/accept.html"
    form_class = ScreeningForm
    submit_label = "受理"
    service = staticmethod(services.accept_transfer)
    done = "线索已受理，受理登记表正在生成。"


class ReturnTransfer(TransferAction):
    """退回补正."""

    permission = P.RECEIVE
    title = "退回补正"
    form_class = AnswerForm
    service = staticmethod(services.return_transfer)
    done = "已退回移送单位补正。"


class RefuseTransfer(TransferAction):
    """不予受理."""

    permission = P.RECEIVE
    title = "不予受理"
    form_class = AnswerForm
    service = staticmethod(services.refuse_transfer)
    done = "已作不予受理。"


class AssignTransfer(TransferAction):
    """分案."""

    permission = P.ASSIGN
    title = "分案"
    form_class = AssignForm
    service = staticmethod(services.assign_transfer)
    done = "已分案。"


class MergeTransfer(TransferAction):
    """并案."""

    permission = P.ASSIGN
    title = "并案"
    form_class = MergeForm
    service = staticmethod(services.merge_transfer)
    done = "已并案。"


class InvestigateTransfer(TransferAction):
    """先行调查核实."""

    permission = P.HANDLE
    title = "先行调查核实"
    form_class = NoteForm
    service = staticmethod(services.investigate_transfer)
    done = "已开始调查核实。"


class HandOverTransfer(TransferAction):
    """转其他部门."""

    permission = P.HANDLE
    title = "转其他部门"
    form_class = HandOverForm
    service = staticmethod(services.hand_over_transfer)
    done = "已转其他部门。"


class FileTransfer(TransferAction):
    """存查."""

    permission = P.HANDLE
    title = "存查"
    form_class = FileForm
    service = staticmethod(services.file_transfer)
    done = "已存查。"


class ReopenTransfer(TransferAction):
    """重新启用."""

    permission = P.HANDLE
    title = "重新启用"
    form_class = NoteForm
    service = staticmethod(services.reopen_transfer)
    done = "已重新启用。"


class CloseTransfer(TransferAction):
    """办结."""

    permission = P.HANDLE
    title = "线索办结"
    form_class = NoteForm
    service = staticmethod(services.close_transfer)
    done = "线索已办结。"


class DocketTransfer(TransferAction):
    """立案: makes the supervision case and goes to it."""

    permission = P.HANDLE
    title = "立案"
    form_class = DocketForm
    service = staticmethod(supervision.docket_case)
    submit_label = "立案"
    done = "已立案，立案审批表正在生成。"

    def get_initial(self) -> dict[str, Any]:
        return {"title": f"{self.object.subject_label}{self.object.title}"[:120]}

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class RecusalList(ListPage):
    """回避登记."""

    model = Recusal
    permission = P.ASSIGN
    title = "回避登记"
    page_key = "cases.recusals"
    menu_key = "transfers"
    default_order = "-declared_on"
    columns = (
        Column("person", "人员", value="person__name", always=True, sort="person__name"),
        Column("organisation", "回避的单位", value=lambda row: row.organisation.short_name if row.organisation_id else row.target),
        Column("ground", "事由", value="get_ground_display"),
        Column("note", "说明", kind="clip"),
        Column("declared_on", "登记日期", kind="date", sort="declared_on"),
        Column("lifted_on", "解除日期", kind="date", sort="lifted_on"),
    )
    create_label = "登记回避"
    create_permission = P.ASSIGN
    empty_text = "承办人员有应当回避情形的，在此登记；分案时自动核对。"

    @property
    def create_url(self) -> str:
        return reverse("cases:declare-recusal")

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("person", "organisation")

    def row_url(self, row: Recusal) -> str:
        return "" if row.lifted_on else reverse("cases:lift-recusal", args=[row.pk])


class DeclareRecusal(CreateView):
    """登记回避."""

    permission = P.ASSIGN
    title = "登记回避"
    menu_key = "transfers"
    form_class = RecusalForm
    service = staticmethod(recusal_services.declare_recusal)
    done = "已登记回避。"

    def get_done_url(self, result: Recusal) -> str:
        return reverse("cases:recusals")


class LiftRecusal(ActionView):
    """解除回避."""

    model = Recusal
    permission = P.ASSIGN
    title = "解除回避"
    menu_key = "transfers"
    service = staticmethod(recusal_services.lift_recusal)
    done = "已解除回避。"
