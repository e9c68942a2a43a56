"""A joint review of 93 files over six towns, three kinds and six fields, from the plan to the last proof; eight reviewers, two of them in the browser."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal as D

import pytest

from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.accounts.services import create_user, grant_role
from pengjiang.demo.people import PASSWORD
from pengjiang.documents.models import IssuedDocument
from pengjiang.files.models import StoredFile
from pengjiang.files.pages import make_pages
from pengjiang.files.services import process
from reviews.models import Finding, Round, SampledFile
from reviews.queries.statistics import Statistics
from reviews.services import assigning, consulting, settling, submitting
from tests.reviews.story import FIELDS, KINDS, Story, closed_file, with_volume
from tests.scenarios.journey import Journey, seed_offices
from tests.scenarios.stage import wait_until
from tests.support.scans import sample_photo

START = date(2026, 4, 7)
TOWNS = ("tangxia", "hetang", "duruan", "huanshi", "chaolian", "baisha")
SIZE, EACH = 93, 22
MAKER, LEADER, BUREAU_LEADER, DEPUTY = "sifa-jiandu", "buzhang", "sifa-lingdao", "fujianchazhang"
PANEL = ("jianchaguan1", "jianchaguan2", "jianchaguan3", "zhuli1", "sifa-pingcha1", "sifa-pingcha2", "sifa-fuyi", "sifa-pingcha3")
# Points lost by the two, by the file's place: most files are sound, some have faults of every grade.
LOST = {4: ("2", "3"), 9: ("12", "14"), 14: ("22", "24"), 19: ("4", "4.5")}
SOUND, TURN = ("0", "0"), 20


@pytest.fixture
def journey(new_context, shot, travel, idle_worker):
    travel(START)
    idle_worker.start(at=START)
    seed_offices()
    return Journey(new_context, shot)


@pytest.fixture
def story(journey):
    """People of the round, and a register of 132 closed files."""
    extra = create_user(username="sifa-pingcha3", name="程砚秋", password=PASSWORD, must_change_password=False, actor=None)
    grant_role(extra, organisation=Organisation.objects.get(code="bureau"), role=Role.BUREAU_REVIEWER, since=date(2022, 1, 1), actor=None)
    people = User.objects.in_bulk(field_name="username")
    bodies = Organisation.objects.in_bulk(field_name="code")
    towns = {bodies[code]: people[f"{code}-neiqin"] for code in TOWNS}
    told = Story(
        people[MAKER], people[LEADER], people[BUREAU_LEADER], people[DEPUTY], [people[name] for name in PANEL], towns, people["jianchaguan1"]
    )
    for town, desk in towns.items():
        for place in range(EACH):
            told.dossiers.append(closed_file(town, desk, kind=KINDS[place % 3], sphere=FIELDS[place % 6]))
    return told


def test_a_round_of_ninety_three_files(journey, story, tmp_path):
    plan_and_approve(journey, story)
    draw_and_call(journey, story)
    submit(journey, story)
    assign(journey, story)
    score_in_the_browser(journey, story)
    score_the_rest(story)
    disagree(journey, story)
    consult_and_object(journey, story, tmp_path)
    grade_and_publish(journey, story)
    rectify(journey, story, tmp_path)


def plan_and_approve(journey, story):
    page = journey.of(MAKER)
    page.goto("/reviews/")
    journey.shot(page, "批次列表（空）")
    page.get_by_role("link", name="拟制评查方案").first.click()
    page.wait_for_url("**/reviews/new/")
    fields = {
        "title": "2026年第一季度行政执法案卷联合评查", "year": "2026", "quarter": "第一季度", "period_from": "2026-01-01", "period_to": "2026-03-31",
        "size": str(SIZE), "minimum": "8", "submit_by": "2026-04-15", "score_by": "2026-05-10", "publish_by": "2026-06-10",
    }  # fmt: skip
    journey.fill(page, fields)
    journey.shot(page, "评查方案")
    page.get_by_role("button", name="保存方案").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    story.round = Round.objects.get()
    journey_team(journey, story, page)
    journey.act(page, "送审")
    for name in (BUREAU_LEADER, DEPUTY):
        approver = journey.of(name)
        approver.goto("/")
        assert approver.get_by_text("审批评查方案：2026年第一季度").count() >= 1
        approver.goto(f"/reviews/{story.round.pk}/decide/")
        approver.get_by_label("同意").check()
        approver.get_by_role("button", name="确定").click()
        approver.wait_for_load_state()
        journey.refuse_errors(approver)
    assert story.again().round.state == "approved"
    wait_until(lambda: IssuedDocument.objects.filter(type_code="review_plan", making="ready").exists(), telling=lambda: IssuedDocument.objects.values_list("making"))


def journey_team(journey, story, page):
    page.goto(f"/reviews/{story.round.pk}/team/")
    page.locator("main [name=leader]").select_option(str(story.leader.pk))
    for person in story.panel:
        page.locator(f"main [name=people][value='{person.pk}']").check()
    journey.shot(page, "评查组")
    page.get_by_role("button", name="确定评查组").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)


def draw_and_call(journey, story):
    page = journey.of(MAKER)
    page.goto(story.round.get_absolute_url())
    journey.act(page, "抽取案卷", {"seed": "20220331"})
    assert page.get_by_text("20220331").count() >= 1
    journey.shot(page, "抽取结果")
    files = SampledFile.objects.filter(round=story.round)
    assert files.count() == SIZE
    assert len({file.town_id for file in files}) == 6
    assert len({file.file_type for file in files}) == 3
    assert len({file.field for file in files}) == 6
    page.goto(story.round.get_absolute_url())
    journey.act(page, "通知报送")
    story.again()


def submit(journey, story):
    """All through the services but one town's last file and word, on the page."""
    by_town = {town: story.files(town=town) for town in story.towns}
    for town, desk in story.towns.items():
        for file in by_town[town]:
            with_volume(file.dossier, desk)
    town = next(iter(story.towns))
    for other, files in by_town.items():
        for file in files[1:] if other == town else files:
            submitting.submit_file(file, actor=story.towns[other])
        if other != town:
            submitting.finish_submission(story.parts(town=other)[0], actor=story.towns[other])
    page = journey.of(story.towns[town].username)
    part = story.parts(town=town)[0]
    page.goto("/")
    assert page.get_by_text("报送评查案卷").count() >= 1
    page.goto(part.get_absolute_url())
    journey.shot(page, "镇街报送")
    page.get_by_role("link", name="报送", exact=True).first.click()
    page.get_by_role("button", name="报送案卷").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    page.goto(part.get_absolute_url())
    journey.act(page, "完成报送")
    assert set(story.round.parts.values_list("state", flat=True)) == {"submitted"}


