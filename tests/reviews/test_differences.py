"""6.9 through the services: every way of it."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from reviews.models import Assignment, Finding, TalkLine
from reviews.scoring import half
from reviews.services import assigning, marking, rounds, settling
from tests.reviews.story import KINDS, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(district, today):
    return Story.of(district, reviewers=6).register(each=3).assigned(size=2, minimum=1)


@pytest.fixture
def file(story):
    return story.files()[0]


def test_close_marks_settle_at_once_and_findings_keep_both_reasons(story, file):
    done = story.mark_both(file, "3", "4")
    assert (done.state, done.score, done.get_grade_display()) == ("settled", D("96.5"), "优秀")
    first = Finding.objects.filter(file=file).order_by("code").first()
    assert first.lost == D("3.50")
    assert first.reasons.count("。") == 1


def test_a_veto_of_one_waits_for_the_leader(story, file):
    code = file.rubric.rubric.vetoes[0].code
    asked = story.mark_both(file, "3", "4", first_veto=code)
    assert asked.state == "veto"
    with pytest.raises(NotAllowed, match="由评查组长麦志远办理"):
        settling.rule_veto(asked, actor=story.maker, confirmed=True, reason="属实。")
    done = settling.rule_veto(asked, actor=story.leader, confirmed=True, reason="卷内没有批准文件。")
    assert (done.state, done.score, done.grade, done.vetoed) == ("settled", D("96.5"), "failed", True)
    assert Finding.objects.get(file=file, is_veto=True).code == code


def test_a_veto_not_confirmed_leaves_no_finding(story, file):
    asked = story.mark_both(file, "3", "4", second_veto=file.rubric.rubric.vetoes[0].code)
    done = settling.rule_veto(asked, actor=story.leader, confirmed=False, reason="有补充审批。")
    assert (done.grade, done.vetoed) == ("excellent", False)
    assert not Finding.objects.filter(file=file, is_veto=True).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_talk_with_one_change_each(district, today, kind):
    story = Story.of(district).register(each=1, kinds=[kind]).assigned(size=2, minimum=1)
    file = story.files()[0]
    talking = story.mark_both(file, "5", "13")
    assert talking.state == "talking"
    first, second = story.seats(file)[:2]
    settling.say(talking, actor=first.reviewer, text="第1页已有审批。")
    # Without the heaviest of the deductions the two are within five points and both 优秀, by any of the standards.
    row = second.marks.order_by("-lost", "code").first()
    item = row.code
    marking.save_mark(second, actor=second.reviewer, code=item, lost=D(0), seen=row.revision)
    settling.speak(talking, actor=second.reviewer, text="同意，改回。")
    with pytest.raises(NotAllowed, match="不能再修改"):
        marking.save_mark(second, actor=second.reviewer, code=item, lost=D(1), reason="又改。", page=1)
    with pytest.raises(NotAllowed, match="只能修改一次"):
        settling.speak(talking, actor=second.reviewer, text="再说。")
    settling.speak(talking, actor=first.reviewer, text="维持。")
    done = story.file(file)
    assert (done.state, done.score) == ("settled", half(D(91) + row.lost / 2))
    assert list(TalkLine.objects.values_list("changed", flat=True)) == [False, True, False]


def test_after_the_talk_the_leader_sets_a_score_between(story, file):
    leading = story.talk_over(story.mark_both(file, "5", "13"))
    assert leading.state == "leading"
    with pytest.raises(DomainError, match="87分至95分之间"):
        settling.set_score(leading, actor=story.leader, score=D(96), reason="偏严。")
    done = settling.set_score(leading, actor=story.leader, score=D("90.5"), reason="部分扣分偏严。")
    assert (done.state, done.score) == ("settled", D("90.5"))


def test_a_third_rater_and_the_two_closest(story, file):
    apart = story.mark_both(file, "2", "22")
    assert apart.state == "third"
    marked = {row.reviewer for row in story.seats(file)}
    with pytest.raises(DomainError, match="已评查该案卷"):
        assigning.name_third(apart, actor=story.leader, person=next(iter(marked)))
    person = assigning.free_reviewers(apart)[0]
    third = assigning.name_third(apart, actor=story.leader, person=person)
    story.mark(third, "20")
    done = story.file(file)
    assert (done.state, done.score) == ("settled", D(79))


def test_a_deduction_needs_reason_and_page(story, file):
    own = story.seats(file)[0]
    code = file.rubric.rubric.items[0].code
    for given, says in (({"page": 3}, "写明理由"), ({"reason": "不全。"}, "写明页码"), ({"reason": "不全。", "page": 3, "lost": D("0.3")}, "0.5分为单位")):
        with pytest.raises(DomainError, match=says):
            marking.save_mark(own, actor=own.reviewer, code=code, **{"lost": D(1), **given})
    with pytest.raises(DomainError, match="一律适用"):
        marking.save_mark(own, actor=own.reviewer, code=code, absent=True)


def test_another_window_is_told(story, file):
    own = story.seats(file)[0]
    code = file.rubric.rubric.items[0].code
    row = marking.save_mark(own, actor=own.reviewer, code=code, lost=D(1), reason="不全。", page=1, seen=0)
    with pytest.raises(Conflict, match="另一个窗口"):
        marking.save_mark(own, actor=own.reviewer, code=code, lost=D(2), reason="不全。", page=1, seen=0)
    assert marking.save_mark(own, actor=own.reviewer, code=code, lost=D(2), reason="不全。", page=1, seen=row.revision).revision == 2


def test_every_file_has_one_of_each_body_and_the_load_is_even(story):
    for file in story.files():
        assert {row.body.kind for row in story.seats(file)} == {"procuratorate", "bureau"}


def test_a_task_goes_to_somebody_else_of_the_same_body(story, file):
    """Reasons, conflicts, the trail; the one who had it keeps nothing of the file."""
    old, other = sorted(story.seats(file), key=lambda row: row.body.kind, reverse=True)
    marking.save_mark(old, actor=old.reviewer, code=file.rubric.rubric.items[0].code, lost=D(1), reason="不全。", page=1)
    free = [person for person in assigning.free_reviewers(file) if person.organisation == old.body]
    barred, person = free[:2]
    rounds.declare_conflict(story.round, actor=story.maker, person=barred, town=file.town, ground="related")
    given = {"actor": story.maker, "reason": "临时抽调办案。"}
    with pytest.raises(NotAllowed):
        assigning.reassign(old, **{**given, "actor": other.reviewer}, person=person)
    for wrong, says in ((barred, "应当回避：已登记回避"), (other.reviewer, "同一单位"), (story.leader, "不在评查组中")):
        with pytest.raises(DomainError, match=says):
            assigning.reassign(old, **given, person=wrong)
    with pytest.raises(DomainError, match="写明改派的理由"):
        assigning.reassign(old, **{**given, "reason": " "}, person=person)

    made = assigning.reassign(old, **given, person=person)

    assert {row.reviewer for row in story.seats(file)} == {person, other.reviewer}
    assert (made.seat, made.state, made.marks.count()) == (old.seat, "open", 0)
    with pytest.raises(NotAllowed):
        marking.submit_marks(old, actor=old.reviewer)
    done = story.mark_both(file, "3", "4")
    assert (done.state, done.score) == ("settled", D("96.5"))
    assert not Assignment.objects.paired(old.reviewer).filter(file=file).exists()
    said = AuditEntry.objects.filter(target=str(ObjectRef.of(old))).latest("pk")
    assert (said.event, said.actor_name, said.data["reason"]) == ("reviews.assignment.end", story.maker.name, "临时抽调办案。")
    with pytest.raises(NotAllowed, match="已提交"):
        assigning.reassign(story.seats(file)[0], **given, person=person)
