"""Where a client is told of events, and what became of each push."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache

from pengjiang.api.forms import HookForm
from pengjiang.api.models import Client, Delivery, Hook
from pengjiang.api.permissions import ApiPermission
from pengjiang.api.pushing import object_of
from pengjiang.api.services import deliveries, hooks
from pengjiang.api.views.clients import MENU, ClientMixin
from pengjiang.events.types import EVENT_TYPES
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, UpdateView
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage

TONES = {Delivery.State.PENDING: "active", Delivery.State.SENT: "good", Delivery.State.FAILED: "bad"}


def _event(row: Delivery) -> str:
    if row.event == deliveries.TRIAL:
        return "试发"
    return f"{object_of(row.event)}：{EVENT_TYPES.get(row.event).label}" if row.event in EVENT_TYPES else row.event


class SecretOnce:
    """The answer to the form is the only page that shows the key."""

    def finish(self, result: Hook) -> HttpResponse:
        return self.render(template="api/hook/secret.html", hook=result)


@method_decorator(never_cache, name="dispatch")
class NewHook(ClientMixin, SecretOnce, ActionView):
    """A further address of a client."""

    title = "新增推送地址"
    form_class = HookForm

    def perform(self, form: Any) -> Hook:
        return hooks.create_hook(self.object, actor=self.request.user, secret=hooks.new_secret(), **form.cleaned_data)


class HookMixin:
    """One address; done with it, one is back at its client."""

    permission = ApiPermission.CLIENTS
    model = Hook
    menu_key = MENU

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("client__organisation", "client__person")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object.client), self.object.client.get_absolute_url())]

    def get_done_url(self, result: Any) -> str:
        return self.object.client.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.object.client.get_absolute_url()


class EditHook(HookMixin, UpdateView):
    """Address and events."""

    title = "修改推送地址"
    submit_label = "保存"
    form_class = HookForm
    done = "已保存，待推送的改发到新地址。"
    service = hooks.change_hook


class SwitchHook(HookMixin, ActionView):
    """Stop or go on."""

    done = "已更新。"

    def get_title(self) -> str:
        return f"{'停用' if self.object.is_active else '启用'}推送地址"

    @property
    def explanation(self) -> str:
        return f"{self.object.url}：停用期间发生的事件不再补发；已在等待的，启用后接着推送。"

    def perform(self, form: Any) -> Hook:
        return hooks.change_hook(self.object, actor=self.request.user, is_active=not self.object.is_active)


@method_decorator(never_cache, name="dispatch")
class RenewSecret(HookMixin, SecretOnce, ActionView):
    """A new key for signing."""

    title = "更换签名密钥"
    explanation = "原密钥立即作废，之后的推送一律用新密钥签名；请约好时间与对方同时更换。"
    danger = True

    def perform(self, form: Any) -> Hook:
        return hooks.change_hook(self.object, actor=self.request.user, secret=hooks.new_secret())


class RemoveHook(HookMixin, ActionView):
    """No longer told of anything."""

    title = "删除推送地址"
    danger = True
    done = "已删除。"

    @property
    def explanation(self) -> str:
        return f"{self.object.url}：连同等待推送的与推送记录一并删除；审计记录不受影响。"

    def perform(self, form: Any) -> None:
        hooks.remove_hook(self.object, actor=self.request.user)


class TryHook(HookMixin, ActionView):
    """A trial."""

    title = "试发"
    done = "已试发，结果见推送记录。"
    service = hooks.try_hook

    @property
    def explanation(self) -> str:
        return f"向 {self.object.url} 推送一条不含业务内容的试发消息，并照常签名。"

    def get_done_url(self, result: Any) -> str:
        return reverse("api:deliveries", args=[self.object.client_id])


class Deliveries(ListPage):
    """What was pushed to a client's addresses, newest first."""

    permission = ApiPermission.CLIENTS
    model = Delivery
    menu_key = MENU
    page_key = "api.deliveries"
    default_order = "-id"
    exportable = False
    note = "同一地址按事件先后逐条推送，收到 2 开头的应答为止；间隔从30秒起加倍，最长一天，试满15次停止并列为“已停止重试”。"
    empty_title = "还没有推送"
    empty_text = "发生所选的事件后，这里逐条列出。"
    columns = (
        Column("id", "编号", kind="key", sort="id", always=True),
        Column("event", "事件", value=_event, kind="clip"),
        Column("url", "推送地址", value="hook__url", template="console/cells/code.html"),
        Column("happened", "发生时间", value="entry__happened_at", kind="datetime", shown=False),
        Column("state", "状态", value="get_state_display", kind="badge", badge=lambda row: TONES[row.state]),
        Column("attempts", "已试", kind="number"),
        Column("status", "对方应答", kind="number"),
        Column("sent_at", "送达时间", kind="datetime"),
        Column("next_try_at", "下次推送", value=lambda row: row.next_try_at if row.state == Delivery.State.PENDING else None, kind="datetime"),
        Column("error", "原因", kind="clip"),
        Column("uid", "推送编号", shown=False),
    )
    filters = (ChoiceFilter(name="state", label="状态", choices=Delivery.State.choices),)
    presets = (
        Preset("failed", "已停止重试", "state=failed", counted=True, bad=True),
        Preset("pending", "待推送", "state=pending", counted=True),
    )
    bulk_actions = (
        BulkAction("retry", "重新推送", deliveries.retry, ApiPermission.CLIENTS, icon="refresh", explanation="立即再推送一次；已送达的不会重发。"),
    )

    @cached_property
    def client(self) -> Client:
        return get_object_or_404(Client.objects.select_related("organisation"), pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return "推送记录"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.client), self.client.get_absolute_url())]

    def get_rows(self) -> QuerySet:
        return super().get_rows().filter(hook__client=self.client).select_related("hook", "entry")

    def row_url(self, row: Delivery) -> str:
        return ""
