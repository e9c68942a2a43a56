"""Reminders and what follows a last day: told once, a 催办函 lies ready once, the objection period ends by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.models import Recommendation
from cases.services import recommendations as rec
from cases.services import rectifications as rect
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.deadlines.models import Deadline, Reminder
from pengjiang.deadlines.reminders import sweep
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.services import drain
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(district) -> Recommendation:
    """Served on 16 March: objection to 31 March, reply to 18 May, items to 15 April and 15 May."""
    with clock.at(f.TODAY):
        return f.served(district)


def on(day: date) -> None:
    """A day's sweep and what the subscribers make of it."""
    with clock.at(day):
        sweep()
        while drain():
            pass


def letters(recommendation: Recommendation):
    return IssuedDocument.objects.of(recommendation).filter(type_code="urging_letter")


def told(recommendation: Recommendation, limit: str) -> int:
    ref = f"cases.recommendation:{recommendation.pk}"
    return AuditEntry.objects.filter(event="deadlines.deadline.overdue", target=ref, data__limit=limit).count()


def test_town_is_reminded_thirty_fifteen_seven_and_one_day_before(district, served):
    day = f.TODAY
    while day <= date(2026, 5, 18):
        on(day)
        on(day)
        day += timedelta(days=1)

    rows = Reminder.objects.filter(deadline__limit="TM20").order_by("id")
    assert list(rows.filter(person=district.officer).values_list("offset", flat=True)) == ["30d", "15d", "7d", "1d"]
    assert set(rows.values_list("person_id", flat=True)) == {district.officer.pk, district.town_head.pk}
    entries = AuditEntry.objects.filter(event="deadlines.reminder.due", data__title=Deadline.objects.get(limit="TM20").title, data__person=district.officer.pk)
    assert list(entries.order_by("id").values_list("business_on", flat=True)) == [
        date(2026, 4, 18), date(2026, 5, 3), date(2026, 5, 11), date(2026, 5, 17),
    ]  # fmt: skip


def test_silent_weeks_are_caught_up_with_one_reminder(district, served):
    on(date(2026, 5, 12))

    rows = Reminder.objects.filter(deadline__limit="TM20", person=district.officer)
    assert list(rows.values_list("offset", flat=True)) == ["7d"]


def test_objection_period_over_means_rectifying(district, served):
    on(date(2026, 3, 31))
    assert Recommendation.objects.get().state == "objection"

    on(date(2026, 4, 1))
    on(date(2026, 4, 2))

    recommendation = Recommendation.objects.get()
    assert recommendation.state == "rectifying"
    assert Deadline.objects.get(limit="TM29").state == "met"
    entry = AuditEntry.objects.get(event="cases.recommendation.objection_ends")
    assert (entry.actor, entry.actor_name, entry.business_on) == ("", "系统", date(2026, 4, 1))
    assert not letters(recommendation).exists()


def test_town_that_agrees_early_need_not_wait(district, served):
    with clock.at(date(2026, 3, 20)):
        assert rec.begin_rectifying(served, actor=district.officer).state == "rectifying"

    on(date(2026, 4, 1))
    assert told(served, "TM29") == 0


def test_overdue_reply_is_told_once_and_one_letter_lies_ready(district, served):
    for day in (date(2026, 5, 18), date(2026, 5, 19), date(2026, 5, 20), date(2026, 6, 20)):
        on(day)

    assert told(served, "TM20") == 1
    deadline = Deadline.objects.get(limit="TM20")
    letter = letters(served).get(key=f"deadline:{deadline.pk}")
    assert (letter.standing, letter.number, letter.organisation) == ("draft", "", district.office)
    assert letter.context == {"about": deadline.title, "due_on": "2026-05-18", "new_day": "2026-05-29"}
    assert "2026年5月18日" in str(letter.blocks)
    assert not IssuedDocument.objects.visible_to(district.officer).filter(pk=letter.pk).exists()


def test_overdue_item_has_its_own_letter(district, served):
    on(date(2026, 4, 16))

    item = served.items.first()
    deadline = Deadline.objects.get(limit="TM46", target=f"cases.rectificationitem:{item.pk}")
    assert list(letters(served).values_list("key", flat=True)) == [f"deadline:{deadline.pk}"]
    assert item.text[:10] in str(letters(served).get().blocks)


def test_reply_on_the_last_day_is_in_time(district, served):
    with clock.at(date(2026, 5, 18)):
        rec.reply_recommendation(served, actor=district.officer, measures="措施", results="结果")

    on(date(2026, 5, 19))
    assert told(served, "TM20") == 0
    assert Deadline.objects.get(limit="TM20").met_on == date(2026, 5, 18)


def test_reply_between_sweep_and_subscriber_leaves_no_letter(district, served):
    with clock.at(date(2026, 5, 19)):
        sweep()
        rec.reply_recommendation(served, actor=district.officer, measures="措施", results="结果")
        while drain():
            pass

    deadline = Deadline.objects.get(limit="TM20")
    assert not letters(served).filter(key=f"deadline:{deadline.pk}").exists()


def test_letter_is_signed_numbered_and_reaches_the_town(district, served):
    on(date(2026, 5, 19))
    letter = letters(served).get(key=f"deadline:{Deadline.objects.get(limit='TM20').pk}")
    with clock.at(date(2026, 5, 20)):
        served.refresh_from_db()
        letter = rect.sign_urging_letter(letter, recommendation=served, actor=district.procurator, new_day=date(2026, 6, 5))

    assert (letter.standing, letter.number, letter.issued_on) == ("issued", "江蓬检行催〔2026〕1号", date(2026, 5, 20))
    assert "2026年6月5日" in str(letter.blocks)
    assert IssuedDocument.objects.visible_to(district.officer).filter(pk=letter.pk).exists()
    assert AuditEntry.objects.get(event="cases.recommendation.urge").data == {"number": "江蓬检行催〔2026〕1号"}
    on(date(2026, 5, 21))
    assert letters(served).filter(standing="draft", key=letter.key).count() == 0


def test_letter_is_the_handler_s_to_sign_or_drop(district, served):
    on(date(2026, 4, 16))
    letter = letters(served).get()
    served.refresh_from_db()

    with clock.at(date(2026, 4, 16)):
        for act in (
            lambda person: rect.sign_urging_letter(letter, recommendation=served, actor=person, new_day=date(2026, 5, 1)),
            lambda person: rect.drop_urging_letter(letter, actor=person, reason="不必"),
        ):
            for person in (district.other_procurator, district.clerk, district.officer):
                with pytest.raises(NotAllowed):
                    act(person)
        with pytest.raises(DomainError, match="新的期限应在今天以后。"):
            rect.sign_urging_letter(letter, recommendation=served, actor=district.procurator, new_day=date(2026, 4, 16))
        assert letters(served).get().standing == "draft"

        rect.drop_urging_letter(letter, actor=district.procurator, reason="已电话说明")
        with pytest.raises(Conflict, match="已由他人签发或放弃"):
            rect.sign_urging_letter(letter, recommendation=served, actor=district.procurator, new_day=date(2026, 5, 1))
    assert not letters(served).exists()
