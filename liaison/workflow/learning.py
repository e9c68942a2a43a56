"""Questions, courses, and the officers in them."""

from __future__ import annotations

from liaison.permissions import LiaisonPermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _taught(course, user) -> str:
    if course.mentor_id is None:
        return "尚未确定授课导师。"
    return "" if course.sessions.exists() else "尚未安排课次。"


def _learned(enrolment, user) -> str:
    course = enrolment.course
    if not course.sessions.filter(attendances__person=enrolment.person_id).exists():
        return "尚未签到。"
    if course.exercises.exists() and (enrolment.best is None or enrolment.best < course.pass_mark):
        return f"测验未达到{course.pass_mark}分。"
    return ""


def _not_yet(course, user) -> str:
    return "您已经报名。" if user is not None and course.enrolments.filter(person=user.pk).exists() else ""


def _open(enrolment, user) -> str:
    return "" if enrolment.course.state == "open" else "课程不在报名期。"


def _tested(enrolment, user) -> str:
    return "" if enrolment.course.exercises.exists() else "本课程没有测验。"


QUESTION = register_machine(
    Machine(
        name="liaison.question",
        title="答疑",
        initial="asked",
        states={
            "asked": State("待分派", tone="soon"),
            "routed": State("待解答", tone="soon"),
            "answered": State("已解答"),
            "accepted": State("已采纳", tone="ok", final=True),
        },
        transitions=(
            Transition("route", "分派导师", ("asked", "routed"), "routed", P.ROUTE, wording="由导师{mentor}解答", shared=True, primary=True),
            Transition("send", "转导师", ("asked",), "routed", P.ROUTE, wording="按领域转导师{mentor}解答", shared=True, system=True),
            Transition("answer", "解答", ("routed", "answered"), "answered", P.ANSWER, wording="导师作出解答", shared=True, primary=True),
            Transition("follow", "追问", ("answered",), "routed", P.ASK, wording="追问", shared=True),
            Transition("accept", "采纳", ("answered",), "accepted", P.ASK, wording="采纳解答，脱敏后收入常见问题", shared=True, primary=True),
        ),
    ),
    model="liaison.question",
)

COURSE = register_machine(
    Machine(
        name="liaison.course",
        title="课程",
        initial="proposed",
        states={
            "proposed": State("待安排", tone="soon"),
            "preparing": State("备课中"),
            "open": State("报名授课中", tone="ok"),
            "closed": State("已结课", tone="off", final=True),
            "declined": State("不予安排", tone="off", final=True),
        },
        transitions=(
            Transition("take_on", "安排", ("proposed",), "preparing", P.TEACH, wording="由导师{mentor}授课", shared=True, primary=True),
            Transition("decline", "不予安排", ("proposed",), "declined", P.TEACH, wording="不予安排：{note}", shared=True),
            Transition("add_session", "安排课次", ("preparing", "open"), None, P.TEACH, wording="课次：{at}，{place}", shared=True),
            Transition("add_material", "上传资料", ("preparing", "open"), None, P.TEACH, wording="课程资料：{name}", shared=True),
            Transition("draw_exercises", "抽取测验题", ("preparing", "open"), None, P.TEACH, wording="抽取测验题{count}道"),
            Transition("open", "开放报名", ("preparing",), "open", P.TEACH, guard=_taught, wording="开放报名", shared=True, primary=True),
            Transition("enrol", "报名", ("open",), None, P.ATTEND, guard=_not_yet, wording="{person}报名", primary=True),
            Transition("close", "结课", ("open",), "closed", P.TEACH, wording="结课，结业{count}人", shared=True),
        ),
    ),
    model="liaison.course",
)

ENROLMENT = register_machine(
    Machine(
        name="liaison.enrolment",
        title="学员",
        initial="enrolled",
        states={"enrolled": State("学习中"), "certified": State("已结业", tone="ok", final=True), "left": State("已取消", tone="off")},
        transitions=(
            Transition("take_test", "参加测验", ("enrolled",), None, P.ATTEND, guard=_tested, wording="{person}测验得{score}分"),
            Transition("certify", "领取结业证书", ("enrolled",), "certified", P.ATTEND, document="course_certificate", guard=_learned, wording="{person}结业", primary=True),
            Transition("leave", "取消报名", ("enrolled",), "left", P.ATTEND, wording="{person}取消报名"),
            Transition("rejoin", "恢复报名", ("left",), "enrolled", P.ATTEND, guard=_open, wording="{person}恢复报名", primary=True),
        ),
    ),
    model="liaison.enrolment",
)
