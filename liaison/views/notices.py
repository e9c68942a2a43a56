"""通报与共享."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse_lazy

from liaison.enums import NoticeKind, Topic
from liaison.forms.sharing import AddressForm, AnswerNoticeForm, DrawForm, EditNoticeForm, NoteForm, NoticeForm
from liaison.models import Notice, Receipt
from liaison.permissions import LiaisonPermission as P
from liaison.services import notices
from liaison.views.base import RoomAction, RoomPage, part_actions, state_kind
from liaison.workflow import NOTICE
from pengjiang.access import can
from pengjiang.files.models import StoredFile
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView, WithFiles
from pengjiang.web.views.listing import ListPage


def _receipts(row: Notice) -> str:
    return f"{row.read}/{row.sent}" if row.state != "draft" else ""


class NoticeList(ListPage):
    """通报与共享."""

    model = Notice
    permission = P.VIEW
    title = "通报与共享"
    page_key = "liaison.notices"
    menu_key = "liaison-notices"
    template_name = "liaison/notices.html"
    search_fields = ("title", "number", "body")
    search_placeholder = "标题、编号、内容"
    default_order = "-issued_on"
    columns = (
        Column("title", "标题", kind="clip", link=True, wide=True, always=True),
        Column("kind", "种类", value="get_kind_display"),
        Column("number", "编号", sort="number"),
        Column("organisation", "通报单位", value="organisation__short_name"),
        Column("issued_on", "发出日期", kind="date", sort="issued_on"),
        Column("receipts", "签收", value=_receipts),
        Column("answer_by", "反馈期限", kind="date", sort="answer_by"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
    )
    filters = (
        ChoiceFilter(name="kind", label="种类", choices=NoticeKind.choices),
        ChoiceFilter(name="topic", label="共享范围", choices=Topic.choices),
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in NOTICE.states.items()]),
        DateFilter(name="issued_on", label="发出日期"),
    )
    create_url = reverse_lazy("liaison:notice-write")
    create_label = "起草通报"
    create_permission = P.NOTIFY
    empty_text = "案情通报、执法动态、信息共享单都在这里起草、发出、签收和反馈。"

    def get_rows(self) -> QuerySet:
        rows = super().get_rows().select_related("organisation")
        return rows.annotate(sent=Count("receipts"), read=Count("receipts", filter=~Q(receipts__state="sent")))

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "may_draw": can(self.request.user, P.NOTIFY).ok and not self.request.user.is_town}


class NoticePage(RoomPage):
    """One notice."""

    model = Notice
    menu_key = "liaison-notices"
    prefix = "notice"
    part = "notice"
    icons = {"issue": "send", "address": "group"}

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation", "author")

    def get_context(self) -> dict[str, Any]:
        user = self.request.user
        rows = list(Receipt.objects.visible_to(user).filter(notice=self.object).select_related("organisation", "read_by", "answered_by"))
        files = StoredFile.objects.of_many(rows) if rows else {}
        for row in rows:
            row.actions, row.kind, row.files = part_actions(row, user, "receipt"), state_kind(row), files.get(row.pk, [])
        figures = self.object.figures
        return {
            **super().get_context(),
            "receipts": rows,
            "read": sum(row.state != "sent" for row in rows),
            "answered": sum(row.state == "answered" for row in rows),
            "head": figures[0] if figures else (),
            "lines": figures[1:],
            "topic": Topic(self.object.topic).label if self.object.topic else "",
        }


class WriteNotice(CreateView):
    """起草通报."""

    permission = P.NOTIFY
    title = "起草通报"
    menu_key = "liaison-notices"
    form_class = NoticeForm
    submit_label = "保存草稿"
    explanation = "选定共享范围的，只能主送已与本单位签署相应机制文件的单位。"
    service = staticmethod(notices.write)
    done = "草稿已保存，核对后发出。"


class DrawNotice(CreateView):
    """由台账生成案情通报."""

    permission = P.NOTIFY
    title = "由台账生成案情通报"
    menu_key = "liaison-notices"
    form_class = DrawForm
    submit_label = "生成草稿"
    explanation = "按决定日期统计全区案卷，生成正文和附表，修改后发出。"
    service = staticmethod(notices.draw)
    done = "草稿已生成，请核对。"


class NoticeAction(RoomAction):
    """An act on a notice."""

    model = Notice
    permission = P.NOTIFY
    menu_key = "liaison-notices"


class EditNotice(NoticeAction):
    """修改."""

    title = "修改通报"
    form_class = EditNoticeForm
    submit_label = "保存"
    service = staticmethod(notices.edit)
    done = "已保存。"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in EditNoticeForm.base_fields}


class AddressNotice(NoticeAction):
    """确定主送单位."""

    title = "确定主送单位"
    form_class = AddressForm
    service = staticmethod(notices.address)
    done = "主送单位已确定。"

    def get_initial(self) -> dict[str, Any]:
        return {"topic": self.object.topic, "addressees": list(self.object.receipts.values_list("organisation", flat=True))}


class IssueNotice(NoticeAction):
    """发出."""

    title = "发出通报"
    service = staticmethod(notices.issue)
    done = "已发出，等待签收。"


class WithdrawNotice(NoticeAction):
    """撤回."""

    title = "撤回通报"
    form_class = NoteForm
    danger = True
    service = staticmethod(notices.withdraw)
    done = "已撤回。"


class ReceiptAction(RoomAction):
    """An addressee's act."""

    model = Receipt
    permission = P.RECEIVE
    menu_key = "liaison-notices"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("notice", "organisation")


class ReadNotice(ReceiptAction):
    """签收."""

    title = "签收通报"
    service = staticmethod(notices.read)
    done = "已签收。"


class AnswerNotice(WithFiles, ReceiptAction):
    """反馈."""

    title = "反馈"
    form_class = AnswerNoticeForm
    service = staticmethod(notices.answer)
    done = "已反馈。"
