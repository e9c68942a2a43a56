"""Clients: who calls, in whose name, how far, with which tokens."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from pengjiang.accounts.models import Organisation
from pengjiang.api.forms import ClientForm, NewClientForm, TokenForm
from pengjiang.api.models import Client, Delivery, Token
from pengjiang.api.permissions import ApiPermission
from pengjiang.api.queries import acting_person
from pengjiang.api.scopes import told
from pengjiang.api.services import clients
from pengjiang.web.filters import ChoiceFilter, FlagFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView, FormPage, UpdateView
from pengjiang.web.views.base import Crumb, DetailPage
from pengjiang.web.views.listing import ListPage

MENU = "console-clients"


class ClientList(ListPage):
    """Every client of every organisation."""

    permission = ApiPermission.CLIENTS
    model = Client
    title = "接口客户端"
    note = "其他系统经数据接口以责任人的名义办理；每次调用都有审计记录。"
    menu_key = MENU
    page_key = "api.clients"
    default_order = "organisation"
    search_fields = ("name", "purpose", "person__name")
    search_placeholder = "系统名称、用途、责任人"
    create_url = reverse_lazy("api:client-new")
    create_label = "新增客户端"
    create_permission = ApiPermission.CLIENTS
    empty_title = "还没有接口客户端"
    empty_text = "镇街平台、司法局系统要经接口取数或者办理时，在这里登记并签发令牌。"
    columns = (
        Column("organisation", "单位", value="organisation__short_name", sort="organisation__order", template="console/cells/nowrap.html"),
        Column("name", "系统名称", sort="name", always=True),
        Column("person", "责任人", value="person__name", template="console/cells/nowrap.html"),
        Column("scopes", "授权范围", value=lambda row: "；".join(f"{room}（{words}）" for room, words in told(row.scopes)), kind="clip"),
        Column("tokens", "有效令牌", value=lambda row: sum(token.is_current for token in row.tokens.all()), kind="number"),
        Column("used", "最近使用", value="used", sort="used", kind="datetime"),
        Column(
            "is_active", "状态", value=lambda row: "启用" if row.is_active else "停用", kind="badge", badge=lambda row: "good" if row.is_active else "outline"
        ),
        Column("purpose", "用途", kind="clip", shown=False),
    )
    filters = (
        ChoiceFilter(name="organisation", label="单位", choices=lambda _: [(one.pk, one.short_name) for one in Organisation.objects.all()]),
        FlagFilter(name="is_active", label="状态", yes="启用", no="停用"),
        FlagFilter(
            name="token", label="有效令牌", yes="有", no="没有", condition=lambda has: Q(pk__in=Token.objects.current().values("client")) if has else ~Q(pk__in=Token.objects.current().values("client"))
        ),
    )

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("organisation", "person").prefetch_related("tokens").annotate(used=Max("tokens__last_used_at"))


class ClientMixin:
    """A client on its own page."""

    permission = ApiPermission.CLIENTS
    model = Client
    menu_key = MENU

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation", "person")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]


class ClientPage(ClientMixin, DetailPage):
    """A client with its tokens."""

    template_name = "api/client/page.html"

    def get_parents(self) -> list[Crumb]:
        return []

    def get_context(self) -> dict[str, Any]:
        client = self.object
        return {
            **super().get_context(),
            "tokens": list(client.tokens.select_related("issued_by")),
            "scopes": told(client.scopes),
            "hooks": list(client.hooks.annotate(waiting=_has(Delivery.State.PENDING), failed=_has(Delivery.State.FAILED))),
            "person_fits": acting_person(client) is not None,
        }


def _has(state: str) -> Exists:
    return Exists(Delivery.objects.filter(hook=OuterRef("pk"), state=state))


class NewClient(CreateView):
    """A client; tokens come afterwards."""

    permission = ApiPermission.CLIENTS
    title = "新增客户端"
    menu_key = MENU
    form_class = NewClientForm
    done = "已登记，请接着签发令牌。"
    service = clients.create_client


class EditClient(ClientMixin, UpdateView):
    """Name, person, scopes, purpose."""

    title = "修改客户端"
    explanation = "改动立即对已签发的令牌生效。"
    submit_label = "保存"
    form_class = ClientForm
    done = "已保存。"
    service = clients.change_client


class SwitchClient(ClientMixin, ActionView):
    """Stop it or let it call again."""

    done = "已更新。"

    def get_title(self) -> str:
        return f"{'停用' if self.object.is_active else '启用'}{self.object}"

    @property
    def danger(self) -> bool:
        return self.object.is_active

    @property
    def explanation(self) -> str:
        return "停用后其全部令牌立即失效，推送也随之停止；启用后未到期、未吊销的令牌照旧可用。"

    def perform(self, form: Any) -> Client:
        return clients.switch_client(self.object, active=not self.object.is_active, actor=self.request.user)


@method_decorator(never_cache, name="dispatch")
class IssueToken(ClientMixin, ActionView):
    """A new token; the answer to the form is the only page that ever shows it."""

    title = "签发令牌"
    form_class = TokenForm
    drafts = False
    service = clients.issue_token

    def finish(self, result: clients.Issued) -> HttpResponse:
        return self.render(template="api/client/secret.html", token=result.token, secret=result.secret, site=settings.SITE_URL.rstrip("/"))


class RevokeToken(ClientMixin, FormPage):
    """One token opens nothing any more."""

    title = "吊销令牌"
    danger = True
    done = "已吊销，该令牌立即失效。"

    @cached_property
    def token(self) -> Token:
        return get_object_or_404(Token.objects.select_related("client__organisation"), pk=self.kwargs["pk"])

    @property
    def object(self) -> Client:
        return self.token.client

    @property
    def explanation(self) -> str:
        return f"{self.object}的令牌（{self.token}）吊销后不能恢复；仍需接入的，请另签新令牌。"

    def perform(self, form: Any) -> Token:
        return clients.revoke_token(self.token, actor=self.request.user)

    def get_done_url(self, result: Token) -> str:
        return self.object.get_absolute_url()
