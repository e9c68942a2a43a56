"""Lawful files of other years: no false alarm under the old texts, nor on either side of a switch of law.

Each file is moved as a whole, with the year of its numbers, to a start from which its working-day counts hold as well.
"""

import json
import re
from datetime import date

import pytest

from tests.checks.cases import PASS
from tests.checks.lawful import LAWFUL, TODAY, change, checker, record, result
from tests.checks.shifting import shifted

START = date(2026, 3, 2)
# Before the revision of 2021, after it, after the service rules of 2022, before and after the reconsideration law of 2024, in 2026 before and after the Code.
STARTS = [date(2021, 1, 11), date(2021, 8, 2), date(2022, 3, 7), date(2023, 6, 26), date(2024, 3, 4), date(2025, 3, 3), date(2026, 1, 5)]
NAMES = ("普通程序", "不予处罚", "行政检查", "强制措施", "村庄违建拆除")


def of_another_year(dossier: dict, start: date) -> dict:
    text = json.dumps(shifted(dossier, (start - START).days), ensure_ascii=False)
    return json.loads(re.sub(r"〔20\d\d〕", f"〔{start.year}〕", text))


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_a_lawful_file_of_another_year_has_no_fault(name, start):
    moved = of_another_year(LAWFUL[name], start)

    report = checker(on=TODAY + (start - START)).check_json(moved)

    assert [(found.rule.code, found.message) for found in report.faults] == []


def test_a_file_across_a_switch_has_each_text_for_its_own_acts():
    """Inspected on the last day of the old law, questioned on the second of the new one, decided a month later."""
    straddling = change(
        LAWFUL["普通程序"], records=[record("JCBL", "2021-07-14T09:20", "2021-07-14T09:50"), record("XWBL", "2021-07-16T10:00", "2021-07-16T10:40")]
    )

    found = result("ZJ02", straddling)

    assert found.outcome is PASS
    assert [(version["on"], version["citations"]) for version in found.seen["versions"]] == [
        (date(2021, 7, 14), ["《中华人民共和国行政处罚法》第三十七条第一款"]),
        (date(2021, 7, 16), ["《中华人民共和国行政处罚法》第五十五条第二款"]),
    ]
    assert {version["outcome"] for version in found.seen["versions"]} == {"pass"}
