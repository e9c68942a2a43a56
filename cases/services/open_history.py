"""补录在办案件: an old matter that is still open, with its real days; limits are counted from them, and remind from today on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from cases.enums import Channel, OpenStage, RecommendationKind
from cases.models import Advice, Recommendation, RectificationItem, Reply, SupervisionCase
from cases.services.handovers import why_not
from cases.services.history import check_entry
from cases.services.own_cases import REVIEW_LIMITS
from cases.services.texts import require_text
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.deadlines import reminders
from pengjiang.deadlines import services as deadlines
from pengjiang.events.services import emit

DECIDED = (OpenStage.INVESTIGATING, OpenStage.CONCLUDED, OpenStage.RECOMMENDED)
ENDED = (OpenStage.CONCLUDED, OpenStage.RECOMMENDED)


@transaction.atomic
def enter_open_history(
    *,
    actor: User,
    number: str,
    case_type: str,
    channel: str,
    title: str,
    stage: str,
    docketed_on: date,
    holder: User,
    subject: Organisation | None = None,
    subject_name: str = "",
    unified_number: str = "",
    handled_by_name: str = "",
    investigation_decided_on: date | None = None,
    concluded_on: date | None = None,
    recommendation: dict[str, Any] | None = None,
) -> SupervisionCase:
    """A case at the stage it has reached. Raises ``DomainError`` at the field that is wrong."""
    number = check_entry(number, case_type=case_type, subject=subject, subject_name=subject_name, actor=actor)
    _check_days(stage, docketed_on, investigation_decided_on, concluded_on)
    case = SupervisionCase(
        number=number,
        unified_number=unified_number,
        case_type=case_type,
        channel=channel,
        title=title,
        origin=f"补录在办案件：{Channel(channel).label}。",
        subject=subject,
        subject_name="" if subject else subject_name.strip(),
        holder=holder,
        handled_by_name=handled_by_name,
        is_history=True,
        state=stage,
        docketed_on=docketed_on,
        investigation_decided_on=investigation_decided_on if stage in DECIDED else None,
        concluded_on=concluded_on if stage in ENDED else None,
    )
    case.save()
    refusal = why_not(holder, case, role=Role.PROCURATOR)
    if refusal:
        raise DomainError(f"{refusal}，请另选承办检察官。", field="holder")
    _start_limits(case)
    targets: list[Any] = [case]
    if stage == OpenStage.RECOMMENDED:
        if not recommendation:
            raise DomainError("已提出检察建议的，请填写检察建议书。", field="recommendation_number")
        targets += _enter_served(case, actor=actor, **recommendation)
    reminders.hush(targets)
    data = {"number": number, "docketed": docketed_on, "stage": OpenStage(stage).label, "holder": holder.name}
    emit("cases.history.entered_open", actor=actor, target=case, related=[holder], data=data)
    return case


def _check_days(stage: str, docketed_on: date, decided_on: date | None, concluded_on: date | None) -> None:
    """In their order, none in the future, each that the stage needs."""
    if docketed_on > clock.today():
        raise DomainError("立案日期不能晚于今天。", field="docketed_on")
    steps = [("investigation_decided_on", "决定调查核实", decided_on, stage in DECIDED), ("concluded_on", "调查终结", concluded_on, stage in ENDED)]
    before = docketed_on
    for field, label, day, needed in steps:
        if not needed:
            continue
        if day is None:
            raise DomainError(f"所选阶段须填写{label}日期。", field=field)
        if not before <= day <= clock.today():
            raise DomainError(f"{label}日期应在前一步骤与今天之间。", field=field)
        before = day


def _start_limits(case: SupervisionCase) -> None:
    """Those of the review and of the investigation; notices that were due within days of the docketing were given then."""
    for code in REVIEW_LIMITS:
        deadlines.start_bound("cases.supervisioncase", case, code, on=case.docketed_on)
    if case.investigation_decided_on:
        deadlines.start_bound("cases.supervisioncase", case, "TM19", on=case.investigation_decided_on)
    if case.concluded_on:
        deadlines.meet(case, "TM19", on=case.concluded_on)


def _enter_served(
    case: SupervisionCase,
    *,
    actor: User,
    number: str,
    issued_on: date,
    served_on: date,
    advices: list[tuple[str, int]],
    kind: str = RecommendationKind.CORRECTION,
    problem: str = "",
    replied_on: date | None = None,
    reply: str = "",
) -> list[Any]:
    """The recommendation as it lies with the addressee, with its items; what hangs on it with clocks of its own."""
    if Recommendation.objects.filter(number=number).exists():
        raise DomainError(f"文号{number}已有记录，请核对。", field="recommendation_number")
    if not case.concluded_on <= issued_on <= served_on <= clock.today():
        raise DomainError("签发日期应在调查终结之后、送达之前，送达日期不能晚于今天。", field="issued_on")
    if not advices:
        raise DomainError("请逐行填写建议内容和整改期限。", field="advices")
    if replied_on and not served_on <= replied_on <= clock.today():
        raise DomainError("回复日期应在送达之后，不能晚于今天。", field="replied_on")
    if replied_on:
        require_text(reply, "已回复的，请写明回复的主要内容。", field="reply")
    recommendation = Recommendation(
        case=case,
        kind=kind,
        title=case.title,
        addressee=case.subject,
        addressee_name=case.subject_label,
        unlawful_text=problem,
        serial=number,
        number=number,
        drafted_by=actor,
        approved_on=issued_on,
        issued_on=issued_on,
        served_on=served_on,
        replied_on=replied_on,
    )
    objection_over = served_on + timedelta(days=recommendation.objection_days) < clock.today()
    recommendation.state = "replied" if replied_on else "rectifying" if objection_over else "objection"
    recommendation.save()
    if recommendation.state == "objection":
        deadlines.start_bound("cases.recommendation", recommendation, "TM29", on=served_on)
    for code in ("TM20", "TM21"):
        deadlines.start_bound("cases.recommendation", recommendation, code, on=served_on)
    if replied_on:
        Reply.objects.create(recommendation=recommendation, measures=reply, results=reply, replied_by=actor, replied_on=replied_on)
        for code in ("TM20", "TM21"):
            deadlines.meet(recommendation, code, on=replied_on)
    items = []
    for order, (text, days) in enumerate(advices, start=1):
        advice = Advice.objects.create(recommendation=recommendation, order=order, text=text, rectify_days=days)
        item = RectificationItem.objects.create(recommendation=recommendation, advice=advice, order=order, text=text, due_days=days)
        item.due_on = deadlines.start_bound("cases.rectificationitem", item, "TM46", on=served_on).due_on
        item.save(update_fields=["due_on"])
        items.append(item)
    return [recommendation, *items]
