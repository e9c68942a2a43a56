"""Read by everybody: the table of limits."""

from __future__ import annotations

from typing import Any

from pengjiang.access import SIGNED_IN
from pengjiang.common import clock
from pengjiang.deadlines.limits import LIMITS, Direction, Limit
from pengjiang.web.views.base import PageView

DIRECTIONS = {
    Direction.FORWARD: "",
    Direction.BACKWARD: "自事项之日倒推",
    Direction.WAITING: "期满前不得办理",
    Direction.WINDOW: "期内办理",
    Direction.DAILY: "按日计算",
    Direction.ANNOUNCEMENT: "期满视为送达",
}


class LimitTable(PageView):
    """All limits with length, start, bound party, reminders and article."""

    permission = SIGNED_IN
    template_name = "console/limits/page.html"
    title = "期限表"
    menu_key = "limits"

    def get_context(self) -> dict[str, Any]:
        today = clock.today()
        return {**super().get_context(), "rows": [_row(limit, today) for limit in LIMITS.values()]}


def _row(limit: Limit, today: Any) -> dict[str, Any]:
    version = limit.version_on(today) or limit.versions[-1]
    return {
        "limit": limit,
        "length": version.length,
        "rule": version.length.rule,
        "citations": [str(citation) for citation in version.citations],
        "mark": version.length.mark,
        "direction": DIRECTIONS[limit.direction],
        "reminders": "、".join(str(reminder) for reminder in limit.reminders) or "—",
        "earlier": [(str(other.effective), other.length) for other in limit.versions if other is not version],
    }