def assign(journey, story):
    page = journey.of(MAKER)
    page.goto(story.round.get_absolute_url())
    journey.act(page, "分配评查任务")
    story.again()
    loads = Counter(row.reviewer.username for file in story.files() for row in story.seats(file))
    assert sum(loads.values()) == 2 * SIZE
    assert max(loads.values()) - min(loads.values()) <= 4, loads
    served = {file.town.code for file in story.files() for row in story.seats(file) if row.reviewer.username == "jianchaguan3"}
    assert "huanshi" not in served
    page.goto(f"/reviews/{story.round.pk}/matrix/")
    journey.shot(page, "评查进度")


def score_in_the_browser(journey, story):
    """Both reviewers of one file, fewer than sixty actions each, the deductions by ready phrases: one by mouse, one by keys alone."""
    file = next(file for file in story.files() if file.file_type == "P_GEN")
    for scan in StoredFile.objects.of(file.dossier):
        process(scan)
        scan.refresh_from_db()
        make_pages(scan)
    for place, row in enumerate(story.seats(file)):
        page = journey.of(row.reviewer.username)
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(row.get_absolute_url())
        actions = (take_off_by_keys if place else take_off_by_mouse)(page, ("A08", "A22", "A31"))
        assert page.locator("[data-page-number]").input_value() == "2"
        assert "pages/2.webp" in page.locator("[data-image]").get_attribute("src")
        journey.shot(page, f"评分{place + 1}")
        page.get_by_role("button", name="提交评分").press("Enter")
        page.wait_for_url(lambda url, own=f"/tasks/{row.pk}/": own not in url)
        assert actions + 2 < 60
        assert row.marks.filter(lost__gt=0, page=1).count() >= 3
        row.refresh_from_db()
        assert row.state == "submitted"
    assert story.file(file).state == "settled"


