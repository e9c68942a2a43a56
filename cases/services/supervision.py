"""监督案件: docketing, investigation, report and result."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cases.case_types import CASE_TYPES
from cases.enums import InvestigationMeans
from cases.models import Finding, InvestigationRecord, SupervisionCase, Transfer
from cases.models.supervision import OVER
from cases.permissions import CasePermission
from cases.queries.checks import faults_of
from cases.queries.recusals import recusal_reasons
from cases.services.handoffs import tell_result
from cases.services.own_cases import start_acceptance_limits
from cases.services.texts import require_text
from cases.workflow.supervision import SUPERVISION
from pengjiang.access import can
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.services import issue, take_number
from pengjiang.dossiers.models import Dossier
from pengjiang.workflow.services import claim, fire, lock

# Months by which the 检察长 may extend a review at once.
MOST_EXTENSION = 3
# From these a case is closed; in any other state the state's own refusal is the better answer.
CLOSING_STATES = frozenset(SUPERVISION["close"].sources)


@transaction.atomic
def docket_case(
    transfer: Transfer, *, actor: User, case_type: str, title: str, unified_number: str = "", assistant: User | None = None
) -> SupervisionCase:
    """Make a case of a referral; the holder stays. Raises ``DomainError`` for an unknown type or an assistant who must keep away."""
    if case_type not in CASE_TYPES:
        raise DomainError("没有这一案件类别，请从列表中选择。", field="case_type")
    transfer = claim(transfer, "docket", actor=actor)
    if assistant is not None:
        _check_assistant(assistant, transfer)
    number = take_number("case", actor=actor, variant=case_type)
    case = SupervisionCase.objects.create(
        number=number,
        unified_number=unified_number,
        case_type=case_type,
        channel=transfer.channel,
        title=title,
        transfer=transfer,
        subject=transfer.subject,
        subject_name=transfer.subject_name,
        holder=transfer.holder,
        assistant=assistant,
        docketed_on=clock.today(),
    )
    case.dossiers.set(transfer.dossiers.all())
    fire(transfer, "docket", actor=actor, data={"case": number}, related=[case])
    start_acceptance_limits(case)
    issue("docket_form", case, actor=actor)
    return case


def _check_assistant(assistant: User, transfer: Transfer) -> None:
    """Recusal binds assistants as it binds procurators."""
    if not assistant.is_active or not assistant.has_role(Role.ASSISTANT):
        raise DomainError(f"{assistant.name}现不担任检察官助理，请另选。", field="assistant")
    reason = recusal_reasons([assistant], subject=transfer.subject, target=str(ObjectRef.of(transfer))).get(assistant.pk)
    if reason:
        raise DomainError(f"{assistant.name}{reason}，请另选检察官助理。", field="assistant")


@transaction.atomic
def review_case(case: SupervisionCase, *, actor: User) -> SupervisionCase:
    """Begin the review."""
    return fire(case, "review", actor=actor)


@transaction.atomic
def ask_investigation(case: SupervisionCase, *, actor: User, plan: str) -> SupervisionCase:
    """呈请检察长决定 (第十三条), with the plan of what is to be verified how."""
    require_text(plan, "请写明核实什么、怎样核实。", field="plan")
    case = fire(case, "ask_investigation", actor=actor, values={"plan": plan, "investigation_asked_on": clock.today()})
    issue("investigation_plan", case, actor=actor)
    return case


@transaction.atomic
def decide_investigation(case: SupervisionCase, *, actor: User, note: str = "") -> SupervisionCase:
    """The 检察长's decision; two months begin."""
    return fire(
        case,
        "decide_investigation",
        actor=actor,
        values={"investigation_decided_on": clock.today(), "investigation_decided_by": actor, "investigation_decided_as": actor.signature},
        data={"note": note},
    )


@transaction.atomic
def decline_investigation(case: SupervisionCase, *, actor: User, note: str) -> SupervisionCase:
    """Back to the procurator with remarks."""
    require_text(note, "请写明退回呈批的理由。", field="note")
    return fire(case, "decline_investigation", actor=actor, data={"note": note})


