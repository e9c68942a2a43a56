"""The demo district: complete, on working days, in order, and not changed by being seeded again."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time
from itertools import groupby
from operator import itemgetter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TransactionTestCase

from cases.case_types import CASE_TYPES
from cases.demo.proofs import proof_file
from cases.models import Recommendation, RectificationItem, SupervisionCase, Transfer
from cases.queries.recusals import candidates
from cases.workflow.recommendation import RECOMMENDATION
from cases.workflow.rectification import RECTIFICATION
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Membership, Organisation, User
from pengjiang.audit.models import AuditEntry
from pengjiang.audit.services import verify
from pengjiang.common import clock
from pengjiang.deadlines.calendar import packaged
from pengjiang.deadlines.models import Deadline
from pengjiang.demo.people import PASSWORD, TOWNS
from pengjiang.demo.seeding import seed_district
from pengjiang.documents.models import IssuedDocument
from pengjiang.dossiers.models import Dossier
from pengjiang.events.models import OutboxRow
from pengjiang.files.models import StoredFile

DAYS = {"平常工作日": date(2026, 8, 20), "国庆长假中": date(2026, 10, 5)}


@pytest.fixture(scope="module", params=DAYS.values(), ids=DAYS.keys())
def today(request, django_db_setup, django_db_blocker):
    """The day on which the district was seeded, into a database that is given back afterwards."""
    with django_db_blocker.unblock(), clock.at(datetime.combine(request.param, time(10, 0))):
        call_command("seed_demo")
        yield request.param
        TransactionTestCase._fixture_teardown(None)


def test_every_role_has_somebody(today):
    held = set(Membership.objects.current().values_list("role", flat=True))

    assert held == set(Role.values)


def test_every_town_has_its_desk(today):
    desk = {Role.TOWN_LEADER, Role.TOWN_HEAD, Role.TOWN_OFFICER, Role.TOWN_LEGAL, Role.TOWN_CLERK}
    roles = {
        town.code: set(Membership.objects.current().filter(organisation=town).values_list("role", flat=True))
        for town in Organisation.objects.filter(kind="town").order_by("order")
    }

    assert list(roles) == list(TOWNS)
    assert all(held == desk for held in roles.values())


def test_everybody_signs_in_with_the_one_password(today):
    people = list(User.objects.all())

    assert [person.username for person in people if not person.check_password(PASSWORD) or person.must_change_password] == []
    assert all(person.phone.startswith("1990000") and person.email.endswith("@pengjiang.example") for person in people)


def test_a_procurator_who_served_in_a_town_keeps_away_from_it(today):
    reasons = dict(candidates(subject=Organisation.objects.get(code="huanshi")))

    assert [person.username for person, reason in reasons.items() if reason] == ["jianchaguan3"]


def test_every_state_of_a_recommendation_is_there(today):
    assert set(Recommendation.objects.values_list("state", flat=True)) == set(RECOMMENDATION.states)


def test_every_state_of_a_rectification_under_way_is_there(today):
    states = set(RectificationItem.objects.values_list("state", flat=True))

    assert states == set(RECTIFICATION.states) - {"long_term"}


def test_referrals_and_cases_stand_in_many_states(today):
    transfers = Counter(Transfer.objects.values_list("state", flat=True))
    types = set(SupervisionCase.objects.values_list("case_type", flat=True))

    assert set(transfers) == {
        "draft", "pending", "returned", "accepted", "investigating", "docketed", "handed_over", "filed", "refused", "closed"
    }  # fmt: skip
    assert types == set(CASE_TYPES) - {"trial"}


def test_an_overdue_reply_has_its_urging_letter_in_draft(today):
    overdue = Deadline.objects.running().filter(limit="TM20", due_on__lt=today).get()
    draft = IssuedDocument.objects.filter(type_code="urging_letter", standing="draft", key=f"deadline:{overdue.pk}")

    assert draft.count() == 1


def test_the_register_holds_about_sixty_files_and_those_of_the_matters(today):
    by_town = Counter(Dossier.objects.values_list("organisation__code", flat=True))

    assert set(by_town) == set(TOWNS)
    assert min(by_town.values()) >= 10


def test_every_deadline_explains_itself(today):
    assert [row.title for row in Deadline.objects.all() if not row.steps] == []


def test_nobody_acts_on_a_rest_day_or_at_night_or_tomorrow(today):
    acts = AuditEntry.objects.exclude(actor="")
    odd = [
        (entry.event, entry.business_on, entry.happened_at)
        for entry in acts
        if not packaged().is_workday(entry.business_on)
        or entry.business_on >= today
        or not 9 <= entry.happened_at.astimezone(clock.ZONE).hour < 18
    ]

    assert odd == []


def test_numbers_stand_in_the_order_of_their_days(today):
    issued = {_serial(row.number): row.issued_on for row in Recommendation.objects.exclude(number="")}
    received = {_serial(row.number): row.received_on for row in Transfer.objects.exclude(number="")}

    for days in (issued, received):
        serials = sorted(days)
        assert [days[serial] for serial in serials] == sorted(days.values())
        assert [serial for _, serial in serials] == [place for _, year in groupby(serials, key=itemgetter(0)) for place, _ in enumerate(year, start=1)]


def test_the_outbox_is_done_and_the_trail_holds(today):
    assert list(OutboxRow.objects.exclude(state="done").values_list("subscriber", "error")) == []
    assert verify().broken is None


def test_seeding_again_changes_nothing(today):
    before = _counts()

    acts = seed_district()

    assert acts == 0
    assert _counts() == before


def test_proofs_are_real_files(today):
    files = StoredFile.objects.filter(target__startswith="cases.proofround")

    assert {file.content_type for file in files} == {"application/pdf", "image/jpeg"}
    assert all(file.content.size == file.size for file in files)


@pytest.mark.parametrize("picture", [False, True], ids=["书面材料", "照片"])
def test_a_proof_is_drawn_anew_each_time_with_its_text(picture):
    one, other = (proof_file(title, "杜阮镇", "已经整改。", picture=picture).read() for title in ("整改报告", "验收照片"))

    assert one[:4] == (b"\xff\xd8\xff\xe0" if picture else b"%PDF")
    assert one != other


@pytest.mark.parametrize("command", ["seed_demo", "demo_sign_ins"])
def test_outside_of_a_demonstration_the_commands_refuse(command, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO"):
        call_command(command)


def _serial(number: str) -> tuple[int, int]:
    """Year and serial of a number: 江蓬检线〔2026〕7号."""
    year, serial = re.search(r"〔(\d+)〕(\d+)号", number).groups()
    return int(year), int(serial)


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts
