"""A client looks after its own addresses and reads what became of each push. With a token only: the administrator has the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from jsonschema import Draft202012Validator
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import SIGNED_IN
from pengjiang.api.acts import KEY, MATCH
from pengjiang.api.base import ApiView
from pengjiang.api.bodies import bad_query, checked_query, no_query
from pengjiang.api.describing import Operation, Parameter
from pengjiang.api.lists import LARGEST, SMALLEST, USUAL, cursor_of, listed, size_of
from pengjiang.api.models import Delivery, Hook
from pengjiang.api.once import answered_once
from pengjiang.api.problems import Invalid, Refused
from pengjiang.api.pushing import choosable, object_of
from pengjiang.api.resources import minute
from pengjiang.api.services import deliveries, hooks
from pengjiang.api.versions import tag
from pengjiang.common.strictjson import FORMATS, faults
from pengjiang.web.paging import Order, capped_count, keyset_page

TIME = {"type": ["string", "null"], "example": "2026-03-02T09:10"}
HOOK = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "url": {"type": "string", "description": "推送地址"},
        "events": {"type": "array", "items": {"type": "string"}, "description": "事件代码"},
        "is_active": {"type": "boolean", "description": "是否启用"},
        "waiting": {"type": "integer", "description": "等待推送的条数"},
        "created_at": TIME,
        "updated_at": TIME,
    },
    "required": ["id", "url", "events", "is_active", "waiting", "created_at", "updated_at"],
}
DELIVERY = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "delivery": {"type": "string", "format": "uuid", "description": "推送编号，即 X-Pengjiang-Delivery"},
        "hook": {"type": "integer", "description": "推送地址的编号"},
        "event": {"type": "string", "description": "事件代码"},
        "state": {"type": "string", "enum": [*Delivery.State.values], "description": "；".join(f"{code}：{word}" for code, word in Delivery.State.choices)},
        "attempts": {"type": "integer", "description": "已试次数"},
        "status": {"type": ["integer", "null"], "description": "对方应答的状态码"},
        "error": {"type": "string", "description": "未送达的原因"},
        "created_at": TIME,
        "next_try_at": {**TIME, "description": "下次推送；已有结果的为空"},
        "sent_at": TIME,
    },
    "required": ["id", "delivery", "hook", "event", "state", "attempts", "status", "error", "created_at", "next_try_at", "sent_at"],
}
KIND = {
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "object": {"type": "string", "description": "什么发生了变化"},
        "label": {"type": "string", "description": "名称"},
    },
    "required": ["code", "object", "label"],
}
FIELDS = {
    "url": {"type": "string", "minLength": 1, "maxLength": 300, "description": "收取推送的地址，限内网", "example": "https://10.12.3.4/hooks/pengjiang"},
    "events": {"type": "array", "items": {"type": "string", "maxLength": 80}, "minItems": 1, "maxItems": 500, "description": "事件代码，见 webhooks/events/"},
    "secret": {
        "type": "string",
        "minLength": hooks.SHORTEST_SECRET,
        "maxLength": hooks.LONGEST_SECRET,
        "pattern": "^[!-~]+$",
        "description": "签名密钥，由调用方随机产生并自行保存，本接口不再给出",
        "example": "x7Qm2" * 8,
    },
    "is_active": {"type": "boolean", "description": "是否启用；停用期间的事件不补发"},
}
NEW: Mapping[str, Any] = {
    "type": "object",
    "properties": {name: FIELDS[name] for name in ("url", "events", "secret")},
    "required": ["url", "events", "secret"],
    "additionalProperties": False,
}
CHANGED: Mapping[str, Any] = {"type": "object", "properties": FIELDS, "minProperties": 1, "additionalProperties": False}
NOTHING: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
ANSWERS = (400, 401, 403, 429)
WRITES = (400, 401, 403, 409, 413, 415, 422, 429)
PAGING = (
    Parameter("limit", f"每页条数，{SMALLEST} 至 {LARGEST}", {"type": "integer", "minimum": SMALLEST, "maximum": LARGEST, "default": USUAL}),
    Parameter("cursor", "上一次应答中的 next 或 previous", {"type": "string"}),
)


class WebhookView(ApiView):
    """What belongs to the calling client, and nobody else's."""

    permission = SIGNED_IN
    room = "webhooks"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.auth is None:
            raise Refused(403, "推送由接口客户端凭令牌自行登记；系统管理员请在“接口客户端”页面办理。")

    @property
    def hooks(self) -> QuerySet[Hook]:
        waiting = Delivery.objects.filter(hook=OuterRef("pk"), state=Delivery.State.PENDING).order_by().values("hook").annotate(number=Count("pk"))
        rows = Hook.objects.filter(client=self.request.auth).select_related("client")
        return rows.annotate(waiting=Coalesce(Subquery(waiting.values("number")), 0))

    @property
    def deliveries(self) -> QuerySet[Delivery]:
        return Delivery.objects.filter(hook__client=self.request.auth)

    def one_of(self, rows: QuerySet, pk: int) -> Any:
        """Raises ``Http404``."""
        row = rows.filter(pk=pk).first()
        if row is None:
            raise Http404
        return row

    def body(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """As the schema has it. Raises ``Invalid``."""
        problems = faults(self.request.data, Draft202012Validator(schema, format_checker=FORMATS))
        if problems:
            raise Invalid(problems)
        return self.request.data

    def page(self, rows: QuerySet, show: Any) -> Response:
        """Newest first, by keyset."""
        query = self.request.query_params
        page = keyset_page(rows, Order.parse("-pk"), size=size_of(query.get("limit", "")), cursor=cursor_of(query.get("cursor", "")))
        count = capped_count(rows)
        return Response(
            {
                "count": {"number": count.number, "is_capped": count.is_capped},
                "next": page.next or None,
                "previous": page.previous or None,
                "results": [show(row) for row in page.rows],
            }
        )


class DeliveryOrder(WebhookView):
    """A POST without content that puts a delivery on its way."""

    http_method_names = ("post", "options")

    def order(self, act: Callable[[], Delivery]) -> Response:
        """Do it once, and tell of the delivery."""

        def ordered() -> Response:
            self.body(NOTHING)
            return Response(shown_delivery(act()), status=202)

        return answered_once(self.request, ordered)


def ordering(name: str, summary: str, text: str) -> Operation:
    """Such a POST in the document."""
    return Operation(name, summary, text, DELIVERY, status=202, body=NOTHING, parameters=[KEY], statuses=(*WRITES, 404))


class Hooks(WebhookView):
    """The client's addresses."""

    http_method_names = ("get", "post", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation("webhooks_hooks_list", "推送地址：列表", "本客户端的推送地址，新的在前。", listed(HOOK), parameters=PAGING, statuses=ANSWERS),
            "post": Operation(
                "webhooks_hooks_create",
                "新增推送地址",
                "所选事件发生后，以一次 POST 通知该地址；正文只有事件代码、对象与时间。签名：X-Pengjiang-Signature: v1=HMAC-SHA256(密钥, 时间戳.正文)。"
                "收到 2 开头的应答为止按次序重试，间隔从30秒加倍到一天；应答途中断线时以同一 X-Pengjiang-Delivery 再次推送，请据此去重。",
                HOOK,
                status=201,
                body=NEW,
                parameters=[KEY],
                statuses=WRITES,
            ),
        }

    def get(self, request: Request) -> Response:
        checked_query(request, {"limit", "cursor"})
        return self.page(self.hooks, shown_hook)

    def post(self, request: Request) -> Response:
        return answered_once(request, self._create)

    def _create(self) -> Response:
        made = hooks.create_hook(self.request.auth, actor=self.request.user, **self.body(NEW))
        hook = self.hooks.get(pk=made.pk)
        return Response(shown_hook(hook), status=201, headers={"Location": f"/api/v1/webhooks/hooks/{hook.pk}/", "ETag": hook_tag(hook)})


class OneHook(WebhookView):
    """One address."""

    http_method_names = ("get", "patch", "delete", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation("webhooks_hooks_read", "推送地址：读取", "一个推送地址；ETag 是它的版本。", HOOK, statuses=(*ANSWERS, 404)),
            "patch": Operation(
                "webhooks_hooks_change",
                "修改推送地址",
                "未写的项目不变；等待推送的改发到新地址、用新密钥签名。",
                HOOK,
                body=CHANGED,
                parameters=[MATCH],
                statuses=(*WRITES, 404, 412),
            ),
            "delete": Operation(
                "webhooks_hooks_delete", "删除推送地址", "连同等待推送的与推送记录。", None, status=204, parameters=[MATCH], statuses=(*ANSWERS, 404, 412)
            ),
        }

    def get(self, request: Request, pk: int) -> Response:
        no_query(request)
        hook = self.one_of(self.hooks, pk)
        return Response(shown_hook(hook), headers={"ETag": hook_tag(hook)})

    def patch(self, request: Request, pk: int) -> Response:
        def change() -> Response:
            hooks.change_hook(self._matching(pk), actor=request.user, **self.body(CHANGED))
            hook = self.hooks.get(pk=pk)
            return Response(shown_hook(hook), headers={"ETag": hook_tag(hook)})

        return answered_once(request, change)

    def delete(self, request: Request, pk: int) -> Response:
        def remove() -> Response:
            hooks.remove_hook(self._matching(pk), actor=request.user)
            return Response(status=204)

        return answered_once(request, remove)

    def _matching(self, pk: int) -> Hook:
        """Locked, and as the caller has seen it. Raises ``Refused`` 412."""
        hook = self.one_of(self.hooks.select_for_update(of=("self",)), pk)
        wanted = [tag.strip() for tag in self.request.headers.get("If-Match", "").split(",") if tag.strip()]
        if wanted and wanted != ["*"] and hook_tag(hook) not in wanted:
            raise Refused(412, "推送地址在您读取之后已有变化，请重新读取后再办理。", headers={"ETag": hook_tag(hook)})
        return hook


class Trial(DeliveryOrder):
    """A trial push."""

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {"post": ordering("webhooks_hooks_test", "试发", "推送一条不含业务内容的消息（事件 api.hook_tested），排在等待的之前。")}

    def post(self, request: Request, pk: int) -> Response:
        return self.order(lambda: hooks.try_hook(self.one_of(self.hooks, pk), actor=request.user))


class DeliveryList(WebhookView):
    """What was pushed to the client."""

    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        narrowing = (
            Parameter("state", "状态", {"type": "string", "enum": [*Delivery.State.values]}),
            Parameter("hook", "推送地址的编号", {"type": "integer", "minimum": 1}),
        )
        return {
            "get": Operation(
                "webhooks_deliveries_list", "推送记录：列表", "新的在前，保留90天。", listed(DELIVERY), parameters=(*PAGING, *narrowing), statuses=ANSWERS
            )
        }

    def get(self, request: Request) -> Response:
        checked_query(request, {"limit", "cursor", "state", "hook"})
        rows, query = self.deliveries, request.query_params
        state, hook = query.get("state", ""), query.get("hook", "")
        if state and state not in Delivery.State.values:
            raise bad_query({"state": f"应为 {'、'.join(Delivery.State.values)}。"})
        if hook and not (hook.isascii() and hook.isdigit() and 0 < int(hook) < 2**63):
            raise bad_query({"hook": "应为推送地址的编号。"})
        rows = rows.filter(state=state) if state else rows
        return self.page(rows.filter(hook=int(hook)) if hook else rows, shown_delivery)


class Retry(DeliveryOrder):
    """Push again."""

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {"post": ordering("webhooks_deliveries_retry", "重新推送", "立即再推送一次；已送达的不会重发，答 422。")}

    def post(self, request: Request, pk: int) -> Response:
        return self.order(lambda: deliveries.retry(self.one_of(self.deliveries, pk), actor=request.user))


class EventKinds(WebhookView):
    """What may be chosen."""

    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        answer = {"type": "object", "properties": {"results": {"type": "array", "items": KIND}}, "required": ["results"]}
        return {"get": Operation("webhooks_events_list", "可选事件", "本客户端有读取授权的各类事件。", answer, statuses=ANSWERS)}

    def get(self, request: Request) -> Response:
        no_query(request)
        return Response({"results": [{"code": kind.code, "object": object_of(kind.code), "label": kind.label} for kind in choosable(request.auth)]})


def shown_hook(hook: Hook) -> dict[str, Any]:
    """Without its secret."""
    return {
        "id": hook.pk,
        "url": hook.url,
        "events": hook.events,
        "is_active": hook.is_active,
        "waiting": hook.waiting,
        "created_at": minute(hook.created_at),
        "updated_at": minute(hook.updated_at),
    }


def hook_tag(hook: Hook) -> str:
    """Of what was declared, not of what waits."""
    return tag({name: value for name, value in shown_hook(hook).items() if name != "waiting"}, hook.updated_at)


def shown_delivery(row: Delivery) -> dict[str, Any]:
    """What became of it."""
    return {
        "id": row.pk,
        "delivery": str(row.uid),
        "hook": row.hook_id,
        "event": row.event,
        "state": row.state,
        "attempts": row.attempts,
        "status": row.status,
        "error": row.error,
        "created_at": minute(row.created_at),
        "next_try_at": minute(row.next_try_at) if row.state == Delivery.State.PENDING else None,
        "sent_at": minute(row.sent_at),
    }

