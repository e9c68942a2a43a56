"""Scores, differences and agreement, against the text of domain.md 6.2 and 6.9 and an independent library."""

from __future__ import annotations

from decimal import Decimal as D

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from reviews import rubrics
from reviews.scoring import (
    AbsentRule,
    Grade,
    Mark,
    Scored,
    Step,
    closest,
    cohen_kappa,
    drift,
    grade_of,
    half,
    icc,
    mean_pairwise,
    score,
    settle,
    weighted_kappa,
)

A = rubrics.packaged("A")
points = st.integers(-4, 40).map(lambda n: D(n) / 2)
marks = st.builds(
    Mark, lost=st.dictionaries(st.sampled_from(list(A.maxima)), points), absent=st.frozensets(st.sampled_from(list(A.maxima))), vetoes=st.frozensets(st.just("AV1"))
)
scored = st.builds(Scored, st.integers(0, 200).map(lambda n: D(n) / 2), st.booleans(), st.booleans())


@given(marks, st.sampled_from(AbsentRule))
def test_a_score_stays_between_nothing_and_all(mark, rule):
    found = score(A.maxima, mark, rule).score
    assert 0 <= found <= 100
    assert found * 2 % 1 == 0


@given(marks, st.randoms())
def test_the_order_of_entry_does_not_matter(mark, random):
    lost = list(mark.lost.items())
    random.shuffle(lost)
    assert score(A.maxima, Mark(dict(lost), mark.absent, mark.vetoes)) == score(A.maxima, mark)


def test_an_item_costs_no_more_than_it_weighs():
    assert score(A.maxima, Mark({"A04": D(5)})).score == 99


def test_what_does_not_apply_is_given_or_left_out_of_the_sum():
    mark = Mark({"A01": D(5)}, {"A25"})
    assert score(A.maxima, mark).score == 95
    assert score(A.maxima, mark, AbsentRule.RESCALE).score == half(D(92) / 97 * 100) == 95


@pytest.mark.parametrize(
    ("points", "veto", "heavy", "grade"),
    [
        ("90", False, False, Grade.EXCELLENT),
        ("90", False, True, Grade.GOOD),
        ("89.5", False, False, Grade.GOOD),
        ("80", False, False, Grade.GOOD),
        ("79.5", False, False, Grade.FAIR),
        ("60", False, False, Grade.FAIR),
        ("59.5", False, False, Grade.FAILED),
        ("98", True, False, Grade.FAILED),
    ],
)
def test_grades(points, veto, heavy, grade):
    assert grade_of(D(points), vetoed=veto, heavy_zero=heavy) is grade


@pytest.mark.parametrize(("value", "rounded"), [("88.25", "88.5"), ("88.24", "88"), ("88.75", "89"), ("0", "0")])
def test_means_round_half_up(value, rounded):
    assert half(D(value)) == D(rounded)


def of(a, b, *, va=False, vb=False, **given):
    return settle([Scored(D(a), va), Scored(D(b), vb)], **given)


def test_close_and_of_one_grade_is_the_mean():
    found = of("85", "88.5")
    assert (found.step, found.score, found.grade) == (Step.DONE, D(87), Grade.GOOD)


def test_five_is_close_and_ten_is_talked_over():
    assert of("82", "87").step is Step.DONE
    assert of("81", "86.5").step is Step.TALK
    assert of("70", "80").step is Step.TALK
    assert of("69.5", "80").step is Step.THIRD


def test_different_grades_are_talked_over_then_left_to_the_leader():
    assert of("89", "90").step is Step.TALK
    assert of("89", "90", talked=True).step is Step.LEADER
    assert of("89", "90", talked=True, leader_score=D("89.5")).score == D("89.5")
    with pytest.raises(ValueError, match="89分至90分之间"):
        of("89", "90", talked=True, leader_score=D(91))


def test_a_veto_of_one_goes_to_the_leader_before_all_else():
    assert of("95", "60", va=True).step is Step.VETO
    assert of("95", "60", va=True, ruling=True).step is Step.THIRD
    confirmed = of("95", "92", va=True, ruling=True)
    assert (confirmed.score, confirmed.grade, confirmed.vetoed) == (D("93.5"), Grade.FAILED, True)
    assert of("95", "92", va=True, ruling=False).grade is Grade.EXCELLENT


