"""How the steps of a count name days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from pengjiang.deadlines.calendar import WEEKDAYS, WorkCalendar


def name_day(day: date) -> str:
    """2024年10月12日（周六）"""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def name_moment(moment: datetime) -> str:
    """2022年4月1日（周五）16时20分"""
    return f"{name_day(moment)}{moment.hour}时{moment.minute:02d}分"


def name_range(first: date, last: date) -> str:
    """10月1日至10月7日; one day where both are the same."""
    start = f"{first.month}月{first.day}日"
    return start if first == last else f"{start}至{last.month}月{last.day}日"


def name_reason(day: date, calendar: WorkCalendar) -> str:
    """Why a day is free or worked: 周末 beside the holidays."""
    text = calendar.describe(day)
    return "周末" if text in ("周六", "周日") else text


def name_passed_days(first: date, last: date, calendar: WorkCalendar) -> str:
    """What was skipped between two days and which weekend days were counted as make-up days; empty where neither."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    skipped = [day for day in days if not calendar.is_workday(day)]
    worked = [day for day in days if calendar.is_workday(day) and day.weekday() >= 5]
    parts = []
    if skipped:
        parts.append("跳过" + "、".join(_name_runs(skipped, calendar)))
    if worked:
        parts.append("计入" + "、".join(f"{calendar.describe(day)}的{name_day(day)}" for day in worked))
    return "，".join(parts)


def _name_runs(days: Iterable[date], calendar: WorkCalendar) -> Iterable[str]:
    """国庆节放假10月1日至10月7日, 周末10月12日至10月13日: neighbouring days off with one reason become one range."""

    for _, run in groupby(enumerate(days), key=lambda entry: (entry[1].toordinal() - entry[0], name_reason(entry[1], calendar))):
        members = [day for _, day in run]
        yield name_reason(members[0], calendar) + name_range(members[0], members[-1])
