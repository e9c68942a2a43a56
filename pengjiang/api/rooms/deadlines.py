"""``/deadlines/``: the limits one may know of, the count of one that is only asked about, and the calendar of one's own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import PUBLIC, SIGNED_IN
from pengjiang.api.acts import KEY
from pengjiang.api.base import ApiView
from pengjiang.api.bodies import checked_body, no_query
from pengjiang.api.describing import Operation
from pengjiang.api.once import answered_once
from pengjiang.api.problems import Invalid
from pengjiang.api.resources import Computed, Resource, minute, resource
from pengjiang.api.routes import route
from pengjiang.common.strictjson import Problem
from pengjiang.deadlines import feed
from pengjiang.deadlines.asking import as_json, read_code, read_length, read_start
from pengjiang.deadlines.compute import due
from pengjiang.deadlines.models import LIGHT_WORDS, CalendarFeed, Deadline, Light
from pengjiang.deadlines.steps import Pause
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.web.filters import ChoiceFilter, DateFilter, TextFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.listing import ListPage

ICS = "text/calendar"
LIGHTS = "；".join(f"{light.value}：{LIGHT_WORDS[light]}" for light in Light)


class DeadlineRows(ListPage):
    """What the list of the API may be narrowed and ordered by; the pages show limits as a calendar."""

    model = Deadline
    permission = SIGNED_IN
    columns = (Column("due_on", "末日", kind="date", sort="due_on"), Column("start_on", "起算日", kind="date", sort="start_on"))
    filters = (
        ChoiceFilter(name="status", label="状态", choices=Deadline.State.choices, lookup="state"),
        DateFilter(name="due_on", label="末日"),
        TextFilter(name="code", label="期限代码", condition=lambda text: Q(limit=text.upper())),
        TextFilter(name="target", label="对象（例如 cases.recommendation:5）", condition=lambda text: Q(target=text)),
    )
    default_order = "due_on"


STEPS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"text": {"type": "string"}, "citation": {"type": "string", "description": "依据"}, "mark": {"type": "string"}},
        "required": ["text"],
    },
}
resource(
    Resource(
        "deadlines",
        Deadline,
        SIGNED_IN,
        fields=(
            "target", "limit", "title", "bound_org", "watch_org", "holder", "start_on", "start_at", "due_on", "due_at", "strict_due_on", "provisional", "met_on",
        ),
        computed=(
            Computed("status", "；".join(f"{c}：{w}" for c, w in Deadline.State.choices), {"type": "string", "enum": Deadline.State.values}, lambda row, _user: row.state),
            Computed("light", f"期限灯（{LIGHTS}）", {"type": "string", "enum": [light.value for light in Light]}, lambda row, _user: row.light().value),
            Computed("steps", "逐步说明怎样算出来的，每步注明依据", STEPS, lambda row, _user: row.steps),
        ),
        listing=DeadlineRows,
    )
)  # fmt: skip

DAY = {"type": "string", "format": "date"}
ASKED = {
    "type": "object",
    "properties": {
        "code": {"title": "期限代码", "type": "string", "maxLength": 10, "example": "TM02"},
        "start": {"title": "起算日；TM05 为时刻", "type": "string", "maxLength": 16, "example": "2026-03-02"},
        "extend": {"title": "经批准延长的数量，单位与期限相同", "type": "array", "maxItems": 20, "items": {"type": "integer", "minimum": 0, "maximum": 9999}},
        "pause": {
            "title": "扣除的期间，首尾两日都不计入",
            "type": "array",
            "maxItems": 50,
            "items": {"type": "object", "properties": {"from": DAY, "to": DAY}, "required": ["from", "to"], "additionalProperties": False},
        },
        "length": {"title": "代替法定长度：15d 日、7w 工作日、6m 月、24h 小时", "type": ["string", "null"], "maxLength": 10},
        "field": {"title": "案件领域：TM01、TM38 按该领域的程序规章计算", "type": ["string", "null"], "maxLength": 20},
    },
    "required": ["code", "start"],
    "additionalProperties": False,
}
COUNTED = {
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "title": {"type": "string"},
        "start": {"type": "string"},
        "due": {"type": "string", "description": "末日（或届满时刻）"},
        "due_strict": {"type": ["string", "null"], "description": "未顺延的末日，与末日不同时给出"},
        "earliest": {"type": ["string", "null"], "description": "最早可以进行下一步的日期"},
        "provisional": {"type": "boolean", "description": "放假通知未公布，暂按推算"},
        "in_force": {"type": "boolean", "description": "该期限在起算日是否已经施行"},
        "steps": STEPS,
    },
    "required": ["code", "title", "start", "due", "due_strict", "earliest", "provisional", "in_force", "steps"],
}


class ComputeLimit(ApiView):
    permission = SIGNED_IN
    room = "deadlines"
    http_method_names = ("post", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        text = "按本单位的工作日历计算，逐步说明依据；不登记任何期限。"
        statuses = (400, 401, 403, 409, 413, 415, 422, 429)
        return {"post": Operation("deadlines_compute", "计算期限", text, COUNTED, body=ASKED, parameters=[KEY], statuses=statuses)}

    def post(self, request: Request) -> Response:
        no_query(request)
        return answered_once(request, lambda: Response(self._count(checked_body(request, ASKED))))

    def _count(self, body: dict[str, Any]) -> dict[str, Any]:
        limit = _read("/code", read_code, body["code"])
        start = _read("/start", read_start, body["start"])
        length = _read("/length" if body.get("length") else "/field", read_length, limit, body.get("length"), body.get("field"), body["start"])
        pauses = [
            _read(f"/pause/{at}", lambda one=one: Pause(read_start(one["from"]), read_start(one["to"]))) for at, one in enumerate(body.get("pause", ()))
        ]
        result = _read("", due, limit, start, stored_calendar(), pauses=pauses, extensions=body.get("extend", ()), length=length)
        return as_json(limit, result)


def _read(pointer: str, function: Any, *values: Any, **named: Any) -> Any:
    """What cannot be counted is said at its place."""
    try:
        return function(*values, **named)
    except OverflowError as error:
        raise Invalid([Problem(pointer, "日期超出可计算的范围。")]) from error
    except ValueError as error:
        raise Invalid([Problem(pointer, str(error))]) from error


class MyCalendar(ApiView):
    permission = SIGNED_IN
    room = "deadlines"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        text = "调用方可见的进行中和已中止的期限，每项一个全天事件，带提醒（RFC 5545）。"
        return {"get": Operation("deadlines_calendar", "期限日历", text, {"type": "string"}, answer_type=ICS, statuses=(400, 401, 403, 429))}

    def get(self, request: Request) -> HttpResponse:
        no_query(request)
        return calendar_answer(request.user)


class SubscribedCalendar(ApiView):
    """The same for a calendar program, which has no session: the address itself is the secret."""

    permission = PUBLIC
    room = "deadlines"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        text = "供 Outlook、手机日历订阅；地址即凭据，由本人在“期限日历”页开通、更换和停止。"
        return {"get": Operation("deadlines_feed", "订阅的期限日历", text, {"type": "string"}, answer_type=ICS, statuses=(400, 401, 403, 404, 429))}

    def get(self, request: Request, secret: str) -> HttpResponse:
        no_query(request)
        found = feed.read_feed(secret)
        if found is None:
            raise Http404
        return calendar_answer(found.person)


FEED = {
    "type": "object",
    "properties": {
        "address": {"type": ["string", "null"], "description": "订阅地址；未开通时为空"},
        "last_read_at": {"type": ["string", "null"], "description": "日历程序最近一次读取"},
    },
    "required": ["address", "last_read_at"],
}


class MyFeed(ApiView):
    """The caller's own secret address."""

    permission = SIGNED_IN
    room = "deadlines"
    http_method_names = ("get", "post", "delete", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation("deadlines_feed_read", "订阅地址", "本人的订阅地址。", FEED, statuses=(400, 401, 403, 429)),
            "post": Operation(
                "deadlines_feed_renew", "开通订阅或者更换地址", "原地址随即失效。", FEED, status=201, statuses=(400, 401, 403, 429)
            ),
            "delete": Operation("deadlines_feed_close", "停止订阅", "地址随即失效。", None, status=204, statuses=(400, 401, 403, 429)),
        }

    def get(self, request: Request) -> Response:
        no_query(request)
        return Response(shown_feed(feed.feed_of(request.user)), headers={"Cache-Control": "no-store"})

    def post(self, request: Request) -> Response:
        no_query(request)
        return Response(shown_feed(feed.renew_feed(request.user)), status=201, headers={"Cache-Control": "no-store"})

    def delete(self, request: Request) -> Response:
        no_query(request)
        feed.close_feed(request.user)
        return Response(status=204)


def shown_feed(found: CalendarFeed | None) -> dict[str, Any]:
    """A feed as JSON."""
    return {"address": address_of(found) if found else None, "last_read_at": minute(found.last_read_at) if found else None}


def address_of(found: CalendarFeed) -> str:
    """What a person gives to a calendar program."""
    return f"{settings.SITE_URL}/api/v1/deadlines/feeds/{found.secret}.ics"


def calendar_answer(person: Any) -> HttpResponse:
    """The calendar of a person as a file of its own type."""
    response = HttpResponse(feed.calendar_for(person), content_type=f"{ICS}; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


route("deadlines/calendar.ics", MyCalendar)
route("deadlines/compute/", ComputeLimit)
route("deadlines/feed/", MyFeed)
route("deadlines/feeds/<str:secret>.ics", SubscribedCalendar)
