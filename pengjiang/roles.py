"""THE role table: what each role may do. Read it first.

A role's line is a set of permissions; predicates beside the permissions (``<app>/permissions.py``) narrow them by state,
assignment and recusal, and ``visible_to`` by organisation.
"""

from __future__ import annotations

from pengjiang.access.declare import Permission
from pengjiang.accounts.enums import Role as R

ROLES: dict[str, frozenset[Permission]] = {
    R.CHIEF: frozenset(),
    R.DEPUTY_CHIEF: frozenset(),
    R.DEPT_HEAD: frozenset(),
    R.PROCURATOR: frozenset(),
    R.ASSISTANT: frozenset(),
    R.CLERK: frozenset(),
    R.CASE_MANAGER: frozenset(),
    R.POLICY_REVIEWER: frozenset(),
    R.COMMITTEE_SECRETARY: frozenset(),
    R.BUREAU_LEADER: frozenset(),
    R.BUREAU_SUPERVISION: frozenset(),
    R.BUREAU_RECONSIDERATION: frozenset(),
    R.BUREAU_REVIEWER: frozenset(),
    R.BUREAU_CLERK: frozenset(),
    R.TOWN_LEADER: frozenset(),
    R.TOWN_HEAD: frozenset(),
    R.TOWN_OFFICER: frozenset(),
    R.TOWN_LEGAL: frozenset(),
    R.TOWN_CLERK: frozenset(),
    R.SYSTEM_ADMIN: frozenset(),
    R.SECURITY_ADMIN: frozenset(),
    R.AUDIT_ADMIN: frozenset(),
}
