"""Whatever satisfies the schema is judged, never an exception; order does not matter; more facts never break a rule.

The examples are the same in every run: a test that finds something new on a bad day stops the work of others. To look for more, take
``derandomize`` out for a while and raise ``max_examples``.
"""

import json
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pengjiang.checks.facts import FileFacts
from pengjiang.checks.together import Crossing
from tests.checks.dossiers import documents
from tests.checks.lawful import CHECKER, GENERAL, HEARING, LAWFUL, change

LISTS = ("parties", "officers", "documents", "records", "services", "earlier_notices", "remedies_used", "evidence", "testing")
QUIET = settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@given(documents())
@QUIET
def test_no_document_of_the_schema_makes_a_rule_raise(document):
    report = CHECKER.check_json(document)

    assert len(report.results) == 176
    assert json.loads(json.dumps(report.as_json(), ensure_ascii=False))["number"] == document["number"].strip()


@given(st.lists(documents(), min_size=2, max_size=3))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_no_run_makes_a_rule_across_files_raise(run):
    crossing = Crossing(CHECKER.context)
    for place, document in enumerate(run):
        crossing.add(FileFacts(document), place)
    for place, document in enumerate(run):
        assert len(crossing.complete(CHECKER.check_json(document), place).results) == 176


@given(documents(), st.randoms(use_true_random=False))
@QUIET
def test_the_order_of_lists_does_not_matter(document, random: Random):
    shuffled = document | {key: random.sample(document[key], len(document[key])) for key in LISTS if key in document}

    assert _outcomes(shuffled) == _outcomes(document)


@given(st.sampled_from(list(LAWFUL)), documents(), st.sampled_from(LISTS))
@QUIET
def test_lawful_files_bear_any_further_group(name, document, key):
    report = CHECKER.check_json(LAWFUL[name] | {key: document.get(key, [])})

    assert len(report.results) == 176


def test_permuting_a_real_file_changes_nothing():
    for dossier in (GENERAL, HEARING):
        turned = change(dossier, **{key: list(reversed(dossier[key])) for key in LISTS if key in dossier})
        assert _outcomes(turned) == _outcomes(dossier)


def _outcomes(document: dict) -> list[tuple[str, str, str]]:
    return [(result.rule.code, result.outcome.value, result.severity.value) for result in CHECKER.check_json(document).results]
