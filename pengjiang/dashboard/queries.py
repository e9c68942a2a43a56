"""What stands on a person's desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from pengjiang.access import permissions_of
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Membership, User
from pengjiang.common import clock
from pengjiang.common.refs import fetch_all
from pengjiang.dashboard.reasons import day_of, told_to, with_days
from pengjiang.dashboard.registry import NEWS, QUICK, TILES, TODOS, Desk, NewsItem, QuickEntry, Tile, Todo
from pengjiang.deadlines.calendar import WEEKDAYS, WorkCalendar
from pengjiang.deadlines.limits import LIMITS
from pengjiang.deadlines.models import Deadline, DeadlineQuerySet, Light
from pengjiang.deadlines.reminders import HEADS
from pengjiang.deadlines.stored import stored_calendar

MOST = 100
# Working days after which what is overdue falls to the head.
LATE_WD = 3
SOON_WD = 5


@dataclass(frozen=True)
class Desks:
    """All to-dos of a person, by tab, in the order of legal urgency."""

    todo: list[Todo]
    watch: list[Todo]

    @property
    def overdue(self) -> list[Todo]:
        return [item for item in self.todo if item.due and item.due < clock.today()]


def desks(user: Any) -> Desks:
    """Ask every provider; what an app says of a deadline replaces the generic entry."""
    found = [item for provider in TODOS for item in provider(user)]
    told = {item.deadline for item in found if item.deadline}
    found += [item for item in deadline_todos(user) if item.deadline not in told]
    found = [told_to(user, item) for item in with_days(found)]
    found.sort(key=urgency)
    return Desks([i for i in found if i.group == Desk.TODO], [i for i in found if i.group == Desk.WATCH])


def urgency(item: Todo) -> tuple:
    """Overdue first, the longest overdue before all; then what is wanted at once; then by last day; last what has none."""
    today = clock.today()
    if item.due and item.due < today:
        return (0, item.due, item.title)
    if item.immediate:
        return (1, today, item.title)
    return (2, item.due, item.title) if item.due else (3, today, item.title)


def bound_to(user: Any) -> DeadlineQuerySet:
    """Running deadlines this person must keep."""
    mine = Q(holder=user.pk)
    for_role = Q(bound_roles__overlap=sorted(user.role_codes))
    if user.has_role(*HEADS):
        for_role |= Q(bound_roles=[])
    return Deadline.objects.running().filter(mine | (Q(holder=None, bound_org__in=user.organisation_ids) & for_role))


def watched_by(user: Any) -> DeadlineQuerySet:
    """Running deadlines others must keep and this person watches over."""
    watching = Q(watcher=user.pk)
    if user.has_role(*HEADS):
        watching |= Q(watcher=None, watch_org__in=user.organisation_ids)
    return Deadline.objects.running().filter(watching)


def fallen_to(user: Any) -> list[Deadline]:
    """What a head must see to for others of the house: at once where the holder has left, after three working days where it is overdue."""
    if not user.has_role(*HEADS):
        return []
    late = stored_calendar().subtract_wd(clock.today(), LATE_WD)
    held = Deadline.objects.running().filter(bound_org__in=user.organisation_ids).exclude(holder=None).exclude(holder=user.pk)
    here = User.objects.filter(is_active=True, pk__in=Membership.objects.current().filter(organisation__in=user.organisation_ids).values("user_id"))
    return list(held.filter(Q(due_on__lte=late) | ~Q(holder__in=here)).select_related("holder", "bound_org")[:MOST])


def deadline_todos(user: Any) -> list[Todo]:
    """One entry per running deadline; the objects they run on are read in one query per kind."""
    rows = list(bound_to(user).select_related("bound_org")[:MOST])
    seen = {row.pk for row in rows}
    fallen = [row for row in fallen_to(user) if row.pk not in seen]
    seen |= {row.pk for row in fallen}
    watched = [row for row in watched_by(user).select_related("bound_org")[:MOST] if row.pk not in seen]
    objects = fetch_all(row.target for row in [*rows, *fallen, *watched])
    return [
        *(_fallen(row, objects.get(row.target)) for row in fallen),
        *(_todo(row, objects.get(row.target), Desk.TODO, because=_bound(user, row)) for row in rows),
        *(_todo(row, objects.get(row.target), Desk.WATCH, because=_watching(user, row)) for row in watched),
    ]


def _bound(user: Any, row: Deadline) -> str:
    """Why a running limit is this person's to keep."""
    if row.holder_id == user.pk:
        return "您是这一期限的责任人。"
    body = row.bound_org.short_name if row.bound_org else "本单位"
    if not row.bound_roles:
        return f"期限由{body}遵守，没有指定责任人，由单位负责人办理。"
    return f"期限由{body}遵守，没有指定责任人，由{'、'.join(Role(role).label for role in row.bound_roles if user.has_role(role))}办理，您任此职。"


def _watching(user: Any, row: Deadline) -> str:
    """Why this person watches over another's limit."""
    if row.watcher_id == user.pk:
        return "您督办这一期限：由对方或者他人办理，您负责跟进。"
    return "由本单位督办，没有指定督办人，由单位负责人跟进。"


def _fallen(row: Deadline, obj: Any) -> Todo:
    """A head's entry for what another has not done."""
    absent = not row.holder.is_active or not row.holder.current_memberships
    why = f"{row.holder.name}已停用或者离任，请安排他人办理。" if absent else f"{row.holder.name}逾期超过{LATE_WD}个工作日未办，请督促或者变更承办人。"
    rule = "责任人停用、离任的，所办事项即时转本单位负责人" if absent else f"逾期满{LATE_WD}个工作日未办的，转本单位负责人"
    item = _todo(row, obj, Desk.TODO, because=f"责任人是{row.holder.name}；{rule}，您是{row.bound_org.short_name}负责人。")
    return replace(item, title=f"{row.holder.name}：{item.title}", why=f"{why}{item.why}", action="处理", immediate=absent)


