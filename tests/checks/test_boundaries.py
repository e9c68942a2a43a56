"""Every rule that counts days, on its last lawful day and on the day after, from every start around the holidays of 2026.

The expected day is counted by hand below, one day after the other, over a calendar that is not ours (``chinese_calendar``), so that a fault of
the calendar table, of a make-up working day or of a count by one shows here.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

import chinese_calendar
import pytest

from pengjiang.checks import rules
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.rule import RULES, Outcome
from tests.checks.cases import FAIL, MANUAL, PASS
from tests.checks.lawful import (
    ABSENT,
    DEMOLITION,
    ENFORCEMENT,
    GENERAL,
    HEARING,
    INSPECTION,
    MEASURE,
    SUMMARY,
    change,
    checker,
    record,
    result,
    served,
)
from tests.checks.shifting import shifted

# Spring Festival with its make-up Saturdays, Labour Day, Mid-Autumn and National Day with make-up days on both sides; a quiet stretch.
WINDOWS = ((date(2026, 2, 2), date(2026, 3, 3)), (date(2026, 4, 22), date(2026, 5, 12)), (date(2026, 9, 10), date(2026, 10, 12)), (date(2026, 7, 1), date(2026, 7, 8)))
STARTS = [since + timedelta(days=n) for since, until in WINDOWS for n in range((until - since).days)]
ON = date(2026, 12, 31)


def works(day: date) -> bool:
    """By the other calendar for the years it has; after 2026 no notice is known, so that only weekends rest, as in ours."""
    return chinese_calendar.is_workday(day) if day.year <= 2026 else day.weekday() < 5


def working(start: date, number: int) -> date:
    day = start
    while number:
        day += timedelta(days=1)
        number -= works(day)
    return day


def calendar(start: date, number: int) -> date:
    return start + timedelta(days=number)


def rolled(day: date) -> date:
    while not works(day):
        day += timedelta(days=1)
    return day


def months(day: date, number: int) -> date:
    year, month = divmod(day.month - 1 + number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


@dataclass(frozen=True)
class Count:
    """``build(start, end)`` is a dossier in which the count runs from ``start`` and the act lies on ``end``.

    ``last(start)`` is the last lawful day (or with ``waits`` the last on which it is too early). With ``roll`` the days up to the next working day are left to a person.
    """

    code: str
    build: Callable[[date, date], dict[str, Any]]
    last: Callable[[date], date]
    waits: bool = False
    roll: bool = False
    name: str = ""

    @property
    def id(self) -> str:
        return f"{self.code}{self.name}"


def noticed(start: date, end: date, **more: Any) -> dict:
    return change(GENERAL, notice__served_on=f"{start}", services=ABSENT, documents=ABSENT, decision__dated_on=f"{end}", case__filed_on=f"{start}", **more)


def on_the_spot(start: date, end: date, banked: date | None = None) -> dict:
    payment = {"channel": "on_the_spot", "paid_on": f"{start}", "handed_in_on": f"{end}", "banked_on": f"{banked or end}", "amount": 100}
    return change(SUMMARY, payment=payment)


def sued(served_on: date, applied: date) -> dict:
    return change(ENFORCEMENT, services=[served("CFJD", "蓬杜罚〔2025〕40号", f"{served_on}")], enforcement__court_applied_on=f"{applied}", enforcement__demand_served_on=ABSENT)


def seized(start: date, **more: Any) -> dict:
    return change(MEASURE, measure__acted_at=f"{start}T10:00", measure__until=ABSENT, documents=ABSENT, services=ABSENT, **more)


def announced(day: date) -> dict:
    told = served("CFJD", "蓬杜罚〔2025〕40号", "", method="announce", announced_on=f"{day}", announce_days=30, prior_attempts=1, note="下落不明")
    return {key: item for key, item in told.items() if key != "on"}


COUNTS = [
    Count("CX09", lambda a, b: noticed(a, b, notice__period_days=3), lambda a: working(a, 3), waits=True, name="三个工作日"),
    Count("CX09", lambda a, b: noticed(a, b, notice__period_days=5), lambda a: working(a, 5), waits=True, name="五个工作日"),
    Count("CX09", lambda a, b: noticed(a, b, notice__period_days=10), lambda a: rolled(calendar(a, 10)), waits=True, name="十日"),
    Count("CX14", lambda a, b: noticed(a, b, notice__hearing_told=True), lambda a: working(a, 5), waits=True),
    Count("CX21", lambda a, b: change(SUMMARY, documents=ABSENT, decision__dated_on=f"{a}", decision__decided_at=ABSENT, decision__reported_on=f"{b}"), lambda a: working(a, 5)),
    Count(
        "CX43",
        lambda a, b: change(DEMOLITION, enforcement__substitute_performance=True, enforcement__demand_served_on=f"{a}", enforcement__executed_at=f"{b}T10:00"),
        lambda a: working(a, 3) - timedelta(days=1),
        waits=True,
    ),
    Count("CX03", lambda a, b: change(GENERAL, records=[record("XWBL", f"{a}T09:00", f"{a}T09:40")], case__filed_on=f"{b}"), lambda a: calendar(a, 15)),
    Count("QX01", lambda a, b: change(GENERAL, case__filed_on=f"{a}", decision__dated_on=f"{b}", documents=ABSENT), lambda a: calendar(a, 90), roll=True),
    Count("QX03", lambda a, b: change(GENERAL, case__discovered_at=f"{a}T09:00", case__filed_on=f"{b}"), lambda a: rolled(calendar(a, 15)), name="城市管理"),
    Count("QX03", lambda a, b: change(GENERAL, field="resources", case__discovered_at=f"{a}T09:00", case__filed_on=f"{b}"), lambda a: working(a, 10), name="自然资源"),
    Count("QX04", lambda a, b: change(GENERAL, preservation={"on": f"{a}", "approved_on": f"{a}", "handled_on": f"{b}"}), lambda a: working(a, 7)),
    Count("QX05", lambda a, b: seized(a, measure__lifted_on=f"{b}"), lambda a: calendar(a, 30), roll=True),
    Count("QX06", lambda a, b: seized(a, measure__ext_approved_on=f"{b}", measure__lifted_on=f"{b}"), lambda a: calendar(a, 30)),
    Count("QX07", lambda a, b: seized(a, measure__ext_approved_on=f"{a}", measure__ext_told_on=f"{b}"), lambda a: working(calendar(a, 30), 3)),
    Count("QX08", lambda a, b: change(GENERAL, case__violation_from=f"{a - timedelta(days=731)}", case__violation_to=f"{a - timedelta(days=731)}", case__discovered_at=f"{b}T09:00"), lambda a: months(a - timedelta(days=731), 24)),
    Count("QX09", lambda a, b: sued(months(a, -9), b), lambda a: rolled(months(rolled(months(months(a, -9), 6)), 3))),
    Count("QX10", lambda a, b: sued(months(a, -6), b), lambda a: rolled(months(months(a, -6), 6)), waits=True),
    Count("QX11", lambda a, b: change(ENFORCEMENT, enforcement__demand_served_on=f"{a}", enforcement__court_applied_on=f"{b}"), lambda a: working(a, 10), waits=True),
    Count("QX14", on_the_spot, lambda a: working(a, 2), name="交至机关"),
    Count("QX14", lambda a, b: on_the_spot(a, a, b), lambda a: working(a, 2), name="缴付银行"),
    Count("QX15", lambda a, b: change(GENERAL, decision__dated_on=f"{a}", publication__on=f"{b}"), lambda a: working(a, 7), name="处罚"),
    Count("QX15", lambda a, b: change(INSPECTION, inspection__started_on=f"{a}", publication__on=f"{b}"), lambda a: working(a, 20), name="检查"),
    Count("QX16", lambda a, b: change(GENERAL, publication__changed_on=f"{a}", publication__withdrawn_on=f"{b}"), lambda a: working(a, 3)),
    Count("QX17", lambda a, b: change(GENERAL, transfer={"receiver": "公安分局", "suspected_on": f"{a}", "approved_at": f"{b}T09:00", "sent_at": f"{b}T10:00"}), lambda a: rolled(calendar(a, 3))),
    Count("QX18", lambda a, b: change(GENERAL, correction_order={"served_on": f"{a}", "due_on": f"{a}", "rechecked_on": f"{b}", "complied": True}), lambda a: working(a, 10)),
    Count("QX19", lambda a, b: change(GENERAL, payment__paid_on=f"{a}", case__closed_on=f"{b}"), lambda a: rolled(calendar(a, 30))),
    Count("QX20", lambda a, b: change(GENERAL, case__closed_on=f"{a}", case__archived_on=f"{b}"), lambda a: rolled(calendar(a, 30))),
    Count("SD01", lambda a, b: change(GENERAL, decision__dated_on=f"{a}", services=[served("CFJD", "蓬杜罚〔2026〕12号", f"{b}")]), lambda a: working(a, 7)),
    Count(
        "SD09",
        lambda a, b: change(
            ENFORCEMENT,
            services=[announced(a)],
            enforcement__court_applied_on=ABSENT,
            enforcement__demand_served_on=f"{b}",
        ),
        lambda a: calendar(a, 30),
        waits=True,
    ),
]
# Counted in whole days, but by hours, sums or a comparison of two numbers written in the file: their own tests have both sides.
BY_OTHER_MEANS = {"CX16", "CX18", "CX42", "QX02", "QX13", "FL13", "CL06"}


@pytest.mark.parametrize("count", [pytest.param(count, id=count.id) for count in COUNTS])
def test_last_lawful_day_and_the_day_after(count):
    rule, wrong = RULES[count.code], []
    used = checker(on=ON)
    for start in STARTS:
        last = count.last(start)
        if last >= ON:
            continue
        inside, outside = (_outcome(used, rule, count, start, day) for day in (last, last + timedelta(days=1)))
        expected = (FAIL, PASS) if count.waits else (PASS, FAIL)
        if count.roll and not works(last):
            # Between the strict and the rolled end a person judges; after the rolled end it is late.
            end = rolled(last)
            expected = (PASS, MANUAL)
            if _outcome(used, rule, count, start, end) is not MANUAL or _outcome(used, rule, count, start, end + timedelta(days=1)) is not FAIL:
                wrong.append((start, "顺延", end))
        if (inside, outside) != expected:
            wrong.append((start, last, inside.value, outside.value))

    assert wrong == []


def _outcome(used, rule, count: Count, start: date, end: date) -> Outcome:
    dossier = count.build(start, end)
    used.validate(dossier)
    return used.apply(rule, FileFacts(dossier)).outcome


@pytest.mark.parametrize("held", [date(2026, 2, 26), date(2026, 10, 13), date(2026, 9, 21), date(2026, 7, 15)])
def test_seven_working_days_before_a_hearing(held):
    """Fewer fail, exactly seven is for a person, more pass."""
    notified, passed = held, 0
    seen = []
    while passed < 9:
        said = result("CX16", change(HEARING, hearing__held_on=f"{held}", hearing__notified_on=f"{notified}"), on=ON).outcome
        seen.append((passed, said))
        passed += works(notified)
        notified -= timedelta(days=1)

    assert {said for passed, said in seen if passed < 7} == {FAIL}
    assert {said for passed, said in seen if passed == 7} == {MANUAL}
    assert {said for passed, said in seen if passed > 7} == {PASS}


def test_every_rule_that_counts_days_is_here_or_counts_otherwise():
    counting = {
        rule.code
        for rule in rules.ALL
        if rule.automatic and any(word in inspect.getsource(rule.judge) for word in ("add_wd(", "add_cd(", "add_month(", "wd_between(", "period_end("))
    }
    covered = {count.code for count in COUNTS} | BY_OTHER_MEANS

    assert sorted(counting - covered) == []


def test_windows_hold_holidays_and_make_up_days():
    rest = [day for day in STARTS if not works(day)]
    made_up = [day for day in STARTS if works(day) and day.weekday() >= 5]

    assert len(rest) >= 30
    assert made_up == [date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)]


def test_shifting_moves_dates_and_nothing_else():
    moved = shifted(GENERAL, 365)

    assert moved["case"]["discovered_at"] == "2027-03-02T09:10"
    assert moved["number"] == GENERAL["number"]
    assert list(chain(moved)) == list(GENERAL)
