"""Working days of the mainland's administration: weekends, holidays, make-up workdays (调休). Pure.

``calendar = packaged()`` is the table that comes with the program; administrators' years go in as ``WorkCalendar([YearPlan(...), ...])``.

* ``is_workday(d)``, ``add_wd(d, n)``, ``subtract_wd(d, n)``, ``wd_between(a, b)``, ``latest_notice(event, n)``
* ``add_cd(d, n)``, ``add_month(d, n)``, ``roll(d)``, ``add_hours(t, n)``
* ``is_statutory(d)``: the statutory holidays in the narrow sense (法定节假日), fewer than the rest days
* ``describe(d)``: why a day is worked or free, in Chinese; ``has_notice(year)``, ``notice(year)``; ``digest``

The day of the start is never counted: ``wd_between(a, add_wd(a, n)) == n``. A year without its notice is computed from weekends and
statutory holidays; who shows a result for such a year marks it provisional (``is_provisional(first, last)``).
"""

import hashlib
import json
import tomllib
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from importlib import resources
from itertools import accumulate

FIRST_YEAR, LAST_YEAR = 1990, 2070
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Holiday:
    """One holiday of a notice: rest days from ``first`` to ``last``, weekend days worked instead, statutory days among them."""

    name: str
    first: date
    last: date
    worked: tuple[date, ...] = ()
    statutory: tuple[date, ...] = ()

    @property
    def rest(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class YearPlan:
    """The State Council's notice for one year. A holiday may reach into the year before (2022-12-31 is in the notice for 2023)."""

    year: int
    title: str
    number: str
    holidays: tuple[Holiday, ...]
    issued_on: date | None = None


class WorkCalendar:
    """Every question on working days, answered from arrays made once."""

    def __init__(self, plans: Iterable[YearPlan]) -> None:
        self.plans = {plan.year: plan for plan in plans}
        self._reasons: dict[date, str] = {}
        self._worked: set[date] = set()
        self._rest: set[date] = set()
        self._statutory: dict[date, str] = {}
        for plan in self.plans.values():
            self._enter(plan)
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            if year not in self.plans:
                self._statutory |= statutory_days(year)
        first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
        self._offset = first
        worked = [self._is_worked(date.fromordinal(number)) for number in range(first, last + 1)]
        self._days = [first + place for place, is_worked in enumerate(worked) if is_worked]
        # The n-th entry: workdays up to and including that day.
        self._count = list(accumulate(worked))

    def is_workday(self, day: date) -> bool:
        """False for weekends and rest days, true for make-up workdays."""
        place = self._place(day)
        return self._count[place] > (self._count[place - 1] if place else 0)

    def add_wd(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``; ``day`` itself is not counted."""
        if count <= 0:
            raise ValueError(f"工作日数须为正数，现在是 {count}。")
        return self._nth(self._count[self._place(day)] - 1 + count)

    def subtract_wd(self, day: date, count: int) -> date:
        """The ``count``-th working day before ``day``; ``day`` itself is not counted."""
        if count <= 0:
            raise ValueError(f"工作日数须为正数，现在是 {count}。")
        return self._nth(bisect_left(self._days, self._ordinal(day)) - count)

    def wd_between(self, first: date, last: date) -> int:
        """Working days after ``first``, up to and including ``last``; negative where ``last`` comes first."""
        return self._count[self._place(last)] - self._count[self._place(first)]

    def latest_notice(self, event: date, count: int) -> date:
        """The last working day on which notice may be given so that ``wd_between(notice, event) >= count``."""
        return self._nth(bisect_right(self._days, self._ordinal(event)) - 1 - count)

    def roll(self, day: date) -> date:
        """``day`` where it is worked, else the next working day."""
        return day if self.is_workday(day) else self.add_wd(day, 1)

    def add_cd(self, day: date, count: int) -> date:
        """``count`` calendar days later; ``day`` itself is day 0."""
        return day + timedelta(days=count)

    def add_month(self, day: date, count: int) -> date:
        """The same day ``count`` months later; the last day of that month where it has no such day."""
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

    def add_hours(self, moment: datetime, count: int) -> datetime:
        """Exact hours: neither rolled nor stopped by a night or a holiday."""
        return moment + timedelta(hours=count)

    def is_statutory(self, day: date) -> bool:
        """True on the statutory holidays in the narrow sense (法定节假日), not on bridged or weekend days."""
        return day in self._statutory

    def describe(self, day: date) -> str:
        """国庆节放假, 国庆节调休上班, 周六, 周日, 工作日, or for years without a notice 春节（法定节日）."""
        if day in self._reasons:
            return self._reasons[day]
        if day in self._statutory:
            return f"{self._statutory[day]}（法定节日）"
        return f"周{WEEKDAYS[day.weekday()]}" if day.weekday() >= 5 else "工作日"

    def has_notice(self, year: int) -> bool:
        """True where that year's notice has been entered."""
        return year in self.plans

    def notice(self, year: int) -> YearPlan | None:
        """The notice that fixed the rest days of ``year``."""
        return self.plans.get(year)

    def notice_for(self, day: date) -> YearPlan | None:
        """The notice that speaks of ``day``: New Year's rest days may begin in the year before."""
        following = self.plans.get(day.year + 1)
        if day.month == 12 and following and any(day in (*row.rest, *row.worked) for row in following.holidays):
            return following
        return self.plans.get(day.year)

    def is_provisional(self, first: date, last: date) -> bool:
        """True where a year between the two days has no notice."""
        return any(year not in self.plans for year in range(first.year, last.year + 1))

    @cached_property
    def digest(self) -> str:
        """Changes with every change of a year; part of what a result was computed with."""
        rows = [
            [
                plan.year,
                plan.number,
                [[row.name, str(row.first), str(row.last), [*map(str, row.worked)], [*map(str, row.statutory)]] for row in plan.holidays],
            ]
            for _, plan in sorted(self.plans.items())
        ]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()

    def _enter(self, plan: YearPlan) -> None:
        for holiday in plan.holidays:
            self._reasons |= dict.fromkeys(holiday.rest, f"{holiday.name}放假")
            self._reasons |= dict.fromkeys(holiday.worked, f"{holiday.name}调休上班")
            self._rest.update(holiday.rest)
            self._worked.update(holiday.worked)
            self._statutory |= dict.fromkeys(holiday.statutory, holiday.name)

    def _is_worked(self, day: date) -> bool:
        if day in self._worked:
            return True
        return day.weekday() < 5 and day not in self._rest and day not in self._statutory

    def _ordinal(self, day: date) -> int:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"工作日历只覆盖 {FIRST_YEAR} 年至 {LAST_YEAR} 年，{day} 不在其中。")
        return day.toordinal()

    def _place(self, day: date) -> int:
        return self._ordinal(day) - self._offset

    def _nth(self, place: int) -> date:
        if not 0 <= place < len(self._days):
            raise ValueError(f"工作日历只覆盖 {FIRST_YEAR} 年至 {LAST_YEAR} 年，结果不在其中。")
        return date.fromordinal(self._days[place])


def read_plan(row: dict) -> YearPlan:
    """A year from its TOML."""
    holidays = tuple(
        Holiday(item["name"], item["first"], item["last"], tuple(item.get("worked", ())), tuple(item.get("statutory", ())))
        for item in row["holidays"]
    )
    return YearPlan(row["year"], row["title"], row["number"], holidays, row.get("issued_on"))


@lru_cache(maxsize=1)
def packaged() -> WorkCalendar:
    """The calendar of the years that come with the program."""
    return WorkCalendar(packaged_plans())


def packaged_plans() -> tuple[YearPlan, ...]:
    """The packaged years one by one, oldest first; the rows that administrators edit are seeded from them."""
    files = (entry for entry in _folder().iterdir() if entry.name[:4].isdigit() and entry.name.endswith(".toml"))
    return tuple(sorted((read_plan(tomllib.loads(entry.read_text("utf-8"))) for entry in files), key=lambda plan: plan.year))


def _folder() -> "resources.abc.Traversable":
    return resources.files("pengjiang.deadlines").joinpath("years")


@lru_cache(maxsize=1)
def _statutory() -> dict:
    return tomllib.loads(_folder().joinpath("statutory.toml").read_text("utf-8"))


def statutory_days(year: int) -> dict[date, str]:
    """The statutory holidays of a year by law, with their names."""
    table = _statutory()
    days = {
        date.fromisoformat(f"{year}-{day}"): row["name"]
        for row in table["fixed"]
        if year >= row.get("since", FIRST_YEAR)
        for day in row["days"]
    }
    lunar = next((row["days"] for row in table["lunar"] if row["year"] == year), {})
    for name, first in lunar.items():
        days |= {first + timedelta(days=n): name for n in range(4 if name == "春节" else 1)}
    return days
