"""Nothing is cited that the library cannot show; its examples are those of the rules' tests; its texts name real rules."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from pengjiang.checks import rules
from pengjiang.checks.rule import RULES
from pengjiang.law import laws
from pengjiang.law.citations import Citation, Effective
from pengjiang.law.reference import packaged
from pengjiang.library.bonds import declared, rows_on
from pengjiang.library.links import slug_of
from pengjiang.library.rulebook import SWITCHES, changes, examples, switches_of, versions_of
from tests.library.examples import PLACE, as_text

TODAY = date(2026, 11, 22)


def days_of(span: Effective, citation: Citation) -> list[date]:
    """Both ends of the time for which it is cited, as far as the law was there; today where it is open."""
    law = laws.law_named(citation.law)
    first, last = law.versions[0].effective.since, law.versions[-1].effective.until or TODAY
    return [min(max(day, first), last) for day in (span.since or span.until or TODAY, span.until or TODAY)]


def cited():
    """Rules, limits and papers for the whole time of a citation; items of the power list keep their place while the text is revised."""
    for own in declared().values():
        yield from ((bond.citation, bond.effective, True) for bond in own)
    for own in rows_on(packaged()).values():
        yield from ((bond.citation, bond.effective, False) for bond in own)


def test_every_article_that_anything_cites_has_our_words():
    missing = {
        (citation.law, citation.article, day.isoformat())
        for citation, span, whole in cited()
        if citation.article is not None
        for day in days_of(span, citation)[0 if whole else 1 :]
        if laws.find(citation, day) is None
    }

    assert missing == set()


def test_every_law_that_anything_cites_is_in_the_library():
    assert {citation.law for citation, _, _ in cited() if laws.law_named(citation.law) is None} == set()


def test_addresses_of_laws_differ():
    names = [law.name for law in laws.packaged().laws]

    assert len({slug_of(name) for name in names}) == len(names)


def test_examples_are_those_of_the_tests():
    assert PLACE.read_text(encoding="utf-8") == as_text(), "run python -m tests.library.examples"


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in rules.ALL if rule.automatic])
def test_every_automatic_rule_shows_both_sides(rule):
    assert set(examples()[rule.code]) == {"pass", "fail"}


def test_changes_speak_of_rules_and_of_switch_days():
    assert set(changes()) <= set(RULES)
    assert {day for own in changes().values() for day in own} <= set(SWITCHES)
    assert {day for rule in rules.ALL for day in switches_of(rule)} <= set(SWITCHES)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in rules.ALL])
def test_versions_follow_one_another_and_each_says_what_changed(rule):
    versions = versions_of(rule)

    assert versions
    assert all(later.effective.since > earlier.effective.until for later, earlier in itertools.pairwise(versions))
    assert all(version.change for version in versions if version.effective.since)
    assert all(version.citations for version in versions)