def test_a_veto_of_both_needs_no_leader():
    assert of("85", "83", va=True, vb=True).grade is Grade.FAILED


def test_of_three_the_two_closest_count():
    found = settle([Scored(D(70)), Scored(D(85)), Scored(D(83))])
    assert (found.score, found.used) == (D(84), (1, 2))
    assert closest([D(70), D(80), D(90)]) == (0, 1, 2)
    assert settle([Scored(D(70)), Scored(D(90)), Scored(D(80))]).score == 80


@given(scored, scored, st.one_of(st.none(), scored), st.sampled_from([None, True, False]), st.booleans())
def test_whoever_marks_first_the_answer_is_one(a, b, third, ruling, talked):
    some = [a, b] + ([third] if third else [])
    one = settle(some, ruling=ruling, talked=talked)
    other = settle([b, a] + ([third] if third else []), ruling=ruling, talked=talked)
    assert (one.step, one.score, one.grade) == (other.step, other.score, other.grade)
    if one.step is Step.DONE:
        assert min(mark.score for mark in some) <= one.score <= max(mark.score for mark in some)
        assert one.score * 2 % 1 == 0
    elif third:
        assert one.step is Step.VETO


tables = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)


@given(tables)
def test_kappa_agrees_with_an_independent_library(table):
    first, second = [a for a, _ in table], [b for _, b in table]
    if len({*first, *second}) > 1:
        assert cohen_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second))
        assert weighted_kappa(first, second, levels=4) == pytest.approx(cohen_kappa_score(first, second, weights="quadratic", labels=range(4)))
        assert weighted_kappa(first, second, levels=4, power=1) == pytest.approx(cohen_kappa_score(first, second, weights="linear", labels=range(4)))
    else:
        assert cohen_kappa(first, second) is None


def test_icc_of_the_classical_table():
    """Shrout and Fleiss (1979), table 2: ICC(2,1) = .29."""
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    assert icc(table) == pytest.approx(0.2898, abs=1e-4)
    assert icc([[1, 1], [1, 1]]) is None
    assert icc([[1, 2]]) is None


def test_agreement_of_several_is_the_mean_of_their_pairs():
    agreement, kappa = mean_pairwise([["优秀", "良好"], ["优秀", "良好"], ["优秀", "合格"]])
    assert agreement == pytest.approx(2 / 3)
    assert kappa == pytest.approx((1 + 1 / 3 + 1 / 3) / 3)


def test_drift_is_pulled_towards_nothing_and_shown_from_five_files_on():
    few, many = drift([D(4)] * 2), drift([D(4)] * 24)
    assert (few.raw, few.is_shown, many.is_shown) == (4.0, False, True)
    assert few.shrunken == pytest.approx(0.8)
    assert many.shrunken == pytest.approx(3.0)


cells = st.lists(st.lists(st.integers(0, 200).map(lambda n: n / 2), min_size=3, max_size=3), min_size=3, max_size=12)


def icc_by_regression(table):
    """ICC(2,1) from regressions on dummies: numpy solves them, no formula of ours; None where it is not defined."""
    y = np.array(table).ravel()
    n, k = len(table), len(table[0])
    files, raters = np.repeat(np.eye(n), k, axis=0), np.tile(np.eye(k), (n, 1))

    def left(*parts):
        design = np.hstack([np.ones((n * k, 1)), *parts])
        return float(((y - design @ np.linalg.lstsq(design, y, rcond=None)[0]) ** 2).sum())

    error = left(files, raters)
    rows, columns = (left(raters) - error) / (n - 1), (left(files) - error) / (k - 1)
    error /= (n - 1) * (k - 1)
    below = rows + (k - 1) * error + k * (columns - error) / n
    return (rows - error) / below if abs(below) > 1e-6 else None


@given(cells)
def test_icc_agrees_with_variances_found_by_least_squares(table):
    expected = icc_by_regression(table)
    if expected is not None:
        assert icc(table) == pytest.approx(expected, abs=1e-6)
