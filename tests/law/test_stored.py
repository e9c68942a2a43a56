"""The rows administrators keep, as the reference that checks and counts ask."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from decimal import Decimal
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from pengjiang.audit.models import AuditEntry
from pengjiang.checks.runner import rulebook_version
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, FieldErrors
from pengjiang.deadlines.calendar import packaged as packaged_calendar
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
    ("kind", "value", "since", "until", "field", "sentence"),
    [
        ("courts", {"body": "duruan"}, None, None, "v_purpose", "请填写这一栏。"),
        ("courts", {**COURT, "citations": ["无书名号"]}, None, None, "v_citations", "没有用书名号写明法律名称"),
        ("courts", {**COURT, "colour": "red"}, None, None, "v_colour", "没有这一栏"),
        ("thresholds", {"code": "x", "title": "x", "value": "很多"}, None, None, "v_value", "应为数字"),
        ("thresholds", {"code": "x", "title": "x", "value": "NaN"}, None, None, "v_value", "应为数字"),
        ("periods", {"code": "x", "title": "x", "value": 1.5, "unit": "months"}, None, None, "v_value", "应为不小于零的整数"),
        ("suit_periods", {"law": "x", "article": 1, "matter": "x", "value": 1, "unit": "x", "binding": "是"}, None, None, "v_binding", "应选是或者否"),
        ("items", {"code": "x", "field": "urban", "name": "x", "statute_since": "昨天"}, None, None, "v_statute_since", "应为日期"),
        ("standards", {"code": "x", "kind": "none", "name": "x", "field": "urban", "steps": [{"名": 1}]}, None, None, "v_", "内容不完整或格式不对"),
    ],
)
def test_row_that_cannot_be_read_is_refused_beside_its_column(kind, value, since, until, field, sentence):
    with pytest.raises(FieldErrors) as refused:
        services.save_row(None, kind=kind, value=value, since=since, until=until, source="", confidence="V", actor=person("system_admin"))

    assert sentence in refused.value.errors[field]
    assert not ReferenceRow.objects.filter(kind=kind, key="x").exists()


def test_a_row_may_not_end_before_it_begins():
    with pytest.raises(DomainError, match="截止日期不能早于起始日期。") as refused:
        save(COURT, since=date(2026, 2, 1), until=date(2026, 1, 1))

    assert refused.value.field == "until"


@pytest.mark.parametrize(
    ("since", "until", "good"),
    [
        (date(2030, 6, 30), None, False),
        (date(2030, 7, 1), None, True),
        (date(2029, 1, 1), date(2029, 12, 31), True),
        (date(2029, 1, 1), date(2030, 1, 1), False),
        (None, None, False),
    ],
    ids=["末日重叠", "次日起", "起始前止", "首日重叠", "无日期"],
)
def test_two_rows_of_one_thing_do_not_hold_on_one_day(since, until, good):
    row = {"code": "trial", "title": "试验", "value": 5}
    save(row, kind="thresholds", since=date(2030, 1, 1), until=date(2030, 6, 30))
    if good:
        save(row, kind="thresholds", since=since, until=until)
    else:
        with pytest.raises(DomainError, match="（自2030-01-01起至2030-06-30止）日期重叠") as refused:
            save(row, kind="thresholds", since=since, until=until)
        assert refused.value.field == "since"
    assert ReferenceRow.objects.filter(key="trial").count() == (2 if good else 1)


def test_an_item_of_another_town_does_not_overlap():
    item = {"code": "X1", "field": "urban", "name": "试验事项"}
    save({**item, "bodies": ["duruan"]}, kind="items", since=date(2026, 1, 1))
    save({**item, "bodies": ["tangxia"]}, kind="items", since=date(2026, 1, 1))

    with pytest.raises(DomainError, match="日期重叠"):
        save(item, kind="items", since=date(2026, 5, 1))


def test_a_row_is_saved_again_without_meeting_itself():
    row = save({"code": "trial", "title": "试验", "value": 5}, kind="thresholds", since=date(2030, 1, 1))
    services.save_row(row, kind="thresholds", value={**row.value, "value": 6}, since=row.since, until=None, source="", confidence="V", actor=None)

    assert stored().threshold("trial", date(2030, 1, 1)).value == 6


def test_steps_of_a_standard_are_values():
    steps = [{"item": "CG001", "name": "较轻", "low": 0, "high": "6000"}, {"name": "一般", "low": 6000, "low_inclusive": False}]
    save({"code": "s1", "kind": "benchmark", "name": "试验基准", "field": "urban", "steps": steps}, kind="standards", since=date(2026, 1, 1))
    standard = next(row for row in stored().standards if row.code == "s1")

    assert [step.name for step in standard.steps_for("CG001")] == ["较轻"]
    assert [step.name for step in standard.steps_for("CG002")] == ["一般"]
    assert [standard.steps[1].holds(Decimal(sum_)) for sum_ in ("6000", "6000.01")] == [False, True]
    assert [standard.steps[0].holds(Decimal(sum_)) for sum_ in ("0", "6000", "6001")] == [True, True, False]


def test_a_change_of_the_rows_changes_the_version_of_the_rulebook():
    before = rulebook_version(stored(), packaged_calendar())
    save({"code": "trial", "title": "试验", "value": 5}, kind="thresholds", since=date(2030, 1, 1))

    assert rulebook_version(stored(), packaged_calendar()) != before


def save(value, *, kind="courts", since=None, until=None):
    return services.save_row(None, kind=kind, value=value, since=since, until=until, source="", confidence="V", actor=None)


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


def test_question_after_question_costs_one_query(django_assert_num_queries):
    stored()
    with django_assert_num_queries(1):
        stored()


@pytest.mark.django_db(transaction=True)
def test_what_commits_last_is_seen_though_its_time_is_earlier():
    """Another connection writes first and commits after us: the latest time of change in the table is then ours, not its."""
    written, go_on = Event(), Event()
    other = Thread(target=_write_and_wait, args=(written, go_on))
    other.start()
    assert written.wait(10)
    ReferenceRow.objects.filter(kind="names", body="hetang").first().save()
    assert not stored().accepts_name("duruan", "别处写的名称", date(2026, 1, 1))
    go_on.set()
    other.join(10)

    assert stored().accepts_name("duruan", "别处写的名称", date(2026, 1, 1))


def _write_and_wait(written, go_on):
    with transaction.atomic():
        row = ReferenceRow.objects.filter(kind="names", body="duruan").first()
        row.value = {**row.value, "name": "别处写的名称"}
        row.save()
        written.set()
        go_on.wait(10)
    connection.close()


def test_two_changes_in_one_instant_are_seen():
    row = ReferenceRow.objects.filter(kind="names", body="duruan").first()
    with clock.at(datetime(2026, 9, 1, 9, tzinfo=clock.ZONE)):
        for name in ("甲镇人民政府", "乙镇人民政府"):
            row.value = {**row.value, "name": name}
            row.save()
            assert stored().accepts_name("duruan", name, date(2026, 1, 1))


def test_what_was_rolled_back_is_forgotten():
    with contextlib.suppress(DomainError), transaction.atomic():
        save({"code": "trial", "title": "试验", "value": 5}, kind="thresholds", since=date(2030, 1, 1))
        assert stored().threshold("trial", date(2030, 1, 1))
        raise DomainError("没有办成。")

    assert stored().threshold("trial", date(2030, 1, 1)) is None
