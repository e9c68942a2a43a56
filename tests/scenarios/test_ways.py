"""Off the main path, on the pages: objection and change, a hearing, an opinion that is answered, an unpaid fine that becomes a case."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Dispatch, Hearing, Recommendation, SupervisionCase, UnpaidDecision
from cases.services import supervision
from cases.workflow.hearing import HEARING_STEPS
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from tests import factories as f
from tests import ways as w
from tests.scenarios.journey import CHIEF, CLERK, DEPUTY, HEAD, OFFICER, PROCURATOR, Journey
from tests.scenarios.stage import demo_district, wait_until

START = date(2026, 5, 11)


@pytest.fixture
def journey(new_context, shot, travel, idle_worker):
    """On the first day, before anybody has come in and before the worker runs."""
    travel(START)
    return Journey(new_context, shot)


@pytest.fixture
def d(journey):
    return demo_district()


def made(*codes: str) -> None:
    """Wait until the worker has made a paper of each type."""

    def ready() -> bool:
        return set(codes) <= set(IssuedDocument.objects.filter(making="ready", standing="issued").values_list("type_code", flat=True))

    wait_until(ready, telling=lambda: str(list(IssuedDocument.objects.values_list("type_code", "making"))))


def test_objection_change_and_reply_after_an_extension(journey, d, idle_worker):
    recommendation = f.served(d, on=START)
    url = recommendation.get_absolute_url()
    idle_worker.start(at=START)

    officer = journey.of(OFFICER)
    officer.goto(url)
    journey.act(officer, "提出异议", {"reasons": "第二项建议要求六十日内完成轮训，但培训师资须由市局统一安排，期限不具可行性。"})
    officer.get_by_text("已提出异议，检察院复核中").first.wait_for()
    journey.shot(officer, "镇街提出异议")

    page = journey.of(PROCURATOR)
    journey.wait_for(page, "/notices/", "被建议单位提出异议，请立即复核")
    page.goto(url)
    journey.act(page, "异议复核", {"opinion": "经向市局核实，师资安排在三季度，异议部分成立。", "proposal": "变更"}, submit="报检察长决定")
    journey.shot(page, "异议复核")

    chief = journey.of(CHIEF)
    chief.goto("/")
    assert "决定异议复核" in chief.locator("main").inner_text()
    chief.goto(url)
    journey.act(chief, "决定变更", {"note": "第二项建议的整改期限由六十日改为一百二十日。"})
    journey.shot(chief, "检察长决定变更")

    page.goto(url)
    journey.act(page, "起草变更后的建议书")
    draft = Recommendation.objects.get(replaces=recommendation)
    page.locator(".next-actions").get_by_role("link", name="修改建议书", exact=True).click()
    page.locator("[name=days_1]").fill("120")
    page.get_by_role("button", name="保存建议书").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    journey.act(page, "送审")
    for person, label in ((HEAD, "部门负责人审核"), (DEPUTY, "分管副检察长审核"), (CHIEF, "检察长批准")):
        reader = journey.of(person)
        reader.goto(draft.get_absolute_url())
        journey.act(reader, label, {"opinion": "同意。"}, submit="同意")
    clerk = journey.of(CLERK)
    clerk.goto(draft.get_absolute_url())
    journey.act(clerk, "编号用印", {"number": "江蓬检行建〔2026〕12号"}, submit="用印并制作文书")
    page.goto(draft.get_absolute_url())
    journey.act(page, "登记送达", {"receiver": "何敏", "place": "杜阮镇人民政府"})
    journey.shot(page, "新建议书已送达")
    officer.goto(url)
    assert "已由新的建议书取代" in officer.locator("main").inner_text()
    journey.shot(officer, "原建议书已变更")

    officer.goto(draft.get_absolute_url())
    journey.act(officer, "申请延期", {"by": "1", "reason": "镇人大会议审议培训经费，需要一个月。"})
    deputy = journey.of(DEPUTY)
    deputy.goto(draft.get_absolute_url())
    journey.shot(deputy, "延期待审批")
    deputy.get_by_role("link", name="同意延期", exact=True).click()
    deputy.locator("main form.post-form").get_by_role("button", name="同意延期", exact=True).click()
    deputy.wait_for_load_state()
    journey.refuse_errors(deputy)
    # Two months from 11 May, and one more: 11 August is a Tuesday.
    assert Deadline.objects.get(limit="TM20", state="running").due_on == date(2026, 8, 11)
    made("objection_letter", "objection_report", "change_notice", "extension_answer", "recommendation")
    journey.shot(deputy, "延期已同意")


def test_public_hearing_from_request_to_opinion(journey, d, travel, idle_worker):
    case = f.concluded(d)
    idle_worker.start(at=START)
    page = journey.of(PROCURATOR)
    page.goto(case.get_absolute_url())
    journey.shot(page, "案件页的各项办理")
    journey.act(page, "呈请公开听证", {"reason": "当事人对告知程序争议较大。", "issues": "事先告知书是否依法送达。"}, submit="呈检察长决定")
    hearing = Hearing.objects.get()
    chief = journey.of(CHIEF)
    chief.goto(hearing.get_absolute_url())
    journey.act(chief, "决定听证", {"note": "同意。"})

    page.goto(hearing.get_absolute_url())
    journey.act(page, "安排听证", {"at": "2026-05-18 09:30"}, submit="保存安排")
    people = (("听证员", "黎明辉", "区人大代表"), ("听证员", "司徒慧", "人民监督员"), ("听证员", "关学文", "律师"), ("当事人", "蓬江区某建材经营部", "经营者"))
    for part, name, title in (*people, ("行政机关", "江门市蓬江区杜阮镇人民政府", "")):
        journey.act(page, "增加参加人", {"part": part, "name": name, "title": title}, submit="增加")
    journey.shot(page, "听证安排")
    journey.act(page, "发出听证通知")
    made("hearing_notice", "hearing_plan")
    page.goto(f"{hearing.get_absolute_url()}?tab=papers")
    assert page.locator(".document-card", has_text="听证通知书").count() == 5
    journey.shot(page, "听证文书")

    travel(date(2026, 5, 18))
    idle_worker.restart(at=date(2026, 5, 18))
    # A week later everybody signs in anew.
    journey.forget()
    page = journey.of(PROCURATOR)
    page.goto(hearing.get_absolute_url())
    steps = {key: f"{label}，各方充分发表意见。" for key, label, _ in HEARING_STEPS}
    journey.act(page, "登记听证笔录", {**steps, "opinion": "三名听证员一致认为，没有证据证明处罚前已送达告知书。"}, submit="保存笔录")
    journey.act(page, "处理听证意见", {"use": "采纳"})
    made("hearing_record", "hearing_opinion")
    hearing.refresh_from_db()
    assert (hearing.state, hearing.use, hearing.held_on) == ("closed", "full", date(2026, 5, 18))
    journey.shot(page, "听证办结")


def test_opinion_is_approved_sent_and_answered_by_the_town(journey, d, idle_worker):
    case = supervision.review_case(f.docketed(d, case_type="reverse_link"), actor=d.procurator)
    idle_worker.start(at=START)
    page = journey.of(PROCURATOR)
    page.goto(case.get_absolute_url())
    fields = {
        "kind": "检察意见",
        "facts": "被不起诉人温某辉非法占用农用地三亩，犯罪情节轻微，本院已作出不起诉决定。",
        "reason": "其行为违反土地管理法，未超过处罚时效，应当给予行政处罚。",
        "request": "请你单位依法对温某辉作出行政处罚，并将处理结果书面通知本院。",
        "materials": "不起诉决定书\n现场勘验笔录",
    }
    journey.act(page, "发函、移送", fields, submit="保存函稿")
    journey.act(page, "呈批")
    dispatch = Dispatch.objects.get()
    chief = journey.of(CHIEF)
    chief.goto(dispatch.get_absolute_url())
    journey.act(chief, "批准发出", {"opinion": "同意。"})
    made("procuratorial_opinion")
    journey.shot(chief, "检察意见已发出")

    officer = journey.of(OFFICER)
    journey.wait_for(officer, "/notices/", "收到检察院来函江蓬检行意〔2026〕1号")
    officer.goto("/cases/dispatches/")
    journey.shot(officer, "镇街的来函")
    officer.goto(dispatch.get_absolute_url())
    journey.act(officer, "书面回复", {"answer": "已立案调查，拟罚款并责令恢复原状。", "answer_number": "杜府函〔2026〕21号"})
    page.goto(dispatch.get_absolute_url())
    assert "拟罚款并责令恢复原状" in page.locator("main").inner_text()
    journey.shot(page, "检察意见已回复")
    assert Deadline.objects.get(limit="TM47").state == "met"

    page.goto(case.get_absolute_url())
    journey.act(page, "登记口头提示、座谈", {"kind": "口头提示", "persons": "何敏（主任）", "content": "提示移交案卷的期限。", "outcome": "当日移交。"})
    made("contact_record")
    journey.shot(page, "沟通与发函")


def test_unpaid_fine_becomes_a_case(journey, d, idle_worker):
    lost = w.unpaid_row(d, served="2025-06-10", number="杜阮综执罚字〔2025〕8号")
    w.unpaid_row(d, served="2025-10-20", number="杜阮综执罚字〔2025〕21号")
    w.unpaid_row(d, served="2026-03-02", number="杜阮综执罚字〔2026〕3号")
    idle_worker.start(at=START)
    page = journey.of(PROCURATOR)
    page.goto("/cases/unpaid/")
    journey.shot(page, "非诉执行监督")
    text = page.locator("main").inner_text()
    assert all(words in text for words in ("已过申请期限", "可申请，未催告", "逾期未缴，救济期内"))
    page.goto("/cases/unpaid/?stage=lost")
    page.get_by_role("link", name="杜阮综执罚字〔2025〕8号", exact=True).first.click()
    page.wait_for_load_state()
    journey.shot(page, "未缴罚款")
    journey.act(page, "登记法院答复", {"kind": "不予受理", "on": "2026-05-08", "applied_on": "2026-04-28", "note": "超过法定申请期限。"})
    journey.act(page, "立案监督", submit="立案")
    case = SupervisionCase.objects.get()
    assert (case.case_type, list(case.dossiers.all())) == ("execution", [lost.dossier])
    assert page.url.endswith(case.get_absolute_url())
    assert "杜阮综执罚字〔2025〕8号" in page.locator("main").inner_text()
    made("docket_form")
    journey.shot(page, "非诉执行监督案")
    assert UnpaidDecision.objects.get(pk=lost.pk).answer == "rejected"
    phone = journey.of(HEAD)
    phone.set_viewport_size({"width": 390, "height": 844})
    for name, address in (("手机：非诉执行", "/cases/unpaid/"), ("手机：案件", case.get_absolute_url())):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        journey.shot(phone, name)