def take_off_by_mouse(page, codes) -> int:
    """The first ready phrase of each item, then the next page; how many actions it took."""
    for code in codes:
        page.locator(f"#{code} summary").click()
        with page.expect_response(lambda response: "/items/" in response.url):
            page.locator(f"#{code} [data-phrase]").first.click()
        page.locator(f"#{code}.rubric-item--loss").wait_for()
    page.locator("[data-turn='1']").click()
    return 2 * len(codes) + 1


def take_off_by_keys(page, codes) -> int:
    """The same with J, 1 and ]; the place in the list is kept while items are saved."""
    pressed = 0
    for code in codes:
        while page.evaluate("document.activeElement.closest('.rubric-item')?.id") != code:
            page.keyboard.press("j")
            pressed += 1
            assert pressed < 60, code
        with page.expect_response(lambda response: "/items/" in response.url):
            page.keyboard.press("1")
        page.locator(f"#{code}.rubric-item--loss").wait_for()
        page.wait_for_function(f"document.activeElement.closest('.rubric-item')?.id === '{code}'")
        pressed += 1
    page.keyboard.press("]")
    return pressed + 1


def score_the_rest(story):
    left = [file for file in story.files() if file.state == "scoring"]
    ways = {0: ("5", "13"), 1: ("2", "22"), 2: ("3", "4"), 3: ("9.5", "11")}
    for place, file in enumerate(left):
        if place in ways:
            veto = {"first_veto": file.rubric.rubric.vetoes[0].code} if place == 2 else {}
            story.mark_both(file, *ways[place], **veto)
        else:
            story.mark_both(file, *LOST.get(place % TURN, SOUND))
    states = Counter(story.round.files.values_list("state", flat=True))
    assert {"talking", "third", "veto", "settled"} <= set(states), states


