"""The proceedings' limits, the stay, and the warning before a remedy is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from disputes.models import Dispute
from disputes.queries.limits import warnings_for
from disputes.services import agreeing, intake, mediating, proceedings
from disputes.tasks import warn_of_lapsing_remedies
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from tests import factories as f
from tests.disputes import steps as s
from tests.support.walk import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = timedelta(days=1)


def running(dispute: Dispute) -> dict[str, Deadline]:
    return {row.limit: row for row in Deadline.objects.open().about(str(ObjectRef.of(dispute)))}


def test_both_remedies_run_from_service(district):
    limits = running(s.accepted(district, served_on=date(2026, 3, 2), stage="notice", act_on=date(2026, 3, 2)))

    assert {code: row.due_on for code, row in limits.items()} == {"TM13": date(2026, 5, 6), "TM14": date(2026, 9, 2)}


def test_another_statute_s_days_take_the_place_of_the_six_months(district):
    dispute = s.riding(district, suit_basis=s.LAND)

    limits = running(dispute)
    assert set(limits) == {"TM13", "TM35A"}
    assert (limits["TM35A"].title, limits["TM35A"].due_on) == (f"提起行政诉讼（{s.LAND}）", date(2026, 3, 30))


def test_a_reconsideration_brings_its_own(district):
    applied = f.TODAY - 2 * DAY
    dispute = s.riding(district, reconsider_applied_on=applied)
    assert set(running(dispute)) == {"TM30"}

    dispute = proceedings.record_proceedings(
        dispute, actor=district.reconsiderer, reconsider_applied_on=applied, reconsider_accepted_on=f.TODAY, copy_received_on=f.TODAY
    )
    limits = running(dispute)
    assert set(limits) == {"TM31", "TM33"}
    assert limits["TM31"].due_on == date(2026, 5, 15)
    assert limits["TM33"].bound_org == district.town
    assert limits["TM31"].bound_org == district.reconsiderer.organisation


def test_the_simple_procedure_is_shorter(district):
    applied = f.TODAY - 2 * DAY
    dispute = s.riding(
        district, reconsider_applied_on=applied, reconsider_accepted_on=f.TODAY, reconsider_simple=True, copy_received_on=f.TODAY
    )

    limits = running(dispute)
    assert {code: row.due_on for code, row in limits.items()} == {"TM32": date(2026, 4, 15), "TM34": date(2026, 3, 23)}


def test_after_the_decision_fifteen_days_to_sue(district):
    applied = f.TODAY - 2 * DAY
    dispute = s.riding(district, reconsider_applied_on=applied, reconsider_accepted_on=applied, reconsider_decided_on=f.TODAY)

    assert {code: row.due_on for code, row in running(dispute).items()} == {"TM35": date(2026, 3, 31)}


def test_a_stay_stops_the_clock_and_saving_again_does_not_start_it(district):
    applied = f.TODAY - 2 * DAY
    days = {"reconsider_applied_on": applied, "reconsider_accepted_on": applied}
    dispute = s.riding(district, **days)
    due = running(dispute)["TM31"].due_on
    with pytest.raises(DomainError, match="双方均同意"):
        proceedings.stay(dispute, actor=district.procurator, on=f.TODAY, both_agree=False)
    dispute = proceedings.stay(dispute, actor=district.procurator, on=f.TODAY, both_agree=True)
    dispute = proceedings.record_proceedings(dispute, actor=district.reconsiderer, **days)
    assert running(dispute)["TM31"].state == "paused"
    with clock.at(f.TODAY + 14 * DAY):
        dispute = proceedings.end_stay(dispute, actor=district.procurator)
        assert running(dispute)["TM31"].due_on >= due + 13 * DAY


def test_days_in_the_wrong_order_are_refused_beside_their_field(district):
    dispute = s.riding(district)
    with pytest.raises(DomainError, match="不能早于") as caught:
        proceedings.record_proceedings(
            dispute, actor=district.reconsiderer, reconsider_applied_on=f.TODAY, reconsider_accepted_on=f.TODAY - DAY
        )
    assert caught.value.field == "reconsider_accepted_on"


def test_mediation_does_not_let_a_remedy_lapse_unseen(district):
    dispute = s.riding(district, suit_basis=s.LAND)
    (warning,) = warnings_for([dispute])[dispute.pk]

    assert not warning.is_over
    assert "调解期间期限不停止计算" in warning.sentence
    assert warn_of_lapsing_remedies() == 1
    assert warn_of_lapsing_remedies() == 0
    told = AuditEntry.objects.filter(event="disputes.remedy.lapsing").get()
    assert told.data["limit"] == f"提起行政诉讼（{s.LAND}）"


def test_a_failed_one_is_still_warned_of_and_a_settled_one_not(district):
    dispute = mediating.fail(s.riding(district, suit_basis=s.LAND), actor=district.procurator, note="未达成一致。")
    assert dispute.pk in warnings_for([dispute])
    settled = mediating.settle(s.riding(district, suit_basis=s.LAND), actor=district.procurator, outcome="accepted", note="服判息诉。")
    assert warnings_for([settled]) == {}
    assert running(settled) == {}


def test_the_limits_go_with_their_handler(district):
    dispute = s.accepted(district, served_on=date(2026, 3, 2), act_on=None)

    intake.assign(dispute, actor=district.head, procurator=district.other_procurator, officer=district.bureau_officer)
    assert running(dispute)["TM13"].holder == district.bureau_officer


def test_a_performed_agreement_ends_the_waiting(district):
    dispute = s.riding(district)
    done = s.fulfil(district, s.agreed(district, dispute))
    assert running(done) == {}
    assert agreeing.Agreement.objects.get().signed_on == f.TODAY


def test_a_regulation_sets_no_days_to_sue(client, district):
    """Only a statute may (行政诉讼法第四十六条); the form offers nothing else and the service takes nothing else."""
    dispute = s.riding(district)
    client.force_login(district.reconsiderer, backend=BACKEND)
    url = f"/disputes/{dispute.pk}/proceedings/"
    page = client.get(url).content.decode()
    assert f"15日：{s.LAND}" in page
    assert "城市绿化条例" not in page
    with pytest.raises(DomainError, match="只有法律可以另定起诉期限") as caught:
        proceedings.record_proceedings(dispute, actor=district.reconsiderer, suit_basis="《城市绿化条例》第三十一条")
    assert caught.value.field == "suit_basis"
    given = {"stage": "reconsideration", "served_on": str(dispute.served_on), "suit_basis": s.LAND}
    assert client.post(url, given).status_code == 303
    assert s.LAND in client.get(dispute.get_absolute_url()).content.decode()
    dispute.refresh_from_db()
    assert (dispute.suit_basis, dispute.suit_days) == (s.LAND, 15)


def test_a_reconsideration_is_lengthened_by_thirty_days_at_the_most(client, district):
    applied = f.TODAY - 2 * DAY
    dispute = s.riding(district, reconsider_applied_on=applied, reconsider_accepted_on=f.TODAY)
    given = {"approved_by": "莫敬之", "reason": "涉及多名第三人，需要补充鉴定。"}
    with pytest.raises(DomainError, match="由司法局承办人登记"):
        proceedings.extend_reconsideration(dispute, actor=district.procurator, by=30, **given)
    with pytest.raises(DomainError, match="最多不超过三十日") as caught:
        proceedings.extend_reconsideration(dispute, actor=district.reconsiderer, by=31, **given)
    assert caught.value.field == "by"

    client.force_login(district.reconsiderer, backend=BACKEND)
    url = f"/disputes/{dispute.pk}/extend/"
    assert url in client.get(dispute.get_absolute_url()).content.decode()
    assert client.post(url, {"by": "20", **given}).status_code == 303
    assert running(dispute)["TM31"].due_on == date(2026, 6, 4)
    proceedings.extend_reconsideration(dispute, actor=district.reconsiderer, by=10, **given)
    assert running(dispute)["TM31"].due_on == date(2026, 6, 15)
    with pytest.raises(DomainError, match="已延长三十日"):
        proceedings.extend_reconsideration(dispute, actor=district.reconsiderer, by=1, **given)


def test_the_simple_procedure_is_not_lengthened(district):
    applied = f.TODAY - 2 * DAY
    dispute = s.riding(district, reconsider_applied_on=applied, reconsider_accepted_on=f.TODAY, reconsider_simple=True)
    with pytest.raises(DomainError, match="简易程序不能延长"):
        proceedings.extend_reconsideration(dispute, actor=district.reconsiderer, by=10, approved_by="莫敬之", reason="复杂。")
