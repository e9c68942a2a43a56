"""The joint station in the browser: the Huang case in full, and the ways that end otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from disputes.models import Dispute, Leniency, Obligation, Relief
from disputes.services import agreeing, leniency
from pengjiang.accounts.models import User
from pengjiang.common import clock
from tests import factories as f
from tests.disputes import steps as s
from tests.scenarios import journey as j
from tests.scenarios.stage import demo_district

RECONSIDERER, BUREAU_LEADER = "sifa-fuyi", "sifa-lingdao"
DAY = timedelta(days=1)


def on(offset: int = 0) -> str:
    return f"{clock.today() + offset * DAY:%Y-%m-%d}"


@pytest.fixture
def journey(new_context, shot):
    return j.Journey(new_context, shot)


@pytest.fixture
def district(live):
    d = demo_district()
    d.people |= {"reconsiderer": User.objects.get(username=RECONSIDERER), "bureau_leader": User.objects.get(username=BUREAU_LEADER)}
    return d


def open_tab(page, dispute: Dispute, tab: str = "overview") -> None:
    page.goto(f"/disputes/{dispute.pk}/?tab={tab}")


def submit(journey, page, fields: dict, *, ticks: dict[str, list[str]] | None = None) -> None:
    """Fill in the form of the page and send it."""
    journey.fill(page, fields)
    for name, values in (ticks or {}).items():
        for value in values:
            page.locator(f"main input[name={name}][value={value}]").check()
    page.locator("main form.post-form button[data-submit]").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)


def act(journey, page, address: str, fields: dict, **more) -> None:
    page.goto(address)
    submit(journey, page, fields, **more)


def test_the_huang_case(journey, district):
    officer = journey.of(RECONSIDERER)
    officer.goto("/disputes/new/")
    submit(
        journey,
        officer,
        {
            "title": "黄某炽拟被处罚一百万元争议",
            "channel": "行政复议机构移送",
            "stage": "告知",
            "town": "江门市蓬江区杜阮镇人民政府",
            "field": "生态环境",
            "act": "拟对超标排放水污染物罚款一百万元的事先告知",
            "act_on": on(-5),
            "cause": "超标排放水污染物",
            "amount": "1000000",
            "party_name": "黄某炽",
            "facts": "设备故障，短时超标排放。",
            "demands": "请求不予处罚。",
            "party_willing": "愿意化解",
            "town_willing": "附条件愿意",
        },
    )
    dispute = Dispute.objects.get()
    at = f"/disputes/{dispute.pk}"
    journey.shot(officer, "applied")
    head, procurator, town = journey.of(j.HEAD), journey.of(j.PROCURATOR), journey.of(j.TOWN_HEAD)
    head.goto(f"{at}/accept/")
    journey.shot(head, "accepting")
    head.locator("select[name=procurator]").select_option(str(district.procurator.pk))
    head.locator("select[name=officer]").select_option(str(district.reconsiderer.pk))
    submit(journey, head, {})
    plan = {
        "party_position": "属首次违法",
        "town_position": "愿意听取意见",
        "gaps": "是否首违",
        "bottom_line": "不超裁量",
        "roles": "分工办理",
        "timetable": "三十日",
    }
    act(journey, procurator, f"{at}/plan/", plan, ticks={"means": ["explain", "correct"]})
    act(journey, procurator, f"{at}/begin/", {})
    act(
        journey,
        officer,
        f"{at}/meet/",
        {
            "held_on": on(),
            "present": "双方",
            "party_said": s.SECRET,
            "town_said": "可考虑首违不罚",
            "minutes": "双方交换意见",
            "result": "约定改正",
        },
    )
    for kind, content in (("改正证据", "两次检测达标"), ("道歉书", "已张贴公开道歉书")):
        act(
            journey,
            procurator,
            f"{at}/measure/",
            {"kind": kind, "means": "督促自纠", "on": on(), "people": "黄某炽", "content": content, "result": "已改正"},
        )
    open_tab(procurator, dispute, "mediation")
    journey.shot(procurator, "mediation")
    open_tab(town, dispute, "mediation")
    assert s.SECRET not in town.content()
    assert "已张贴公开道歉书" in town.content()
    act(
        journey,
        procurator,
        f"{at}/assess/",
        {
            "violated_on": on(-20),
            "look_back_years": "2",
            "slight_harm": "成立",
            "corrected_in_time": "成立",
            "harm_note": "超标0.2倍，不足二小时",
            "correction_note": "检测达标",
            "corrected_on": on(-1),
            "view": "符合三项条件，可以不予处罚",
        },
    )
    row = Leniency.objects.get()
    journey.shot(procurator, "assessed")
    act(journey, procurator, f"/disputes/leniency/{row.pk}/send/", {})
    act(
        journey,
        town,
        f"/disputes/leniency/{row.pk}/decide/",
        {
            "decision": "不予行政处罚",
            "decided_on": on(),
            "decision_number": "杜府不罚〔2026〕1号",
            "decision_note": "符合首违不罚条件，已教育。",
        },
    )
    journey.shot(town, "decided")
    act(journey, procurator, f"{at}/draft-agreement/", {"kind": "和解协议", "facts": "已改正。", "breach": "再次违法依法处理。"})
    act(journey, procurator, f"{at}/add-obligation/", {"debtor": "当事人", "text": "每月检测一次", "due_on": on(30)})
    act(journey, procurator, f"{at}/sign/", {"signed_on": on()}, ticks={"safeguards": ["public", "third", "free", "within"]})
    act(journey, procurator, f"/disputes/obligation/{Obligation.objects.get().pk}/perform/", {"done_on": on(), "note": "检测达标"})
    open_tab(procurator, dispute, "agreement")
    journey.shot(procurator, "agreement")
    act(journey, procurator, f"{at}/perform/", {})
    act(
        journey,
        procurator,
        f"{at}/close/",
        {
            "course": "释法说理，督促改正。",
            "result": "不予处罚。",
            "follow_up": "一个月后回访。",
            "visit_on": on(30),
            "recurring": True,
            "lessons": "逐项核实三项条件。",
        },
    )
    visit = Dispute.objects.get().visits.get()
    act(
        journey,
        procurator,
        f"/disputes/visit/{visit.pk}/do/",
        {"done_on": on(), "way": "上门走访", "people": "陈喆宁", "content": "运行正常。"},
    )
    act(journey, procurator, f"{at}/mark-typical/", {})
    act(journey, procurator, f"{at}/finish/", {})
    open_tab(procurator, dispute, "overview")
    journey.shot(procurator, "closed")
    open_tab(procurator, dispute, "timeline")
    assert "镇街决定：不予行政处罚" in procurator.locator("main").inner_text() or Leniency.objects.get().decision == "exempt"
    procurator.goto("/disputes/statistics/")
    journey.shot(procurator, "statistics")
    procurator.goto("/disputes/")
    journey.shot(procurator, "list")
    dispute.refresh_from_db()
    assert (dispute.state, dispute.outcome) == ("closed", "settled")
    assert dispute.typical_on == clock.today()


def now(d: f.District, **values) -> Dispute:
    """In mediation on the clock of this machine, for the pages take today's."""
    return s.mediating_(d, act_on=None, **values)