def disagree(journey, story):
    """Every way of 6.9: ruling in the browser, third rater, talk, the leader's score."""
    leader = journey.of(LEADER)
    veto = story.files(state="veto")[0]
    leader.goto(f"/reviews/files/{veto.pk}/differences/")
    journey.shot(leader, "评分差异（否决）")
    leader.get_by_role("link", name="认定一票否决").click()
    leader.get_by_label("确认一票否决").check()
    leader.locator("main [name=reason]").fill("卷内没有委托或者授权依据，属超越职权。")
    leader.get_by_role("button", name="认定一票否决").click()
    leader.wait_for_load_state()
    journey.refuse_errors(leader)
    assert story.file(veto).grade == "failed"
    for file in story.files(state="third"):
        third = assigning.name_third(file, actor=story.leader, person=assigning.free_reviewers(file)[0])
        story.mark(third, "21")
    talking = story.files(state="talking")
    own = story.seats(talking[0])[0]
    page = journey.of(own.reviewer.username)
    page.goto(f"/reviews/files/{talking[0].pk}/differences/")
    journey.shot(page, "合议")
    for file in talking:
        story.talk_over(file)
    for file in story.files(state="leading"):
        low, high = sorted(row.score for row in story.seats(file)[:2])
        settling.set_score(file, actor=story.leader, score=low + (high - low) // D("0.5") / 4 // D("0.5") * D("0.5"), reason="综合两人意见。")
    assert {file.state for file in story.files()} == {"settled"}
    ways = set(SampledFile.objects.filter(round=story.round).values_list("how", flat=True))
    assert len({way[:3] for way in ways}) >= 3, ways


def consult_and_object(journey, story, tmp_path):
    page = journey.of(MAKER)
    page.goto(story.round.get_absolute_url())
    journey.act(page, "征求意见")
    story.again()
    part = next(part for part in story.parts() if part.findings.exists())
    desk = story.towns[part.town]
    town = journey.of(desk.username)
    town.goto(part.get_absolute_url())
    journey.shot(town, "镇街看评查意见")
    body = town.locator("main").inner_text()
    assert not any(person.name in body for person in story.panel)
    finding = part.findings.order_by("pk").first()
    before = finding.file.score
    town.goto(f"{part.get_absolute_url()}object/")
    town.locator(f"[name=ground_{finding.pk}]").fill("卷内第1页已有该项记载，请予核实。")
    town.locator(f"[name=files_{finding.pk}]").set_input_files(str(sample_photo(tmp_path)))
    journey.shot(town, "逐项申诉")
    town.get_by_role("button", name="提出申诉").click()
    town.wait_for_load_state()
    journey.refuse_errors(town)
    person = assigning.free_reviewers(story.file(finding.file))[0]
    consulting.name_rechecker(story.parts(pk=part.pk)[0], actor=story.maker, person=person)
    item = part.objections.get()
    third = journey.of(person.username)
    third.goto(item.get_absolute_url())
    third.get_by_label("变更原评查意见").check()
    third.locator("main [name=lost_after]").fill("0")
    third.locator("main [name=reason]").fill("经核对卷内第1页，确有记载。")
    journey.shot(third, "复核")
    third.get_by_role("button", name="提交复核").click()
    third.wait_for_load_state()
    journey.refuse_errors(third)
    page.goto(part.get_absolute_url())
    journey.act(page, "答复申诉")
    assert story.file(finding.file).score >= before
    for other in story.parts(state="consulted"):
        consulting.agree(other, actor=story.towns[other.town])


def grade_and_publish(journey, story):
    page = journey.of(MAKER)
    page.goto(story.round.get_absolute_url())
    journey.act(page, "登记定级会议", {"met_on": "2026-04-07", "attending": "区司法局、区检察院评查组成员", "minutes": "逐件研究评查得分和等次，一致通过。"})
    page.goto(story.round.get_absolute_url())
    text = "各镇街普遍建立案卷自查制度，执法主体、当事人认定总体规范，救济告知较以往明显改进。"
    journey.act(page, "撰写通报", {"achievements": text}, submit="保存")
    page.goto(story.round.get_absolute_url())
    journey.act(page, "定级")
    page.goto(f"/reviews/{story.round.pk}/choose/")
    for box in page.locator("main [name=files]").all()[:3]:
        box.check()
    page.get_by_role("button", name="评定优秀案卷").click()
    page.wait_for_load_state()
    page.goto(story.round.get_absolute_url())
    journey.act(page, "印发通报")
    story.again()
    wait_until(lambda: not Finding.objects.filter(file__round=story.round, state="noted").exists(), within=240)
    circular = IssuedDocument.objects.get(type_code="review_circular")
    wait_until(lambda: IssuedDocument.objects.filter(pk=circular.pk, making="ready").exists(), within=120, telling=lambda: circular.making)
    page.goto(f"{story.round.get_absolute_url()}?tab=papers")
    journey.shot(page, "文书")
    page.goto("/reviews/statistics/")
    journey.shot(page, "评查统计")
    figures = Statistics([story.round])
    assert figures.overall.count == SIZE
    assert len(figures.by_town()) == 6
    assert Finding.objects.filter(file__round=story.round, state="waiting", due_on=date(2026, 5, 7)).exists()


def rectify(journey, story, tmp_path):
    part = next(part for part in story.parts() if part.findings.filter(state="waiting").exists())
    page = journey.of(story.towns[part.town].username)
    page.goto(part.get_absolute_url())
    journey.act(page, "签收通报")
    journey.shot(page, "签收通报")
    finding = Finding.objects.filter(part=part, state="waiting").order_by("pk").first()
    page.goto(finding.get_absolute_url())
    journey.act(page, "填报整改措施", {"measure": "补正文书，组织学习。", "person": "内勤"}, submit="保存措施")
    page.goto("/reviews/findings/")
    journey.shot(page, "整改台账")
    for row in Finding.objects.filter(file__round=story.round, state__in=["waiting", "working"]).select_related("town", "file__round"):
        story.rectify(row)
    maker = journey.of(MAKER)
    maker.goto(story.round.get_absolute_url())
    journey.act(maker, "办结", submit="办结批次")
    assert story.again().round.state == "closed"
    journey.shot(maker, "批次办结")
