"""The rows administrators keep, as the reference that checks and counts ask."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.common.errors import DomainError
from pengjiang.law import services
from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import packaged
from pengjiang.law.stored import stored
from tests.support.district import person

pytestmark = pytest.mark.django_db
COURT = {
    "body": "duruan",
    "purpose": "suit",
    "name": "江门市新会区人民法院",
    "accepted": ["新会区人民法院"],
    "citations": ["《中华人民共和国行政诉讼法》第十八条"],
}


def test_seeded_rows_say_what_the_package_says():
    assert stored() == packaged()
    assert stored().digest == packaged().digest


def test_seeding_again_makes_nothing():
    assert services.seed_reference() == 0


def test_table_emptied_before_seeding_falls_back_to_the_package():
    ReferenceRow.objects.filter(kind="courts").delete()

    assert stored().courts == packaged().courts
    assert services.seed_reference() == len(packaged().courts)


def test_changed_court_holds_from_its_day():
    admin = person("system_admin")
    old = ReferenceRow.objects.filter(kind="courts", body="duruan", value__purpose="suit", until=None).get()
    services.end_row(old, until=date(2026, 12, 31), actor=admin)
    services.save_row(None, kind="courts", value=COURT, since=date(2027, 1, 1), until=None, source="通知", confidence="V", actor=admin)
    before, after = stored().court("duruan", date(2026, 12, 31)), stored().court("duruan", date(2027, 1, 1))

    assert before.name == old.value["name"]
    assert (after.name, after.is_named_by("新会区人民法院")) == ("江门市新会区人民法院", True)
    entry = AuditEntry.objects.filter(event="law.reference.changed").first()
    assert entry.version.values == {"until": [None, "2026-12-31"]}


@pytest.mark.parametrize(
    ("kind", "value", "since", "until", "sentence"),
    [
        ("courts", {"body": "duruan"}, None, None, "内容不完整或格式不对"),
        ("courts", {**COURT, "citations": ["无书名号"]}, None, None, "内容不完整或格式不对"),
        ("thresholds", {"code": "x", "title": "x", "value": "很多"}, None, None, "内容不完整或格式不对"),
        ("courts", COURT, date(2026, 2, 1), date(2026, 1, 1), "截止日期不能早于起始日期。"),
    ],
    ids=["缺列", "依据写法不对", "数额不是数", "止早于起"],
)
def test_row_that_cannot_be_read_is_refused(kind, value, since, until, sentence):
    with pytest.raises(DomainError, match=sentence):
        services.save_row(None, kind=kind, value=value, since=since, until=until, source="", confidence="V", actor=person("system_admin"))


def test_held_value_is_reread_after_a_change():
    before = stored()
    row = ReferenceRow.objects.filter(kind="names", body="duruan").first()
    services.save_row(
        row,
        kind="names",
        value={**row.value, "name": "杜阮镇政府"},
        since=row.since,
        until=None,
        source="",
        confidence="V",
        actor=person("system_admin"),
    )

    assert before.accepts_name("duruan", "杜阮镇政府", date(2026, 1, 1)) is False
    assert stored().accepts_name("duruan", "杜阮镇政府", date(2026, 1, 1)) is True
