"""The five standards."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal as D

import pytest

from pengjiang.checks import rules
from pengjiang.dossiers.enums import FileType
from reviews.rubrics import KINDS, RubricError, packaged, packaged_documents, parse

RULES = {rule.code: rule for rule in rules.ALL}


@pytest.mark.parametrize(("kind", "items", "vetoes"), [("A", 42, 12), ("B", 20, 7), ("C", 22, 5), ("D", 19, 7), ("E", 18, 6)])
def test_each_totals_a_hundred(kind, items, vetoes):
    rubric = packaged(kind)
    assert sum(rubric.maxima.values()) == 100
    assert (len(rubric.items), len(rubric.vetoes)) == (items, vetoes)
    assert [item.code for item in rubric.items] == [f"{kind}{place:02d}" for place in range(1, items + 1)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_has_basis_and_ready_reasons(kind):
    rubric = packaged(kind)
    assert [item.code for item in rubric.items if not item.basis or not item.deductions] == []
    assert [veto.code for veto in rubric.vetoes if not veto.basis] == []


@pytest.mark.parametrize("kind", KINDS)
def test_linked_rules_exist_and_concern_the_kind(kind):
    rubric = packaged(kind)
    linked = [(row.code, code) for row in (*rubric.items, *rubric.vetoes) for code in row.rules]
    assert [pair for pair in linked if pair[1] not in RULES] == []
    assert [pair for pair in linked if RULES[pair[1]].file_types.isdisjoint(rubric.file_types)] == []


def test_every_file_has_one_standard():
    types = [kind for rubric in map(packaged, KINDS) for kind in rubric.file_types]
    assert sorted(types) == sorted(FileType.values)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d["items"][0].update(maximum="4"), "合计应为100分，现为99分"),
        (lambda d: d["items"][0].update(code="A02"), "编号重复：A02"),
        (lambda d: d["items"][0].update(maximum="五"), "不是数字"),
        (lambda d: d["items"][0].update(maximum="4.8"), "以0.5分为单位"),
        (lambda d: d["items"][0]["deductions"][0].update(points="9"), "超过该项满分"),
    ],
)
def test_a_wrong_one_is_refused_with_the_reason(change, says):
    document = deepcopy(packaged_documents()["A"])
    change(document)
    with pytest.raises(RubricError, match=says):
        parse(document)


def test_points_as_in_the_book():
    a = packaged("A").by_code
    assert (a["A01"].maximum, a["A31"].maximum, a["A38"].maximum) == (D(5), D(3), D("1.5"))
    assert [one.points for one in a["A31"].deductions] == [2, 1, 1]
    assert a["A31"].basis == "《行政处罚法》第五十九条；《行政复议法》第二十条、第二十四条；《行政诉讼法》第四十六条"
    assert a["A25"].optional
    assert not a["A01"].optional