def test_it_fails_and_turns_into_supervision(journey, district):
    dispute = now(district)
    page = journey.of(j.PROCURATOR)
    act(journey, page, f"/disputes/{dispute.pk}/fail/", {"note": "双方分歧较大，未能达成一致。"})
    act(journey, page, f"/disputes/{dispute.pk}/refer/", {"problem": "程序", "reason": "决定前未依法告知听证权利。"})
    open_tab(page, dispute)
    journey.shot(page, "referred")
    assert "转检察监督" in page.locator("main").inner_text()
    assert "未化解" in page.locator("main").inner_text()
    manager = journey.of(j.MANAGER)
    manager.goto("/cases/transfers/")
    assert "争议中发现的线索" in manager.locator("main").inner_text()


def test_an_instalment_is_broken(journey, district):
    with clock.at(clock.today() - 40 * DAY):
        dispute = now(district)
        agreeing.draft_agreement(dispute, actor=district.procurator, kind="settlement", facts="认可。", breach="恢复程序。")
        agreeing.add_obligation(
            dispute, actor=district.procurator, debtor="party", text="缴纳罚款", amount=9000, due_on=clock.today() + 10 * DAY, instalments=3
        )
        agreeing.sign(dispute, actor=district.procurator, safeguards=["public", "third", "free", "within"], signed_on=clock.today())
    first = Obligation.objects.order_by("order").first()
    page = journey.of(j.PROCURATOR)
    page.goto("/")
    assert "核实协议履行" in page.locator("main").inner_text()
    act(journey, page, f"/disputes/obligation/{first.pk}/breach/", {"next_step": "催告限期履行", "note": "第一期未缴。"})
    journey.shot(page, "breached")
    assert "下一步：催告限期履行" in page.locator("main").inner_text().replace("\n", "")
    act(journey, page, f"/disputes/obligation/{first.pk}/extend/", {"due_on": on(15), "note": "双方同意延期。"})
    first.refresh_from_db()
    assert first.state == "running"


