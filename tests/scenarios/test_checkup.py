"""The scenario of the article: four faulty files found by the town's officer, answered, referred, and turned into one recommendation."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Recommendation, SupervisionCase, Transfer
from cases.services import recommendations, supervision, transfers
from pengjiang.checkups.models import CheckJob, CheckRun, Finding
from pengjiang.documents.models import IssuedDocument
from tests import factories as f
from tests.checks.lawful import ROADS, citation
from tests.checkups.files import late_summary, lawful, make
from tests.scenarios.journey import OFFICER, PROCURATOR, WITHIN_MS, Journey
from tests.scenarios.stage import demo_district, wait_until
from tests.support.scans import sample_pdf

START = date(2026, 5, 11)
FILES = {
    "summary": late_summary(),
    "remedy": lawful(number="蓬杜罚〔2026〕13号", decision__remedy__reconsider_organ="蓬江区司法局", decision__remedy__court="蓬江区人民法院"),
    "service": lawful(number="蓬杜罚〔2026〕14号", services__1__receiver="邻居张某", services__1__receiver_kind="other"),
    "law": lawful(number="蓬杜罚〔2026〕15号", decision__penalised_by=[citation(ROADS, "99")], notice__basis=[citation(ROADS, "99")]),
}
SAID = {
    "summary": ("CX18", "发现违法行为，2026年3月5日"),
    "remedy": ("JJ01", "把复议机关写成“蓬江区司法局”，应为蓬江区人民政府"),
    "service": ("SD04", "由邻居张某（其他人员）签收，不是有资格签收的人"),
    "law": ("FL01", "有效的文本中没有《城市道路管理条例》第九十九条"),
}


@pytest.fixture
def journey(new_context, shot, travel, idle_worker):
    travel(START)
    return Journey(new_context, shot)


@pytest.fixture
def d(journey):
    return demo_district()


def test_from_four_faulty_files_to_one_recommendation(journey, d, idle_worker, tmp_path):
    files = {name: make(document, actor=d.officer) for name, document in FILES.items()}
    idle_worker.start(at=START)
    check_all(journey)
    find_and_answer(journey, files, tmp_path)
    transfer = refer(journey, files)
    case = take_over(journey, d, transfer)
    recommend(journey, d, case)


def tab_of(file) -> str:
    return f"{reverse('dossiers:detail', args=[file.pk])}?tab=checkup"


def check_all(journey: Journey) -> None:
    """The whole register by the worker, with its progress and its result."""
    page = journey.of(OFFICER)
    page.goto("/dossiers/")
    page.locator("input[name=all-on-page]").check()
    page.get_by_role("button", name="案卷体检", exact=True).first.click()
    page.get_by_role("button", name="对 4 条案卷体检").click()
    page.get_by_text("按规则").first.wait_for(timeout=WITHIN_MS)
    page.wait_for_load_state()
    figures = journey.figures(page)
    assert (figures["已体检"], figures["有不符合项"], figures["未能体检"]) == (4, 4, 0)
    for code, _ in SAID.values():
        assert page.get_by_role("link", name=code, exact=True).count() == 1
    journey.shot(page, "批量体检结果")
    assert CheckJob.objects.get().runs.count() == 4
    page.goto("/dossiers/")
    page.get_by_text("严重1").first.wait_for()
    journey.shot(page, "案卷列表体检列")


def find_and_answer(journey: Journey, files, tmp_path) -> None:
    """Each fault is read on its file; one is corrected with proof, one disputed, two are left for the procurator."""
    page = journey.of(OFFICER)
    page.goto("/")
    assert page.get_by_text("项严重问题待处理").count() >= 4
    journey.shot(page, "待办")
    for name, (code, words) in SAID.items():
        page.goto(tab_of(files[name]))
        article = page.locator(f"article#{code}")
        assert words in article.inner_text()
        assert "依据" in article.inner_text()
        journey.shot(page, f"体检-{name}")

    page.goto(tab_of(files["remedy"]))
    article = page.locator("article#JJ01")
    assert "向蓬江区人民政府申请行政复议" in article.locator(".compare__text").inner_text()
    article.get_by_label("已补正").check()
    article.locator("input[type=file]").set_input_files(str(sample_pdf(tmp_path, pages=1, name="更正函.pdf")))
    article.locator("input[name=reason]").fill("已制作更正函并送达")
    article.get_by_role("button", name="保存答复").click()
    page.get_by_text("答复已保存").first.wait_for()
    assert "更正函.pdf" in page.locator("article#JJ01").inner_text()
    journey.shot(page, "已补正")

    page.goto(tab_of(files["service"]))
    article = page.locator("article#SD04")
    article.get_by_label("有异议").check()
    article.get_by_role("button", name="保存答复").click()
    page.locator(".error-summary").wait_for()
    assert "请写明理由" in page.locator("main").inner_text()
    page.locator("[name=reason]").fill("张某系当事人同住的母亲，回证漏写关系")
    page.get_by_role("button", name="保存答复").click()
    page.get_by_text("答复已保存").first.wait_for()
    assert {row.rule: row.answer for row in Finding.objects.filter(rule__in=["JJ01", "SD04", "CX18"])} == {
        "JJ01": "corrected",
        "SD04": "disputed",
        "CX18": "pending",
    }

    page.goto(tab_of(files["summary"]))
    page.get_by_role("button", name="体检报告").click()
    page.get_by_text("案卷体检报告").first.wait_for()
    journey.wait_for_paper(page, "案卷体检报告")
    journey.shot(page, "体检报告")


def refer(journey: Journey, files) -> Transfer:
    """All four in one referral; the checks go along."""
    page = journey.of(OFFICER)
    page.goto(f"{reverse('cases:draft-transfer')}?dossiers={','.join(str(file.pk) for file in files.values())}")
    journey.fill(page, {"title": "占道经营系列处罚案程序、送达和适用法律问题", "problem": "程序", "reason": "案卷体检发现四类问题，请审查。"})
    page.get_by_role("button", name="保存并核对").click()
    page.wait_for_load_state()
    journey.act(page, "移送检察院")
    page.get_by_text("随附的案卷体检").first.wait_for()
    journey.wait_for_paper(page, "线索")
    journey.shot(page, "移送")
    assert CheckRun.objects.filter(attached__target__startswith="cases.transfer:").count() == 4
    return Transfer.objects.get()


def take_over(journey: Journey, d: f.District, transfer: Transfer) -> SupervisionCase:
    """Received and docketed; the procurator takes the faults over in one click."""
    transfer = transfers.accept_transfer(transfer, actor=d.manager, **f.GATE)
    transfers.assign_transfer(transfer, actor=d.head, holder=d.procurator)
    transfer.refresh_from_db()
    page = journey.of(PROCURATOR)
    page.goto(transfer.get_absolute_url())
    assert page.get_by_text("随附的案卷体检").count() == 1
    journey.act(page, "立案", {"case_type": "行政违法行为监督", "title": "杜阮镇人民政府占道经营处罚违法监督案"})
    case = SupervisionCase.objects.get()
    page.goto(f"{case.get_absolute_url()}?tab=findings")
    page.get_by_role("link", name="从体检结果引入").click()
    page.wait_for_load_state()
    journey.shot(page, "从体检结果引入")
    page.get_by_role("button", name="引入所选问题").click()
    page.get_by_text("条认定问题，请逐条核对").first.wait_for()
    text = page.locator("main").inner_text()
    for _, words in SAID.values():
        assert words in text
    assert "出处：蓬杜罚〔2026〕14号" in text
    assert "《中华人民共和国行政复议法》第二十四条第一款第（二）项" in text
    journey.shot(page, "认定问题")
    case = supervision.review_case(case, actor=d.procurator)
    case = supervision.ask_investigation(case, actor=d.procurator, plan="调阅四件案卷。")
    case = supervision.decide_investigation(case, actor=d.chief)
    f.record(d, case)
    return supervision.conclude_case(f.reported(d, case), actor=d.procurator)


def recommend(journey: Journey, d: f.District, case: SupervisionCase) -> None:
    """One recommendation whose text cites the findings; its paper is made by the worker."""
    page = journey.of(PROCURATOR)
    page.goto(case.get_absolute_url())
    journey.act(page, "起草检察建议", {"title": "关于规范占道经营行政处罚的检察建议"}, submit="开始起草")
    facts = page.locator("[name=facts_text]").input_value()
    for _, words in SAID.values():
        assert words in facts
    journey.fill(
        page,
        {
            "advice_0": "对四件案卷的问题逐件纠正，并对同类案卷开展自查。",
            "basis_0": "《中华人民共和国行政处罚法》第七十五条第二款",
            "days_0": "30",
            "contact": "陈喆宁 19900000001",
        },
    )
    journey.shot(page, "起草检察建议")
    page.get_by_role("button", name="保存建议书").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    draft = Recommendation.objects.get()
    draft = f.agree(d, recommendations.send_for_approval(draft, actor=d.procurator))
    draft = recommendations.seal_recommendation(draft, actor=d.clerk, number="江蓬检行建〔2026〕4号")
    wait_until(lambda: IssuedDocument.objects.filter(type_code="recommendation", standing="issued", making="ready").exists())
    paper = IssuedDocument.objects.get(type_code="recommendation", standing="issued")
    for _, words in SAID.values():
        assert words in str(paper.blocks)
    page.goto(draft.get_absolute_url())
    journey.shot(page, "检察建议")
