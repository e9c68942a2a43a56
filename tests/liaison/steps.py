"""Matters of the room walked as far as a test needs them, by the people whose step it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from liaison.enums import AgreementKind, NoticeKind, Topic
from liaison.models import Agreement, Course, DutyTask, Enrolment, Faq, JointMeeting, Mentor, Notice, Question, TypicalCase
from liaison.services import agreements, courses, meetings, notices, questions, typical
from pengjiang.common import clock
from tests import factories as f

DAY = timedelta(days=1)
ARTICLE = "《中华人民共和国行政处罚法》第三十三条第一款"
FOURTEEN = (
    "【目的】加强行政检察与综合行政执法衔接。", "【原则】依法监督、互相配合。", "【执法监督】检察院依法监督。", "【案情通报】每季度通报案情。", "【线索移送】发现线索及时移送。",
    "【信息共享】共享执法数据、典型案例。", "【日常协作】确定联络员。", "【案卷评查】每季度联合评查。", "【争议化解】共同化解争议。", "【司法救助】发现困难当事人及时转介。",
    "【支持起诉】依法支持起诉。", "【培训】实行导师制。", "【联席会议】每半年召开。", "【施行】自签署之日起施行。",
)  # fmt: skip


def case(d: f.District, **values: Any) -> TypicalCase:
    given = {
        "title": "黄永炽超标排放案",
        "facts": "当事人黄永炽（身份证号440703199001011234，手机19900000077）经营的江门市蓬江区永炽五金加工厂超标排放。",
        "course": "检察院督促改正。",
        "meaning": "首违不罚须逐项核实。",
        "articles": ARTICLE,
        "rules": "CL06",
        "field": "environment",
    }
    return typical.draft(actor=values.pop("actor", d.procurator), **{**given, **values})


def confirmed(d: f.District, **values: Any) -> TypicalCase:
    return typical.confirm(case(d, **values), actor=d.procurator, read_through=True)


def reviewed(d: f.District, **values: Any) -> TypicalCase:
    return typical.review(confirmed(d, **values), actor=d.head)


def published(d: f.District, **values: Any) -> TypicalCase:
    return typical.publish(reviewed(d, **values), actor=d.head)


def notice(d: f.District, **values: Any) -> Notice:
    given = {
        "kind": NoticeKind.CIRCULAR,
        "title": "第一季度案情通报",
        "body": "本季度共办理案件若干。",
        "addressees": [d.town, d.other_town],
        "answer_by": clock.today() + 10 * DAY,
    }
    return notices.write(actor=values.pop("actor", d.procurator), **{**given, **values})


def issued(d: f.District, **values: Any) -> Notice:
    return notices.issue(notice(d, **values), actor=d.procurator)


def agreement(d: f.District, **values: Any) -> Agreement:
    given = {
        "name": "关于建立行政检察与综合行政执法衔接工作机制的若干意见",
        "kind": AgreementKind.TOWN,
        "organisations": [d.town],
        "topics": [Topic.CIRCULARS, Topic.COUNTS],
        "text": "\n".join(FOURTEEN),
    }
    return agreements.draft(actor=d.procurator, **{**given, **values})


def in_force(d: f.District, **values: Any) -> Agreement:
    row = agreement(d, **values)
    for party in row.parties.all():
        row = agreements.sign(row, actor=d.procurator, party=party, signed_on=clock.today(), signer="负责人", files=[f.photo("签署文本.jpg", str(party.pk))])
    return agreements.begin(row, actor=d.procurator, since=clock.today())


def duty(d: f.District, row: Agreement | None = None, **values: Any) -> Any:
    given = {"bound": d.town, "informs": "蓬江区人民检察院", "what": "通报本季度行政执法情况", "every": "quarter", "within": 10, "since": clock.today()}
    return agreements.add_duty(row or in_force(d), actor=d.procurator, **{**given, **values})


def ticked(d: f.District, task: DutyTask) -> DutyTask:
    return agreements.tick(task, actor=d.town_head, note="已报送。", done_on=clock.today(), files=[f.photo("报送回执.jpg", "回执")])


def mentor(d: f.District, person: Any = None, **values: Any) -> Mentor:
    person = person or d.procurator
    return Mentor.objects.current().filter(person=person).first() or courses.name_mentor(actor=d.head, person=person, **values)


def question(d: f.District, **values: Any) -> Question:
    given = {"title": "首违不罚如何认定", "text": "当事人黄永炽首次占道经营，能否不罚？", "field": "urban"}
    return questions.ask(actor=d.officer, **{**given, **values})


def answered(d: f.District, **values: Any) -> Question:
    mentor(d)
    return questions.answer(question(d, **values), actor=d.procurator, text="三项条件须同时成立。", articles=ARTICLE)


def accepted(d: f.District, **values: Any) -> Faq:
    return questions.accept(answered(d, **values), actor=d.officer)


def course(d: f.District, **values: Any) -> Course:
    return courses.propose(actor=values.pop("actor", d.procurator), **{"title": "行政处罚程序", "summary": "告知、听证、送达。", **values})


def preparing(d: f.District, **values: Any) -> Course:
    return courses.take_on(course(d, **values), actor=d.procurator, mentor=mentor(d))


def opened(d: f.District, *, test: bool = True, **values: Any) -> Course:
    row = preparing(d, **values)
    courses.add_session(row, actor=d.procurator, starts_at=clock.now(), place="检察院三楼会议室")
    if test:
        courses.draw_exercises(row, actor=d.procurator)
    return courses.open_course(row, actor=d.procurator)


def enrolled(d: f.District, row: Course | None = None) -> Enrolment:
    return courses.enrol(row or opened(d), actor=d.officer)


def passed(d: f.District, row: Course | None = None) -> Enrolment:
    one = enrolled(d, row)
    session = one.course.sessions.first()
    courses.check_in(session, actor=d.officer, code=session.code)
    exercises = one.course.exercises.all()
    return courses.take_test(one, actor=d.officer, answers={row.pk: row.right for row in exercises}) if exercises else one


def meeting(d: f.District, *, at: datetime | None = None, **values: Any) -> JointMeeting:
    given = {"title": "第一次联席会议", "starts_at": at or clock.now(), "place": "检察院", "agenda": "通报案情\n研究评查", "invited": [d.town, d.other_town]}
    return meetings.call(actor=d.procurator, **{**given, **values})


def held(d: f.District, **values: Any) -> JointMeeting:
    return meetings.hold(meeting(d, **values), actor=d.procurator, host="麦志远", present="麦志远、何𬭎", minutes="会议议定每季度评查一次。", absent="邱棠")


def minuted(d: f.District) -> JointMeeting:
    row = held(d)
    meetings.add_task(row, actor=d.procurator, organisation=d.town, text="报送自查报告", due_on=clock.today() + 10 * DAY)
    return meetings.issue(row, actor=d.procurator)


def walk_papers(d: f.District) -> None:
    """Every paper of the room once."""
    published(d)
    issued(d)
    minuted(d)
    courses.certify(passed(d), actor=d.officer)
