"""fire(): lock, state, permission, guard, values, limits, event — in one transaction."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cases.models import Recommendation, SupervisionCase, Transfer
from pengjiang.audit.models import AuditEntry
from pengjiang.audit.queries import timeline
from pengjiang.common.errors import Conflict, NotAllowed
from pengjiang.deadlines.models import Deadline
from pengjiang.workflow.registry import machine_of
from pengjiang.workflow.services import available, claim, decide, fire
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def buttons(obj, person) -> dict[str, bool]:
    return {transition.name: decision.ok for transition, decision in available(obj, person)}


def test_values_state_and_event_come_together(district):
    transfer = f.submitted(district)
    fire(transfer, "refuse", actor=district.manager, values={"answer": "不属监督范围。"}, data={"answer": "不属监督范围。"}, on=date(2026, 3, 13))

    stored = Transfer.objects.get()
    assert (stored.state, stored.answer) == ("refused", "不属监督范围。")
    entry = AuditEntry.objects.get(event="cases.transfer.refuse")
    assert entry.version.values == {"answer": ["", "不属监督范围。"], "state": ["pending", "refused"]}
    assert (entry.target, entry.business_on, entry.actor_name) == (f"cases.transfer:{transfer.pk}", date(2026, 3, 13), "朱镕之")


def test_object_of_the_trail_is_kept_as_a_reference(district):
    transfer = f.assigned(district)

    entry = AuditEntry.objects.get(event="cases.transfer.assign")
    assert entry.version.values["holder"] == [None, f"accounts.user:{district.procurator.pk}"]
    assert f"accounts.user:{district.procurator.pk}" in entry.refs
    assert transfer.holder == district.procurator


def test_what_fails_leaves_nothing(district):
    """The database's own constraint is the last word; limits and entry go with the rest."""
    recommendation = f.issued(district)
    before = AuditEntry.objects.count()

    with pytest.raises(IntegrityError), transaction.atomic():
        fire(recommendation, "serve", actor=district.procurator, values={"served_on": None})

    assert Recommendation.objects.get().state == "issued"
    assert not Deadline.objects.filter(limit="TM20").exists()
    assert AuditEntry.objects.count() == before


def test_expected_state_that_passed_is_a_conflict(district):
    transfer = f.accepted(district)

    with pytest.raises(Conflict, match="现为“已受理”"):
        fire(transfer, "return", actor=district.manager, expected="pending", values={"answer": "补正"})


def test_stale_object_whose_act_is_still_lawful_goes_on(district):
    """Two may edit one draft one after the other; only a state that has passed is a conflict."""
    stale = f.accepted(district)
    fire(Transfer.objects.get(), "assign", actor=district.head, values={"holder": district.procurator})
    fire(Transfer.objects.get(), "investigate", actor=district.procurator, data={"note": "核实"})

    assert fire(stale, "assign", actor=district.head, values={"holder": district.other_procurator}).state == "investigating"


def test_system_acts_only_where_the_table_lets_it(district):
    recommendation = f.served(district)

    with pytest.raises(NotAllowed, match="系统不能代替人员办理此项。"):
        fire(recommendation, "begin_rectifying", actor=None)
    assert fire(recommendation, "objection_ends", actor=None).state == "rectifying"


def test_guard_is_asked_on_the_locked_row(district):
    """A stale object in memory does not deceive the guard."""
    transfer = f.accepted(district)
    transfer.holder = district.procurator

    with pytest.raises(NotAllowed, match="尚未分案"):
        fire(transfer, "investigate", actor=district.procurator)


def test_claim_refuses_as_fire_does_and_changes_nothing(district):
    transfer = f.submitted(district)

    assert claim(transfer, "accept", actor=district.manager).pk == transfer.pk
    with pytest.raises(NotAllowed, match="“受理线索”由案件管理办理"):
        claim(transfer, "accept", actor=district.procurator)
    with pytest.raises(NotAllowed, match="未找到该事项，或者您无权查看。"):
        claim(transfer, "accept", actor=district.bureau_clerk)
    assert Transfer.objects.get().state == "pending"


def test_buttons_of_a_role_are_greyed_with_the_reason(district):
    case = f.docketed(district)

    assert buttons(case, district.officer) == {}
    assert buttons(case, district.clerk) == {}  # the archive is far away
    own, another = buttons(case, district.procurator), buttons(case, district.other_procurator)
    assert [name for name, ok in own.items() if ok] == ["review", "join", "merge", "relate", "correct", "contact", "dispatch", "hold_hearing"]
    assert own.keys() == another.keys()
    assert not any(another.values())
    reasons = {transition.name: decision.reason for transition, decision in available(case, district.other_procurator)}
    assert reasons["review"] == "由承办检察官陈喆办理。"
    assert reasons["ask_investigation"] == "现为“受理”，须在“审查中”时办理。"
    assert "conclude" not in reasons  # more than one step away


def test_acts_of_the_system_are_no_buttons(district):
    recommendation = f.served(district)

    assert "objection_ends" not in buttons(recommendation, district.procurator)
    assert "issue" not in buttons(recommendation, district.clerk)


def test_decide_asks_state_before_permission(district):
    case = f.docketed(district)
    conclude = machine_of(case)["conclude"]
    assert decide(case, conclude, district.officer).reason == "现为“受理”，须在“调查核实中”时办理。"


def test_town_reads_only_what_is_shared_on_the_timeline(district):
    recommendation = f.served(district)

    internal = [line.sentence for line in timeline(recommendation, district.procurator, handling=True)]
    shared = [line.sentence for line in timeline(recommendation, district.officer, handling=False)]
    assert any("送审第1稿" in sentence for sentence in internal)
    assert "书面送达，何𬭎于2026-03-16签收" in shared
    assert "整改：对该案处罚决定依法自行纠正起算，末日2026-04-15" in shared
    assert not any("审" in sentence or "同意" in sentence or "登记号" in sentence for sentence in shared)


def test_machine_belongs_to_its_model(district):
    assert machine_of(SupervisionCase).name == "cases.supervisioncase"
    with pytest.raises(LookupError, match="machines: no entry"):
        machine_of(district.chief)
