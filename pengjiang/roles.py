"""THE role table: what each role may do. Read it first.

A role's line is a set of permissions; predicates beside the permissions (``<app>/permissions.py``) narrow them by state,
assignment and recusal, and ``visible_to`` by organisation.
"""

from __future__ import annotations

from cases.permissions import (
    ArchivePermission,
    CasePermission,
    DispatchPermission,
    HandoffPermission,
    HearingPermission,
    RecommendationPermission,
    TransferPermission,
    UnpaidPermission,
)
from disputes.permissions import DisputePermission
from liaison.permissions import LiaisonPermission as L
from pengjiang.access.declare import Permission
from pengjiang.accounts.enums import ADMINISTRATORS
from pengjiang.accounts.enums import Role as R
from pengjiang.api.permissions import ApiPermission
from pengjiang.checkups.permissions import CheckupPermission as K
from pengjiang.console.permissions import ConsolePermission
from pengjiang.documents.permissions import DocumentPermission
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.exchange.permissions import ExchangePermission as X
from pengjiang.library.permissions import LibraryPermission
from pengjiang.notifications.permissions import NotificationPermission
from reviews.permissions import ReviewPermission

T, C, REC, D, RV = TransferPermission, CasePermission, RecommendationPermission, DossierPermission, ReviewPermission
OUT, HEAR, UNPAID, ARC, LINK = DispatchPermission, HearingPermission, UnpaidPermission, ArchivePermission, HandoffPermission

# Everybody who reads files reads what the check finds in them, and may have it found anew.
CHECKS = {K.VIEW, K.RUN, K.PATTERNS}
# Everybody of the procuratorate who works on cases.
OFFICE = {T.VIEW, C.VIEW, REC.VIEW, OUT.VIEW, HEAR.VIEW, UNPAID.VIEW, D.VIEW, D.EXPORT, DocumentPermission.RETRY, RV.VIEW, *CHECKS} | {
    LINK.VIEW,
    ARC.VIEW,
    ARC.READ_MAIN,
    ARC.READ_INNER,
    ARC.BORROW,
}
# Everybody of a town or street.
TOWN = {T.VIEW, REC.VIEW, OUT.VIEW, D.VIEW, D.EXPORT, DocumentPermission.RETRY, RV.VIEW, *CHECKS}
# Those of a town who keep files, refer matters, reply and rectify.
TOWN_DESK = TOWN | {T.REFER, D.CREATE, D.EDIT, D.UPLOAD, D.REMOVE_FILE, D.IMPORT, D.REVEAL, REC.REPLY, REC.RECTIFY, OUT.REPLY, K.ANSWER} | {
    RV.SUBMIT,
    RV.OBJECT,
    RV.RECTIFY,
}
# Everybody of the judicial bureau who reads the district's register.
BUREAU = {LINK.VIEW, OUT.VIEW, D.VIEW, D.EXPORT, DocumentPermission.RETRY, RV.VIEW, *CHECKS}
# Those of either body who organise the joint review; the leader of a round is one of them.
ORGANISERS = {RV.PLAN, RV.MANAGE, RV.LEAD, RV.RUBRICS, RV.VERIFY}

ROLES: dict[str, frozenset[Permission]] = {
    role: frozenset(permissions)
    for role, permissions in {
        # 检察院
        R.CHIEF: OFFICE | {ARC.DESTROY, C.DECIDE, C.REOPEN, REC.APPROVE, REC.DECIDE, REC.EXTEND, OUT.APPROVE, HEAR.DECIDE},
        R.DEPUTY_CHIEF: OFFICE | {ARC.REVIEW, REC.APPROVE, REC.EXTEND, RV.APPROVE},
        R.DEPT_HEAD: OFFICE | ORGANISERS | {LINK.JOIN, D.REVEAL, T.ASSIGN, C.ASSIGN, REC.APPROVE, ARC.LEND},
        R.PROCURATOR: OFFICE
        | {T.REGISTER, T.HANDLE, C.HANDLE, C.CORRECT, C.HISTORY, REC.DRAFT, REC.SERVE, REC.VERIFY, REC.ASSESS, REC.URGE, REC.RECORD}
        | {LINK.SEND, LINK.RECEIVE, OUT.DRAFT, HEAR.MANAGE, UNPAID.RECORD, UNPAID.OPEN, D.REVEAL, RV.SCORE, RV.REFER},
        R.ASSISTANT: OFFICE | {RV.SCORE, D.REVEAL, T.HANDLE, C.HANDLE, REC.DRAFT, REC.SERVE, REC.RECORD, OUT.DRAFT, HEAR.MANAGE, UNPAID.RECORD},
        R.CLERK: OFFICE | {ARC.KEEP, REC.SEAL, C.ARCHIVE, REC.ARCHIVE},
        R.CASE_MANAGER: OFFICE | {HEAR.ROSTER, ConsolePermission.YEAR, LINK.RECEIVE, C.HISTORY, T.REGISTER, T.RECEIVE, T.ASSIGN, REC.SEAL, DocumentPermission.MANAGE_TEXTS},
        R.POLICY_REVIEWER: OFFICE | {REC.APPROVE},
        R.COMMITTEE_SECRETARY: OFFICE | {REC.APPROVE},
        # 司法局
        R.BUREAU_LEADER: BUREAU | {X.UNIT_VIEW, X.UNIT_APPROVE, LINK.JOIN, RV.APPROVE},
        R.BUREAU_SUPERVISION: BUREAU | ORGANISERS | {LINK.SEND, LINK.RECEIVE, D.IMPORT},
        R.BUREAU_RECONSIDERATION: BUREAU | {RV.SCORE},
        R.BUREAU_REVIEWER: BUREAU | {D.REVEAL, RV.SCORE},
        R.BUREAU_CLERK: BUREAU | {X.UNIT_VIEW, X.UNIT_ASK, D.IMPORT},
        # 镇街
        R.TOWN_LEADER: TOWN | {X.UNIT_VIEW, X.UNIT_APPROVE},
        R.TOWN_HEAD: TOWN_DESK | {X.UNIT_VIEW, X.UNIT_ASK},
        R.TOWN_OFFICER: TOWN_DESK,
        R.TOWN_LEGAL: TOWN | {D.REVEAL},
        R.TOWN_CLERK: TOWN_DESK,
        # 三员: their own pages, no case content
        R.SYSTEM_ADMIN: {
            ConsolePermission.ORGANISATIONS,
            ConsolePermission.ROLES,
            ConsolePermission.CALENDAR,
            ConsolePermission.REFERENCE,
            LibraryPermission.IMPORT,
            ConsolePermission.OUTBOX,
            ApiPermission.CLIENTS,
            ConsolePermission.YEAR,
            DocumentPermission.MANAGE_NUMBERS,
        },
        R.SECURITY_ADMIN: {ConsolePermission.PEOPLE, ConsolePermission.ROLE_SECURITY, ConsolePermission.ROLES},
        R.AUDIT_ADMIN: {ConsolePermission.AUDIT, ConsolePermission.ROLES},
    }.items()
}

