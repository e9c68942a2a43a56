"""Organisations, people, posts: written by services, told in the trail, separated where they must be."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from pengjiang.accounts import services
from pengjiang.accounts.models import Membership, User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, FieldErrors
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)
PASSWORD = "Lianzhou#2026-demo"
SEPARATE = "三员分立：系统、安全、审计管理员与业务角色不得由一人同时担任"


def grant(user: User, role: str, code: str = "procuratorate", **dates) -> Membership:
    return services.grant_role(user, organisation=organisation(code), role=role, actor=None, **{"since": SINCE, **dates})


@pytest.fixture
def lin() -> User:
    return services.create_user(username="lin", name="林晓", password=PASSWORD, actor=None, phone="19900000077")


def test_organisation_is_made_once_per_code_and_name():
    services.create_organisation(code="duruan", name="江门市蓬江区杜阮镇人民政府", short_name="杜阮镇", kind="town", actor=None)

    with pytest.raises(FieldErrors) as refused:
        services.create_organisation(code="duruan", name="江门市蓬江区杜阮镇人民政府", short_name="杜阮镇", kind="town", actor=None)
    assert set(refused.value.errors) == {"code", "name"}


def test_change_of_an_organisation_keeps_before_and_after():
    body, administrator = organisation("duruan"), person("system_admin")

    services.change_organisation(body, actor=administrator, short_name="杜阮", telephone="19900000001")
    services.change_organisation(body, actor=administrator, short_name="杜阮")

    entry = AuditEntry.objects.get(event="accounts.organisation_changed")
    assert entry.version.values == {"short_name": ["杜阮镇", "杜阮"], "telephone": ["", "19900000001"]}


def test_first_password_is_stored_hashed_and_must_be_changed(lin):
    stored = User.objects.get(username="lin")

    assert stored.must_change_password
    assert stored.check_password(PASSWORD)
    assert PASSWORD not in stored.password


@pytest.mark.parametrize(
    ("password", "words"), [("Kurz#1", "12"), ("lianzhoudemoabc", "至少三种"), ("123456789012", "密码"), ("linxiaolinxiao", "至少三种")]
)
def test_weak_first_password_is_refused(password, words):
    with pytest.raises(FieldErrors) as refused:
        services.create_user(username="lin", name="林晓", password=password, actor=None)

    assert words in refused.value.errors["password"]
    assert not User.objects.filter(username="lin").exists()


def test_telephone_is_encrypted_and_stays_out_of_the_trail(lin):
    services.change_user(lin, actor=person("security_admin"), phone="19900000088", title="书记员")

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE username = 'lin'")
        assert "19900000088" not in cursor.fetchone()[0]
    assert User.objects.get(username="lin").phone == "19900000088"
    assert AuditEntry.objects.get(event="accounts.user_changed").version.values == {"title": ["", "书记员"]}
    assert "1990000" not in "".join(str(entry.data) for entry in AuditEntry.objects.all())


def test_nobody_disables_themselves(lin):
    administrator = person("security_admin")

    with pytest.raises(DomainError, match="不能停用本人的账号"):
        services.set_active(administrator, active=False, actor=administrator)
    services.set_active(lin, active=False, actor=administrator)
    assert not User.objects.get(username="lin").is_active


def test_role_belongs_to_the_kind_of_its_organisation(lin):
    with pytest.raises(DomainError, match="“执法人员”不是检察院的角色，请改选。"):
        grant(lin, "town_officer")
    with pytest.raises(DomainError, match="“检察长”不是镇街的角色，请改选。"):
        grant(lin, "chief", "duruan")


def test_same_role_is_not_held_twice_at_once(lin):
    grant(lin, "clerk", until=date(2026, 6, 30))

    with pytest.raises(DomainError, match="此人在该期间已有同一角色。"):
        grant(lin, "clerk", since=date(2026, 6, 30))
    assert grant(lin, "clerk", since=date(2026, 7, 1)).until is None
    with pytest.raises(DomainError, match="截止日期不能早于起始日期。"):
        grant(lin, "assistant", until=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("first", "second"),
    [("system_admin", "security_admin"), ("security_admin", "audit_admin"), ("audit_admin", "system_admin"), ("clerk", "audit_admin"), ("system_admin", "chief")],
)
def test_three_administrators_and_business_are_separate_hands(lin, first, second):
    grant(lin, first)

    with pytest.raises(DomainError, match=SEPARATE):
        grant(lin, second)
    assert list(lin.memberships.values_list("role", flat=True)) == [first]


def test_hands_may_follow_each_other_but_not_meet_on_a_day(lin):
    grant(lin, "clerk", until=date(2026, 6, 30))

    with pytest.raises(DomainError, match=SEPARATE):
        grant(lin, "audit_admin", since=date(2026, 6, 30))
    assert grant(lin, "audit_admin", since=date(2026, 7, 1)).hand == 3
    with clock.at(date(2026, 7, 1)):
        assert User.objects.get(username="lin").role_codes == {"audit_admin"}


def test_two_business_roles_are_one_hand(lin):
    grant(lin, "clerk")
    grant(lin, "case_manager")

    assert User.objects.get(username="lin").role_codes == {"clerk", "case_manager"}


def test_ended_role_is_told(lin):
    membership = grant(lin, "clerk")

    services.end_role(membership, until=date(2026, 5, 31), actor=person("security_admin"))

    with clock.at(date(2026, 6, 1)):
        assert User.objects.get(username="lin").role_codes == frozenset()
    entry = AuditEntry.objects.get(event="accounts.role_ended")
    assert entry.data == {"name": "林晓", "role": "书记员", "until": "2026-05-31"}


def test_holders_are_found_by_role_body_and_day(lin):
    grant(lin, "town_officer", "duruan", until=date(2026, 3, 31))
    other = person("town_officer", "tangxia")
    with clock.at(date(2026, 3, 31)):
        assert set(User.objects.holding("town_officer")) == {lin, other}
        assert list(User.objects.holding("town_officer", organisation=organisation("duruan"))) == [lin]
    with clock.at(date(2026, 4, 1)):
        assert list(User.objects.holding("town_officer")) == [other]
    assert list(User.objects.holding("town_officer", organisation=organisation("duruan"), on=date(2026, 2, 1))) == [lin]


def test_second_factor_is_required_by_role():
    chief, clerk = person("chief"), person("clerk")

    services.require_second_factor(role="chief", required=True, actor=person("security_admin"))

    assert services.needs_second_factor(chief)
    assert not services.needs_second_factor(clerk)
    assert AuditEntry.objects.get(event="accounts.role_security_changed").data == {"role": "检察长", "required": "须使用"}
