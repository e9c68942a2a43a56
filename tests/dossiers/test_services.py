import json

import pytest

from pengjiang.audit.models import AuditEntry, AuditVersion
from pengjiang.common.crypto import fingerprint
from pengjiang.common.errors import Conflict, NotAllowed
from pengjiang.dossiers import registry
from pengjiang.dossiers.demo import seed
from pengjiang.dossiers.models import Dossier, DossierParty
from pengjiang.dossiers.services import FactsInvalid, change_facts, create_dossier, reveal_ids, set_complete, unmasked
from tests.support.district import district, organisation, person
from tests.support.dossiers import ID, dossier, facts

pytestmark = pytest.mark.django_db


def test_create_fills_the_columns_and_keeps_the_document():
    document = facts(title="欧阳某占道经营案", services=[{"document": "CFJD", "on": "2026-03-08", "method": "mail"}])

    made = create_dossier(organisation=organisation("duruan"), facts=document, actor=person("town_officer"), cause="占道经营")

    made.refresh_from_db()
    assert made.document() == document
    assert (made.party_name, made.party_masked, str(made.decided_on), str(made.served_on), made.fine) == (
        "欧阳某",
        "欧阳某",
        "2026-03-05",
        "2026-03-08",
        500,
    )
    assert AuditEntry.objects.get(event="dossiers.created").target == f"dossiers.dossier:{made.pk}"


def test_id_numbers_are_nowhere_in_clear(django_assert_num_queries):
    made = dossier()
    change_facts(
        made,
        facts={**made.document(), "parties": [{"type": "person", "name": "欧阳某", "id_no": "440799199001010013"}]},
        actor=person("town_officer"),
    )

    stored = json.dumps(list(Dossier.objects.values("facts", "ledger", "party_name")), ensure_ascii=False, default=str)
    trail = json.dumps([*AuditEntry.objects.values("data"), *AuditVersion.objects.values("values")], ensure_ascii=False, default=str)
    assert "440799199001010013" not in stored + trail
    assert ID not in stored + trail
    party = DossierParty.objects.get()
    assert party.id_no == "440799199001010013"
    assert party.fingerprint == fingerprint("440799199001010013")


def test_changes_are_kept_in_the_trail_and_the_same_facts_change_nothing():
    made, officer = dossier(), person("town_officer")
    document = made.document() | {"title": "占道经营案"}

    change_facts(made, facts=document, actor=officer)
    change_facts(made, facts=document, actor=officer)

    made.refresh_from_db()
    assert made.revision == 2
    entry = AuditEntry.objects.get(event="dossiers.facts_changed")
    assert entry.version.values == {"/title": [None, "占道经营案"]}
    assert entry.data["labels"] == "案件名称"


def test_a_stale_form_does_not_overwrite():
    made, officer = dossier(), person("town_officer")
    change_facts(made, facts=made.document() | {"title": "甲"}, actor=officer, revision=1)

    with pytest.raises(Conflict, match="刚由他人修改"):
        change_facts(made, facts=made.document() | {"title": "乙"}, actor=officer, revision=1)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"body": "baisha"}, "/body"),
        ({"case": {"filed_on": "2026-02-30"}}, "/case/filed_on"),
        ({"nonsense": 1}, "/nonsense"),
        ({"decision": {"penalties": ["jail"]}}, "/decision/penalties/0"),
        ({"number": " 前后空格 "}, "/number"),
    ],
    ids=["他镇代码", "不存在的日期", "未知字段", "未知种类", "空格"],
)
def test_wrong_documents_are_refused_by_pointer(wrong, pointer):
    with pytest.raises(FactsInvalid) as refusal:
        dossier(**wrong)

    assert [problem.pointer for problem in refusal.value.problems] == [pointer]
    assert Dossier.objects.count() == 0


def test_a_number_is_used_once_per_town():
    first = dossier()

    with pytest.raises(Conflict, match="已有案号"):
        dossier(number=first.number)
    assert dossier("baisha", number=first.number).pk


@pytest.mark.parametrize(
    ("role", "code", "count"),
    [
        ("town_clerk", "duruan", 1),
        ("town_clerk", "baisha", 1),
        ("town_clerk", "hetang", 0),
        ("chief", "", 2),
        ("bureau_reviewer", "", 2),
        ("system_admin", "", 0),
        ("audit_admin", "", 0),
    ],
)
def test_visible_to(role, code, count):
    dossier()
    dossier("baisha")

    assert Dossier.objects.visible_to(person(role, code)).count() == count


@pytest.mark.parametrize(
    ("role", "code"), [("town_officer", "baisha"), ("procurator", ""), ("bureau_clerk", ""), ("town_leader", "duruan")]
)
def test_only_the_town_writes(role, code):
    made = dossier()

    with pytest.raises(NotAllowed):
        change_facts(made, facts=made.document() | {"title": "改"}, actor=person(role, code))


def test_a_hold_stops_changes(monkeypatch):
    made = dossier()
    monkeypatch.setattr(registry.HOLDS, "_entries", {"评查": lambda _dossier: "案卷正在评查，暂不能修改。"})

    with pytest.raises(NotAllowed, match="正在评查"):
        set_complete(made, actor=person("town_officer"))


def test_revealing_is_noted():
    made = dossier()

    parties = reveal_ids(made, actor=person("procurator"))

    assert [party.id_no for party in parties] == [ID]
    assert AuditEntry.objects.get(event="dossiers.id_revealed").data == {"number": made.number}
    with pytest.raises(NotAllowed):
        reveal_ids(made, actor=person("chief"))


def test_masked_numbers_stand_for_those_that_stand():
    made = dossier()

    assert unmasked(made, made.document(masked=True)) == made.document()


def test_demo_is_varied_and_seeding_twice_changes_nothing():
    district()
    people = {}

    def actor_of(role, code):
        return people.setdefault((role, code), person(role, code))

    assert seed(actor_of) == 60
    assert seed(actor_of) == 0
    assert set(Dossier.objects.values_list("file_type", flat=True)) == {"P_GEN", "P_SUM", "P_NON", "INSP"}
    assert Dossier.objects.filter(complete=False).exists()
    assert Dossier.objects.values("field").distinct().count() == 6
