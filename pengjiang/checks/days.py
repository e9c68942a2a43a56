"""Counting days for the rules: the working-day calendar, made safe for any day that a file may hold, and days in Chinese.

The calendar covers 1990 to 2070; a day outside it is counted by weekends alone rather than refused, since a misprinted year must not
stop the check of a file.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from pengjiang.deadlines.calendar import FIRST_YEAR, LAST_YEAR, WorkCalendar

# Spans of a file may be absurd (a typing error); further than this nobody counts.
LONGEST = 40_000


class Days:
    """The calendar's questions, for any day between 1900 and 2199."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar

    def add_wd(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``."""
        if _covered(day, abs(count) * 2 + 60):
            return self.calendar.add_wd(day, count) if count > 0 else day
        while count > 0:
            day += timedelta(days=1)
            count -= day.weekday() < 5
        return day

    def wd_between(self, first: date, last: date) -> int:
        """Working days after ``first`` up to ``last``; negative where ``last`` comes first."""
        if _covered(first) and _covered(last):
            return self.calendar.wd_between(first, last)
        if first > last:
            return -self.wd_between(last, first)
        weeks, rest = divmod((last - first).days, 7)
        return weeks * 5 + sum((first + timedelta(days=n + 1)).weekday() < 5 for n in range(rest))

    def roll(self, day: date) -> date:
        """``day``, or the next working day where it is a rest day."""
        if _covered(day, 60):
            return self.calendar.roll(day)
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)

    def add_cd(self, day: date, count: int) -> date:
        """``count`` calendar days later."""
        return day + timedelta(days=max(-LONGEST, min(LONGEST, count)))

    def add_month(self, day: date, count: int) -> date:
        """The same day ``count`` months later."""
        return self.calendar.add_month(day, count)

    def is_workday(self, day: date) -> bool:
        return self.calendar.is_workday(day) if _covered(day) else day.weekday() < 5

    def is_statutory(self, day: date) -> bool:
        """A statutory holiday in the narrow sense."""
        return self.calendar.is_statutory(day)

    def describe(self, day: date) -> str:
        """国庆节放假, 周六 …"""
        return self.calendar.describe(day)

    def period_end(self, start: date, days: int) -> date:
        """The last day of a period of a penalty notice: 2, 3, 5, 7 are working days, other numbers calendar days that roll on."""
        if days <= 0:
            return start
        return self.add_wd(start, days) if days in WORKING_DAY_NUMBERS else self.roll(self.add_cd(start, days))


WORKING_DAY_NUMBERS = frozenset({2, 3, 5, 7})


def _covered(day: date, margin: int = 1) -> bool:
    return FIRST_YEAR <= (day - timedelta(days=margin)).year and (day + timedelta(days=margin)).year <= LAST_YEAR


@lru_cache(maxsize=50_000)
def say(day: date | datetime | None) -> str:
    """2026年3月2日, with the time where there is one; 某日 where there is no day."""
    if day is None:
        return "某日"
    text = f"{day.year}年{day.month}月{day.day}日"
    return f"{text}{day.hour}时{day.minute:02d}分" if isinstance(day, datetime) else text


def yuan(amount: Decimal | None) -> str:
    """5000元; trailing zeros of the decimals are left out."""
    if amount is None:
        return "某数额"
    plain = f"{amount:f}"
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain}元"
