"""What comes back, and what is late: four journeys through the real pages, everybody signed in on their own, with the real worker."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Recommendation, Transfer
from pengjiang.audit.models import AuditEntry
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.tasks import sweep_deadlines
from pengjiang.documents.models import IssuedDocument
from pengjiang.notifications.models import Notice
from tests import factories as f
from tests.scenarios.journey import HEAD, MANAGER, OFFICER, PROCURATOR, TOWN_HEAD, WITHIN_MS, Journey
from tests.scenarios.stage import demo_district, wait_until
from tests.support.scans import sample_pdf

START = date(2026, 5, 11)
# Two months from receipt end on Saturday 11 July and roll to Monday.
LAST_DAY, DAY_AFTER = date(2026, 7, 13), date(2026, 7, 14)
TITLE = "关于规范处罚告知程序的检察建议"


@pytest.fixture
def journey(new_context, shot, travel, idle_worker):
    """On the first day, before anybody has come in and before the worker runs."""
    travel(START)
    return Journey(new_context, shot)


@pytest.fixture
def d(journey):
    return demo_district()


def test_returned_at_intake_and_sent_again(journey, d, idle_worker):
    transfer = f.submitted(d, title="占道经营处罚案程序问题")
    url = transfer.get_absolute_url()
    idle_worker.start(at=START)
    missing = "请补充事先告知书的送达情况，并写明当事人是否提出陈述、申辩。"

    manager = journey.of(MANAGER)
    manager.goto(url)
    journey.act(manager, "退回补正", {"answer": missing})
    assert "已退回移送单位补正。" in manager.locator("body").inner_text()
    assert manager.locator(".next-actions").get_by_role("link", name="受理", exact=True).count() == 0
    journey.shot(manager, "案管退回补正")

    officer = journey.of(OFFICER)
    journey.wait_for(officer, "/notices/", f"移送的线索被退回补正：{missing}")
    officer.goto("/")
    todos = officer.locator("main").inner_text()
    assert "移送的线索被退回，请补正" in todos
    assert missing in todos
    journey.shot(officer, "镇街待办：退回补正")
    officer.goto(url)
    assert missing in officer.locator(".alert", has_text="已退回补正").inner_text()
    officer.get_by_role("link", name="修改", exact=True).click()
    journey.fill(officer, {"reason": "处罚决定作出前未告知陈述申辩权利；事先告知书于五月六日直接送达，当事人未提出陈述、申辩。"})
    officer.get_by_role("button", name="保存", exact=True).click()
    officer.wait_for_load_state()
    journey.refuse_errors(officer)
    journey.act(officer, "移送检察院")
    officer.get_by_text("已移送，待检察院受理").first.wait_for()
    assert officer.get_by_text("已退回补正").count() == 0
    journey.shot(officer, "补正后再次移送")

    journey.wait_for(manager, url, "当事人未提出陈述、申辩")
    journey.act(manager, "受理", {"duty_note": f.GATE["duty_note"], "effect": f.GATE["effect"]})
    journey.shot(manager, "受理")

    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.answer, transfer.number) == ("accepted", "", "江蓬检线〔2026〕1号")
    events = AuditEntry.objects.filter(target=f"cases.transfer:{transfer.pk}", event__startswith="cases.").order_by("pk")
    assert [event.removeprefix("cases.transfer.") for event in events.values_list("event", flat=True)] == ["submit", "return", "submit", "accept"]
    letters = IssuedDocument.objects.of(transfer).filter(type_code="transfer_letter").order_by("pk")
    assert [letter.standing for letter in letters] == ["superseded", "issued"]
    officer.goto(f"{url}?tab=timeline")
    story = officer.locator("main").inner_text()
    assert f"退回补正：{missing}" in story
    assert story.count("移送线索《占道经营处罚案程序问题》") == 2
    officer.goto("/")
    assert officer.get_by_text("移送的线索被退回，请补正").count() == 0


def test_returned_by_the_head_with_remarks_beside_the_text(journey, d, idle_worker):
    recommendation = f.approving(d)
    url = recommendation.get_absolute_url()
    idle_worker.start(at=START)
    remark, opinion = "请写明送达回证在案卷中的页码。", "事实部分不够具体，改后再送。"
    added = "送达回证见案卷第十四页，受送达人未签名。"

    head = journey.of(HEAD)
    head.goto(url)
    journey.act(head, "部门负责人审核", {"remark_facts_text": remark, "opinion": opinion}, submit="退回修改")
    journey.shot(head, "部门负责人退回")

    page = journey.of(PROCURATOR)
    journey.wait_for(page, "/notices/", f"检察建议书被退回修改：{opinion}")
    page.goto("/")
    assert f"修改检察建议书：{TITLE}" in page.locator("main").inner_text()
    page.goto(url)
    assert opinion in page.locator(".alert", has_text="退回修改").inner_text()
    page.locator(".next-actions").get_by_role("link", name="修改建议书", exact=True).click()
    page.wait_for_load_state()
    journey.shot(page, "批注在正文旁")
    text = page.locator("[name=facts_text]")
    beside = page.locator(".remark", has_text=remark)
    here, there = text.bounding_box(), beside.bounding_box()
    assert there["x"] >= here["x"] + here["width"]
    assert here["y"] - 60 < there["y"] < here["y"] + here["height"]
    assert "谭启明" in beside.inner_text()
    text.fill(f"{text.input_value()}\n{added}")
    page.get_by_role("button", name="保存建议书").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    journey.act(page, "送审")

    page.goto(f"{url}versions/")
    compared = page.locator(".compare")
    assert compared.count() == 1
    before, after = (compared.locator(".compare__side").nth(place) for place in (0, 1))
    assert "第1稿" in before.inner_text()
    assert "第2稿" in after.inner_text()
    assert added not in before.inner_text()
    assert added in after.inner_text()
    assert remark in page.locator("main").inner_text()
    journey.shot(page, "两稿对照")

    head.goto(f"{url}decide/")
    assert "第1稿 → 第2稿" in head.locator("main").inner_text()
    head.goto(url)
    journey.act(head, "部门负责人审核", {"opinion": "同意。"}, submit="同意")
    journey.shot(head, "第二稿同意")
    recommendation = Recommendation.objects.get()
    assert (recommendation.state, recommendation.versions.count()) == ("approving", 2)
    rounds = [[step.decision for step in row.steps.all()] for row in recommendation.rounds.all()]
    assert [decisions[0] for decisions in rounds] == ["returned", "approved"]
    assert set(rounds[0][1:]) == {""}


def test_overdue_reply_is_urged_and_comes(journey, d, idle_worker, travel):
    recommendation = f.served(d, on=START)
    f.recommendations.file_up(recommendation, actor=d.procurator, note="报市院第六检察部。")
    for item in recommendation.items.all():
        f.rectify(d, item)
    url = recommendation.get_absolute_url()
    reply = Deadline.objects.get(limit="TM20")
    assert reply.due_on == LAST_DAY
    travel(DAY_AFTER)
    idle_worker.start(at=DAY_AFTER)
    for _ in range(2):
        sweep_deadlines.delay()
    drafts = IssuedDocument.objects.of(recommendation).filter(type_code="urging_letter")
    wait_until(lambda: drafts.filter(making="ready").exists(), telling=lambda: list(drafts.values_list("making", "error")))

    officer = journey.of(OFFICER)
    journey.wait_for(officer, "/notices/", "检察建议回复已超期，末日为2026年7月13日，请立即办理")
    assert officer.locator(".inbox__item--bad").count() == 1
    journey.shot(officer, "镇街通知：超期")
    officer.goto("/")
    light_says_overdue(officer)
    assert f"书面回复检察建议：{TITLE}" in officer.locator("main").inner_text()
    journey.shot(officer, "镇街待办：超期")
    officer.goto(url)
    light_says_overdue(officer)
    assert officer.get_by_text("催办函").count() == 0

    page = journey.of(PROCURATOR)
    journey.wait_for(page, "/notices/", "督办的检察建议回复已超期，末日为2026年7月13日")
    page.goto(url)
    light_says_overdue(page)
    ready = page.locator(".alert", has_text="已超期：催办函草稿已备好")
    assert "检察建议回复，末日 2026-07-13。" in ready.inner_text()
    journey.shot(page, "催办函草稿已备好")
    draft = drafts.get()
    assert (draft.standing, draft.number, draft.pdf.open("rb").read(5)) == ("draft", "", b"%PDF-")

    ready.get_by_role("link", name="审签催办函").click()
    page.get_by_role("button", name="签发催办函", exact=True).click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    journey.wait_for_paper(page, "催办")
    journey.shot(page, "催办函已签发")
    letter = drafts.get()
    assert (letter.standing, letter.number) == ("issued", "江蓬检行催〔2026〕1号")

    head = journey.of(TOWN_HEAD)
    journey.wait_for(head, "/notices/", "收到催办函江蓬检行催〔2026〕1号，请尽快办理")
    officer.goto(f"{url}?tab=papers")
    card = officer.locator(".document-card", has_text="催办")
    assert "江蓬检行催〔2026〕1号" in card.inner_text()
    with officer.expect_download() as download:
        card.locator("a[download]").first.click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"

    officer.goto(url)
    journey.act(
        officer,
        "书面回复",
        {"measures": "逐件自查并开展培训。", "results": "已全部整改到位。", "contact": "林小满 19900000119"},
        submit="提交书面回复",
    )
    officer.get_by_text("已书面回复").first.wait_for()
    assert officer.locator(".case-head .deadline-chip--overdue").count() == 0
    journey.shot(officer, "超期后回复")
    reply.refresh_from_db()
    assert (reply.state, reply.met_on) == ("met", DAY_AFTER)
    overdue = AuditEntry.objects.filter(event="deadlines.deadline.overdue", refs__contains=[f"deadlines.deadline:{reply.pk}"])
    assert overdue.count() == 1
    told = Notice.objects.filter(about=f"deadlines.deadline:{reply.pk}", light="overdue").order_by("person__username")
    assert list(told.values_list("person__username", flat=True)) == ["duruan-neiqin", OFFICER, "duruan-zhifa2", TOWN_HEAD, PROCURATOR]


def light_says_overdue(page) -> None:
    """The lights of the page that are red say so in words."""
    chip = page.locator("main .deadline-chip--overdue").first
    chip.wait_for(timeout=WITHIN_MS)
    assert "超期" in chip.inner_text()
    assert "1 个工作日" in chip.inner_text()


def test_proof_sent_back_comes_again(journey, d, idle_worker, tmp_path):
    recommendation = f.served(d, on=START)
    item = recommendation.items.first()
    f.rectifications.plan_item(item, actor=d.officer, measure="撤销原处罚决定，重新告知。", person="林小满")
    url = item.get_absolute_url()
    idle_worker.start(at=START)
    missing = "缺少撤销决定书的送达回证，请补充。"

    officer = journey.of(OFFICER)
    officer.goto(url)
    journey.act(officer, "提交整改证明", {"note": "已撤销原处罚决定。"}, files=[str(sample_pdf(tmp_path, pages=1, name="撤销决定书.pdf"))])
    journey.shot(officer, "第一次提交证明")

    page = journey.of(PROCURATOR)
    journey.wait_for(page, "/notices/", "第1项整改已提交证明，请核验")
    journey.wait_for_file(page, url, "撤销决定书.pdf")
    journey.act(page, "退回补充", {"remarks": missing})
    assert missing in page.locator("main").inner_text()
    journey.shot(page, "退回补充")

    journey.wait_for(officer, "/notices/", f"第1项整改证明被退回补充：{missing}")
    officer.goto("/")
    assert "整改：对该案处罚决定依法自行纠正。" in officer.locator("main").inner_text()
    officer.goto(url)
    assert f"核验意见：{missing}（陈喆宁，2026-05-11）" in officer.locator("main").inner_text()
    journey.shot(officer, "镇街看到缺少什么")
    journey.act(officer, "提交整改证明", {"note": "补充送达回证。"}, files=[str(sample_pdf(tmp_path, pages=2, name="送达回证.pdf"))])

    page.goto(url)
    journey.act(page, "核验销号", {"remarks": "核验属实。"})
    assert "已销号" in page.locator("main").inner_text()
    journey.shot(page, "销号")
    journey.wait_for(officer, "/notices/", "第1项整改已销号")
    item.refresh_from_db()
    assert (item.state, item.ticked_by, item.ticked_on) == ("ticked", d.procurator, START)
    assert [(row.verdict, row.remarks) for row in item.rounds.order_by("pk")] == [("sent_back", missing), ("accepted", "核验属实。")]
    clocks = Deadline.objects.filter(limit="TM46", target=f"cases.rectificationitem:{item.pk}").order_by("pk")
    # The clock that the first proof stopped runs anew, to the same last day.
    assert [(clock.state, clock.met_on, clock.due_on) for clock in clocks] == [("met", START, date(2026, 6, 10))] * 2
