"""Mentors, questions at every point, a course with its test and certificates, coaching asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from liaison.demo.texts import EXPLAIN, REMEDY
from liaison.models import Enrolment, Question
from liaison.services import courses, questions
from pengjiang.common import clock

if TYPE_CHECKING:
    from pengjiang.demo.district import District

FIRST = "《中华人民共和国行政处罚法》第三十三条第一款\n《中华人民共和国行政处罚法》第三十三条第三款"


def learning(district: District) -> Iterator[datetime]:
    """In the order of its days."""
    head = district.person("dept_head")
    mentors = [district.person("procurator"), district.person("procurator", place=1)]
    yield district.ago(80, 9)
    for person, fields in zip(mentors, (["environment", "emergency"], []), strict=True):
        courses.name_mentor(actor=head, person=person, fields=fields, note="行政检察业务骨干")
    yield district.ago(35, 9, 40)
    first = questions.ask(
        actor=district.person("town_officer", "duruan"), title="首违不罚如何查明是否初次违法", field="environment",
        text="当事人称是第一次超标排放，本镇没有查到处罚记录，能否认定初次违法？",
    )  # fmt: skip
    yield district.ago(34, 15)
    first = questions.answer(first, actor=_mentor(first), text=EXPLAIN, articles=FIRST)
    yield district.ago(33, 10)
    first = questions.follow(first, actor=first.asker, text="其他镇街的处罚记录向谁查询？")
    yield district.ago(32, 10)
    first = questions.answer(
        first, actor=_mentor(first), text="可以通过联络室由司法局查询全区台账，并把查询结果附卷。", articles="《中华人民共和国行政处罚法》第五十四条第一款"
    )
    faq = questions.accept(first, actor=first.asker)
    yield district.ago(25, 10)
    questions.use(faq, actor=district.person("town_officer", "baisha"))
    course = courses.propose(actor=mentors[0], title="首违不罚的认定与说理", summary="三项条件、查询与复查、教育记录、决定书说理。", field="environment")
    course = courses.take_on(course, actor=head, mentor=faq.question.mentor)
    courses.add_session(course, actor=mentors[0], starts_at=clock.now() + timedelta(minutes=10), place="检察院三楼会议室")
    courses.add_material(course, actor=mentors[0], title="讲义与录像", reference="检察院内网视频库“导师课堂”目录")
    courses.draw_exercises(course, actor=mentors[0])
    course = courses.open_course(course, actor=mentors[0])
    for code in ("duruan", "baisha", "tangxia", "hetang"):
        courses.enrol(course, actor=district.person("town_officer", code))
    yield district.ago(25, 10, 20)
    session = course.sessions.get()
    rows = list(Enrolment.objects.filter(course=course))
    for row in rows[:3]:
        courses.check_in(session, actor=row.person, code=session.code)
    right = {one.pk: one.right for one in course.exercises.all()}
    for row in rows[:2]:
        courses.certify(courses.take_test(row, actor=row.person, answers=right), actor=row.person)
    yield district.ago(8, 9)
    second = questions.ask(
        actor=district.person("town_legal", "huanshi"), title="决定书救济途径怎样写才完整", field="urban", text="集中管辖以后，起诉法院应当写哪一个？"
    )
    yield district.ago(7, 16)
    questions.answer(second, actor=_mentor(second), text=REMEDY, articles="《中华人民共和国行政诉讼法》第四十六条")
    yield district.ago(2, 9)
    questions.ask(
        actor=district.person("town_officer", "duruan"), title="当事人拒绝签收时怎样留置送达", field="emergency", text="当事人不在场，同住家属拒绝签收，是否可以留置？"
    )
    courses.propose(actor=district.person("town_head", "hetang"), title="送达规范上门辅导", summary="近期送达回证问题较多，希望结合案卷讲评。", problem="送达回证不规范")
    course = courses.propose(actor=mentors[1], title="处罚告知与听取陈述申辩", summary="告知内容、期限计算、复核与答复。")
    course = courses.take_on(course, actor=head, mentor=mentors[1].mentorships.get())
    courses.add_session(course, actor=mentors[1], starts_at=clock.now() + timedelta(days=9), place="司法局会议室")
    courses.draw_exercises(course, actor=mentors[1])
    courses.open_course(course, actor=mentors[1])


def _mentor(question: Question):
    return Question.objects.get(pk=question.pk).mentor.person
