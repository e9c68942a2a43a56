"""补录: matters from before this system, closed as they were, under their old numbers; they count and remind of nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cases.case_types import CASE_TYPES
from cases.enums import Adoption, Channel, RecommendationKind
from cases.models import Recommendation, SupervisionCase
from cases.permissions import CasePermission
from pengjiang.access import can
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.models import NumberSeries
from pengjiang.events.services import emit

FIRST_DAY = date(2020, 1, 1)


@transaction.atomic
def enter_history(
    *,
    actor: User,
    number: str,
    case_type: str,
    channel: str,
    title: str,
    docketed_on: date,
    closed_on: date,
    result: str,
    subject: Organisation | None = None,
    subject_name: str = "",
    unified_number: str = "",
    handled_by_name: str = "",
    result_note: str = "",
    recommendation: dict[str, Any] | None = None,
) -> SupervisionCase:
    """A closed case with, where one was made, its recommendation. Raises ``DomainError`` at the field that is wrong."""
    number = check_entry(number, case_type=case_type, subject=subject, subject_name=subject_name, actor=actor)
    if result not in {one.code for one in CASE_TYPES[case_type].results}:
        raise DomainError(f"“{CASE_TYPES[case_type].label}”没有这一结果，请从列表中选择。", field="result")
    if not FIRST_DAY <= docketed_on:
        raise DomainError(f"只补录{FIRST_DAY:%Y年%-m月%-d日}以后的案件。", field="docketed_on")
    if not docketed_on <= closed_on <= clock.today():
        raise DomainError("办结日期不能早于立案日期，也不能晚于今天。", field="closed_on")
    case = SupervisionCase.objects.create(
        number=number,
        unified_number=unified_number,
        case_type=case_type,
        channel=channel,
        title=title,
        origin=f"补录：{Channel(channel).label}。",
        subject=subject,
        subject_name="" if subject else subject_name.strip(),
        holder=actor,
        handled_by_name=handled_by_name,
        is_history=True,
        state="closed",
        docketed_on=docketed_on,
        closed_on=closed_on,
        result=result,
        result_note=result_note,
    )
    if recommendation:
        _enter_recommendation(case, actor=actor, **recommendation)
    emit("cases.history.entered", actor=actor, target=case, data={"number": number, "docketed": docketed_on, "closed": closed_on}, on=clock.today())
    return case


def check_entry(number: str, *, case_type: str, subject: Organisation | None, subject_name: str, actor: User) -> str:
    """What every old matter needs, closed or open; the number as it is kept. Raises ``NotAllowed`` and ``DomainError``."""
    decision = can(actor, CasePermission.HISTORY)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    number = check_new_number(number, actor=actor)
    if case_type not in CASE_TYPES:
        raise DomainError("没有这一案件类别，请从列表中选择。", field="case_type")
    check_subject(subject, subject_name)
    return number


def check_subject(subject: Organisation | None, subject_name: str) -> None:
    """Some body must be supervised."""
    if subject is None and not subject_name.strip():
        raise DomainError("请填写被监督单位。", field="subject")


def check_new_number(number: str, *, actor: User) -> str:
    """The old number, where no matter has it and the running series does not come to it."""
    number = number.strip()
    _check_number(number, actor=actor)
    if SupervisionCase.objects.filter(number=number).exists():
        raise DomainError(f"案号{number}已有记录，请核对。", field="number")
    return number


def _check_number(number: str, *, actor: User) -> None:
    """An old number is kept as it was; one that the running series is still to give would collide with it."""
    if not number:
        raise DomainError("请填写原案号。", field="number")
    running = NumberSeries.objects.filter(scheme__code="case", year=clock.today().year).select_related("scheme")
    for series in running:
        head, tail = f"{series.scheme.prefix}〔{series.year}〕", series.scheme.suffix
        middle = number.removeprefix(head).removesuffix(tail) if number.startswith(head) and number.endswith(tail) else ""
        if middle.isdigit() and int(middle) >= series.next_serial:
            raise DomainError(
                f"本年“{series.scheme.name}”编到{series.next_serial - 1}号，{number}尚未编发；请先由系统管理员在文号方案中设定起始序号。", field="number"
            )


def _enter_recommendation(
    case: SupervisionCase,
    *,
    actor: User,
    number: str,
    issued_on: date,
    served_on: date,
    adoption: str,
    kind: str = RecommendationKind.CORRECTION,
    replied_on: date | None = None,
    adoption_reason: str = "",
    problem: str = "",
) -> Recommendation:
    if Recommendation.objects.filter(number=number).exists():
        raise DomainError(f"文号{number}已有记录，请核对。", field="recommendation_number")
    if not case.docketed_on <= issued_on <= served_on:
        raise DomainError("检察建议的签发日期应在立案之后、送达之前。", field="issued_on")
    if replied_on and replied_on < served_on:
        raise DomainError("回复日期不能早于送达日期。", field="replied_on")
    if served_on > case.closed_on or (replied_on or served_on) > case.closed_on:
        raise DomainError("送达、回复日期不能晚于办结日期。", field="served_on")
    if adoption not in Adoption.values:
        raise DomainError("请选择采纳情况。", field="adoption")
    if adoption != Adoption.FULL and not adoption_reason.strip():
        raise DomainError("部分采纳、未采纳的须写明情况。", field="adoption_reason")
    return Recommendation.objects.create(
        case=case,
        kind=kind,
        title=case.title,
        addressee=case.subject,
        addressee_name=case.subject_label,
        unlawful_text=problem,
        state="closed",
        serial=number,
        number=number,
        drafted_by=actor,
        approved_on=issued_on,
        issued_on=issued_on,
        served_on=served_on,
        replied_on=replied_on,
        adoption=adoption,
        adoption_reason=adoption_reason,
        assessed_on=replied_on or case.closed_on,
        closed_on=case.closed_on,
    )
