"""年度切换清单."""

from __future__ import annotations

from typing import Any

from pengjiang.common import clock
from pengjiang.console.permissions import ConsolePermission
from pengjiang.console.yearly import State, checklist, coming_year
from pengjiang.web.components import Figure, Tab
from pengjiang.web.views.base import PageView


class YearPage(PageView):
    """What must be in order for the current or the coming year."""

    permission = ConsolePermission.YEAR
    title = "年度切换清单"
    note = "逐项核对本年度或者下一年度的日历、文号、计划、依据和任职；每项写明为何需要、由谁在何处办理。"
    menu_key = "console-year"
    template_name = "console/year/page.html"

    def get_context(self) -> dict[str, Any]:
        this = clock.today().year
        years = [this, this + 1]
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked in {str(one) for one in years} else coming_year()
        groups = checklist(self.request.user, year)
        states = [line.state for group in groups for line, _ in group.lines]
        return {
            **super().get_context(),
            "year": year,
            "groups": groups,
            "tabs": [Tab(f"{one}年", f"?year={one}", one == year) for one in years],
            "figures": [Figure(state.label, states.count(state), unit="项", kind="soon" if state is State.OPEN and states.count(state) else "") for state in State],
        }
