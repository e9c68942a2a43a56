"""The security administrator's pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pengjiang.accounts.models import Membership, User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db
FIRST = "Chushi-2026-mima"


@pytest.fixture
def admin(client):
    user = person("security_admin", name="安守正")
    client.force_login(user)
    return user


def test_new_person_with_first_password_and_role(client, admin):
    answer = client.post("/console/people/new/", {"username": "pj-chen", "name": "陈明远", "password": FIRST, "phone": "19900000001"})
    chen = User.objects.get(username="pj-chen")
    town = organisation("duruan")
    granted = client.post(
        f"/console/people/{chen.pk}/grant/", {"organisation": town.pk, "role": "town_head", "since": "2026-01-01", "is_main": "on"}
    )

    assert (answer.status_code, answer["Location"]) == (303, f"/console/people/{chen.pk}/")
    assert (chen.must_change_password, chen.check_password(FIRST), chen.phone) == (True, True, "19900000001")
    assert granted.status_code == 303
    assert Membership.objects.filter(user=chen).values_list("organisation__code", "role", "since").get() == (
        "duruan",
        "town_head",
        date(2026, 1, 1),
    )
    page = client.get(f"/console/people/{chen.pk}/").content.decode()
    assert "综合执法办主任" in page
    assert "须修改密码" in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"username": "Chen"}, "登录名须以小写字母开头"),
        ({"name": ""}, "请填写姓名。"),
        ({"password": "123456"}, "密码须含大写字母、小写字母、数字、符号中的至少三种。"),
        ({"username": "taken"}, "登录名"),
    ],
    ids=["登录名写法", "缺姓名", "密码太弱", "登录名已有"],
)
def test_new_person_is_refused_beside_the_field(client, admin, values, sentence):
    User.objects.create(username="taken", name="甲")
    response = client.post("/console/people/new/", {"username": "pj-chen", "name": "陈明远", "password": FIRST, **values})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not User.objects.filter(username="pj-chen").exists()


def test_three_administrators_stay_apart(client, admin):
    chen = person("procurator")
    response = client.post(
        f"/console/people/{chen.pk}/grant/",
        {"organisation": organisation("procuratorate").pk, "role": "system_admin", "since": clock.today().isoformat()},
    )

    assert response.status_code == 422
    assert "三员分立" in response.content.decode()


def test_role_of_another_kind_of_organisation_is_refused(client, admin):
    chen = person("clerk")
    response = client.post(
        f"/console/people/{chen.pk}/grant/",
        {"organisation": organisation("duruan").pk, "role": "chief", "since": clock.today().isoformat()},
    )

    assert "“检察长”不是镇街的角色，请改选。" in response.content.decode()


def test_post_ends_on_its_day(client, admin):
    chen = person("clerk")
    post = chen.memberships.get()
    client.post(f"/console/posts/{post.pk}/end/", {"until": (clock.today() - timedelta(days=1)).isoformat()})

    post.refresh_from_db()
    assert post.until == clock.today() - timedelta(days=1)
    assert User.objects.get(pk=chen.pk).current_memberships == []
    assert AuditEntry.objects.filter(event="accounts.role_ended", actor=f"accounts.user:{admin.pk}").count() == 1


def test_disable_reset_and_change(client, admin):
    chen = person("clerk")
    client.post(f"/console/people/{chen.pk}/edit/", {"name": "陈明", "title": "书记员", "email": "chen@example.cn"})
    client.post(f"/console/people/{chen.pk}/password/", {"password": FIRST})
    client.post(f"/console/people/{chen.pk}/switch/")

    chen.refresh_from_db()
    assert (chen.name, chen.title, chen.email) == ("陈明", "书记员", "chen@example.cn")
    assert (chen.check_password(FIRST), chen.must_change_password, chen.is_active) == (True, True, False)
    events = set(AuditEntry.objects.filter(actor=f"accounts.user:{admin.pk}").values_list("event", flat=True))
    assert events == {"accounts.user_changed", "accounts.password_reset", "accounts.user_disabled"}


def test_nobody_disables_themselves(client, admin):
    response = client.post(f"/console/people/{admin.pk}/switch/")

    assert response.status_code == 422
    assert "不能停用本人的账号" in response.content.decode()


def test_disabled_persons_session_is_over(client, admin, django_user_model):
    other = person("clerk")
    theirs = type(client)()
    theirs.force_login(other)
    client.post(f"/console/people/{other.pk}/switch/")

    assert theirs.get("/calendar/").status_code == 302


def test_list_filters_by_organisation_and_role(client, admin):
    person("town_head", name="梁志强")
    person("procurator", name="陈明远")
    town = organisation("duruan")
    page = client.get(f"/console/people/?organisation={town.pk}").content.decode()

    assert "梁志强" in page
    assert "陈明远" not in page
    assert "陈明远" in client.get("/console/people/?role=procurator").content.decode()


def test_list_asks_as_often_for_thirty(client, admin, constant_queries):
    constant_queries("/console/people/?size=50", lambda count: [person("clerk") for _ in range(count)])


def test_second_factor_per_role(client, admin):
    client.post("/console/security/", {"roles": ["chief", "audit_admin"]})
    client.post("/console/security/", {"roles": ["chief"]})

    page = client.get("/console/security/").content.decode()
    assert page.count("checked") == 1
    assert AuditEntry.objects.filter(event="accounts.role_security_changed").count() == 3


def test_role_table_shows_what_the_program_has(client, admin):
    page = client.get("/console/roles/?side=administrators").content.decode()

    assert "维护人员与任职" in page
    assert "审计管理员" in page
