"""Cases that the procurator opens: out of the office's own supervision, to follow a recommendation up; and joining matters to one case."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from cases.case_types import CASE_TYPES
from cases.enums import Channel
from cases.models import Recommendation, SupervisionCase, Transfer
from cases.permissions import CasePermission
from cases.queries.recusals import recusal_reasons
from cases.services.texts import require_text
from pengjiang.access import can
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.deadlines import services as deadlines
from pengjiang.documents.services import issue, take_number
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire

REVIEW_LIMITS = ("TM23", "TM24")
ACCEPTANCE_LIMITS = (*REVIEW_LIMITS, "TM49")


def start_acceptance_limits(case: SupervisionCase) -> None:
    """三个月 for the review and 七个工作日 for telling the authority, where the case is one of litigation supervision."""
    for code in ACCEPTANCE_LIMITS:
        deadlines.start_bound("cases.supervisioncase", case, code, on=case.docketed_on)


@transaction.atomic
def open_case(
    *,
    actor: User,
    case_type: str,
    channel: str,
    title: str,
    origin: str,
    subject: Organisation | None = None,
    subject_name: str = "",
    dossiers: Sequence[Dossier] = (),
    follows: Recommendation | None = None,
) -> SupervisionCase:
    """A case of the actor's own, without a referral. Raises ``DomainError`` where the actor must keep away from the body."""
    decision = can(actor, CasePermission.HANDLE)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if not actor.has_role(Role.PROCURATOR):
        raise NotAllowed("由检察官立案承办。")
    if case_type not in CASE_TYPES:
        raise DomainError("没有这一案件类别，请从列表中选择。", field="case_type")
    require_text(title, "请填写案件名称。", field="title")
    require_text(origin, "请写明在履行何项监督职责中发现。", field="origin")
    if subject is None and not subject_name.strip():
        raise DomainError("请填写被监督单位。", field="subject_name")
    reason = recusal_reasons([actor], subject=subject).get(actor.pk)
    if reason:
        raise DomainError(f"您{reason}，不能承办，请报部门负责人另行分案。")
    number = take_number("case", actor=actor, variant=case_type)
    case = SupervisionCase.objects.create(
        number=number,
        case_type=case_type,
        channel=channel,
        title=title,
        origin=origin,
        subject=subject,
        subject_name=subject_name.strip(),
        holder=actor,
        follows=follows,
        docketed_on=clock.today(),
    )
    case.dossiers.set(dossiers)
    emit("cases.supervisioncase.opened", actor=actor, target=case, related=[*dossiers, follows], data={"number": number, "channel": Channel(channel).label})
    start_acceptance_limits(case)
    issue("docket_form", case, actor=actor)
    return case


@transaction.atomic
def follow_up(recommendation: Recommendation, *, actor: User, origin: str) -> SupervisionCase:
    """跟进监督: a case of its own about what was not put right."""
    require_text(origin, "请写明未落实的情况和跟进监督的理由。", field="origin")
    recommendation = claim(recommendation, "follow_up", actor=actor)
    if SupervisionCase.objects.open().filter(follows=recommendation).exists():
        raise DomainError("已有一件跟进监督案件正在办理。")
    earlier = recommendation.case
    case = open_case(
        actor=actor,
        case_type=earlier.case_type,
        channel=Channel.OTHER_CASES if earlier.channel == Channel.TOWN_REFERRAL else earlier.channel,
        title=f"{recommendation.addressee_name}落实检察建议跟进监督案",
        origin=origin,
        subject=recommendation.addressee,
        subject_name="" if recommendation.addressee_id else recommendation.addressee_name,
        dossiers=list(earlier.dossiers.all()),
        follows=recommendation,
    )
    fire(recommendation, "follow_up", actor=actor, data={"case": case.number}, related=[case])
    return case


@transaction.atomic
def join_to_case(case: SupervisionCase, *, actor: User, transfers: Sequence[Transfer] = (), dossiers: Sequence[Dossier] = ()) -> SupervisionCase:
    """类案: further referrals of the same holder, with their files, and further files are handled in this case."""
    if not transfers and not dossiers:
        raise DomainError("请至少选择一件线索或者案卷。", field="transfers")
    parts = [f"线索{len(transfers)}件" if transfers else "", f"案卷{len(dossiers)}件" if dossiers else ""]
    what = "、".join(part for part in parts if part)
    case = fire(case, "join", actor=actor, data={"what": what}, related=[*transfers, *dossiers])
    for transfer in transfers:
        fire(transfer, "join", actor=actor, data={"case": case.number}, related=[case])
        case.joined.add(transfer)
        case.dossiers.add(*transfer.dossiers.all())
    case.dossiers.add(*dossiers)
    return case