@transaction.atomic
def add_record(
    case: SupervisionCase, *, actor: User, means: str, on: date, officers: str, content: str, place: str = "", persons: str = ""
) -> InvestigationRecord:
    """Note one act of investigation (第十四条). Raises ``DomainError`` for a day that has not come or lies before the decision."""
    require_text(content, "请填写调查核实的内容。", field="content")
    require_text(officers, "请填写调查人员。", field="officers")
    if on > clock.today():
        raise DomainError("日期不能晚于今天。", field="on")
    if case.investigation_decided_on and on < case.investigation_decided_on:
        raise DomainError(f"日期不能早于决定调查核实之日（{case.investigation_decided_on:%Y-%m-%d}）。", field="on")
    case = fire(case, "record", actor=actor, data={"means": InvestigationMeans(means).label, "persons": persons or place}, on=on)
    record = InvestigationRecord.objects.create(
        case=case, means=means, on=on, place=place, persons=persons, officers=officers, content=content, made_by=actor
    )
    issue("investigation_record", record, actor=actor)
    return record


@transaction.atomic
def save_finding(
    case: SupervisionCase,
    *,
    actor: User,
    category: str,
    fact: str,
    problem: str,
    citations: list[dict[str, Any]],
    dossier: Dossier | None = None,
    document: str = "",
    page: int | None = None,
    finding: Finding | None = None,
    page_needed: bool = True,
) -> Finding:
    """Add or change a finding; it must cite at least one article, and what a person writes of a file names its page."""
    _require_handle(case, actor)
    if not citations:
        raise DomainError("请至少引用一条依据，写明法律名称与条款。", field="citations")
    if dossier is not None and not case.dossiers.filter(pk=dossier.pk).exists():
        raise DomainError("该案卷不在本案涉及案卷之中。", field="dossier")
    if dossier is not None and page is None and page_needed:
        raise DomainError("请填写问题所在的页码。", field="page")
    finding = finding or Finding(case=case, order=case.findings.count() + 1)
    finding.category, finding.fact, finding.problem, finding.citations = category, fact, problem, citations
    finding.dossier, finding.document, finding.page = dossier, document, page
    finding.save()
    return finding


@transaction.atomic
def take_over_faults(case: SupervisionCase, *, actor: User, chosen: list[str]) -> list[Finding]:
    """从体检结果引入: each chosen fault of the file check becomes a finding with its file, paper, articles, and its page where that is known."""
    _require_handle(case, actor)
    faults = {fault.key: fault for fault in faults_of(case)}
    wanted = [faults[key] for key in chosen if key in faults]
    if not wanted:
        raise DomainError("请选择要引入的问题。", field="chosen")
    return [save_finding(case, actor=actor, dossier=fault.dossier, page_needed=False, **fault.values) for fault in wanted]


