"""An office that lives with its matters for years, on the pages: absence and handover."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import SupervisionCase
from tests import factories as f
from tests.scenarios.journey import CHIEF, DEPUTY, HEAD, PROCURATOR, Journey
from tests.scenarios.stage import demo_district
from tests.scenarios.test_ways import made

START = date(2026, 5, 11)
OTHER = "jianchaguan2"


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
