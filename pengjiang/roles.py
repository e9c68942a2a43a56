"""THE role table: what each role may do. Read it first.

A role's line is a set of permissions; predicates beside the permissions (``<app>/permissions.py``) narrow them by state,
assignment and recusal, and ``visible_to`` by organisation.
"""

from __future__ import annotations

from pengjiang.access.declare import Permission
from pengjiang.accounts.enums import Role as R
from pengjiang.console.permissions import ConsolePermission as Console
from pengjiang.dossiers.permissions import DossierPermission as Dossier

_READ_FILES = frozenset({Dossier.VIEW, Dossier.EXPORT})
_KEEP_FILES = frozenset(Dossier)

ROLES: dict[str, frozenset[Permission]] = {
    R.CHIEF: _READ_FILES,
    R.DEPUTY_CHIEF: _READ_FILES,
    R.DEPT_HEAD: _READ_FILES | {Dossier.REVEAL},
    R.PROCURATOR: _READ_FILES | {Dossier.REVEAL},
    R.ASSISTANT: _READ_FILES | {Dossier.REVEAL},
    R.CLERK: _READ_FILES,
    R.CASE_MANAGER: _READ_FILES,
    R.POLICY_REVIEWER: _READ_FILES,
    R.COMMITTEE_SECRETARY: _READ_FILES,
    R.BUREAU_LEADER: _READ_FILES,
    R.BUREAU_SUPERVISION: _READ_FILES | {Dossier.IMPORT},
    R.BUREAU_RECONSIDERATION: _READ_FILES,
    R.BUREAU_REVIEWER: _READ_FILES | {Dossier.REVEAL},
    R.BUREAU_CLERK: _READ_FILES | {Dossier.IMPORT},
    R.TOWN_LEADER: _READ_FILES,
    R.TOWN_HEAD: _KEEP_FILES,
    R.TOWN_OFFICER: _KEEP_FILES,
    R.TOWN_LEGAL: _READ_FILES | {Dossier.REVEAL},
    R.TOWN_CLERK: _KEEP_FILES,
    R.SYSTEM_ADMIN: frozenset({Console.ORGANISATIONS, Console.CALENDAR, Console.REFERENCE, Console.OUTBOX, Console.ROLES}),
    R.SECURITY_ADMIN: frozenset({Console.PEOPLE, Console.ROLE_SECURITY, Console.ROLES}),
    R.AUDIT_ADMIN: frozenset({Console.AUDIT, Console.ROLES}),
}