@transaction.atomic
def remove_finding(finding: Finding, *, actor: User) -> None:
    """Take a finding out and close the gap in the order."""
    case = finding.case
    _require_handle(case, actor)
    finding.delete()
    for order, row in enumerate(case.findings.order_by("order"), start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


def _require_handle(case: SupervisionCase, actor: User) -> None:
    lock(case, actor)
    decision = can(actor, CasePermission.HANDLE, case)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if case.state in OVER:
        raise NotAllowed("案件已办结，不能再修改。")


@transaction.atomic
def write_report(case: SupervisionCase, *, actor: User, **parts: str) -> SupervisionCase:
    """Keep the closing report's parts while it is being written."""
    return fire(case, "write_report", actor=actor, values={"report": {**case.report, **parts}})


@transaction.atomic
def conclude_case(case: SupervisionCase, *, actor: User) -> SupervisionCase:
    """End the investigation; the 调查终结报告 is made."""
    proposal = (case.report or {}).get("proposal", "")
    case = fire(case, "conclude", actor=actor, values={"concluded_on": clock.today()}, data={"proposal": proposal[:60]})
    issue("closing_report", case, actor=actor)
    return case


@transaction.atomic
def reinvestigate_case(case: SupervisionCase, *, actor: User, note: str) -> SupervisionCase:
    """More must be verified."""
    require_text(note, "请写明补充核实什么。", field="note")
    return fire(case, "reinvestigate", actor=actor, values={"concluded_on": None}, data={"note": note})


@transaction.atomic
def settle_case(case: SupervisionCase, *, actor: User, note: str) -> SupervisionCase:
    """促成化解."""
    require_text(note, "请写明化解的经过和结果。", field="note")
    return fire(case, "settle", actor=actor, values={"result_note": note}, data={"note": note})


@transaction.atomic
def end_case(case: SupervisionCase, *, actor: User, note: str) -> SupervisionCase:
    """终结审查, also where no recommendation is made (第十五条)."""
    require_text(note, "请写明终结审查的理由。", field="note")
    case = fire(case, "end", actor=actor, values={"result_note": note}, data={"note": note})
    issue("end_decision", case, actor=actor)
    return case


@transaction.atomic
def not_support_case(case: SupervisionCase, *, actor: User, note: str) -> SupervisionCase:
    """不支持监督申请."""
    require_text(note, "请写明不支持监督申请的理由。", field="note")
    case = fire(case, "not_support", actor=actor, values={"result_note": note}, data={"note": note})
    issue("non_support_decision", case, actor=actor)
    return case


@transaction.atomic
def suspend_case(case: SupervisionCase, *, actor: User, note: str) -> SupervisionCase:
    """中止."""
    require_text(note, "请写明中止的原因。", field="note")
    case = fire(case, "suspend", actor=actor, values={"suspended_reason": note}, data={"note": note})
    issue("suspension_decision", case, actor=actor)
    return case


@transaction.atomic
def resume_case(case: SupervisionCase, *, actor: User) -> SupervisionCase:
    """Go on where it stopped: with the investigation once the 检察长 has decided on it, else with the review."""
    name = "resume_investigating" if case.investigation_decided_on else "resume"
    return fire(case, name, actor=actor, values={"suspended_reason": ""})


@transaction.atomic
def close_case(case: SupervisionCase, *, actor: User, result: str, result_note: str = "") -> SupervisionCase:
    """办结 with one of the results its type allows; the referral it came from is closed with it."""
    try:
        chosen = case.type.result(result)
    except LookupError:
        raise DomainError(f"“{case.type.label}”没有这一结果，请从列表中选择。", field="result") from None
    if result == "opinion" and not case.dispatches.filter(kind="opinion", sent_on__isnull=False).exists():
        raise DomainError("尚未发出检察意见书，请先在“发函、移送”中制发。", field="result")
    if case.state in CLOSING_STATES and chosen not in case.type.results_after(case.state):
        raise DomainError(f"本案{case.state_label}，结果应与此一致。", field="result")
    case = fire(
        case,
        "close",
        actor=actor,
        values={"result": result, "result_note": result_note or case.result_note, "closed_on": clock.today()},
        data={"result": chosen.label},
    )
    for transfer in (*([case.transfer] if case.transfer_id else []), *case.joined.all()):
        if transfer.state == "docketed":
            fire(transfer, "close", actor=actor, data={"note": chosen.label})
    tell_result(case)
    return case


@transaction.atomic
def extend_review(case: SupervisionCase, *, actor: User, by: int, reason: str) -> SupervisionCase:
    """The 检察长 extends the three months of a litigation-supervision case (U-05)."""
    require_text(reason, "请写明延长的理由。", field="reason")
    if not 0 < by <= MOST_EXTENSION:
        raise DomainError(f"延长应在1至{MOST_EXTENSION}个月之间。", field="by")
    case = fire(case, "extend_review", actor=actor, data={"by": by, "reason": reason})
    running = Deadline.objects.open().filter(target=str(ObjectRef.of(case)), limit="TM23").first()
    if running is None:
        raise DomainError("审查期限已经办结，不需要延长。")
    deadlines.extend(running, by=by, reason=reason, actor=actor)
    return case


@transaction.atomic
def reopen_case(case: SupervisionCase, *, actor: User, note: str) -> SupervisionCase:
    """A closed case is taken up again; its result no longer stands."""
    require_text(note, "请写明重新启动的理由。", field="note")
    return fire(case, "reopen", actor=actor, values={"closed_on": None, "result": ""}, data={"note": note})
