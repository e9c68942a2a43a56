"""发函与移送: list, page, acts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cases.dispatch_kinds import KIND_CHOICES
from cases.forms.dispatches import AnswerToForm, EditDispatchForm, OpinionForm, ReceiptForm, ReplyToForm
from cases.forms.recommendations import NoteForm
from cases.models import Dispatch
from cases.permissions import DispatchPermission as P
from cases.queries.limits import nearest_deadlines
from cases.services import dispatches as services
from cases.views.base import CasesPage, corrections_of, state_kind
from cases.workflow import DISPATCH
from pengjiang.files.models import StoredFile
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.limits import lights_of
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, WithFiles
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage


class DispatchList(ListPage):
    """Papers to other bodies as far as they exist for the reader."""

    model = Dispatch
    permission = P.VIEW
    title = "发函与移送"
    page_key = "cases.dispatches"
    menu_key = "dispatches"
    search_fields = ("number", "addressee_name", "facts", "case__title")
    search_placeholder = "文号、受文单位、内容"
    default_order = "-created"
    columns = (
        Column("number", "文号", value=lambda row: row.number or "未编号", link=True, always=True, sort="number"),
        Column("kind", "种类", value="get_kind_display", link=True),
        Column("addressee", "受文单位", value="addressee_name", kind="clip", wide=True, sort="addressee_name"),
        Column("case", "案件", value="case__number", sort="case__number"),
        Column("sent_on", "发出日期", kind="date", sort="sent_on"),
        Column("light", "回复期限", kind="light"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
        Column("holder", "承办", value="case__holder__name"),
        Column("received_on", "签收日期", kind="date", sort="received_on", shown=False),
        Column("answered_on", "回复日期", kind="date", sort="answered_on", shown=False),
        Column("created", "拟稿日期", value="created_at", kind="datetime", sort="created_at", shown=False),
    )
    filters = (
        ChoiceFilter(name="kind", label="种类", choices=KIND_CHOICES),
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in DISPATCH.states.items()]),
        DateFilter(name="sent_on", label="发出日期"),
    )
    presets = (
        Preset("asking", "待审批", "state=asking", counted=True),
        Preset("sent", "待签收、待回复", "state=sent&state=received", counted=True),
    )
    empty_text = "检察意见、移送、告知、抄送、报告和通报，从案件页或者检察建议页拟稿。"

    def get_columns(self) -> Any:
        hidden = () if self.request.user.is_procuratorate else ("case", "holder", "addressee")
        return [column for column in self.columns if column.name not in hidden]

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("case__holder")

    def decorate(self, rows: Any) -> None:
        nearest = nearest_deadlines(rows, limits=("TM47",))
        lights = lights_of(nearest.values())
        for row in rows:
            row.light = lights.get(nearest[row.pk].pk) if row.pk in nearest else None


class DispatchPage(CasesPage):
    """One paper to another body."""

    model = Dispatch
    permission = P.VIEW
    template_name = "cases/dispatches/detail.html"
    menu_key = "dispatches"
    prefix = "dispatch"
    icons = {"edit": "edit", "ask": "send", "approve": "check", "send": "send", "receipt": "inbox", "answer": "inbox", "reply": "inbox"}
    steps = (("拟稿", ("draft", "dropped")), ("呈批", ("asking",)), ("发出", ("sent",)), ("签收", ("received",)), ("回复", ("answered",)))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("case__holder", "case__assistant", "recommendation", "organisation", "drafted_by", "approved_by")

    def get_title(self) -> str:
        return f"{self.object.type.label}：{self.object.addressee_name}"

    def get_tabs(self) -> Any:
        return (("overview", "概况", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "inside": self.request.user.is_procuratorate, "files": StoredFile.objects.of(self.object), "corrections": corrections_of(self.request.user, dispatch=self.object)}


class DispatchAction(ActionView):
    """An act on it."""

    model = Dispatch
    permission = P.DRAFT
    menu_key = "dispatches"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("case__holder", "recommendation")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]


class EditDispatch(DispatchAction):
    """修改."""

    title = "修改函稿"
    form_class = EditDispatchForm
    submit_label = "保存函稿"
    service = staticmethod(services.edit_dispatch)
    done = "已保存。"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in EditDispatchForm.base_fields}


class AskDispatch(DispatchAction):
    """呈批."""

    title = "呈批"
    service = staticmethod(services.ask_dispatch)
    done = "已呈请检察长批准。"


class ApproveDispatch(DispatchAction):
    """批准发出."""

    permission = P.APPROVE
    title = "批准发出"
    template_name = "cases/dispatches/decide.html"
    form_class = OpinionForm
    service = staticmethod(services.approve_dispatch)
    done = "已批准并编号，文书正在制作。"


class DeclineDispatch(ApproveDispatch):
    """退回修改."""

    title = "退回修改"
    form_class = NoteForm
    service = staticmethod(services.decline_dispatch)
    done = "已退回修改。"


class SendDispatch(DispatchAction):
    """发出."""

    title = "发出"
    explanation = "发出后编号并制作文书，不能再修改。"
    service = staticmethod(services.send_dispatch)
    done = "已发出，文书正在制作。"


class RecordReceipt(WithFiles, DispatchAction):
    """登记回执."""

    title = "登记回执"
    form_class = ReceiptForm
    service = staticmethod(services.record_receipt)
    done = "回执已登记。"


class RecordAnswer(WithFiles, DispatchAction):
    """登记回复."""

    title = "登记回复"
    form_class = AnswerToForm
    service = staticmethod(services.record_answer)
    done = "回复已登记。"


class ReplyDispatch(WithFiles, DispatchAction):
    """书面回复."""

    permission = P.REPLY
    title = "书面回复"
    form_class = ReplyToForm
    service = staticmethod(services.reply_dispatch)
    done = "已回复检察院。"


class DropDispatch(DispatchAction):
    """不再发出."""

    title = "不再发出"
    form_class = NoteForm
    danger = True
    service = staticmethod(services.drop_dispatch)
    done = "已作不再发出处理。"