# 行政争议联合化解工作站: both its bodies, and the town whose act is in dispute.
S = DisputePermission
STATION = {S.VIEW, S.STATISTICS}
DISPUTES: dict[str, set[Permission]] = {
    R.CHIEF: STATION | {S.GRANT_RELIEF},
    R.DEPUTY_CHIEF: STATION | {S.GRANT_RELIEF},
    R.DEPT_HEAD: STATION | {S.APPLY, S.ACCEPT, S.RECUSE, S.REVIEW_RELIEF},
    R.PROCURATOR: STATION | {S.APPLY, S.HANDLE, S.REFER},
    R.ASSISTANT: STATION | {S.APPLY, S.HANDLE},
    R.CLERK: STATION | {S.PAY_RELIEF},
    R.CASE_MANAGER: STATION | {S.APPLY, S.ACCEPT},
    R.POLICY_REVIEWER: STATION,
    R.COMMITTEE_SECRETARY: STATION,
    R.BUREAU_LEADER: STATION | {S.ACCEPT, S.RECUSE, S.ANSWER_AID},
    R.BUREAU_SUPERVISION: STATION | {S.HANDLE, S.ANSWER_AID},
    R.BUREAU_RECONSIDERATION: STATION | {S.APPLY, S.ACCEPT, S.HANDLE},
    R.BUREAU_REVIEWER: STATION,
    R.BUREAU_CLERK: STATION | {S.APPLY},
    R.TOWN_LEADER: {S.VIEW, S.DECIDE_LENIENCY},
    R.TOWN_HEAD: {S.VIEW, S.APPLY, S.DECIDE_LENIENCY},
    R.TOWN_OFFICER: {S.VIEW, S.APPLY},
    R.TOWN_LEGAL: {S.VIEW},
    R.TOWN_CLERK: {S.VIEW, S.APPLY},
}
ROLES |= {role: ROLES[role] | permissions for role, permissions in DISPUTES.items()}

# 联络室: everybody of the three sides reads; the two bodies keep it, mentors answer, towns ask, learn and do what was agreed.
ROOM = {L.VIEW, L.RECEIVE, L.DO_DUTY, L.DO_TASK, L.ATTEND}
KEEPERS = ROOM | {L.DRAFT_CASE, L.NOTIFY, L.AGREE, L.ANSWER, L.TEACH, L.MEET}
ASKING = ROOM | {L.ASK, L.REQUEST}
LIAISON: dict[str, set[Permission]] = {
    R.CHIEF: ROOM,
    R.DEPUTY_CHIEF: ROOM | {L.REVIEW_CASE},
    R.DEPT_HEAD: KEEPERS | {L.REVIEW_CASE, L.ROUTE},
    R.PROCURATOR: KEEPERS,
    R.ASSISTANT: KEEPERS,
    R.CLERK: ROOM | {L.MEET},
    R.CASE_MANAGER: ROOM,
    R.POLICY_REVIEWER: ROOM | {L.DRAFT_CASE},
    R.COMMITTEE_SECRETARY: ROOM,
    R.BUREAU_LEADER: ROOM | {L.REVIEW_CASE},
    R.BUREAU_SUPERVISION: KEEPERS | {L.ROUTE},
    R.BUREAU_RECONSIDERATION: KEEPERS,
    R.BUREAU_REVIEWER: ROOM,
    R.BUREAU_CLERK: ROOM | {L.MEET},
    R.TOWN_LEADER: ROOM,
    R.TOWN_HEAD: ASKING | {L.NOTIFY},
    R.TOWN_OFFICER: ASKING,
    R.TOWN_LEGAL: ASKING,
    R.TOWN_CLERK: ASKING | {L.NOTIFY},
}
ROLES |= {role: ROLES[role] | permissions for role, permissions in LIAISON.items()}

# Whoever reads matters may follow them; the three administrators read none.
ROLES |= {role: permissions | {NotificationPermission.FOLLOW} for role, permissions in ROLES.items() if role not in ADMINISTRATORS}
