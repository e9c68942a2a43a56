"""An office that lives with its matters for years, on the pages: absence and handover, corrected days, archive, the link to the bureau."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest

from cases.models import Handoff, Recommendation, SupervisionCase, Volume
from cases.services import supervision
from pengjiang.deadlines.models import Deadline
from tests import factories as f
from tests import volumes
from tests.scenarios.journey import CHIEF, CLERK, DEPUTY, HEAD, PROCURATOR, Journey
from tests.scenarios.stage import demo_district, wait_until
from tests.scenarios.test_ways import made

START = date(2026, 5, 11)
OTHER = "jianchaguan2"
BUREAU = "sifa-jiandu"


@pytest.fixture
def journey(new_context, shot, travel, idle_worker):
    """On the first day, before anybody has come in and before the worker runs."""
    travel(START)
    return Journey(new_context, shot)


@pytest.fixture
def d(journey):
    return demo_district()


def test_chief_is_stood_in_for_and_a_procurator_hands_over(journey, d, idle_worker):
    case = f.asked(d)
    f.assigned(d, number="杜阮综执罚字〔2026〕16号")
    idle_worker.start(at=START)
    chief = journey.of(CHIEF)
    chief.goto("/account/delegations/")
    journey.fill(chief, {"delegate": d.deputy.name, "since": "2026-05-11", "until": "2026-05-15", "reason": "外出学习"})
    chief.get_by_role("button", name="委托", exact=True).click()
    chief.get_by_text(f"已委托{d.deputy.name}代办").wait_for()
    journey.shot(chief, "检察长委托代办")

    deputy = journey.of(DEPUTY)
    deputy.goto("/account/delegations/")
    deputy.get_by_role("button", name="开始代办").click()
    deputy.get_by_text(f"您正在代 {d.chief.name} 办理").wait_for()
    journey.shot(deputy, "代检察长的首页")
    deputy.goto(case.get_absolute_url())
    journey.act(deputy, "决定调查核实", {"note": "同意。"})
    deputy.get_by_text(f"{d.deputy.name}代{d.chief.name}").first.wait_for()
    journey.shot(deputy, "代为决定")
    deputy.get_by_role("button", name="回到本人").click()
    deputy.wait_for_load_state()
    assert "您正在代" not in deputy.locator("body").inner_text()

    head = journey.of(HEAD)
    head.goto("/cases/handovers/new/")
    other = f.User.objects.get(username=OTHER)
    journey.fill(head, {"giver": d.procurator.name, "taker": other.name, "reason": "调往公益诉讼检察部门"})
    head.get_by_role("button", name="移交并生成清单").click()
    head.wait_for_load_state()
    journey.refuse_errors(head)
    made("handover_list")
    journey.shot(head, "交接清单")
    assert set(SupervisionCase.objects.values_list("holder__username", flat=True)) == {OTHER}

    taker = journey.of(OTHER)
    taker.goto("/")
    taker.get_by_role("link", name=f"确认接收：{d.procurator.name}移交的工作").first.click()
    taker.wait_for_load_state()
    journey.act(taker, "确认接收", {"note": "已逐件核对。"})
    journey.shot(taker, "已接收")
    page = journey.of(PROCURATOR)
    page.goto(case.get_absolute_url())
    assert page.get_by_role("link", name="登记调查核实记录", exact=True).count() == 0
    head.goto(case.get_absolute_url())
    head.get_by_role("link", name="变更承办人", exact=True).click()
    head.wait_for_load_state()
    journey.shot(head, "变更承办人")


def test_wrong_service_day_is_corrected_and_old_matters_are_entered(journey, d, idle_worker, tmp_path):
    recommendation = f.served(d, on=START)
    proof = tmp_path / "签收单.jpg"
    proof.write_bytes(f.PHOTO + b"slip")
    idle_worker.start(at=START)
    page = journey.of(PROCURATOR)
    # It was issued some days before: there is room for an earlier receipt.
    Recommendation.objects.filter(pk=recommendation.pk).update(issued_on=date(2026, 5, 6), approved_on=date(2026, 5, 6))
    page.goto(recommendation.get_absolute_url())
    fields = {"field": "送达日期（现为2026-05-11）", "day": "2026-05-08", "reason": "回证日期抄错，以邮寄签收单为准。"}
    journey.act(page, "更正日期", fields, files=[str(proof)])
    text = page.locator("main").inner_text()
    assert all(words in text for words in ("日期更正", "2026-05-11", "2026-05-08", "邮寄签收单"))
    # Two months from the 8th: 8 July is a Wednesday.
    assert Deadline.objects.get(limit="TM20").due_on == date(2026, 7, 8)
    journey.shot(page, "送达日期已更正")
    made("correction_sheet")

    page.goto("/cases/supervision/history/")
    number = "江蓬检行违监〔2022〕7号"
    fields = {"number": number, "title": "某镇违建处罚程序违法监督案", "case_type": "行政违法行为监督", "subject": d.town.short_name}
    journey.fill(page, {**fields, "docketed_on": "2022-03-01", "closed_on": "2022-09-30", "result": "行政违法行为监督：终结审查"})
    journey.shot(page, "补录历史案件")
    page.locator("main form.post-form").get_by_role("button", name="补录", exact=True).click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    assert SupervisionCase.objects.get(number=number).is_history
    page.goto("/cases/supervision/?is_history=1")
    journey.shot(page, "补录的案件")


def test_case_is_archived_bound_and_lent(journey, d, idle_worker):
    case = f.concluded(d)
    case = supervision.end_case(case, actor=d.procurator, note="行政机关已自行纠正。")
    case = supervision.close_case(case, actor=d.procurator, result="ended")
    idle_worker.start(at=START)
    clerk = journey.of(CLERK)
    clerk.goto(case.get_absolute_url())
    journey.act(clerk, "归档")
    volume = Volume.objects.get(case=case)
    wait_until(lambda: Volume.objects.get(pk=volume.pk).state == "kept", within=120)
    clerk.goto(volume.get_absolute_url())
    journey.shot(clerk, "归档卷宗")
    page = journey.of(PROCURATOR)
    page.goto(case.get_absolute_url())
    assert page.get_by_text("已归档，只读").count()
    assert page.get_by_role("link", name="重新启动", exact=True).count() == 0
    page.goto(volume.get_absolute_url())
    journey.act(page, "申请借阅", {"purpose": "办理关联案件参考。"})
    head = journey.of(HEAD)
    head.goto("/")
    assert "审批借阅" in head.locator("main").inner_text()
    head.goto(volume.get_absolute_url())
    head.get_by_role("link", name="同意借阅", exact=True).click()
    head.wait_for_load_state()
    head.locator("main form.post-form").get_by_role("button", name="同意借阅", exact=True).click()
    head.wait_for_load_state()
    page.reload()
    assert page.get_by_role("link", name="查阅", exact=True).count() == 1
    journey.shot(page, "借阅中")


def test_matter_goes_to_the_bureau_and_back(journey, d, idle_worker):
    idle_worker.start(at=START)
    page = journey.of(PROCURATOR)
    page.goto("/cases/handoffs/new/")
    fields = {"kind": "行政执法监督线索", "title": "杜阮镇未载明陈述申辩的普遍性问题", "subject": d.town.short_name}
    journey.fill(page, {**fields, "facts": "近三个月七宗案卷均未载明陈述申辩情况。", "request": "请依法开展行政执法监督。"})
    page.locator("main form.post-form").get_by_role("button", name="保存草稿").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)
    journey.act(page, "移送")
    made("handoff_letter")
    row = Handoff.objects.get()
    bureau = journey.of(BUREAU)
    bureau.goto(row.get_absolute_url())
    journey.act(bureau, "受理")
    journey.act(bureau, "登记监督意见、决定", {"opinion_number": "江蓬司监〔2026〕1号", "opinion": "责令三十日内补正告知程序。"})
    journey.act(bureau, "登记纠正情况", {"correction": "镇政府已重新告知并培训。"})
    journey.act(bureau, "反馈结果", {"answer": "七宗案卷均已补正。"})
    journey.shot(bureau, "司法局已反馈")
    made("handoff_answer")
    page.goto("/cases/handoffs/")
    journey.shot(page, "检司衔接")
    page.set_viewport_size({"width": 390, "height": 844})
    for name, address in (("手机：衔接", row.get_absolute_url()), ("手机：委托", "/account/delegations/"), ("手机：归档", "/cases/archive/")):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        journey.shot(page, name)


def test_volumes_leave_for_the_archives_or_are_destroyed_by_three(journey, d, idle_worker):
    kept, over = volumes.old(d, 1), volumes.old(d, 2)
    Volume.objects.filter(pk=over.pk).update(keep_until=date(2025, 12, 31))
    idle_worker.start(at=START)
    clerk = journey.of(CLERK)
    clerk.goto("/cases/archive/packages/new/")
    journey.fill(clerk, {"receiver": "江门市蓬江区档案馆"})
    clerk.get_by_label(kept.number).check()
    clerk.locator("main form.post-form").get_by_role("button", name="检测并打包").click()
    clerk.wait_for_load_state()
    journey.refuse_errors(clerk)
    assert "四性检测通过" in clerk.locator("main").inner_text()
    journey.shot(clerk, "移交包")
    with clerk.expect_download() as download:
        clerk.locator("main a[href$='/file/']").first.click()
    with zipfile.ZipFile(download.value.path()) as packed:
        assert f"{kept.number}/正卷.pdf" in packed.namelist()
    journey.act(clerk, "登记移交", {"received_by": "谭某", "handed_on": "2026-05-11"})
    clerk.get_by_text("已移交").first.wait_for()
    made("transfer_list")
    assert Volume.objects.get(pk=kept.pk).state == "transferred"

    clerk.goto("/cases/archive/destructions/new/")
    clerk.get_by_label(over.number).check()
    journey.fill(clerk, {"opinion": "保管期满，无继续保存价值。"})
    clerk.locator("main form.post-form").get_by_role("button").first.click()
    clerk.wait_for_load_state()
    journey.refuse_errors(clerk)
    address = clerk.url
    for person, label in ((DEPUTY, "审核同意"), (CHIEF, "批准销毁")):
        page = journey.of(person)
        page.goto("/")
        assert "销毁" in page.locator("main").inner_text(), person
        page.goto(address)
        journey.act(page, label)
    clerk.goto(address)
    journey.act(clerk, "登记销毁", {"witnesses": "甲某、乙某"})
    journey.shot(clerk, "已销毁")
    made("destruction_list")
    over.refresh_from_db()
    assert (over.state, bool(over.main_pdf)) == ("destroyed", False)
    clerk.set_viewport_size({"width": 390, "height": 844})
    clerk.goto(address)
    assert clerk.evaluate("document.documentElement.scrollWidth") <= 390
    journey.shot(clerk, "手机：销毁清单")
