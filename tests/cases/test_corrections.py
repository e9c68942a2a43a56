"""更正: a corrected day moves exactly the limits and reminders that hang on it, and both values stay to be read."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Correction, Recommendation
from cases.services import corrections, supervision
from cases.services.corrections import correct_day
from pengjiang.audit.models import AuditVersion
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.deadlines.models import Deadline, Reminder
from pengjiang.deadlines.reminders import sweep
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from tests import factories as f
from tests import ways as w
from tests.cases.refusing import refused
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WRONG, RIGHT = f.TODAY, date(2026, 3, 26)


def corrected(d, obj, field="served_on", day=RIGHT, **values) -> Correction:
    given = {"actor": d.procurator, "reason": "回证日期抄错，以邮寄签收单为准。", "files": [f.photo("签收单.jpg", "签收单")]}
    return correct_day(obj, field=field, day=day, **{**given, **values})


def limits() -> dict[tuple[str, str], tuple[date, date, str]]:
    """Every deadline there is."""
    return {(row.target, row.limit): (row.start_on, row.due_on, row.state) for row in Deadline.objects.all()}


def happen() -> None:
    sweep()
    while drain():
        pass


def test_service_day_moves_exactly_its_own_limits_and_reminders(district):
    recommendation = f.served(district, number="甲1", unified="江蓬检行建〔2026〕4号")
    f.served(district, number="甲2", unified="江蓬检行建〔2026〕5号")
    with clock.at(date(2026, 4, 14)):
        happen()
    ref = f"cases.recommendation:{recommendation.pk}"
    items = [f"cases.rectificationitem:{item.pk}" for item in recommendation.items.all()]
    with clock.at(date(2026, 5, 11)):
        happen()
        before = limits()
        told = set(Notice.objects.filter(withdrawn=False, about__gt="").values_list("pk", flat=True))
        reminded = set(Reminder.objects.values_list("pk", flat=True))
        correction = corrected(district, recommendation)
        while drain():
            pass
        after = limits()

    moved = {key for key in after if after[key] != before[key]}
    assert moved == {(ref, "TM20"), (ref, "TM29"), *((item, "TM46") for item in items)}
    assert after[ref, "TM20"][:2] == (RIGHT, date(2026, 5, 26))
    assert after[ref, "TM29"][:2] == (RIGHT, date(2026, 4, 10))
    assert [after[item, "TM46"][1] for item in items] == [date(2026, 4, 27), date(2026, 5, 25)]
    assert list(recommendation.items.order_by("order").values_list("due_on", flat=True)) == [date(2026, 4, 27), date(2026, 5, 25)]
    # Reminders and notices of the four that moved are gone, those of the other recommendation and of filing-up stand.
    about = {f"deadlines.deadline:{row.pk}" for row in Deadline.objects.filter(target__in=[ref, *items]).exclude(limit="TM22")}
    still = set(Notice.objects.filter(withdrawn=False, about__gt="").values_list("pk", flat=True))
    assert told - still == set(Notice.objects.filter(pk__in=told, about__in=about).values_list("pk", flat=True))
    assert told & still
    gone = reminded - set(Reminder.objects.values_list("pk", flat=True))
    assert gone
    assert not Reminder.objects.filter(deadline__target__in=[ref, *items]).exclude(deadline__limit="TM22").exclude(pk__gt=max(reminded)).exists()
    assert sorted((row["title"][:2], row["before"], row["after"]) for row in correction.effects) == sorted(
        [
            ("检察", "2026-05-18", "2026-05-26"),
            ("检察", "2026-03-31", "2026-04-10"),
            ("整改", "2026-04-15", "2026-04-27"),
            ("整改", "2026-05-15", "2026-05-25"),
        ]
    )


def test_both_values_stand_on_pages_paper_and_trail(district):
    recommendation = f.served(district)
    with clock.at(date(2026, 4, 2)):
        correction = corrected(district, recommendation)
        page = sign_in(district.procurator).get(recommendation.get_absolute_url()).content.decode()
        town = sign_in(district.officer).get(recommendation.get_absolute_url()).content.decode()

    recommendation.refresh_from_db()
    assert (recommendation.served_on, recommendation.deliveries.get().served_on) == (RIGHT, RIGHT)
    for text in (page, town):
        assert "送达日期：<s>2026-03-16</s> → 2026-03-26" in text
    assert "签收单.jpg" in page
    assert "签收单.jpg" not in town
    sheet = str(IssuedDocument.objects.of(correction).get().blocks)
    assert all(words in sheet for words in ("2026年3月16日", "2026年3月26日", "邮寄签收单", "陈喆"))
    assert [row.standing for row in IssuedDocument.objects.of(recommendation.deliveries.get()).order_by("pk")] == ["superseded", "issued"]
    assert AuditVersion.objects.get(entry__event="cases.recommendation.correct").values["served_on"] == ["2026-03-16", "2026-03-26"]


def test_objection_period_that_lapsed_on_the_wrong_day_runs_again(district):
    recommendation = f.served(district)
    with clock.at(date(2026, 4, 2)):
        happen()
        recommendation.refresh_from_db()
        assert recommendation.state == "rectifying"
        corrected(district, recommendation)
        recommendation.refresh_from_db()
        period = Deadline.objects.get(limit="TM29", state="running")
        assert (recommendation.state, period.due_on) == ("objection", date(2026, 4, 10))
    with clock.at(date(2026, 4, 14)):
        happen()
        recommendation.refresh_from_db()
        assert recommendation.state == "rectifying"


def test_day_that_ended_a_clock(district):
    recommendation = f.replied(district)
    with clock.at(date(2026, 3, 20)):
        correction = corrected(district, recommendation, field="replied_on", day=date(2026, 3, 18))

    assert Deadline.objects.get(limit="TM20").met_on == date(2026, 3, 18)
    assert Recommendation.objects.get(pk=recommendation.pk).reply.replied_on == date(2026, 3, 18)
    assert {row["after"] for row in correction.effects} == {"2026-03-18"}


def test_days_of_cases_and_letters(district):
    case = f.investigating(district, case_type="execution")
    letter = w.sent(district, supervision.review_case(f.docketed(district, number="乙1", case_type="reverse_link"), actor=district.procurator), "opinion", organisation=district.town)
    with clock.at(date(2026, 3, 30)):
        corrected(district, case, field="investigation_decided_on", day=date(2026, 3, 20))
        corrected(district, letter, field="sent_on", day=date(2026, 3, 24), files=[f.photo("邮单.jpg", "邮单")])

    assert Deadline.objects.get(limit="TM19").due_on == date(2026, 5, 20)
    assert Deadline.objects.get(limit="TM47").start_on == date(2026, 3, 24)
    assert Deadline.objects.get(limit="TM23").start_on == f.TODAY
    assert [row.about for row in Correction.objects.order_by("pk")] == [case, letter]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": WRONG}, "day"),
        ({"day": date(2026, 12, 1)}, "day"),
        ({"day": date(2026, 3, 1)}, "day"),
        ({"reason": " "}, "reason"),
        ({"files": []}, "files"),
        ({"field": "assessed_on"}, "field"),
    ],
)
def test_corrections_that_cannot_be_change_nothing(district, values, field):
    recommendation = f.served(district)
    before = limits()

    with clock.at(date(2026, 4, 2)):
        refused(lambda: corrected(district, recommendation, **values), field=field)
    assert limits() == before
    assert not Correction.objects.exists()


def test_only_the_handler_corrects_and_nothing_before_it_is_set(district):
    recommendation = f.issued(district)
    assert refused(lambda: corrected(district, recommendation, actor=district.other_procurator), kind=NotAllowed) == "由承办检察官陈喆办理。"
    refused(lambda: corrected(district, recommendation), field="field")
    assert [entry.field for entry in corrections.correctable_of(recommendation)] == ["issued_on"]