def test_relief_is_granted(journey, district):
    dispute = now(district)
    page = journey.of(j.PROCURATOR)
    act(
        journey,
        page,
        f"/disputes/{dispute.pk}/relief/",
        {"applicant": "黄某炽", "ground": "受到民事侵权", "hardship": "伤病无收入。", "monthly_wage": "9000", "months": "3"},
        ticks={"checks": ["case", "no_redress", "hardship", "first"]},
    )
    row = Relief.objects.get()
    act(journey, journey.of(j.HEAD), f"/disputes/relief/{row.pk}/review/", {"note": "符合条件。"})
    act(journey, journey.of(j.CHIEF), f"/disputes/relief/{row.pk}/grant/", {"note": "同意。"})
    clerk = journey.of(j.CLERK)
    act(journey, clerk, f"/disputes/relief/{row.pk}/pay/", {"paid_on": on(), "bank": "尾号0001"})
    journey.shot(clerk, "paid")
    assert "已发放" in clerk.locator("main").inner_text()
    row.refresh_from_db()
    assert (row.state, row.amount) == ("paid", 27000)


def test_it_is_refused_at_intake(journey, district):
    dispute = s.application(district, act_on=None)
    head = journey.of(j.HEAD)
    head.goto(f"/disputes/{dispute.pk}/refuse/")
    head.locator("main form.post-form button[data-submit]").click()
    assert "请填写理由" in head.locator("main").inner_text()
    act(journey, head, f"/disputes/{dispute.pk}/refuse/", {"reason": "不属于行政争议。"})
    journey.shot(head, "refused")
    assert "不属于行政争议。" in head.locator("main").inner_text()


def test_a_suit_limit_is_about_to_lapse_in_mediation(journey, district):
    dispute = now(district, served_on=clock.today() - 3 * DAY)
    page = journey.of(RECONSIDERER)
    act(journey, page, f"/disputes/{dispute.pk}/proceedings/", {"suit_basis": f"15日：{s.LAND}，责令限期拆除在非法占用的土地上新建的建筑物和其他设施"})
    journey.shot(page, "lapsing")
    assert "调解期间期限不停止计算" in page.locator("main").inner_text()
    page.goto("/")
    journey.shot(page, "todo")
    assert "提醒当事人救济期限" in page.locator("main").inner_text()


def test_nothing_is_decided_by_the_system(journey, district):
    row = leniency.send(
        s.assessed(
            district,
            now(district),
            violated_on=clock.today() - 20 * DAY,
            corrected_on=clock.today() - DAY,
            recheck_on=None,
            commitment_on=None,
        ),
        actor=district.procurator,
    )
    town = journey.of(j.TOWN_HEAD)
    open_tab(town, row.dispute, "leniency")
    journey.shot(town, "opinion")
    assert "镇街尚未决定" in town.locator("main").inner_text()
