"""The demonstration's files are as the law wants them, but for the fault that each of a few numbers carries."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from pengjiang.checks.rule import Outcome
from pengjiang.checks.runner import Checker
from pengjiang.demo.people import TOWNS
from pengjiang.dossiers.demo import files_of, like_files
from pengjiang.dossiers.demo_files import BUREAU, LEFT_ALONE, NOT_ON_THE_SPOT, OLD_ARTICLES, TOO_LONG
from pengjiang.law.reference import packaged

PLANTED = {BUREAU: {"JJ01"}, LEFT_ALONE: {"SD06"}, TOO_LONG: {"QX01"}, OLD_ARTICLES: {"FL05"}, NOT_ON_THE_SPOT: {"CX18", "JJ05"}}


def faults(facts: dict, today: date) -> set[str]:
    report = Checker(packaged(), on=today).check_json(facts)
    return {found.rule.code for found in report.results if found.outcome is Outcome.FAIL}


@pytest.mark.parametrize("today", [date(2026, 8, 20), date(2026, 11, 22), date(2027, 5, 3)], ids=str)
def test_each_fault_was_put_there(today):
    seen = {number: set() for number in PLANTED}
    for code in TOWNS:
        for facts, _ in files_of(SimpleNamespace(code=code, short_name=code), today=today):
            number = int(re.search(r"〕(\d+)号", facts["number"])[1])
            found = faults(facts, today)
            # A file that is still going on has not come to its fault.
            assert found <= PLANTED.get(number, set()), facts["number"]
            seen.get(number, set()).update(found)

    missing = {number: PLANTED[number] - found for number, found in seen.items()}
    # Early in a year no file can have lasted ninety days.
    assert {number for number, codes in missing.items() if codes} <= ({TOO_LONG} if today.month < 6 else set())


def test_further_files_of_one_matter_are_lawful():
    town = SimpleNamespace(code="duruan", short_name="杜阮")
    made = like_files(town, range(61, 64), today=date(2026, 11, 22))

    assert [facts["number"] for facts in made] == ["蓬杜罚〔2026〕61号", "蓬杜罚〔2026〕62号", "蓬杜罚〔2026〕63号"]
    assert [faults(facts, date(2026, 11, 22)) for facts in made] == [set(), set(), set()]
