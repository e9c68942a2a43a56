"""What belongs to units, for tests: a rename ahead, exports in each state, listeners, and handoffs that were taken up."""

from __future__ import annotations

from datetime import date, timedelta

from cases.services import handoffs, listeners
from pengjiang.accounts import reorganising
from pengjiang.common import clock
from pengjiang.exchange.services import units
from tests import factories as f
from tests import links


def every_state(d: f.District) -> None:
    """One of each."""
    changes = {"actor": d.system_admin, "organisation": d.other_town, "kind": "rename", "basis": "粤府函〔2026〕15号"}
    for name in ("棠下新区", "棠下街道"):
        change = reorganising.record_change(effective_on=f.TODAY + timedelta(days=30), name=f"江门市蓬江区{name}办事处", short_name=name, **changes)
        if name == "棠下新区":
            reorganising.drop_change(change, actor=d.system_admin)
    _exports(d)
    given = {"kind": "deputy", "unit": "江门市某设计院", "profession": "工程师", "phone": "19900000077"}
    listeners.register_listener(actor=d.manager, name="简颂文", since=date(2026, 1, 1), **given)
    listener = listeners.register_listener(actor=d.manager, name="区慧仪", since=date(2024, 1, 1), until=date(2025, 12, 31), **given)
    listeners.change_listener(listener, actor=d.manager, name="区慧仪", since=date(2024, 1, 1), until=date(2025, 6, 30), avoids=[d.town], **given)
    for take in ("clue", "case"):
        handoff = handoffs.accept_handoff(links.sent(d, d.bureau_officer), actor=d.manager)
        if take == "clue":
            handoffs.take_up_handoff(handoff, actor=d.manager, problem="procedure")
        else:
            handoffs.open_case_of_handoff(handoff, actor=d.procurator, case_type="unlawful_act", title="告知程序监督案", origin="司法局移送。")


def _exports(d: f.District) -> None:
    def asked():
        return units.ask_unit_export(actor=d.town_head, organisation=d.town, reason="机构撤并")

    with clock.at(f.TODAY - timedelta(days=20)):
        units.make_unit_export(units.approve_unit_export(asked(), actor=d.town_leader).pk)
    units.expire_unit_exports()
    units.make_unit_export(units.approve_unit_export(asked(), actor=d.town_leader).pk)
    units.refuse_unit_export(asked(), actor=d.town_leader, note="暂不撤并。")
    units.withdraw_unit_export(asked(), actor=d.town_head)
    asked()
    other = units.ask_unit_export(actor=d.bureau_clerk, organisation=d.organisations["bureau"], reason="退出平台")
    units.approve_unit_export(other, actor=d.bureau_leader)
