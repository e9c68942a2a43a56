"""Courses and coaching: mentors, dates, materials, who comes, short tests, certificates."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cases.services.texts import require_text
from cases.services.uploads import keep_files
from liaison.enums import CourseKind, Way
from liaison.models import Attendance, Course, Enrolment, Exercise, Material, Mentor, Session
from liaison.permissions import LiaisonPermission as P
from liaison.queries.learning import draw
from liaison.queries.masking import masker_for
from liaison.services.checks import allow
from pengjiang.access import can
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire, lock

# 签到 is open from half an hour before to so long after the beginning.
BEFORE, AFTER = timedelta(minutes=30), timedelta(hours=3)
QUESTIONS = 5
CODE_SIGNS = "0123456789"


@transaction.atomic
def name_mentor(*, actor: User, person: User, fields: list[str] | None = None, note: str = "") -> Mentor:
    """One of either body who may answer and teach."""
    allow(actor, P.ROUTE)
    if not can(person, P.ANSWER).ok:
        raise DomainError(f"{person.name}现任职务不能担任导师。", field="person")
    if Mentor.objects.current().filter(person=person).exists():
        raise DomainError(f"{person.name}已经是导师。", field="person")
    mentor = Mentor.objects.create(person=person, fields=fields or [], note=note, since=clock.today())
    emit("liaison.mentor.named", actor=actor, target=mentor, related=[person], data={"name": person.name})
    return mentor


@transaction.atomic
def end_mentor(mentor: Mentor, *, actor: User) -> Mentor:
    """No longer a mentor; open questions must be given to others first."""
    allow(actor, P.ROUTE)
    mentor = lock(mentor, actor)
    if mentor.questions.filter(state="routed").exists():
        raise DomainError("还有待解答的提问，请先改派其他导师。")
    mentor.until = clock.today() - timedelta(days=1)
    mentor.save()
    emit("liaison.mentor.ended", actor=actor, target=mentor, data={"name": mentor.person.name})
    return mentor


@transaction.atomic
def propose(
    *, actor: User, title: str, summary: str, kind: str = CourseKind.CLASS, field: str = "", problem: str = "", town: Organisation | None = None
) -> Course:
    """A course of the two bodies, or coaching: asked for by a town for itself, or proposed to one."""
    if actor.is_town:
        allow(actor, P.REQUEST)
        kind, town = CourseKind.COACHING, actor.organisation
    else:
        allow(actor, P.TEACH)
    require_text(title, "请填写课程名称。", field="title")
    require_text(summary, "请填写内容提要。", field="summary")
    if kind == CourseKind.COACHING and town is None:
        raise DomainError("上门辅导请选择面向的镇街。", field="town")
    course = Course.objects.create(kind=kind, title=title, summary=summary, field=field, problem=problem, town=town, asked_by=actor)
    emit("liaison.course.proposed", actor=actor, target=course, related=[town], data={"kind": course.get_kind_display(), "title": title})
    return course


@transaction.atomic
def take_on(course: Course, *, actor: User, mentor: Mentor) -> Course:
    """A mentor will teach it."""
    return fire(course, "take_on", actor=actor, values={"mentor": mentor}, data={"mentor": mentor.person.name}, related=[mentor.person])


@transaction.atomic
def decline(course: Course, *, actor: User, note: str) -> Course:
    """Not now, and why."""
    require_text(note, "请写明理由。", field="note")
    return fire(course, "decline", actor=actor, values={"refusal": note}, data={"note": note})


@transaction.atomic
def add_session(course: Course, *, actor: User, starts_at: datetime, place: str) -> Session:
    """A date; its code is read out in the room."""
    if starts_at < clock.now() - AFTER:
        raise DomainError("课次时间不能早于现在。", field="starts_at")
    course = claim(course, "add_session", actor=actor)
    code = "".join(secrets.choice(CODE_SIGNS) for _ in range(6))
    session = Session.objects.create(course=course, starts_at=starts_at, place=place, code=code, open_until=starts_at + AFTER)
    fire(course, "add_session", actor=actor, data={"at": f"{starts_at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}", "place": place})
    return session


@transaction.atomic
def add_material(course: Course, *, actor: User, title: str, reference: str = "", files: list[Any] | None = None) -> Material:
    """A paper as a file, a recording by where it lies."""
    if not files and not reference.strip():
        raise DomainError("请上传文件，或者填写录像存放位置。", field="files")
    course = claim(course, "add_material", actor=actor)
    material = Material.objects.create(course=course, title=title, reference=reference)
    keep_files(files or (), actor=actor, target=material)
    fire(course, "add_material", actor=actor, data={"name": title})
    return material


@transaction.atomic
def draw_exercises(course: Course, *, actor: User, most: int = QUESTIONS) -> list[Exercise]:
    """Out of the rulebook and the masked mistakes of the last review; nothing is drawn anew once somebody has been tested."""
    course = claim(course, "draw_exercises", actor=actor)
    if course.enrolments.filter(attempts__gt=0).exists():
        raise DomainError("已有学员参加测验，不能重新抽题。")
    course.exercises.all().delete()
    rows = [
        Exercise(course=course, text=one.text, options=list(one.options), right=one.right, reason=one.reason, source=one.source)
        for one in draw(course, _mask_finding, most=most)
    ]
    Exercise.objects.bulk_create(rows)
    fire(course, "draw_exercises", actor=actor, data={"count": len(rows)})
    return rows


def _mask_finding(finding: Any, text: str) -> str:
    return masker_for(finding, texts=[text]).mask(text)


@transaction.atomic
def open_course(course: Course, *, actor: User) -> Course:
    """Officers may enrol."""
    return fire(course, "open", actor=actor)


@transaction.atomic
def enrol(course: Course, *, actor: User) -> Enrolment:
    """Oneself."""
    course = fire(course, "enrol", actor=actor, data={"person": actor.name})
    return Enrolment.objects.create(course=course, person=actor, organisation=actor.organisation, enrolled_on=clock.today())


@transaction.atomic
def leave(row: Enrolment, *, actor: User) -> Enrolment:
    """Not after all."""
    return fire(row, "leave", actor=actor, data={"person": actor.name}, related=[row.course])


@transaction.atomic
def rejoin(row: Enrolment, *, actor: User) -> Enrolment:
    """After all; what was done before still counts."""
    return fire(row, "rejoin", actor=actor, data={"person": actor.name}, related=[row.course])


@transaction.atomic
def check_in(session: Session, *, actor: User, code: str) -> Attendance:
    """Present, by the code that is read out, while the session is open."""
    allow(actor, P.ATTEND)
    now = clock.now()
    if not session.starts_at - BEFORE <= now <= session.open_until:
        raise DomainError("不在签到时间内，请联系授课导师按签到表登记。", field="code")
    if code.strip() != session.code:
        raise DomainError("签到码不正确，请核对后再填。", field="code")
    if not session.course.enrolments.filter(person=actor, state="enrolled").exists():
        raise NotAllowed("您还没有报名这门课程。")
    return _present(session, actor, Way.CODE, actor=actor)


@transaction.atomic
def check_list(session: Session, *, actor: User, people: list[User]) -> int:
    """Those on the signed list; who is on it twice is present once."""
    allow(actor, P.TEACH)
    for person in people:
        _present(session, person, Way.LIST, actor=actor)
    return len(people)


def _present(session: Session, person: User, way: str, *, actor: User) -> Attendance:
    row, is_new = Attendance.objects.get_or_create(session=session, person=person, defaults={"course": session.course, "way": way, "at": clock.now()})
    if is_new:
        emit("liaison.attendance.noted", actor=actor, target=session.course, related=[person], data={"name": person.name, "way": Way(way).label})
    return row


@transaction.atomic
def take_test(row: Enrolment, *, actor: User, answers: dict[int, int]) -> Enrolment:
    """``answers``: option by exercise. The best result counts; all must be answered."""
    exercises = list(row.course.exercises.all())
    missing = [place for place, one in enumerate(exercises, start=1) if one.pk not in answers]
    if missing:
        raise DomainError(f"第{'、'.join(map(str, missing))}题还没有作答。")
    score = round(100 * sum(answers[one.pk] == one.right for one in exercises) / len(exercises))
    values = {"best": max(score, row.best or 0), "attempts": row.attempts + 1}
    return fire(row, "take_test", actor=actor, values=values, data={"person": actor.name, "score": score}, related=[row.course])


@transaction.atomic
def certify(row: Enrolment, *, actor: User) -> Enrolment:
    """Present and, where there is a test, passed: the certificate as PDF."""
    row = fire(row, "certify", actor=actor, values={"certified_on": clock.today()}, data={"person": actor.name}, related=[row.course])
    issue("course_certificate", row, actor=actor)
    return row


@transaction.atomic
def close(course: Course, *, actor: User) -> Course:
    """Over."""
    return fire(course, "close", actor=actor, data={"count": course.enrolments.filter(state="certified").count()})
