"""Who takes a unit's data out as a whole: one asks, another approves."""

from __future__ import annotations

from typing import Any

from pengjiang.access import Decision, Permission, predicate


class ExchangePermission(Permission):
    """单位数据整体导出."""

    UNIT_VIEW = "exchange.unit.view", "查看单位数据整体导出"
    UNIT_ASK = "exchange.unit.ask", "申请单位数据整体导出"
    UNIT_APPROVE = "exchange.unit.approve", "批准单位数据整体导出"


@predicate(*ExchangePermission)
def own_unit(user: Any, obj: Any) -> Decision:
    """Of one's own unit alone."""
    return Decision.yes() if obj.organisation_id in user.organisation_ids else Decision.no("只能办理本单位的数据导出。")
