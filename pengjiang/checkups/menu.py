"""Entries of the side menu."""

from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.web.menu import MenuItem, add

add(
    MenuItem("check-jobs", "批量体检", "checkups:jobs", group="案卷与评查", icon="pulse", permission=CheckupPermission.RUN, order=30),
    MenuItem("patterns", "类案线索", "checkups:patterns", group="案卷与评查", icon="chart", permission=CheckupPermission.PATTERNS, order=35),
)
