"""The role table, generated, and which roles need the second factor."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from pengjiang.access.decide import role_table
from pengjiang.accounts import services
from pengjiang.accounts.enums import ADMINISTRATORS, ROLE_KIND, OrganisationKind, Role
from pengjiang.accounts.models import RoleSecurity
from pengjiang.console.forms import RoleSecurityForm
from pengjiang.console.permissions import ConsolePermission
from pengjiang.web.components import Tab
from pengjiang.web.views.acting import FormPage
from pengjiang.web.views.base import PageView

SIDES = {**{kind.value: kind.label for kind in OrganisationKind}, "administrators": "三员"}


class RoleTable(PageView):
    """What each role may do, as the program has it: read only, for a role's rights are part of the program and its tests."""

    permission = ConsolePermission.ROLES
    template_name = "console/roles/table.html"
    title = "角色权限表"
    menu_key = "console-roles"

    def get_context(self) -> dict[str, Any]:
        side = self.request.GET.get("side", OrganisationKind.PROCURATORATE)
        side = side if side in SIDES else OrganisationKind.PROCURATORATE.value
        roles = [role for role in Role if _side_of(role) == side]
        table = role_table()
        permissions = sorted({permission for role in roles for permission in table.get(role, ())})
        rows = [(permission, [permission in table.get(role, ()) for role in roles]) for permission in permissions]
        return {
            **super().get_context(),
            "tabs": [Tab(label, f"?side={code}", code == side) for code, label in SIDES.items()],
            "roles": roles,
            "rows": rows,
        }


def _side_of(role: Role) -> str:
    return "administrators" if role in ADMINISTRATORS else ROLE_KIND[role].value


class RoleSecurityPage(FormPage):
    """Tick the roles that must use the second factor."""

    permission = ConsolePermission.ROLE_SECURITY
    title = "动态口令要求"
    menu_key = "console-security"
    form_class = RoleSecurityForm
    drafts = False
    submit_label = "保存要求"
    explanation = (
        "勾选的角色登录时，除密码外还须输入手机上的动态口令（GB/T 22239-2019，两种以上鉴别技术）；尚未绑定的，下一次打开页面即须绑定。"
    )

    def get_initial(self) -> dict[str, Any]:
        return {"roles": list(RoleSecurity.objects.filter(second_factor=True).values_list("role", flat=True))}

    @transaction.atomic
    def perform(self, form: RoleSecurityForm) -> int:
        wanted, have = set(form.cleaned_data["roles"]), set(self.get_initial()["roles"])
        for role in sorted(wanted ^ have):
            services.require_second_factor(role=role, required=role in wanted, actor=self.request.user)
        return len(wanted ^ have)

    def get_done_message(self, result: int) -> str:
        return f"已更新{result}个角色的要求。" if result else "没有变化。"

    def get_done_url(self, result: int) -> str:
        return reverse("console:security")
