"""发函与移送: drafted, approved where the kind needs it, sent, its receipt and its answer recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from cases.dispatch_kinds import KINDS, kinds_for
from cases.models import Dispatch, Recommendation, SupervisionCase
from cases.services.texts import require_text
from cases.services.uploads import keep_files
from cases.workflow.recommendation import may_escalate
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.deadlines import services as deadlines
from pengjiang.documents.services import issue, take_number
from pengjiang.workflow.services import claim, fire

# Months for an answer to a 检察意见 unless its drafter sets others.
REPLY_MONTHS = 2
MOST_MONTHS = 6


@transaction.atomic
def draft_dispatch(
    about: SupervisionCase | Recommendation,
    *,
    actor: User,
    kind: str,
    facts: str,
    organisation: Organisation | None = None,
    addressee_name: str = "",
    reply_months: int | None = None,
    **values: Any,
) -> Dispatch:
    """A paper about a case or a recommendation lies as a draft. Raises ``DomainError`` for a kind that does not fit."""
    on_recommendation = isinstance(about, Recommendation)
    case = about.case if on_recommendation else about
    fitting = kinds_for(case.case_type, on_recommendation=on_recommendation, may_escalate=not on_recommendation or may_escalate(about))
    if kind not in {one.code for one in fitting}:
        raise DomainError("此类函件不适用于本案，请从列表中选择。", field="kind")
    require_text(facts, "请写明事实和情况。", field="facts")
    name = addressee_name.strip() or (organisation.name if organisation else KINDS[kind].to)
    require_text(name, "请选择或者填写受文单位。", field="addressee_name")
    transition = ("escalate" if KINDS[kind].escalates else "copy") if on_recommendation else "dispatch"
    fire(about, transition, actor=actor, data={"kind": KINDS[kind].label, "addressee": name})
    return Dispatch.objects.create(
        case=case,
        recommendation=about if on_recommendation else None,
        kind=kind,
        organisation=organisation,
        addressee_name=name,
        facts=facts,
        reply_months=_months(kind, reply_months),
        drafted_by=actor,
        **values,
    )


def _months(kind: str, given: int | None) -> int | None:
    if kind != "opinion":
        return None
    months = REPLY_MONTHS if given is None else given
    if not 0 < months <= MOST_MONTHS:
        raise DomainError(f"回复期应在1至{MOST_MONTHS}个月之间。", field="reply_months")
    return months


@transaction.atomic
def edit_dispatch(dispatch: Dispatch, *, actor: User, facts: str, addressee_name: str, reply_months: int | None = None, **values: Any) -> Dispatch:
    """Change the draft; kind and parent stay."""
    require_text(facts, "请写明事实和情况。", field="facts")
    require_text(addressee_name, "请填写受文单位。", field="addressee_name")
    months = _months(dispatch.kind, reply_months)
    return fire(dispatch, "edit", actor=actor, values={"facts": facts, "addressee_name": addressee_name, "reply_months": months, **values})


@transaction.atomic
def ask_dispatch(dispatch: Dispatch, *, actor: User) -> Dispatch:
    """呈批."""
    return fire(dispatch, "ask", actor=actor)


@transaction.atomic
def decline_dispatch(dispatch: Dispatch, *, actor: User, note: str) -> Dispatch:
    """Back with an opinion."""
    require_text(note, "请写明退回修改的意见。", field="note")
    return fire(dispatch, "decline", actor=actor, values={"opinion": note}, data={"note": note})


@transaction.atomic
def approve_dispatch(dispatch: Dispatch, *, actor: User, opinion: str = "") -> Dispatch:
    """The 检察长's approval numbers and sends it."""
    return _send(claim(dispatch, "approve", actor=actor), "approve", actor=actor, values={"opinion": opinion, "approved_by": actor, "approved_as": actor.signature})


@transaction.atomic
def send_dispatch(dispatch: Dispatch, *, actor: User) -> Dispatch:
    """Kinds that need no approval."""
    return _send(claim(dispatch, "send", actor=actor), "send", actor=actor, values={})


def _send(dispatch: Dispatch, name: str, *, actor: User, values: dict[str, Any]) -> Dispatch:
    scheme = "opinion" if dispatch.kind == "opinion" else "dispatch"
    taken = take_number(scheme, actor=actor, organisation=dispatch.holder.organisation)
    dispatch = fire(
        dispatch,
        name,
        actor=actor,
        values={**values, "number": str(taken), "sent_on": clock.today()},
        data={"number": str(taken)},
        related=[dispatch.case, dispatch.recommendation],
    )
    if dispatch.type.meets:
        deadlines.meet(dispatch.case, dispatch.type.meets, on=clock.today(), actor=actor)
    issue(dispatch.type.document, dispatch, actor=actor, number=taken)
    return dispatch


def _check_day(dispatch: Dispatch, day: date, *, field: str) -> None:
    if day > clock.today():
        raise DomainError("日期不能晚于今天。", field=field)
    if dispatch.sent_on and day < dispatch.sent_on:
        raise DomainError(f"日期不能早于发出日期（{dispatch.sent_on:%Y-%m-%d}）。", field=field)


@transaction.atomic
def record_receipt(dispatch: Dispatch, *, actor: User, receiver: str, received_on: date, files: Iterable[Any] = ()) -> Dispatch:
    """The slip that came back, with its scan."""
    require_text(receiver, "请填写签收人。", field="receiver")
    _check_day(dispatch, received_on, field="received_on")
    values = {"receiver": receiver, "received_on": received_on}
    dispatch = fire(dispatch, "receipt", actor=actor, values=values, data=values, on=received_on)
    keep_files(files, actor=actor, target=dispatch)
    return dispatch


@transaction.atomic
def record_answer(
    dispatch: Dispatch, *, actor: User, answer: str, answered_on: date, answer_number: str = "", files: Iterable[Any] = ()
) -> Dispatch:
    """What the body wrote back, recorded by the office."""
    require_text(answer, "请写明回复（处理结果）的内容。", field="answer")
    _check_day(dispatch, answered_on, field="answered_on")
    values = {"answer": answer, "answer_number": answer_number, "answered_on": answered_on}
    dispatch = fire(dispatch, "answer", actor=actor, values=values, data={"answer": answer}, on=answered_on, related=[dispatch.case])
    keep_files(files, actor=actor, target=dispatch)
    return dispatch


@transaction.atomic
def reply_dispatch(dispatch: Dispatch, *, actor: User, answer: str, answer_number: str = "", files: Iterable[Any] = ()) -> Dispatch:
    """The body itself answers in this system."""
    require_text(answer, "请写明处理结果。", field="answer")
    values = {"answer": answer, "answer_number": answer_number, "answered_on": clock.today()}
    dispatch = fire(dispatch, "reply", actor=actor, values=values, data={"answer": answer}, related=[dispatch.case])
    keep_files(files, actor=actor, target=dispatch)
    return dispatch


@transaction.atomic
def drop_dispatch(dispatch: Dispatch, *, actor: User, note: str) -> Dispatch:
    """Not to be sent after all."""
    require_text(note, "请写明不再发出的理由。", field="note")
    return fire(dispatch, "drop", actor=actor, data={"note": note})
