"""Clients act in a person's name, within scopes, with tokens that are shown once."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from pengjiang.accounts.enums import Role
from pengjiang.accounts.services import end_role, grant_role
from pengjiang.api.authentication import digest_of
from pengjiang.api.models import Client, Token
from pengjiang.api.services.clients import change_client, create_client, issue_token, revoke_token, switch_client
from pengjiang.api.tasks import warn_of_tokens
from pengjiang.audit.models import AuditEntry
from pengjiang.audit.queries import tell
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.console.dashboard import ending
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from tests import factories as f
from tests.api.doors import SCOPES, Caller, caller, token_of, town_client
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SECRET = re.compile(r"pj_[\w-]{43}")


def test_a_token_calls_as_the_person(district):
    body = caller(district).get("account/").json()

    assert body["person"]["name"] == "李堃"
    assert body["organisation"] == {"code": "duruan", "name": "江门市蓬江区杜阮镇人民政府", "short_name": "杜阮镇", "kind": "town"}
    assert body["roles"] == [{"code": "town_officer", "label": "执法人员", "organisation": "duruan"}]
    assert (body["client"]["name"], body["client"]["token_expires_on"], body["scopes"]) == ("镇综合执法平台", "2026-06-14", list(SCOPES))


def test_a_session_is_told_who_it_is(district):
    body = sign_in(district.manager).get("/api/v1/account/").json()

    assert (body["person"]["name"], body["client"], "cases:write" in body["scopes"], "account:write" in body["scopes"]) == ("朱镕之", None, True, False)


def test_the_account_takes_no_parameters(district):
    answer = caller(district).get("account/?x=1")

    assert (answer.status_code, answer.json()["parameters"]) == (400, [{"parameter": "x", "detail": "没有这个参数。"}])


def test_posts_elsewhere_are_not_the_clients(district):
    """Who works for two bodies lends a client of one of them the post there only."""
    grant_role(district.officer, organisation=district.office, role=Role.CASE_MANAGER, since=date(2026, 1, 5), actor=district.security_admin, is_main=True)
    clue = f.submitted(district)

    assert [one["organisation"] for one in caller(district).get("account/").json()["roles"]] == ["duruan"]
    assert caller(district, name="另一平台").get(f"cases/transfers/{clue.pk}/accept/").status_code == 403


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda d, c: revoke_token(c.tokens.get(), actor=d.system_admin), "吊销"),
        (lambda d, c: switch_client(c, active=False, actor=d.system_admin), "停用"),
        (lambda d, c: end_role(d.officer.memberships.get(), until=clock.today() - timedelta(days=1), actor=d.security_admin), "已不在该单位任职"),
        (lambda d, c: Token.objects.update(expires_on=clock.today() - timedelta(days=1)), "已于2026-03-15到期"),
    ],
)
def test_what_no_longer_holds_opens_nothing(district, spoil, reason):
    client = town_client(district)
    program = Caller(token_of(client, by=district.system_admin))
    assert program.get("account/").status_code == 200

    spoil(district, client)

    answer = program.get("account/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert reason in answer.json()["detail"]


def test_a_scope_that_was_not_given_is_refused(district):
    answer = caller(district, scopes=["account:read"]).get("account/")
    assert answer.status_code == 200

    answer = caller(district, scopes=["cases:read"], name="乙").get("account/")
    assert (answer.status_code, answer.json()["detail"]) == (403, "该接口客户端未获授权“account:read”，请由系统管理员增加授权范围。")


@pytest.mark.parametrize(
    ("person", "organisation", "scopes", "field"),
    [
        ("system_admin", "office", ["cases:read"], "person"),
        ("stranger", "town", ["cases:read"], "person"),
        ("officer", "town", [], "scopes"),
        ("officer", "town", ["cases:delete"], "scopes"),
    ],
)
def test_unfit_clients_are_refused(district, person, organisation, scopes, field):
    with pytest.raises(DomainError) as refusal:
        create_client(
            organisation=getattr(district, organisation),
            name="平台",
            person=district.people[person],
            scopes=scopes,
            purpose="",
            actor=district.system_admin,
        )

    assert refusal.value.field == field
    assert not Client.objects.exists()


def test_a_changed_person_counts_at_once(district):
    client = town_client(district)
    program = Caller(token_of(client, by=district.system_admin))

    change_client(client, person=district.town_head, actor=district.system_admin)

    assert program.get("account/").json()["person"]["name"] == "何𬭎"
    with pytest.raises(DomainError, match="今日不在杜阮镇任职"):
        change_client(client, person=district.stranger, actor=district.system_admin)


def test_a_token_ends_within_a_year(district):
    client = town_client(district)

    with pytest.raises(DomainError, match="最长365天：令牌等同口令") as refusal:
        issue_token(client, expires_on=clock.today() + timedelta(days=366), seen=None, actor=district.system_admin)
    assert refusal.value.field == "expires_on"
    with pytest.raises(DomainError, match="不能早于今天"):
        issue_token(client, expires_on=clock.today() - timedelta(days=1), seen=None, actor=district.system_admin)


def test_the_secret_is_shown_once_and_kept_nowhere(district):
    client = town_client(district)
    browser = sign_in(district.system_admin)
    form = {"expires_on": "2026-09-01", "seen": ""}

    page = browser.post(f"/console/clients/{client.pk}/tokens/new/", form)
    secret = SECRET.search(page.content.decode()).group()

    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert f'curl -H "Authorization: Bearer {secret}"' in page.content.decode()
    assert Caller(secret).get("account/").status_code == 200
    assert Token.objects.get().digest == digest_of(secret)
    assert [table for table in _tables() if _holds(table, secret)] == []
    assert all(secret not in str(session.get_decoded()) for session in Session.objects.all())
    assert not SECRET.search(browser.get(client.get_absolute_url()).content.decode())
    # The same form again, as a reload sends it.
    again = browser.post(f"/console/clients/{client.pk}/tokens/new/", form)
    assert (again.status_code, Token.objects.count()) == (409, 1)
    assert "明文只显示那一次" in again.content.decode()


def _tables() -> list[str]:
    return connection.introspection.table_names()


def _holds(table: str, text: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}" AS one WHERE strpos(one::text, %s) > 0)', [text])
        return cursor.fetchone()[0]


def test_only_the_system_administrator_keeps_clients(district):
    client = town_client(district)

    for person in ("security_admin", "audit_admin", "officer", "chief"):
        assert sign_in(district.people[person]).get(client.get_absolute_url()).status_code == 403, person


def test_the_pages_make_change_stop_and_revoke(district):
    browser = sign_in(district.system_admin)
    values = {"organisation": district.town.pk, "name": "镇平台", "person": district.officer.pk, "purpose": "取数", "scopes": ["account:read", "cases:read"]}

    assert browser.post("/console/clients/new/", {**values, "person": district.stranger.pk}).status_code == 422
    assert browser.post("/console/clients/new/", values).status_code == 303
    client = Client.objects.get()
    browser.post(f"/console/clients/{client.pk}/edit/", {**values, "scopes": ["account:read"]})
    token = issue_token(client, expires_on=clock.today(), seen=None, actor=district.system_admin).token
    browser.post(f"/console/clients/tokens/{token.pk}/revoke/")
    browser.post(f"/console/clients/{client.pk}/switch/")

    client.refresh_from_db()
    token.refresh_from_db()
    assert (client.scopes, client.is_active, token.is_current) == (["account:read"], False, False)
    assert [tell(entry).sentence for entry in AuditEntry.objects.filter(event__startswith="api.").order_by("id")] == [
        "新增接口客户端杜阮镇“镇平台”（责任人李堃）：account:read、cases:read",
        "修改接口客户端杜阮镇“镇平台”",
        f"为接口客户端杜阮镇“镇平台”签发令牌（尾号{token.hint}，至2026-03-16）",
        f"吊销接口客户端杜阮镇“镇平台”的令牌（尾号{token.hint}）",
        "停用接口客户端杜阮镇“镇平台”",
    ]


def test_an_ending_token_is_told_once(district):
    client = town_client(district)
    token_of(client, by=district.system_admin, days=14)

    assert (warn_of_tokens(), warn_of_tokens()) == (1, 0)
    drain()

    notices = Notice.objects.order_by("person__username").values_list("person__username", "title")
    said = f"接口客户端杜阮镇“镇综合执法平台”的令牌（尾号{client.tokens.get().hint}）将于2026-03-30到期"
    assert list(notices) == [("officer", said), ("system-admin", said)]
    assert [todo.title for todo in ending(district.system_admin)] == ["接口客户端杜阮镇“镇综合执法平台”的令牌将到期"]
    assert list(ending(district.officer)) == []


def test_a_replaced_token_needs_no_warning(district):
    client = town_client(district)
    token_of(client, by=district.system_admin, days=10)
    token_of(client, by=district.system_admin, days=200)

    assert warn_of_tokens() == 0
    assert list(ending(district.system_admin)) == []


def test_colleagues_read_who_calls_in_whose_name(district):
    town_client(district)

    own, colleagues, others = (sign_in(person).get("/account/").content.decode() for person in (district.officer, district.town_head, district.stranger))

    assert "以您的名义" in own
    assert "镇综合执法平台" in colleagues
    assert "以您的名义" not in colleagues
    assert "镇综合执法平台" not in others


def test_the_list_costs_the_same_for_many(district, client, constant_queries):
    client.force_login(district.system_admin, backend="pengjiang.accounts.backends.PersonBackend")

    constant_queries("/console/clients/", lambda number: [token_of(town_client(district, name=f"平台{number}-{place}"), by=district.system_admin) for place in range(number)])
