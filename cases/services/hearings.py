"""公开听证: asked for, decided, arranged, told three days before, held, and its opinion weighed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cases.enums import HearingPart, OpinionUse
from cases.models import Hearing, HearingPerson, Listener, SupervisionCase
from cases.queries.listeners import conflicts
from cases.services.texts import require_text
from cases.workflow.hearing import HEARING_STEPS, MAX_LISTENERS
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, FieldErrors
from pengjiang.deadlines import services as deadlines
from pengjiang.documents.services import issue
from pengjiang.workflow.services import claim, fire

OWN_ROOM = "检察听证室"
NOTICE_DAYS = 3


@transaction.atomic
def ask_hearing(case: SupervisionCase, *, actor: User, reason: str, issues: str, requested_by: str = "", is_public: bool = True) -> Hearing:
    """Ex officio, or on the request of somebody named."""
    require_text(reason, "请写明为何需要听证。", field="reason")
    require_text(issues, "请写明听证要解决的问题。", field="issues")
    case = fire(case, "hold_hearing", actor=actor, data={"reason": reason})
    return Hearing.objects.create(case=case, reason=reason, issues=issues, requested_by=requested_by, is_public=is_public)


@transaction.atomic
def decide_hearing(hearing: Hearing, *, actor: User, note: str = "") -> Hearing:
    """The 检察长 decides that there is one."""
    values = {"decision_note": note, "decided_by": actor, "decided_as": actor.signature, "decided_on": clock.today()}
    return fire(hearing, "decide", actor=actor, values=values, data={"note": note or "同意"}, related=[hearing.case])


@transaction.atomic
def refuse_hearing(hearing: Hearing, *, actor: User, note: str) -> Hearing:
    """None; whoever asked for it is told why (第九条)."""
    require_text(note, "请写明不举行听证的理由。", field="note")
    values = {"decision_note": note, "decided_by": actor, "decided_as": actor.signature, "decided_on": clock.today()}
    hearing = fire(hearing, "refuse", actor=actor, values=values, data={"note": note}, related=[hearing.case])
    issue("hearing_refusal", hearing, actor=actor)
    return hearing


@transaction.atomic
def arrange_hearing(hearing: Hearing, *, actor: User, at: datetime, place: str, host: User, place_approved: bool = False) -> Hearing:
    """Time, place, host; the notices must go out three days before."""
    day = at.astimezone(clock.ZONE).date()
    if day < clock.today() + timedelta(days=NOTICE_DAYS):
        raise DomainError(f"须在听证三日前告知参加人，听证日期最早为{clock.today() + timedelta(days=NOTICE_DAYS):%Y-%m-%d}。", field="at")
    require_text(place, "请填写听证地点。", field="place")
    if OWN_ROOM not in place and not place_approved:
        raise DomainError("在检察听证室以外的场所听证，须经检察长同意；请勾选确认，或者改在检察听证室。", field="place_approved")
    if not host.is_procuratorate:
        raise DomainError("听证由承办检察官或者办案组织的主办检察官主持，请另选。", field="host")
    values = {"at": at, "place": place, "host": host, "place_approved": place_approved}
    shown = at.astimezone(clock.ZONE)
    data = {"at": f"{shown:%Y-%m-%d %H:%M}", "place": place, "host": host.name}
    return fire(hearing, "arrange", actor=actor, values=values, data=data, related=[hearing.case])


@transaction.atomic
def add_hearing_person(
    hearing: Hearing, *, actor: User, part: str, name: str = "", title: str = "", listener: Listener | None = None
) -> HearingPerson:
    """One more who takes part: a listener of the register, or anybody by name."""
    if listener is not None:
        if part != HearingPart.LISTENER:
            raise DomainError("从名册选择的，身份应为听证员。", field="part")
        name, title = listener.name, title or listener.described
        _check_listener(listener, hearing)
    require_text(name, "请填写姓名或者单位。", field="name")
    hearing = claim(hearing, "add_person", actor=actor)
    if hearing.persons.filter(part=part, name=name.strip()).exists():
        raise DomainError(f"{HearingPart(part).label}“{name}”已经登记。", field="name")
    if part == HearingPart.LISTENER and hearing.persons.filter(part=part).count() >= MAX_LISTENERS:
        raise DomainError("听证员一般为三至七人，已有七人。", field="part")
    fire(hearing, "add_person", actor=actor, data={"part": HearingPart(part).label, "name": name.strip()})
    return HearingPerson.objects.create(hearing=hearing, part=part, name=name.strip(), title=title, listener=listener)


def _check_listener(listener: Listener, hearing: Hearing) -> None:
    """On the register on the day of the hearing, and bound to nobody in it."""
    day = hearing.at.astimezone(clock.ZONE).date() if hearing.at else clock.today()
    if not Listener.objects.serving(day).filter(pk=listener.pk).exists():
        raise DomainError(f"{listener.name}于{day:%Y-%m-%d}不在聘期内，请另选。", field="listener")
    reason = conflicts([listener], hearing).get(listener.pk)
    if reason:
        raise DomainError(f"{listener.name}{reason}，请另选。", field="listener")


@transaction.atomic
def drop_hearing_person(person: HearingPerson, *, actor: User) -> Hearing:
    """One less, before the notices."""
    hearing = fire(person.hearing, "drop_person", actor=actor, data={"part": person.get_part_display(), "name": person.name})
    person.delete()
    return hearing


@transaction.atomic
def notify_hearing(hearing: Hearing, *, actor: User) -> Hearing:
    """A notice for each who takes part, and the plan with the running order."""
    hearing = claim(hearing, "notify", actor=actor)
    day = hearing.at.astimezone(clock.ZONE).date()
    if day < clock.today() + timedelta(days=NOTICE_DAYS):
        raise DomainError(f"听证定于{day:%Y-%m-%d}，已不足三日，请先改期再发通知。")
    people = list(hearing.persons.exclude(part=HearingPart.OBSERVER))
    hearing = fire(hearing, "notify", actor=actor, values={"notified_on": clock.today()}, data={"count": len(people)}, related=[hearing.case])
    issue("hearing_plan", hearing, actor=actor)
    for person in people:
        issue("hearing_notice", person, actor=actor)
    return hearing


@transaction.atomic
def postpone_hearing(hearing: Hearing, *, actor: User, note: str) -> Hearing:
    """Another day must be found; it is told anew."""
    require_text(note, "请写明改期的原因。", field="note")
    return fire(hearing, "postpone", actor=actor, values={"at": None, "notified_on": None}, data={"note": note}, related=[hearing.case])


@transaction.atomic
def record_hearing(hearing: Hearing, *, actor: User, opinion: str, recorded: bool = False, **course: str) -> Hearing:
    """The record, step by step in the running order, with the listeners' opinion."""
    missing = {key: f"请记录“{label}”的情况。" for key, label, _ in HEARING_STEPS if not course.get(key, "").strip()}
    if missing:
        raise FieldErrors(missing)
    require_text(opinion, "请记录听证员的意见。", field="opinion")
    values: dict[str, Any] = {
        "course": {key: course[key] for key, _, _ in HEARING_STEPS},
        "opinion": opinion,
        "recorded": recorded,
        "held_on": hearing.at.astimezone(clock.ZONE).date() if hearing.at else None,
    }
    hearing = fire(hearing, "record", actor=actor, values=values, data={"opinion": opinion}, related=[hearing.case])
    issue("hearing_record", hearing, actor=actor)
    return hearing


@transaction.atomic
def use_hearing_opinion(hearing: Hearing, *, actor: User, use: str, use_note: str = "") -> Hearing:
    """听证员意见 is an important reference; where it is not followed the reason goes to the 检察长."""
    if use != OpinionUse.FULL and not use_note.strip():
        raise DomainError("没有采纳或者部分采纳听证员意见的，须写明理由并报检察长。", field="use_note")
    values = {"use": use, "use_note": use_note, "closed_on": clock.today()}
    data = {"use": OpinionUse(use).label, "note": use_note or "作为处理案件的重要参考"}
    hearing = fire(hearing, "use_opinion", actor=actor, values=values, data=data, related=[hearing.case])
    issue("hearing_opinion", hearing, actor=actor)
    return hearing


@transaction.atomic
def cancel_hearing(hearing: Hearing, *, actor: User, note: str) -> Hearing:
    """No hearing after all."""
    require_text(note, "请写明取消听证的理由。", field="note")
    hearing = fire(hearing, "cancel", actor=actor, values={"decision_note": note}, data={"note": note}, related=[hearing.case])
    deadlines.withdraw(hearing, "TM25", reason="听证取消", actor=actor)
    return hearing
