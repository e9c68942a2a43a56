"""The decision: signed in, active, a role that carries the permission, then the predicates in order."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from cases.models import Transfer
from cases.permissions import CasePermission, TransferPermission
from pengjiang.access import Decision, can, permissions_of
from pengjiang.access.decide import roles_with
from pengjiang.access.declare import PREDICATES, Permission, predicate
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.console.permissions import ConsolePermission
from pengjiang.dossiers.permissions import DossierPermission
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db


def test_nobody_is_asked_to_sign_in():
    assert can(AnonymousUser(), TransferPermission.VIEW) == Decision.no("请先登录。")
    assert permissions_of(AnonymousUser()) == frozenset()


def test_disabled_person_may_nothing():
    user = person("chief")
    user.is_active = False

    assert can(user, CasePermission.DECIDE) == Decision.no("账号已停用，请联系系统管理员。")
    assert permissions_of(user) == frozenset()


def test_refusal_says_whose_work_it_is_and_what_one_is():
    assert can(person("clerk"), CasePermission.DECIDE).reason == "“决定调查核实”由检察长办理，您的身份是书记员。"
    assert can(person("town_legal"), TransferPermission.REFER).reason == "“移送线索”由综合执法办主任、执法人员、镇街内勤办理，您的身份是法制审核员。"


def test_person_without_a_post_is_told_so():
    user = User.objects.create(username="nobody", name="待任职")

    assert can(user, TransferPermission.VIEW).reason.endswith("您的身份是未任职。")


def test_two_posts_join_their_permissions():
    user = person("clerk")
    assert not can(user, TransferPermission.RECEIVE)
    user.memberships.create(organisation=organisation("procuratorate"), role="case_manager", since=date(2026, 1, 1))

    user = User.objects.get(pk=user.pk)
    assert can(user, TransferPermission.RECEIVE)
    assert user.role_label == "书记员、案件管理"


def test_post_holds_from_its_first_to_its_last_day():
    user = User.objects.create(username="lin", name="林某")
    user.memberships.create(organisation=organisation("procuratorate"), role="chief", since=date(2026, 3, 2), until=date(2026, 3, 31))

    held = {}
    for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1)):
        with clock.at(day):
            held[day.isoformat()] = can(User.objects.get(pk=user.pk), CasePermission.DECIDE).ok
    assert held == {"2026-03-01": False, "2026-03-02": True, "2026-03-31": True, "2026-04-01": False}


def test_post_in_a_body_out_of_use_opens_nothing():
    user = person("town_officer")
    body = organisation("duruan")
    body.is_active = False
    body.save()

    assert permissions_of(User.objects.get(pk=user.pk)) == frozenset()


def test_administrator_of_the_office_is_not_of_the_procuratorate():
    """An administrator's post opens no body's business (最小权限)."""
    for role in ("system_admin", "security_admin", "audit_admin"):
        user = person(role)
        assert (user.is_procuratorate, user.organisation_ids, user.is_administrator) == (False, [], True)


def test_each_administrator_holds_only_their_own_pages():
    assert permissions_of(person("audit_admin")) >= {ConsolePermission.AUDIT}
    assert ConsolePermission.AUDIT not in permissions_of(person("system_admin"))
    assert ConsolePermission.PEOPLE not in permissions_of(person("system_admin"))
    assert ConsolePermission.PEOPLE in permissions_of(person("security_admin"))


def test_predicates_are_asked_in_order_and_only_about_an_object():
    class Test(Permission):
        ACT = "cases.case.handle", "办理监督案件"

    asked = []
    first = predicate(Test.ACT)(lambda _user, obj: asked.append("一") or Decision(obj.ok, "第一条不符。"))
    second = predicate(Test.ACT)(lambda _user, _obj: asked.append("二") or Decision.yes())
    user = person("procurator")
    # The code is that of a real permission, whose own predicate stands first.
    matter = {"holder_id": user.pk}
    try:
        assert can(user, Test.ACT)
        assert asked == []
        assert can(user, Test.ACT, SimpleNamespace(ok=False, **matter)).reason == "第一条不符。"
        assert asked == ["一"]
        assert can(user, Test.ACT, SimpleNamespace(ok=True, **matter))
        assert asked == ["一", "一", "二"]
    finally:
        PREDICATES[Test.ACT].remove(first)
        PREDICATES[Test.ACT].remove(second)


def test_roles_of_a_permission_come_in_the_order_of_the_table():
    assert roles_with(TransferPermission.ASSIGN) == ["dept_head", "case_manager"]
    assert roles_with(DossierPermission.IMPORT) == ["bureau_supervision", "bureau_clerk", "town_head", "town_officer", "town_clerk"]


def test_queryset_that_forgot_to_answer_is_an_error():
    with pytest.raises(NotImplementedError, match=r"ScopedQuerySet\.visible_to"):
        ScopedQuerySet(Transfer).visible_to(person("clerk"))
