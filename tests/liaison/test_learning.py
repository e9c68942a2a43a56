"""Questions become everybody's answers; courses end with certificates; the calculator shows article, step and range."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from liaison.discretion import Facts, calculate, reasons, warn_days
from liaison.models import Attendance, Course, Enrolment, Faq, Question, StandardWarning
from liaison.queries.discretion import MINIMUM, items_on, like_files
from liaison.queries.learning import proposals
from liaison.services import courses, questions, typical
from liaison.services.standards import announce_expiring
from pengjiang.checkups.models import Finding
from pengjiang.checkups.services.runs import run_check
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.services import drain
from pengjiang.law.rows import PowerItem, Standard, Step
from pengjiang.notifications.models import Notice as InboxNotice
from pengjiang.search.queries import search
from reviews.models import Finding as ReviewFinding
from tests import factories as f
from tests.liaison import steps as s
from tests.reviews.story import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HOUR = timedelta(hours=1)


def finding_of(district) -> Finding:
    remedy = {"reconsider_organ": "蓬江区司法局", "reconsider_days": 60, "mode": "choice"}
    file = f.dossier(
        district,
        decision={"dated_on": "2026-03-05", "penalties": ["fine"], "fine": 500, "remedy": remedy},
        parties=[{"type": "person", "name": "黄永炽"}],
    )
    run_check(file, actor=district.officer)
    return Finding.objects.filter(dossier=file).first()


def test_a_question_goes_to_the_mentor_of_its_field(district):
    s.mentor(district, district.assistant, fields=["health"])
    urban = s.mentor(district, district.procurator, fields=["urban"])
    row = s.question(district)

    assert (row.state, row.mentor) == ("routed", urban)
    while drain():
        pass
    assert InboxNotice.objects.filter(person=district.procurator, title="有提问请您解答").count() == 1
    with pytest.raises(NotAllowed, match="由导师"):
        questions.answer(row, actor=district.assistant, text="可以。", articles=s.ARTICLE)


def test_without_mentors_the_head_routes(district):
    row = s.question(district)
    assert (row.state, row.mentor) == ("asked", None)
    row = questions.route(row, actor=district.head, mentor=s.mentor(district))
    assert row.state == "routed"


def test_an_answer_rests_on_articles(district):
    s.mentor(district)
    row = s.question(district)
    with pytest.raises(DomainError, match="依据的条文"):
        questions.answer(row, actor=district.procurator, text="可以。", articles="")
    with pytest.raises(DomainError, match="不存在"):
        questions.answer(row, actor=district.procurator, text="可以。", articles="《中华人民共和国行政处罚法》第九百条")


def test_asked_from_a_finding_answered_and_reused_without_names(district):
    finding = finding_of(district)
    s.mentor(district)
    row = questions.ask(actor=district.officer, title="黄永炽案如何写救济途径", text="杜阮镇作出的决定书，黄永炽（手机19900000077）提出异议。", about=finding)
    assert (row.rule, row.field) == (finding.rule, "urban")
    with clock.at(clock.now() + 5 * HOUR):
        row = questions.answer(row, actor=district.procurator, text="应写明复议机关全称。", articles="《中华人民共和国行政复议法》第二十条")
        row = questions.follow(row, actor=district.officer, text="期限从何日起算？")
    with clock.at(clock.now() + 50 * HOUR):
        row = questions.answer(row, actor=district.procurator, text="自收到决定书之日起算。", articles="《中华人民共和国行政复议法》第二十条")
    faq = questions.accept(row, actor=district.officer)
    while drain():
        pass

    assert row.hours_to_answer == 5
    assert not Question.objects.visible_to(district.stranger).exists()
    assert Faq.objects.visible_to(district.stranger).get() == faq
    assert (faq.title, faq.text) == ("黄某案如何写救济途径", "某镇（街）作出的决定书，黄某（手机（电话略））提出异议。")
    assert faq.answer == "应写明复议机关全称。\n自收到决定书之日起算。"
    assert [hit.url for hit in search(district.stranger, "复议机关全称")] == [faq.get_absolute_url()]
    assert questions.use(faq, actor=district.stranger).uses == 1


def test_whoever_did_not_ask_does_not_accept(district):
    row = s.answered(district)
    with pytest.raises(NotAllowed):
        questions.accept(row, actor=district.stranger)


def test_a_course_from_enrolment_to_certificate(district):
    row = s.opened(district)
    assert 3 <= row.exercises.count() <= 5
    assert all(0 <= one.right < len(one.options) for one in row.exercises.all())
    one = s.enrolled(district, row)
    session = row.sessions.get()
    with pytest.raises(NotAllowed, match="尚未签到"):
        courses.certify(one, actor=district.officer)
    with pytest.raises(DomainError, match="签到码不正确"):
        courses.check_in(session, actor=district.officer, code="abc")
    with clock.at(clock.now() + 5 * HOUR), pytest.raises(DomainError, match="不在签到时间内"):
        courses.check_in(session, actor=district.officer, code=session.code)
    courses.check_in(session, actor=district.officer, code=session.code)
    courses.check_in(session, actor=district.officer, code=session.code)
    assert Attendance.objects.count() == 1
    wrong = {x.pk: (x.right + 1) % len(x.options) for x in row.exercises.all()}
    one = courses.take_test(one, actor=district.officer, answers=wrong)
    with pytest.raises(NotAllowed, match="未达到60分"):
        courses.certify(one, actor=district.officer)
    with pytest.raises(DomainError, match="还没有作答"):
        courses.take_test(one, actor=district.officer, answers={})
    one = courses.take_test(one, actor=district.officer, answers={x.pk: x.right for x in row.exercises.all()})
    one = courses.certify(one, actor=district.officer)

    assert (one.state, one.best, one.attempts, one.certified_on) == ("certified", 100, 2, f.TODAY)
    paper = IssuedDocument.objects.of(one).get()
    assert paper.organisation == district.office
    assert "李堃同志" in str(paper.blocks)
    assert courses.close(row, actor=district.procurator).state == "closed"
    assert not Enrolment.objects.visible_to(district.stranger).exists()


def test_those_on_the_list_are_present_too(district):
    row = s.opened(district, test=False)
    one = s.enrolled(district, row)
    assert courses.check_list(row.sessions.get(), actor=district.procurator, people=[district.officer]) == 1
    assert Attendance.objects.get().way == "list"
    assert courses.certify(one, actor=district.officer).best is None


def test_who_left_may_come_back_while_it_is_open(district):
    one = courses.leave(s.enrolled(district), actor=district.officer)
    with pytest.raises(NotAllowed, match="已经报名"):
        courses.enrol(one.course, actor=district.officer)
    with pytest.raises(NotAllowed, match="由学员本人办理"):
        courses.rejoin(one, actor=district.town_legal)
    one = courses.leave(courses.rejoin(one, actor=district.officer), actor=district.officer)
    courses.close(one.course, actor=district.procurator)
    one.refresh_from_db()
    with pytest.raises(NotAllowed, match="不在报名期"):
        courses.rejoin(one, actor=district.officer)


def test_a_town_asks_for_coaching_for_itself(district):
    row = s.course(district, actor=district.town_head, kind="class", town=district.other_town)
    assert (row.kind, row.town) == ("coaching", district.town)
    assert not Course.objects.visible_to(district.stranger).exists()
    row = courses.decline(row, actor=district.procurator, note="下季度统一安排。")
    assert row.refusal == "下季度统一安排。"
    with pytest.raises(DomainError, match="面向的镇街"):
        s.course(district, kind="coaching")


def test_the_last_review_proposes_courses_and_questions(district):
    story = Story.of(district).register(each=2).published(size=2, minimum=1)
    rows = list(ReviewFinding.objects.filter(part__round=story.round))
    first = rows[0]
    first.refresh_from_db()
    ReviewFinding.objects.filter(pk__in=[row.pk for row in rows]).update(reasons=f"{first.file.dossier.facts['parties'][0]['name']}签收栏空白。")
    found = proposals(district.procurator)
    counted = {}
    for row in ReviewFinding.objects.standing().filter(part__round=story.round):
        counted[row.town_id, row.title] = counted.get((row.town_id, row.title), 0) + 1
    assert {(one.town.pk, one.problem): one.number for one in found}.items() <= counted.items()
    assert {one.town.pk for one in found} == {town for (town, _), number in counted.items() if number > 1}
    case = typical.draft_from(first, actor=district.procurator)
    assert (case.origin, first.file.dossier.facts["parties"][0]["name"] in case.facts) == ("review", False)
    row = s.preparing(district, title="案卷讲评")
    drawn = courses.draw_exercises(row, actor=district.procurator)
    mistakes = [one for one in drawn if one.source == "最近一次评查"]
    assert all(first.file.dossier.facts["parties"][0]["name"] not in one.text for one in mistakes)
    assert [one.text for one in courses.draw_exercises(row, actor=district.procurator)] == [one.text for one in drawn]


def test_a_mentor_with_open_questions_stays(district):
    row = s.mentor(district)
    s.question(district)
    with pytest.raises(DomainError, match="改派"):
        courses.end_mentor(row, actor=district.head)
    with pytest.raises(DomainError, match="不能担任导师"):
        courses.name_mentor(actor=district.head, person=district.officer)


ITEM = PowerItem(code="T1", field="urban", name="擅自占用城市道路", mark="SYN", person_min=Decimal(1000), person_max=Decimal(20000), unit_min=Decimal(5000), unit_max=Decimal(50000))
STANDARD = Standard(
    code="t", kind="benchmark", name="占道阶次", field="urban", mark="SYN",
    steps=(Step(item="T1", name="较轻", low=Decimal(1000), high=Decimal(6000)), Step(item="T1", name="较重", low=Decimal(14000), high=Decimal(20000))),
)  # fmt: skip


def test_the_step_of_the_standard_decides_the_range():
    outcome = calculate(ITEM, Facts(person=True, step=1, amount=Decimal(15000)), STANDARD)
    assert (outcome.step_word, outcome.step_low, outcome.step_high, outcome.warnings) == ("较重", 14000, 20000, ())
    assert "依据《占道阶次》，属于“较重”阶次，对应罚款14000元至20000元。" in reasons(ITEM, Facts(person=True, step=1), outcome)


def test_without_a_standard_the_grounds_point_to_a_share_and_it_says_so():
    light = calculate(ITEM, Facts(person=True, grounds=frozenset({"removed"})))
    heavy = calculate(ITEM, Facts(person=False, grounds=frozenset({"emergency"})))
    assert (light.step_word, light.step_low, light.step_high) == ("较轻", 1000, Decimal("6700.0"))
    assert (heavy.step_word, heavy.step_low, heavy.step_high) == ("较重", Decimal("36500.0"), 50000)
    assert "没有录入现行有效的裁量阶次" in light.warnings[0]
    assert [str(ground.citation) for ground in light.grounds] == ["《中华人民共和国行政处罚法》第三十二条"]


@pytest.mark.parametrize(
    ("amount", "grounds", "word"),
    [
        (60000, frozenset(), "超过法定最高额"),
        (500, frozenset(), "没有法定减轻情节"),
        (500, frozenset({"merit"}), "须有法定减轻情节并经集体讨论"),
        (9000, frozenset(), "不在该阶次幅度内"),
    ],
)
def test_an_amount_is_judged(amount, grounds, word):
    outcome = calculate(ITEM, Facts(person=True, step=0, grounds=grounds, amount=Decimal(amount)), STANDARD)
    assert word in outcome.warnings[-1]


def test_first_violation_needs_all_three():
    facts = Facts(person=True, first=True, slight_harm=True, corrected=True)
    assert calculate(ITEM, facts).exempt.name == "首违不罚"
    lacking = Facts(person=True, first=True, slight_harm=True)
    outcome = calculate(ITEM, lacking)
    assert outcome.exempt is None
    assert "因“及时改正”未成立，不符合首违不罚条件" in reasons(ITEM, lacking, outcome)
    assert calculate(ITEM, Facts(person=True, slight_act=True, no_harm=True, corrected=True)).exempt.must


def test_few_files_say_nothing_of_a_practice(district):
    item = items_on(f.TODAY)[0]
    for serial in range(MINIMUM):
        assert not like_files(item).enough
        f.dossier(district, number=f"杜阮综执罚字〔2026〕{serial + 1}号", item=item.code, decision={"dated_on": "2026-02-10", "fine": 1000 * (serial + 1)})
    assert like_files(item).sentence == "近24个月全区同一事项办结5件，其中罚款5件、不予处罚0件，罚款中位数3000元（1000元至5000元）。"


def test_ends_of_standards_are_announced_once_per_stage(district):
    with clock.at(date(2026, 10, 5)):
        first = announce_expiring()
        assert (first > 0, announce_expiring()) == (True, 0)
    with clock.at(date(2026, 12, 28)):
        assert announce_expiring() >= 1
        while drain():
            pass
    assert set(StandardWarning.objects.filter(code="environment.gd.2021").values_list("stage", flat=True)) == {90, 7}
    assert InboxNotice.objects.filter(person=district.town_legal, title__contains="生态环境行政处罚自由裁量权规定").count() == 2
    assert [warn_days((90, 30, 7), left) for left in (91, 90, 31, 30, 8, 7, 0, -1)] == [None, 90, 90, 30, 30, 7, 7, None]
