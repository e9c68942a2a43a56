"""From the district's ledger to a closed recommendation, everybody signed in on their own, with the real worker."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Recommendation, SupervisionCase, Transfer
from pengjiang.dossiers.models import Dossier
from tests.scenarios.journey import (
    BUREAU_CLERK,
    CHIEF,
    CLERK,
    DEPUTY,
    HEAD,
    MANAGER,
    OFFICER,
    PROCURATOR,
    WITHIN_MS,
    Journey,
    seed_offices,
)
from tests.support.scans import sample_pdf, sample_photo

START = date(2026, 5, 11)


@pytest.fixture
def journey(new_context, shot, travel, worker):
    travel(START)
    worker.restart(at=START)
    seed_offices()
    return Journey(new_context, shot)


def test_from_the_ledger_to_the_closed_case(journey, travel, worker, tmp_path):
    dossier = import_the_ledgers(journey)
    complete_the_file(journey, dossier, tmp_path)
    transfer = refer(journey, dossier)
    case = receive_and_docket(journey, transfer)
    investigate(journey, case)
    recommendation = draft_and_approve(journey, case)
    seal_and_serve(journey, recommendation)
    rectify_and_reply(journey, recommendation, tmp_path)
    assess_and_close(journey, recommendation, case)


def import_the_ledgers(journey: Journey) -> Dossier:
    """The bureau's clerk imports for the whole district; the town's own import refuses what is not its own."""
    clerk = journey.of(BUREAU_CLERK)
    journey.import_ledger(clerk)
    figures = journey.figures(clerk)
    assert (figures["数据行"], figures["可以导入"], figures["退回"]) == (186, 165, 21)
    journey.shot(clerk, "台账预览")
    clerk.get_by_role("button", name="确认导入").click()
    clerk.get_by_text("导入完成").wait_for(timeout=WITHIN_MS)
    assert journey.figures(clerk)["新增"] == 165
    journey.shot(clerk, "台账导入完成")
    assert Dossier.objects.count() == 165

    officer = journey.of(OFFICER)
    journey.import_ledger(officer)
    assert officer.get_by_text("不是本单位的案卷").count() or officer.get_by_text("其他单位").count()
    journey.shot(officer, "镇街台账预览")
    officer.get_by_role("button", name="确认导入").click()
    officer.get_by_text("导入完成").wait_for(timeout=WITHIN_MS)
    figures = journey.figures(officer)
    assert (figures["新增"], figures["更新"]) == (0, 0)
    assert Dossier.objects.count() == 165
    return Dossier.objects.get(number="蓬杜阮当罚字〔2026〕42号")


def complete_the_file(journey: Journey, dossier: Dossier, tmp_path) -> None:
    """Facts in the form, the scanned volume, its pages in the browser."""
    page = journey.of(OFFICER)
    page.goto(f"/dossiers/{dossier.pk}/")
    page.get_by_role("link", name="上传材料").click()
    page.wait_for_url("**tab=files")
    page.wait_for_load_state()
    page.locator("input[type=file]").first.set_input_files([str(sample_pdf(tmp_path, pages=3)), str(sample_photo(tmp_path))])
    page.get_by_text("个文件、4 页").first.wait_for(timeout=WITHIN_MS)
    page.get_by_role("link", name="逐页翻阅").click()
    page.locator("img").first.wait_for(timeout=WITHIN_MS)
    journey.shot(page, "逐页翻阅")


def refer(journey: Journey, dossier: Dossier) -> Transfer:
    """She refers the file and sees the state that is hers to see."""
    page = journey.of(OFFICER)
    page.goto(f"/dossiers/{dossier.pk}/")
    page.get_by_role("link", name="移送检察院").click()
    journey.fill(
        page,
        {
            "title": "擅自占用城市道路当场处罚案程序问题",
            "problem": "程序",
            "reason": "该案适用简易程序，决定书落款日期晚于发现违法行为之日，疑似未当场作出处罚决定，请审查。",
            "provisions": "《中华人民共和国行政处罚法》第五十二条",
        },
    )
    page.get_by_role("button", name="保存并核对").click()
    page.wait_for_load_state()
    journey.act(page, "移送检察院")
    page.get_by_text("已移送，待检察院受理").first.wait_for()
    journey.wait_for_paper(page, "线索")
    journey.shot(page, "线索移送")
    return Transfer.objects.get()


def receive_and_docket(journey: Journey, transfer: Transfer) -> SupervisionCase:
    """案管 receives through the gate, the head assigns, the procurator dockets."""
    manager = journey.of(MANAGER)
    manager.goto("/")
    assert manager.get_by_text("受理线索：擅自占用城市道路当场处罚案程序问题").count() >= 1
    manager.goto(transfer.get_absolute_url())
    journey.act(
        manager,
        "受理",
        {
            "duty_note": "本院在履行行政检察职责、落实检镇协作机制审查移送线索中发现，与本院办理的同类监督案件相关联。",
            "effect": "影响当事人当场获知处罚决定并及时寻求救济的权利。",
        },
    )
    journey.shot(manager, "受理")
    transfer.refresh_from_db()
    assert transfer.state == "accepted"

    head = journey.of(HEAD)
    head.goto(transfer.get_absolute_url())
    journey.act(head, "分案", {"holder": "陈喆宁"})

    officer = journey.of(OFFICER)
    officer.goto(transfer.get_absolute_url())
    assert officer.get_by_text("检察院已受理").count() >= 1
    assert officer.get_by_text("陈喆宁").count() == 0

    page = journey.of(PROCURATOR)
    page.goto(transfer.get_absolute_url())
    journey.act(page, "立案", {"case_type": "行政违法行为监督", "title": "杜阮镇人民政府简易程序处罚违法监督案"})
    journey.shot(page, "立案")
    return SupervisionCase.objects.get()


def investigate(journey: Journey, case: SupervisionCase) -> None:
    """Plan, decision of the 检察长, record, finding, report."""
    page = journey.of(PROCURATOR)
    page.goto(case.get_absolute_url())
    journey.act(page, "开始审查")
    journey.act(page, "呈批调查核实", {"plan": "调阅案卷，询问执法人员，核对决定书作出与交付时间。"}, submit="呈检察长决定")

    chief = journey.of(CHIEF)
    chief.goto(case.get_absolute_url())
    journey.act(chief, "决定调查核实")

    page.goto(case.get_absolute_url())
    page.get_by_text("2026年7月13日").first.wait_for()  # two months end on Saturday 7-11 and roll to Monday
    journey.act(
        page,
        "登记调查核实记录",
        {"means": "询问当事人、有关知情人员", "on": "2026-05-11", "place": "杜阮镇综合行政执法办公室", "persons": "林小满", "officers": "陈喆宁、冯芷晴", "content": "核对决定书制作与交付经过。"},
        submit="登记",
    )
    page.goto(f"{case.get_absolute_url()}?tab=findings")
    page.get_by_role("link", name="增加认定问题").click()
    dossier = case.dossiers.get()
    journey.fill(
        page,
        {
            "category": "程序",
            "dossier": f"{dossier.number} {dossier.title}",
            "document": "当场处罚决定书",
            "page": "2",
            "fact": "执法人员于发现违法行为三日后在办公室制作处罚决定书。",
            "problem": "适用简易程序未当场作出并交付行政处罚决定书。",
            "citations": "《中华人民共和国行政处罚法》第五十二条第一款",
        },
    )
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    parts = {"process": "经调阅案卷、询问执法人员。", "facts": "查明决定书系事后制作。", "analysis": "违反简易程序规定。", "view": "存在程序违法。", "proposal": "提出检察建议", "risk": "无。"}
    journey.act(page, "撰写调查终结报告", parts, submit="保存报告")
    page.goto(case.get_absolute_url())
    journey.act(page, "调查终结")
    journey.wait_for_paper(page, "调查终结报告")
    journey.shot(page, "调查终结")


def draft_and_approve(journey: Journey, case: SupervisionCase) -> Recommendation:
    """The text in its parts, then every rung of the chain."""
    page = journey.of(PROCURATOR)
    page.goto(case.get_absolute_url())
    journey.act(page, "起草检察建议", {"title": "关于规范简易程序行政处罚的检察建议"}, submit="开始起草")
    assert "执法人员于发现违法行为三日后" in page.locator("[name=facts_text]").input_value()
    journey.fill(
        page,
        {
            "advice_0": "对适用简易程序的处罚案件逐件自查，纠正未当场作出决定的做法。",
            "basis_0": "《中华人民共和国行政处罚法》第五十二条第一款",
            "days_0": "30",
            "contact": "陈喆宁 19900000001",
        },
    )
    journey.shot(page, "起草检察建议")
    page.get_by_role("button", name="保存建议书").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    journey.act(page, "送审")

    for username, label in ((HEAD, "部门负责人审核"), (DEPUTY, "分管副检察长审核"), (CHIEF, "检察长批准")):
        approver = journey.of(username)
        approver.goto("/")
        assert approver.get_by_text("审批检察建议书：关于规范简易程序行政处罚的检察建议").count() >= 1
        recommendation = Recommendation.objects.get()
        approver.goto(recommendation.get_absolute_url())
        journey.act(approver, label, {"opinion": "同意。"}, submit="同意")
    journey.shot(approver, "检察长批准")
    recommendation.refresh_from_db()
    assert recommendation.state == "approved"
    assert recommendation.serial
    return recommendation


def seal_and_serve(journey: Journey, recommendation: Recommendation) -> None:
    """The unified number at the seal; the paper; service in writing."""
    clerk = journey.of(CLERK)
    clerk.goto(recommendation.get_absolute_url())
    journey.act(clerk, "编号用印", {"number": "江蓬检行建〔2026〕4号"}, submit="用印并制作文书")
    journey.wait_for_paper(clerk, "检察建议书")
    journey.shot(clerk, "用印")

    officer = journey.of(OFFICER)
    response = officer.goto(recommendation.get_absolute_url())
    assert response.status == 404

    page = journey.of(PROCURATOR)
    page.goto(recommendation.get_absolute_url())
    journey.act(
        page,
        "登记送达",
        {"method": "书面送达", "served_on": "2026-05-11", "place": "杜阮镇人民政府", "receiver": "吴启航", "receiver_title": "综合执法办主任", "servers": "陈喆宁、冯芷晴"},
    )
    journey.wait_for_paper(page, "送达回证")
    journey.shot(page, "送达")


def rectify_and_reply(journey: Journey, recommendation: Recommendation, tmp_path) -> None:
    """The town finds it among its to-dos, plans, proves and replies."""
    page = journey.of(OFFICER)
    page.goto("/")
    assert page.get_by_text("书面回复检察建议：关于规范简易程序行政处罚的检察建议").count() >= 1
    journey.shot(page, "镇街待办")
    item = recommendation.items.get()
    page.goto(item.get_absolute_url())
    journey.act(page, "填报整改措施", {"measure": "逐件自查并开展培训。", "person": "吴启航"}, submit="保存措施")
    journey.act(page, "提交整改证明", {"note": "已完成自查，附自查表。"}, files=[str(sample_pdf(tmp_path, pages=1))])
    journey.shot(page, "整改证明")

    procurator = journey.of(PROCURATOR)
    procurator.goto(item.get_absolute_url())
    journey.act(procurator, "核验销号")
    journey.shot(procurator, "销号")

    page.goto(recommendation.get_absolute_url())
    journey.act(
        page,
        "书面回复",
        {"measures": "组织自查和专题培训。", "results": "已全部整改到位。", "contact": "吴启航 19900000002"},
        submit="提交书面回复",
        files=[str(sample_pdf(tmp_path, pages=1))],
    )
    journey.wait_for_paper(page, "复函")
    journey.shot(page, "书面回复")


def assess_and_close(journey: Journey, recommendation: Recommendation, case: SupervisionCase) -> None:
    """Adoption judged, recommendation and case closed; the timeline tells all of it."""
    page = journey.of(PROCURATOR)
    page.goto(recommendation.get_absolute_url())
    journey.act(page, "审查采纳情况", {"adoption": "采纳"})
    journey.act(page, "办结", submit="检察建议办结")
    page.goto(case.get_absolute_url())
    journey.act(page, "办结", {"result": "提出检察建议"})
    page.goto(f"{recommendation.get_absolute_url()}?tab=timeline")
    text = page.locator("main").inner_text()
    for words in ("送审第1稿", "检察长批准批准", "签发检察建议书江蓬检行建〔2026〕4号", "书面送达，吴启航于2026-05-11签收", "审查采纳情况：采纳", "第二十四条"):
        assert words in text
    journey.shot(page, "时间线")
    case.refresh_from_db()
    recommendation.refresh_from_db()
    assert (case.state, recommendation.state) == ("closed", "closed")

    officer = journey.of(OFFICER)
    officer.goto(f"{recommendation.get_absolute_url()}?tab=timeline")
    inside = officer.locator("main").inner_text()
    assert "书面送达" in inside
    assert "送审第1稿" not in inside
