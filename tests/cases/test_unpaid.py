"""非诉执行监督: days counted from the file, stages from today, court answers, a case of it."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import CourtAnswer, SupervisionCase, UnpaidDecision
from cases.models.unpaid import STAGES
from cases.services import unpaid
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import change_facts
from pengjiang.events.services import drain
from tests import factories as f
from tests import ways as w
from tests.cases.refusing import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_days_of_the_reference_example(district):
    """domain.md 2.3: served 2024-03-11, suit ends 2024-09-11, apply until 2024-12-11, demand by 2024-11-26."""
    row = w.unpaid_row(district, served="2024-03-11", number="杜阮综执罚字〔2024〕1号")

    assert (row.pay_last_on, row.suit_last_on, row.apply_last_on, row.demand_last_on) == (date(2024, 3, 26), date(2024, 9, 11), date(2024, 12, 11), date(2024, 11, 26))
    assert (row.stage(date(2024, 12, 11)), row.stage(date(2024, 12, 12))) == ("undemanded", "lost")


def test_reconsideration_moves_the_end_of_the_remedies(district):
    row = w.unpaid_row(district, served="2024-03-11", number="杜阮综执罚字〔2024〕2号", remedies_used=[{"kind": "reconsideration", "ended_on": "2024-10-08"}])

    assert (row.suit_last_on, row.apply_last_on) == (date(2024, 10, 23), date(2025, 1, 23))


@pytest.mark.parametrize(
    ("on", "groups", "stage"),
    [
        (date(2025, 6, 20), {}, "paying"),
        (date(2025, 8, 1), {}, "remedy"),
        (date(2025, 12, 15), {}, "undemanded"),
        (date(2025, 12, 15), {"enforcement": {"demand_served_on": "2025-12-12"}}, "waiting"),
        (date(2026, 1, 5), {"enforcement": {"demand_served_on": "2025-12-12"}}, "ready"),
        (date(2026, 3, 16), {}, "lost"),
        (date(2026, 3, 16), {"enforcement": {"demand_served_on": "2025-12-12", "court_applied_on": "2026-01-20"}}, "applied"),
    ],
)
def test_stages_in_python_and_in_the_database_agree(district, on, groups, stage):
    row = w.unpaid_row(district, **groups)

    assert row.stage(on) == stage
    assert [code for code, _ in STAGES if UnpaidDecision.objects.all().at_stage(code, on).exists()] == [stage]


def test_file_without_a_day_of_service_is_shown_as_such(district):
    dossier = f.dossier(district, decision={"fine": 500})
    row = unpaid.refresh_unpaid(w.again(dossier))

    assert (row.stage(f.TODAY), row.apply_last_on) == ("undated", None)


def test_row_follows_its_file(district):
    row = w.unpaid_row(district)
    drain()
    facts = {**w.again(row.dossier).document(), "payment": {"paid_on": "2026-03-10", "amount": 2000}}
    change_facts(row.dossier, facts=facts, actor=district.officer)
    while drain():
        pass

    assert not UnpaidDecision.objects.exists()


def test_new_file_comes_into_the_list_by_itself(district):
    f.dossier(district, decision={"dated_on": "2026-01-05", "penalties": ["fine"], "fine": 300}, services=[{"document": "CFJD", "on": "2026-01-06"}])
    f.dossier(district, number="杜阮综执罚字〔2026〕99号")
    while drain():
        pass

    assert [(row.fine, row.served_on) for row in UnpaidDecision.objects.all()] == [(300, date(2026, 1, 6))]
    assert unpaid.rebuild_unpaid() == 1


def test_court_answers_are_kept_in_their_order(district):
    row = w.unpaid_row(district)
    unpaid.record_court_answer(row, actor=district.procurator, kind="accepted", on=date(2026, 1, 26), applied_on=date(2026, 1, 20))
    unpaid.record_court_answer(row, actor=district.assistant, kind="refused", on=date(2026, 2, 6), number="（演示）行审字第3号", note="处罚程序明显违法。")

    row.refresh_from_db()
    assert (row.answer, row.applied_on, row.stage(f.TODAY)) == ("refused", date(2026, 1, 20), "answered")
    assert list(CourtAnswer.objects.values_list("kind", flat=True)) == ["accepted", "refused"]
    assert unpaid.refresh_unpaid(Dossier.objects.get()).applied_on == date(2026, 1, 20)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"applied_on": None}, "applied_on"),
        ({"on": date(2026, 3, 17)}, "on"),
        ({"on": date(2026, 1, 2)}, "on"),
        ({"applied_on": date(2026, 4, 1), "on": date(2026, 3, 1)}, "applied_on"),
        ({"kind": "rejected"}, "note"),
    ],
)
def test_impossible_answers_store_nothing(district, values, field):
    row = w.unpaid_row(district)
    given = {"kind": "accepted", "on": date(2026, 2, 1), "applied_on": date(2026, 1, 20), **values}

    refused(lambda: unpaid.record_court_answer(row, actor=district.procurator, **given), field=field)
    assert not CourtAnswer.objects.exists()
    assert w.again(row).applied_on is None


def test_a_click_opens_a_case_with_the_file(district):
    row = w.unpaid_row(district)
    case = unpaid.open_enforcement_case(row, actor=district.procurator, title="杜阮镇怠于申请执行监督案", origin="核查登记时发现。")

    assert (case.number, case.case_type, case.channel, case.holder, case.subject) == ("江蓬检行执监〔2026〕1号", "execution", "nonlitigation", district.procurator, district.town)
    assert list(case.dossiers.all()) == [row.dossier]
    with pytest.raises(DomainError, match="不必另行立案"):
        unpaid.open_enforcement_case(row, actor=district.other_procurator, title="又一案", origin="核查登记时发现。")
    assert SupervisionCase.objects.count() == 1


def test_who_must_keep_away_opens_nothing(district):
    district.join("procurator", "陈喆", "town_officer", "duruan", since=date(2018, 1, 1), until=date(2019, 1, 1))
    person = f.person_again(district.procurator)

    with pytest.raises(DomainError, match="应当回避"):
        unpaid.open_enforcement_case(w.unpaid_row(district), actor=person, title="案", origin="核查登记时发现。")


def test_towns_and_leaders_do_not_act(district):
    row = w.unpaid_row(district)

    assert not UnpaidDecision.objects.visible_to(district.officer).exists()
    with pytest.raises(NotAllowed):
        unpaid.record_court_answer(row, actor=district.officer, kind="accepted", on=f.TODAY, applied_on=f.TODAY)
    with pytest.raises(NotAllowed):
        unpaid.open_enforcement_case(row, actor=district.chief, title="案", origin="核查。")
    with clock.at(f.TODAY):
        assert UnpaidDecision.objects.visible_to(district.chief).count() == 1
