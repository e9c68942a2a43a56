"""Everything of the room in every state, for the walk over all pages."""

from __future__ import annotations

from datetime import date

from liaison.models import Enrolment
from liaison.services import agreements, courses, meetings, notices, questions, typical
from liaison.services.agreements import let_duties_fall_due
from pengjiang.common import clock
from tests import factories as f
from tests.liaison import steps as s


def every_state(d: f.District) -> None:
    """One of each."""
    typical_cases(d)
    shared(d)
    together(d)
    learned(d)


def typical_cases(d: f.District) -> None:
    s.case(d)
    s.confirmed(d)
    s.reviewed(d)
    s.published(d)
    typical.withdraw(s.published(d), actor=d.head, note="数据有误。")


def shared(d: f.District) -> None:
    s.notice(d)
    row = s.issued(d)
    receipt = notices.read(row.receipts.get(organisation=d.town), actor=d.officer)
    notices.withdraw(s.issued(d), actor=d.procurator, note="数据有误。")
    notices.answer(receipt, actor=d.officer, text="已自查。", files=[f.photo("自查.jpg", "自查")])
    notices.read(s.issued(d).receipts.get(organisation=d.town), actor=d.officer)


def together(d: f.District) -> None:
    s.agreement(d)
    with clock.at(date(2025, 12, 1)):
        row = s.in_force(d)
        s.duty(d, row)
        s.duty(d, row, bound=d.office, informs="杜阮镇", what="通报检察建议办理情况")
    let_duties_fall_due()
    s.ticked(d, row.duties.get(bound=d.town).tasks.first())
    agreements.end(s.in_force(d, name="旧机制"), actor=d.procurator, note="另行签署。")
    s.meeting(d)
    meetings.add_task(s.held(d), actor=d.procurator, organisation=d.town, text="报送自查报告", due_on=f.TODAY)
    task = s.minuted(d).tasks.get()
    meetings.finish(task, actor=d.town_head, result="已报送。", files=[f.photo("报告.jpg", "报告")])
    meetings.name_contact(actor=d.procurator, person=d.town_head, telephone="0750-3200000")
    meetings.set_duty(actor=d.procurator, day=f.TODAY, person=d.procurator)


def learned(d: f.District) -> None:
    s.question(d)
    s.mentor(d)
    s.question(d)
    s.answered(d)
    questions.accept(s.answered(d), actor=d.officer)
    s.course(d)
    s.preparing(d)
    row = s.opened(d)
    courses.add_material(row, actor=d.procurator, title="课件", reference="三楼服务器", files=[f.photo("课件.jpg", "课件")])
    s.enrolled(d, row)
    courses.certify(s.passed(d), actor=d.officer)
    left = s.enrolled(d, s.opened(d, test=False))
    courses.leave(left, actor=d.officer)
    courses.close(Enrolment.objects.get(pk=left.pk).course, actor=d.procurator)
    courses.decline(s.course(d, actor=d.town_head), actor=d.procurator, note="下季度安排。")