def _todo(row: Deadline, obj: Any, group: Desk, *, because: str) -> Todo:
    whose = f"{row.bound_org.short_name}：" if group == Desk.WATCH and row.bound_org else ""
    said = _count_of(row)
    version = LIMITS[row.limit].version_on(row.start_on)
    return Todo(
        title=f"{whose}{row.title}",
        number=str(getattr(obj, "number", "") or "") if obj is not None else "",
        why=f"{obj}。{said}。" if obj is not None else f"{said}。",
        citation="、".join(str(citation) for citation in version.citations) if version else "",
        url=obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else "",
        action="查看" if group == Desk.WATCH else "办理",
        due=row.due_on,
        light=row.light().value,
        group=group,
        deadline=row.pk,
        provisional=row.provisional,
        day_from=day_of(row),
        because=because,
    )


def _count_of(row: Deadline) -> str:
    """The step that counts (自…起数…), without the notices around it and its articles, which stand beside."""
    texts = [step["text"] for step in row.steps]
    text = next((text for text in texts if text.startswith("自")), texts[-1] if texts else "")
    return text.partition("（依据：")[0].rstrip("。")


def tiles(user: Any) -> list[Tile]:
    return [item for provider in TILES for item in provider(user)]


def news(user: Any, *, limit: int = 8) -> list[NewsItem]:
    """What happened since yesterday morning, newest first."""
    since = datetime.combine(clock.today() - timedelta(days=1), time.min, clock.ZONE)
    return sorted((item for provider in NEWS for item in provider(user, since)), key=lambda item: item.at, reverse=True)[:limit]


def quick_entries(user: Any) -> list[tuple[QuickEntry, str]]:
    """Entries this person may use, with their addresses; a page that is not installed is left out."""
    allowed = permissions_of(user)
    found = []
    for entry in QUICK:
        if entry.permission is not None and entry.permission not in allowed:
            continue
        try:
            found.append((entry, reverse(entry.url_name)))
        except NoReverseMatch:
            continue
    return found


@dataclass(frozen=True)
class DayOfMonth:
    """A day of the month table: ``counts`` by light, ``rest`` a holiday, ``worked`` a make-up day."""

    day: date
    limits: int
    light: str
    free: bool
    rest: bool
    worked: bool


def month_days(user: Any, first: date, calendar: WorkCalendar) -> list[DayOfMonth]:
    """Whole weeks around a month with what falls due on each day, in one query."""
    start = first - timedelta(days=first.weekday())
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    end = last + timedelta(days=6 - last.weekday())
    by_day: dict[date, list[Light]] = {}
    rows = Deadline.objects.visible_to(user).open().filter(due_on__range=(start, end)).only("due_on", "state", "first_reminder_on")
    for row in rows[:2000]:
        by_day.setdefault(row.due_on, []).append(row.light())
    return [_day_of_month(start + timedelta(days=n), by_day, calendar) for n in range((end - start).days + 1)]


def _day_of_month(day: date, by_day: dict[date, list[Light]], calendar: WorkCalendar) -> DayOfMonth:
    lights = by_day.get(day, [])
    worst = next((light for light in (Light.OVERDUE, Light.SOON, Light.OK, Light.PAUSED) if light in lights), None)
    said, is_worked = calendar.describe(day), calendar.is_workday(day)
    return DayOfMonth(
        day=day,
        limits=len(lights),
        light=worst.value if worst else "",
        free=not is_worked,
        rest=not is_worked and not said.startswith("周"),
        worked=is_worked and day.weekday() >= 5,
    )


def due_between(user: Any, first: date, last: date) -> DeadlineQuerySet:
    """Open deadlines a person may know of, by last day."""
    return Deadline.objects.visible_to(user).open().filter(due_on__range=(first, last)).select_related("bound_org", "holder")


def day_sentence(today: date, calendar: WorkCalendar) -> str:
    """2026年9月23日 星期三，工作日。本周还有2个工作日；9月25日起中秋节放假3天。"""
    kind = calendar.describe(today)
    sunday = today + timedelta(days=6 - today.weekday())
    left = calendar.wd_between(today, sunday)
    parts = [f"本周还有{left}个工作日" if left else "本周再无工作日"]
    parts += _coming(today, calendar)
    provisional = "" if calendar.has_notice(today.year) else "（本年放假通知尚未录入，暂按推算）"
    return f"{today.year}年{today.month}月{today.day}日 星期{WEEKDAYS[today.weekday()]}，{kind}{provisional}。{'；'.join(parts)}。"


def _coming(today: date, calendar: WorkCalendar) -> Iterable[str]:
    """Holidays and make-up days of the coming ten days."""
    days = [today + timedelta(days=n) for n in range(1, 11)]
    rest = next(
        (
            day
            for day in days
            if calendar.describe(day).endswith("放假") and not calendar.describe(day - timedelta(days=1)).endswith("放假")
        ),
        None,
    )
    if rest is not None:
        length = next(n for n in range(1, 15) if not calendar.describe(rest + timedelta(days=n)).endswith("放假"))
        yield f"{rest.month}月{rest.day}日起{calendar.describe(rest).removesuffix('放假')}放假{length}天"
    worked = next((day for day in days if day.weekday() >= 5 and calendar.is_workday(day)), None)
    if worked is not None:
        yield f"{worked.month}月{worked.day}日（周{WEEKDAYS[worked.weekday()]}）调休上班"
