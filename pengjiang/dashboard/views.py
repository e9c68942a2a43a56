"""The home page and the calendar of limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pengjiang.access import SIGNED_IN
from pengjiang.api.rooms.deadlines import address_of
from pengjiang.audit.queries import done_by
from pengjiang.common import clock
from pengjiang.common.refs import fetch_all
from pengjiang.dashboard import drawing, queries
from pengjiang.dashboard.registry import Tile
from pengjiang.deadlines.feed import close_feed, feed_of, renew_feed
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.web.components import Entry, Figure, News, Tab
from pengjiang.web.views.base import GuardedView, PageView

TABS = {"todo": "待办", "watch": "督办", "done": "已办"}


class HomePage(PageView):
    """What awaits one, why and until when."""

    permission = SIGNED_IN
    template_name = "dashboard/home/page.html"
    title = "首页"
    menu_key = "home"

    def get_context(self) -> dict[str, Any]:
        user, calendar = self.request.user, stored_calendar()
        desks = queries.desks(user)
        tab = self.request.GET.get("tab", "todo")
        tab = tab if tab in TABS else "todo"
        entries = queries.quick_entries(user)
        context = {
            "greeting": f"{_part_of_day()}，{_address(user)}",
            "day_sentence": queries.day_sentence(clock.today(), calendar),
            "figures": [_figure(tile) for tile in [*_own_tiles(desks, calendar), *queries.tiles(user)][:4]],
            "tabs": self._tabs(tab, desks),
            "tab": tab,
            "groups": drawing.todo_groups(desks.watch if tab == "watch" else desks.todo, calendar) if tab != "done" else [],
            "is_empty": not (desks.watch if tab == "watch" else desks.todo),
            "done": _done(user) if tab == "done" else [],
            "news": [News(item.text, _ago(item.at), item.href, item.icon, item.kind) for item in queries.news(user)],
            "buttons": [(entry, href) for entry, href in entries if entry.primary][:2],
            "quick": [{"label": entry.label, "href": href, "icon": entry.icon} for entry, href in entries],
        }
        first = drawing.asked_month(self.request.GET.get("month"))
        days = queries.month_days(user, first, calendar)
        return {**super().get_context(), **context, "month": drawing.month_of(days, first, calendar, address=reverse("dashboard:calendar"))}

    def _tabs(self, current: str, desks: queries.Desks) -> list[Tab]:
        counts = {"todo": len(desks.todo), "watch": len(desks.watch), "done": ""}
        return [
            Tab(label, f"?tab={name}", current=name == current, count=counts[name] or "", bad=name == "todo" and bool(desks.overdue))
            for name, label in TABS.items()
        ]


class LimitCalendar(PageView):
    """Month by month, what falls due when."""

    permission = SIGNED_IN
    template_name = "dashboard/calendar/page.html"
    title = "期限日历"
    menu_key = "calendar"

    def get_context(self) -> dict[str, Any]:
        user, calendar = self.request.user, stored_calendar()
        first = drawing.asked_month(self.request.GET.get("month"))
        day = _asked_day(self.request.GET.get("day"))
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        rows = list(queries.due_between(user, day or first, day or last).order_by("due_on", "id")[:201])
        objects = fetch_all(row.target for row in rows)
        return {
            **super().get_context(),
            "month": drawing.month_of(queries.month_days(user, first, calendar), first, calendar, address=self.request.path),
            "rows": [_line(row, objects.get(row.target), calendar) for row in rows[:200]],
            "is_cut": len(rows) > 200,
            "day": day,
            "month_query": f"{first:%Y-%m}",
        }


class FeedPage(PageView):
    """订阅日历: the secret address of one's limits for Outlook and telephones."""

    permission = SIGNED_IN
    template_name = "dashboard/calendar/feed.html"
    title = "订阅日历"
    menu_key = "calendar"

    def get_context(self) -> dict[str, Any]:
        found = feed_of(self.request.user)
        return {**super().get_context(), "feed": found, "address": address_of(found) if found else ""}


class FeedAct(GuardedView):
    """A button of that page."""

    permission = SIGNED_IN
    http_method_names = ("post",)
    service: ClassVar[Callable[[Any], Any]]
    done: ClassVar[str]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        type(self).service(request.user)
        messages.success(request, self.done)
        return HttpResponseRedirect(reverse("dashboard:feed"), status=303)


class RenewFeed(FeedAct):
    """Open it, or give it another address."""

    service = staticmethod(renew_feed)
    done = "订阅地址已生成，原有地址（如有）已失效。"


class CloseFeed(FeedAct):
    """The address leads nowhere."""

    service = staticmethod(close_feed)
    done = "订阅已停止，原地址已失效。"


def _line(row: Any, obj: Any, calendar: Any) -> dict[str, Any]:
    paused = row.state == row.State.PAUSED
    light = drawing.light_of(due=row.due_on, light=row.light().value, calendar=calendar) if not paused else drawing.Light("paused")
    return {
        "row": row,
        "light": light,
        "due": drawing.due_text(row.due_on, provisional=row.provisional),
        "name": str(obj) if obj is not None else "",
        "href": obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else "",
        "who": row.holder or row.bound_org or "",
    }


def _own_tiles(desks: queries.Desks, calendar: Any) -> list[Tile]:
    """Overdue, near, watched: what everybody has."""
    today = clock.today()
    overdue = desks.overdue
    soon = calendar.add_wd(today, queries.SOON_WD)
    near = [item for item in desks.todo if item.immediate or (item.due and today <= item.due <= soon)]
    at_once = sum(item.immediate for item in near)
    longest = f"最长超 {max(1, calendar.wd_between(min(item.due for item in overdue), today))} 个工作日" if overdue else "没有超期事项"
    return [
        Tile("已超期", len(overdue), "项", longest, "?tab=todo", "stop", "overdue" if overdue else ""),
        Tile(
            "五个工作日内",
            len(near),
            "项",
            f"其中 {at_once} 项须立即办理" if at_once else "含今日到期",
            "?tab=todo",
            "clock",
            "soon" if near else "",
        ),
        Tile("督办", len(desks.watch), "项", "等对方或他人办理", "?tab=watch", "flag"),
    ]


def _figure(tile: Tile) -> Figure:
    return Figure(tile.label, tile.value, tile.unit, tile.note, tile.href, tile.kind, tile.icon)


def _done(user: Any) -> list[Entry]:
    lines = done_by(user)
    objects = fetch_all(line.target for line in lines if line.target)
    found = []
    for line in lines:
        obj = objects.get(line.target)
        href = obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else ""
        found.append(Entry(line.sentence, line.when, note=str(obj) if obj is not None else "", citation=line.citation, href=href))
    return found


def _part_of_day() -> str:
    hour = clock.now().hour
    return "凌晨好" if hour < 5 else "早上好" if hour < 11 else "中午好" if hour < 13 else "下午好" if hour < 18 else "晚上好"


def _address(user: Any) -> str:
    """陈检察官 where the title fits behind a surname, else the name."""
    short = {"procurator": "检察官", "chief": "检察长", "town_head": "主任"}
    word = next((word for role, word in short.items() if user.has_role(role)), "")
    return f"{user.name[:1]}{word}" if word else user.name


def _ago(moment: Any) -> str:
    local = moment.astimezone(clock.ZONE)
    days = (clock.today() - local.date()).days
    day = "今天" if days <= 0 else "昨天" if days == 1 else f"{local.month}月{local.day}日"
    return f"{day} {local:%H:%M}"


def _asked_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
