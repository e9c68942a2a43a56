"""What waits to be done after an event, and letters that wait for the mail server."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from pengjiang.common.refs import name_of
from pengjiang.console.permissions import ConsolePermission
from pengjiang.events.models import OutboxRow
from pengjiang.events.services import retry
from pengjiang.events.types import EVENT_TYPES, SUBSCRIBERS
from pengjiang.notifications.models import MailRow
from pengjiang.notifications.services import retry_mail
from pengjiang.web.components import Tab
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.listing import ListPage

TONES = {"pending": "active", "queued": "active", "done": "good", "sent": "good", "failed": "bad"}


def _tone(row: Any) -> str:
    return TONES[row.state]


def _work(row: OutboxRow) -> str:
    return SUBSCRIBERS.get(row.subscriber).label if row.subscriber in SUBSCRIBERS else row.subscriber


def _kind(row: OutboxRow) -> str:
    return EVENT_TYPES.get(row.entry.event).label if row.entry.event in EVENT_TYPES else row.entry.event


def _pages(current: str) -> list[Tab]:
    return [Tab("待发事件", reverse("console:outbox"), current == "outbox"), Tab("邮件", reverse("console:mail"), current == "mail")]


class Outbox(ListPage):
    """Rows of the outbox; failed ones can be tried again."""

    permission = ConsolePermission.OUTBOX
    model = OutboxRow
    title = "发件箱"
    note = "每个事件之后须由后台完成的工作：通知、检索、文书。失败的会自动重试，约二十分钟后停止并列为“已停止重试”。"
    template_name = "console/outbox/list.html"
    menu_key = "console-outbox"
    page_key = "console.outbox"
    default_order = "-id"
    exportable = False
    empty_title = "没有记录"
    columns = (
        Column("id", "编号", kind="key", sort="id", always=True),
        Column("subscriber", "待办工作", value=_work, sort="subscriber"),
        Column("event", "事件", value=_kind),
        Column("target", "对象", value=lambda row: name_of(row.entry.target)),
        Column("state", "状态", value="get_state_display", kind="badge", badge=_tone),
        Column("attempts", "已试", kind="number"),
        Column("next_try_at", "下次处理", value=lambda row: row.next_try_at if row.state == "pending" else None, kind="datetime"),
        Column("error", "错误", kind="clip"),
    )
    filters = (ChoiceFilter(name="state", label="状态", choices=OutboxRow.State.choices),)
    presets = (
        Preset("failed", "已停止重试", "state=failed", counted=True, bad=True),
        Preset("pending", "待处理", "state=pending", counted=True),
    )
    bulk_actions = (
        BulkAction(
            "retry", "重新投递", retry, ConsolePermission.OUTBOX, icon="refresh", explanation="只对“已停止重试”的有效；处理方不会重复办理。"
        ),
    )

    def get_rows(self) -> QuerySet:
        return OutboxRow.objects.select_related("entry")

    def row_url(self, row: OutboxRow) -> str:
        return ""

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "pages": _pages("outbox")}


class MailQueue(ListPage):
    """Letters, with what the mail server said."""

    permission = ConsolePermission.OUTBOX
    model = MailRow
    title = "邮件"
    note = "每日摘要与即时邮件。邮件服务器拒收或不可达时保留并重试，约一天后停止。"
    template_name = "console/outbox/list.html"
    menu_key = "console-outbox"
    page_key = "console.mail"
    default_order = "-id"
    exportable = False
    empty_title = "没有邮件"
    columns = (
        Column("id", "编号", kind="key", sort="id", always=True),
        Column("person", "收件人"),
        Column("subject", "主题", kind="clip"),
        Column("day", "日期", kind="date", sort="day"),
        Column("state", "状态", value="get_state_display", kind="badge", badge=_tone),
        Column("attempts", "已试", kind="number"),
        Column("sent_at", "发出时间", kind="datetime"),
        Column("error", "错误", kind="clip"),
    )
    filters = (ChoiceFilter(name="state", label="状态", choices=MailRow.State.choices),)
    presets = (
        Preset("failed", "已停止重试", "state=failed", counted=True, bad=True),
        Preset("queued", "待发", "state=queued", counted=True),
    )
    bulk_actions = (BulkAction("retry", "重新发送", retry_mail, ConsolePermission.OUTBOX, icon="refresh"),)

    def get_rows(self) -> QuerySet:
        return MailRow.objects.select_related("person")

    def row_url(self, row: MailRow) -> str:
        return ""

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "pages": _pages("mail")}
