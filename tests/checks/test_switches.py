"""Every rule whose law changed is judged by the old text on the last day of it and by the new one the day after.

The examples of the rules are moved in time so that the act they speak of falls on either side of each switch day; what is counted here comes
from the declarations, not from a list.
"""

from datetime import date, timedelta
from functools import lru_cache

import pytest

from pengjiang.checks import rules
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.rule import Result, Rule
from tests.checks.cases import SKIP
from tests.checks.lawful import checker
from tests.checks.shifting import shifted
from tests.checks.test_rulebook import CASES

EARLIEST, LATEST = date(1910, 1, 1), date(2190, 1, 1)


def switch_days(rule: Rule) -> list[date]:
    """Days on which one text of the rule's articles gives way to the next, the rule itself holding on both sides."""
    days = {entry.effective.since for entry in rule.bases if entry.effective.since}
    return sorted(day for day in days if rule.citations(day - timedelta(days=1)) and day - timedelta(days=1) in rule.effective)


SWITCHED = [pytest.param(rule, day, id=f"{rule.code}-{day}") for rule in rules.ALL if rule.automatic for day in switch_days(rule)]


def judged_on(rule: Rule, day: date) -> list[Result]:
    """The examples of the rule, each moved so that what it says is said of an act of this day."""
    found = []
    for case in CASES:
        if case.code != rule.code or case.outcome is SKIP:
            continue
        said = _apply(rule, case, 0)
        if said is None or said.said_on is None:
            continue
        days = (day - said.said_on).days
        if EARLIEST < case.on + timedelta(days=days) < LATEST:
            moved = _apply(rule, case, days)
            if moved is not None and moved.said_on == day:
                found.append(moved)
    return found


_checker = lru_cache(maxsize=None)(lambda on: checker(on=on))


def _apply(rule: Rule, case, days: int) -> Result | None:
    used = checker(on=case.on + timedelta(days=days), reference=case.reference) if case.reference else _checker(case.on + timedelta(days=days))
    said = used.apply(rule, FileFacts(shifted(case.dossier, days)))
    return said if said.outcome is not SKIP else None


@pytest.mark.parametrize(("rule", "day"), SWITCHED)
def test_each_text_judges_its_own_days(rule, day):
    for side in (day - timedelta(days=1), day):
        other = set(rule.citations(day if side < day else day - timedelta(days=1))) - set(rule.citations(side))
        results = judged_on(rule, side)

        assert results, f"no example of {rule.code} can be moved to {side}"
        assert any(set(said.citations) & set(rule.citations(side)) for said in results)
        assert not [said.message for said in results if set(said.citations) & other and "versions" not in said.seen]


def test_most_rules_have_two_texts():
    assert len({param.values[0].code for param in SWITCHED}) > 100


def test_every_switch_day_of_the_time_of_the_towns_is_judged():
    days = {param.values[1] for param in SWITCHED}

    assert days >= {date(2021, 7, 15), date(2022, 1, 1), date(2024, 1, 1), date(2026, 2, 1), date(2026, 8, 15)}
