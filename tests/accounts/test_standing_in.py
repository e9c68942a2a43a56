"""委托代办: within one's rank, for a period, in the principal's name; what the delegate may is what the principal may."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import SupervisionCase
from cases.services import recommendations, recusals, supervision
from pengjiang.access import can, permissions_of
from pengjiang.accounts import standing_in
from pengjiang.accounts.enums import STANDS_IN, Role
from pengjiang.accounts.models import Delegation, User
from pengjiang.accounts.services import set_active
from pengjiang.audit.models import AuditEntry
from pengjiang.audit.queries import timeline
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.models import IssuedDocument
from tests import factories as f
from tests.cases.refusing import refused
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
UNTIL = date(2026, 3, 20)


def given(principal: User, delegate: User, **values) -> Delegation:
    return standing_in.give_delegation(
        principal, **{"delegate": delegate, "since": f.TODAY, "until": UNTIL, "reason": "外出培训", "actor": principal, **values}
    )


def acting(principal: User, delegate: User) -> User:
    return standing_in.stand_in(given(principal, delegate))


def test_delegate_may_what_the_principal_may_and_no_more(district):
    case = f.investigating(district)
    for principal, delegate in ((district.procurator, district.other_procurator), (district.chief, district.deputy), (district.town_head, district.town_leader)):
        user = acting(principal, delegate)
        assert permissions_of(user) == permissions_of(principal)
        assert user.role_codes == principal.role_codes
        assert set(user.organisation_ids) == set(principal.organisation_ids)
        assert list(SupervisionCase.objects.visible_to(user)) == list(SupervisionCase.objects.visible_to(principal))
        for permission in permissions_of(delegate) - permissions_of(principal):
            assert not can(user, permission).ok
    user = standing_in.stand_in(Delegation.objects.get(principal=district.procurator))
    assert f.record(district, case, on=f.TODAY)
    assert supervision.write_report(case, actor=user, process="已查明。").report == {"process": "已查明。"}
    with pytest.raises(NotAllowed, match="由承办检察官陈喆办理"):
        supervision.write_report(case, actor=district.other_procurator, process="越权。")


@pytest.mark.parametrize(("principal", "delegate"), [("chief", "head"), ("procurator", "clerk"), ("town_head", "officer"), ("procurator", "officer"), ("system_admin", "security_admin")])
def test_nobody_stands_in_above_their_rank_or_in_another_house(district, principal, delegate):
    message = refused(lambda: given(district.people[principal], district.people[delegate]), field="delegate")

    assert message.endswith("请另选同级或者上级人员。")
    assert not Delegation.objects.exists()


def test_three_administrators_stand_in_for_nobody():
    assert not {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN} & (set(STANDS_IN) | set().union(*STANDS_IN.values()))


def test_it_holds_between_its_days_and_until_it_is_taken_back(district):
    row = given(district.procurator, district.other_procurator, since=date(2026, 3, 18))
    assert standing_in.stand_in(row) is None
    with clock.at(date(2026, 3, 18)):
        assert standing_in.stand_in(row).acted_by == district.other_procurator
    with clock.at(date(2026, 3, 21)):
        assert standing_in.stand_in(row) is None
    with clock.at(date(2026, 3, 19)):
        assert refused(lambda: standing_in.end_delegation(row, actor=district.head), kind=NotAllowed) == "由委托人或者代办人终止。"
        standing_in.end_delegation(row, actor=district.procurator)
        assert standing_in.stand_in(row) is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"since": date(2026, 3, 15)}, "since"),
        ({"until": date(2026, 3, 15)}, "until"),
        ({"until": date(2026, 12, 31)}, "until"),
        ({"reason": " "}, "reason"),
    ],
)
def test_bad_delegations_are_refused(district, values, field):
    refused(lambda: given(district.procurator, district.other_procurator, **values), field=field)
    assert not Delegation.objects.exists()


def test_no_second_one_for_the_same_days_and_none_passed_on(district):
    user = acting(district.procurator, district.other_procurator)

    assert refused(lambda: given(district.procurator, district.head), field="since") == "该期间已有一项委托，请先终止原委托。"
    assert refused(lambda: given(user, district.head, since=date(2026, 4, 1), until=date(2026, 4, 2)), kind=NotAllowed).endswith("代办期间不能转委托。")


def test_who_has_left_is_not_stood_in_for(district):
    row = given(district.procurator, district.other_procurator)
    set_active(district.procurator, active=False, actor=district.security_admin)

    row.principal.refresh_from_db()
    assert standing_in.stand_in(row) is None


def test_approval_says_a_for_b_on_step_timeline_and_paper(district):
    recommendation = f.agree(district, f.approving(district), until=Role.CHIEF)
    deputy = acting(district.chief, district.deputy)

    recommendation = recommendations.decide_step(recommendation, actor=deputy, approve=True, opinion="同意。")
    step = recommendation.rounds.get().steps.last()
    assert (step.decided_by, step.decided_as) == (district.chief, "区嘉敏代梁晓峰")
    line = next(row for row in timeline(recommendation, district.procurator, handling=True) if row.event == "cases.recommendation.approve")
    assert line.who == "区嘉敏代梁晓峰"
    entry = AuditEntry.objects.get(event="cases.recommendation.approve")
    assert entry.actor == f"accounts.user:{district.deputy.pk}"
    assert f"accounts.user:{district.chief.pk}" in entry.refs
    sheet = IssuedDocument.objects.of(recommendation).get(type_code="approval_sheet")
    assert "区嘉敏代梁晓峰" in str(sheet.blocks)


def test_delegate_is_bound_by_recusal_of_their_own(district):
    case = f.investigating(district)
    recusals.declare_recusal(person=district.other_procurator, ground="served_there", organisation=district.town, actor=district.head)
    user = acting(district.procurator, district.other_procurator)

    assert refused(lambda: supervision.write_report(case, actor=user, process="x"), kind=NotAllowed) == "黄犇已登记回避：曾在被监督单位任职，不能代陈喆办理。"


def test_delegate_does_not_approve_own_draft(district):
    district.join("procurator", "陈喆", Role.DEPUTY_CHIEF, "procuratorate")
    recommendation = f.agree(district, f.approving(district), until=Role.CHIEF)
    user = acting(district.chief, f.person_again(district.procurator))

    assert refused(lambda: recommendations.decide_step(recommendation, actor=user, approve=True, opinion=""), kind=NotAllowed) == "陈喆是本案承办人，不能代梁晓峰审批。"


def test_pages_are_the_principals_and_the_account_stays_ones_own(district):
    case = f.asked(district)
    row = given(district.chief, district.deputy)
    client = sign_in(district.deputy)
    decide = f"{case.get_absolute_url()}decide-investigation/"
    assert client.post(decide, {"note": "同意。"}).status_code == 403

    assert client.post(f"/account/delegations/{row.pk}/begin/").status_code == 303
    home = client.get("/").content.decode()
    assert "您正在代 梁晓峰 办理" in home
    assert "决定调查核实" in home
    assert client.get("/account/").context["request"].user == district.deputy
    assert client.post(decide, {"note": "同意。"}).status_code == 303
    page = client.get(case.get_absolute_url()).content.decode()
    assert "区嘉敏代梁晓峰" in page
    assert "区嘉敏代梁晓峰" in client.get(f"{case.get_absolute_url()}?tab=timeline").content.decode()

    client.post("/account/standing-in/leave/")
    assert "您正在代" not in client.get("/").content.decode()
    client.post(f"/account/delegations/{row.pk}/begin/")
    standing_in.end_delegation(row, actor=district.chief)
    assert "您正在代" not in client.get("/").content.decode()
    assert client.post(f"/account/delegations/{row.pk}/begin/").status_code == 403


def test_only_those_concerned_reach_a_delegation(district):
    row = given(district.chief, district.deputy)
    client = sign_in(district.head)

    assert [client.post(f"/account/delegations/{row.pk}/{act}/").status_code for act in ("begin", "end")] == [404, 404]
    assert sign_in(district.chief).post(f"/account/delegations/{row.pk}/begin/").status_code == 403


def test_page_gives_a_delegation_and_says_what_is_wrong(district):
    client = sign_in(district.procurator)
    values = {"delegate": district.other_procurator.pk, "since": "2026-03-16", "until": "2026-03-10", "reason": "休假"}

    answer = client.post("/account/delegations/", values)
    assert (answer.status_code, "截止日期不能早于起始日期。" in answer.content.decode()) == (422, True)
    assert client.post("/account/delegations/", values | {"until": "2026-03-20"}).status_code == 303
    assert Delegation.objects.get().delegate == district.other_procurator
    with pytest.raises(DomainError):
        given(district.procurator, district.head)
