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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = timedelta(days=1)


def running(dispute: Dispute) -> dict[str, Deadline]:
    return {row.limit: row for row in Deadline.objects.open().about(str(ObjectRef.of(dispute)))}


def test_both_remedies_run_from_service(district):
    limits = running(s.accepted(district, served_on=date(2026, 3, 2), stage="notice", act_on=date(2026, 3, 2)))

    assert {code: row.due_on for code, row in limits.items()} == {"TM13": date(2026, 5, 6), "TM14": date(2026, 9, 2)}


def test_another_statute_s_days_take_the_place_of_the_six_months(district):
    dispute = s.riding(district, suit_days=15)

    limits = running(dispute)
    assert set(limits) == {"TM13", "TM35"}
    assert (limits["TM35"].title, limits["TM35"].due_on) == ("提起行政诉讼（法律另定期限）", date(2026, 3, 30))


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
    dispute = s.riding(district, suit_days=15)
    (warning,) = warnings_for([dispute])[dispute.pk]

    assert not warning.is_over
    assert "调解期间期限不停止计算" in warning.sentence
    assert warn_of_lapsing_remedies() == 1
    assert warn_of_lapsing_remedies() == 0
    told = AuditEntry.objects.filter(event="disputes.remedy.lapsing").get()
    assert told.data["limit"] == "提起行政诉讼（法律另定期限）"


def test_a_failed_one_is_still_warned_of_and_a_settled_one_not(district):
    dispute = mediating.fail(s.riding(district, suit_days=15), actor=district.procurator, note="未达成一致。")
    assert dispute.pk in warnings_for([dispute])
    settled = mediating.settle(s.riding(district, suit_days=15), actor=district.procurator, outcome="accepted", note="服判息诉。")
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
