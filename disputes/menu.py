"""Entries of the side menu."""

from disputes.permissions import DisputePermission as P
from pengjiang.web import menu
from pengjiang.web.menu import MenuItem

menu.add(
    MenuItem("disputes", "化解工作站", "disputes:disputes", group="争议化解", icon="settle", permission=P.VIEW, order=10, phone=True),
    MenuItem("dispute-statistics", "化解统计", "disputes:statistics", group="争议化解", icon="chart", permission=P.STATISTICS, order=20),
)
