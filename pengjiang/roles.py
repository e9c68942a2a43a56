"""THE role table: what each role may do. Read it first.

A role's line is a set of permissions; predicates beside the permissions (``<app>/permissions.py``) narrow them by state,
assignment and recusal, and ``visible_to`` by organisation.
"""

from __future__ import annotations

from cases.permissions import CasePermission, RecommendationPermission, TransferPermission
from pengjiang.access.declare import Permission
from pengjiang.accounts.enums import Role as R
from pengjiang.console.permissions import ConsolePermission
from pengjiang.documents.permissions import DocumentPermission
from pengjiang.dossiers.permissions import DossierPermission
from reviews.permissions import ReviewPermission

T, C, REC, D, RV = TransferPermission, CasePermission, RecommendationPermission, DossierPermission, ReviewPermission

# Everybody of the procuratorate who works on cases.
OFFICE = {T.VIEW, C.VIEW, REC.VIEW, D.VIEW, D.EXPORT, DocumentPermission.RETRY, RV.VIEW}
# Everybody of a town or street.
TOWN = {T.VIEW, REC.VIEW, D.VIEW, D.EXPORT, DocumentPermission.RETRY, RV.VIEW}
# Those of a town who keep files, refer matters, reply and rectify.
TOWN_DESK = TOWN | {T.REFER, D.CREATE, D.EDIT, D.UPLOAD, D.REMOVE_FILE, D.IMPORT, D.REVEAL, REC.REPLY, REC.RECTIFY, RV.SUBMIT, RV.OBJECT, RV.RECTIFY}
# Everybody of the judicial bureau who reads the district's register.
BUREAU = {D.VIEW, D.EXPORT, DocumentPermission.RETRY, RV.VIEW}
# Those of either body who organise the joint review; the leader of a round is one of them.
ORGANISERS = {RV.PLAN, RV.MANAGE, RV.LEAD, RV.RUBRICS, RV.VERIFY}

ROLES: dict[str, frozenset[Permission]] = {
    role: frozenset(permissions)
    for role, permissions in {
        # 检察院
        R.CHIEF: OFFICE | {C.DECIDE, REC.APPROVE},
        R.DEPUTY_CHIEF: OFFICE | {REC.APPROVE, RV.APPROVE},
        R.DEPT_HEAD: OFFICE | ORGANISERS | {D.REVEAL, T.ASSIGN, REC.APPROVE},
        R.PROCURATOR: OFFICE | {T.REGISTER, T.HANDLE, C.HANDLE, REC.DRAFT, REC.SERVE, REC.VERIFY, REC.ASSESS, REC.URGE, D.REVEAL, RV.SCORE, RV.REFER},
        R.ASSISTANT: OFFICE | {RV.SCORE, D.REVEAL, T.HANDLE, C.HANDLE, REC.DRAFT, REC.SERVE},
        R.CLERK: OFFICE | {REC.SEAL, C.ARCHIVE, REC.ARCHIVE},
        R.CASE_MANAGER: OFFICE | {T.REGISTER, T.RECEIVE, T.ASSIGN, REC.SEAL, DocumentPermission.MANAGE_TEXTS},
        R.POLICY_REVIEWER: OFFICE | {REC.APPROVE},
        R.COMMITTEE_SECRETARY: OFFICE | {REC.APPROVE},
        # 司法局
        R.BUREAU_LEADER: BUREAU | {RV.APPROVE},
        R.BUREAU_SUPERVISION: BUREAU | ORGANISERS | {D.IMPORT},
        R.BUREAU_RECONSIDERATION: BUREAU | {RV.SCORE},
        R.BUREAU_REVIEWER: BUREAU | {D.REVEAL, RV.SCORE},
        R.BUREAU_CLERK: BUREAU | {D.IMPORT},
        # 镇街
        R.TOWN_LEADER: TOWN,
        R.TOWN_HEAD: TOWN_DESK,
        R.TOWN_OFFICER: TOWN_DESK,
        R.TOWN_LEGAL: TOWN | {D.REVEAL},
        R.TOWN_CLERK: TOWN_DESK,
        # 三员: their own pages, no case content
        R.SYSTEM_ADMIN: {
            ConsolePermission.ORGANISATIONS,
            ConsolePermission.ROLES,
            ConsolePermission.CALENDAR,
            ConsolePermission.REFERENCE,
            ConsolePermission.OUTBOX,
            DocumentPermission.MANAGE_NUMBERS,
        },
        R.SECURITY_ADMIN: {ConsolePermission.PEOPLE, ConsolePermission.ROLE_SECURITY, ConsolePermission.ROLES},
        R.AUDIT_ADMIN: {ConsolePermission.AUDIT, ConsolePermission.ROLES},
    }.items()
}
