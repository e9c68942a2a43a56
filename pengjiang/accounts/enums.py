"""Kinds of organisation and the roles people hold in them."""

from __future__ import annotations

from django.db import models


class OrganisationKind(models.TextChoices):
    """Whose side an organisation stands on."""

    PROCURATORATE = "procuratorate", "检察院"
    BUREAU = "bureau", "司法局"
    TOWN = "town", "镇街"


class Role(models.TextChoices):
    """Roles of domain.md 14; what each may do stands in ``pengjiang/roles.py``."""

    CHIEF = "chief", "检察长"
    DEPUTY_CHIEF = "deputy_chief", "分管副检察长"
    DEPT_HEAD = "dept_head", "部门负责人"
    PROCURATOR = "procurator", "检察官"
    ASSISTANT = "assistant", "检察官助理"
    CLERK = "clerk", "书记员"
    CASE_MANAGER = "case_manager", "案件管理"
    POLICY_REVIEWER = "policy_reviewer", "法律政策研究"
    COMMITTEE_SECRETARY = "committee_secretary", "检委会办事机构"
    BUREAU_LEADER = "bureau_leader", "司法局分管领导"
    BUREAU_SUPERVISION = "bureau_supervision", "执法监督股"
    BUREAU_RECONSIDERATION = "bureau_reconsideration", "行政复议股"
    BUREAU_REVIEWER = "bureau_reviewer", "评查员"
    BUREAU_CLERK = "bureau_clerk", "司法局内勤"
    TOWN_LEADER = "town_leader", "镇街分管领导"
    TOWN_HEAD = "town_head", "综合执法办主任"
    TOWN_OFFICER = "town_officer", "执法人员"
    TOWN_LEGAL = "town_legal", "法制审核员"
    TOWN_CLERK = "town_clerk", "镇街内勤"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


P, B, T = OrganisationKind.PROCURATORATE, OrganisationKind.BUREAU, OrganisationKind.TOWN

# Which kind of organisation a role belongs to; the three administrators are appointed by the procuratorate.
ROLE_KIND: dict[Role, OrganisationKind] = {
    **dict.fromkeys(list(Role)[:9], P),
    **dict.fromkeys(list(Role)[9:14], B),
    **dict.fromkeys(list(Role)[14:19], T),
    **dict.fromkeys(list(Role)[19:], P),
}

# Hands that one person may not hold together: business work 0, and each of the three administrators (三员分立).
HANDS: dict[Role, int] = {role: 0 for role in Role} | {Role.SYSTEM_ADMIN: 1, Role.SECURITY_ADMIN: 2, Role.AUDIT_ADMIN: 3}
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

# Who may stand in for whom within one's rank: by the principal's role, the roles of the delegate. 三员 stand in for nobody.
STANDS_IN: dict[Role, frozenset[Role]] = {
    Role.CHIEF: frozenset({Role.CHIEF, Role.DEPUTY_CHIEF}),
    Role.DEPUTY_CHIEF: frozenset({Role.CHIEF, Role.DEPUTY_CHIEF}),
    Role.DEPT_HEAD: frozenset({Role.DEPT_HEAD, Role.DEPUTY_CHIEF, Role.PROCURATOR}),
    Role.PROCURATOR: frozenset({Role.PROCURATOR, Role.DEPT_HEAD}),
    Role.ASSISTANT: frozenset({Role.ASSISTANT, Role.PROCURATOR}),
    Role.CLERK: frozenset({Role.CLERK, Role.ASSISTANT, Role.CASE_MANAGER}),
    Role.CASE_MANAGER: frozenset({Role.CASE_MANAGER, Role.CLERK}),
    Role.POLICY_REVIEWER: frozenset({Role.POLICY_REVIEWER, Role.DEPT_HEAD}),
    Role.COMMITTEE_SECRETARY: frozenset({Role.COMMITTEE_SECRETARY, Role.POLICY_REVIEWER}),
    Role.BUREAU_LEADER: frozenset({Role.BUREAU_LEADER}),
    Role.BUREAU_SUPERVISION: frozenset({Role.BUREAU_SUPERVISION, Role.BUREAU_LEADER}),
    Role.BUREAU_RECONSIDERATION: frozenset({Role.BUREAU_RECONSIDERATION, Role.BUREAU_LEADER}),
    Role.BUREAU_REVIEWER: frozenset({Role.BUREAU_REVIEWER, Role.BUREAU_SUPERVISION}),
    Role.BUREAU_CLERK: frozenset({Role.BUREAU_CLERK, Role.BUREAU_SUPERVISION}),
    Role.TOWN_LEADER: frozenset({Role.TOWN_LEADER}),
    Role.TOWN_HEAD: frozenset({Role.TOWN_HEAD, Role.TOWN_LEADER}),
    Role.TOWN_OFFICER: frozenset({Role.TOWN_OFFICER, Role.TOWN_HEAD}),
    Role.TOWN_LEGAL: frozenset({Role.TOWN_LEGAL, Role.TOWN_HEAD}),
    Role.TOWN_CLERK: frozenset({Role.TOWN_CLERK, Role.TOWN_OFFICER, Role.TOWN_HEAD}),
}
