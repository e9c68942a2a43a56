"""Findings and patterns in the site search: found by those who may read them, and no longer than they stand."""

from datetime import datetime

import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.checkups.services import patterns
from pengjiang.checkups.services.runs import run_check
from pengjiang.common import clock
from pengjiang.dossiers.services import change_facts
from pengjiang.search.queries import search
from pengjiang.search.services import index, rebuild
from tests.checkups.files import lawful, make, wrong_organ
from tests.support.district import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.at(datetime(2026, 9, 1, 10)):
        yield


def told() -> None:
    """What the outbox would do with the last event."""
    index(AuditEntry.objects.filter(event__startswith="checkups.").latest("pk").refs)


def found(user, words: str, kind: str) -> list[str]:
    return [hit.url for hit in search(user, words, kind=kind)]


def test_findings_are_found_by_their_words_within_the_scope():
    officer = person("town_officer")
    made = make(wrong_organ(), actor=officer)
    run_check(made, actor=officer)
    told()

    page = [f"/dossiers/{made.pk}/?tab=checkup"]
    assert found(officer, "复议机关正确", "checkups.checkup") == page
    assert found(officer, "JJ01 司法局", "checkups.checkup") == page
    assert found(person("procurator"), "复议机关正确", "checkups.checkup") == page
    assert found(person("town_officer", "hetang"), "复议机关正确", "checkups.checkup") == []
    assert found(person("system_admin"), "复议机关正确", "checkups.checkup") == []


def test_a_finding_that_went_is_found_no_more_and_is_found_again_when_it_comes_back():
    officer = person("town_officer")
    made = make(wrong_organ(), actor=officer)
    wrong = made.document()
    run_check(made, actor=officer)

    change_facts(made, facts={**lawful(), "body": "duruan"}, actor=officer)
    run_check(made, actor=officer)
    told()
    assert found(officer, "复议机关正确", "checkups.checkup") == []

    change_facts(made, facts=wrong, actor=officer)
    run_check(made, actor=officer)
    told()
    assert len(found(officer, "复议机关正确", "checkups.checkup")) == 1


def test_patterns_are_found_by_what_they_look_for():
    patterns.refresh()
    told()

    for reader in (person("procurator"), person("bureau_clerk"), person("town_officer")):
        assert found(reader, "首违不罚适用不均", "checkups.pattern") == ["/checkups/patterns/LM09/"]
    assert found(person("security_admin"), "首违不罚适用不均", "checkups.pattern") == []


def test_a_rebuild_writes_what_the_events_wrote():
    officer = person("town_officer")
    run_check(make(wrong_organ(), actor=officer), actor=officer)
    patterns.refresh()

    counts = rebuild(["checkups.checkup", "checkups.pattern"])

    assert counts == {"checkups.checkup": 1, "checkups.pattern": 13}
    assert len(found(officer, "司法局", "checkups.checkup")) == 1
