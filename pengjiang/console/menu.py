"""Menu entries: each administrator sees their own; the table of limits is everybody's."""

from pengjiang.console.permissions import ConsolePermission as P
from pengjiang.web.menu import MenuItem, add

SYSTEM = "系统管理"

add(
    MenuItem("limits", "期限表", "console:limits", group="统计与依据", icon="ruler", order=60),
    MenuItem("console-organisations", "单位", "console:organisations", group=SYSTEM, icon="office", permission=P.ORGANISATIONS, order=10),
    MenuItem("console-people", "人员与任职", "console:people", group=SYSTEM, icon="user", permission=P.PEOPLE, order=20),
    MenuItem("console-security", "动态口令要求", "console:security", group=SYSTEM, icon="shield", permission=P.ROLE_SECURITY, order=30),
    MenuItem("console-roles", "角色权限表", "console:roles", group=SYSTEM, icon="key", permission=P.ROLES, order=40),
    MenuItem("console-calendar", "工作日历", "console:calendar", group=SYSTEM, icon="calendar", permission=P.CALENDAR, order=50),
    MenuItem("console-year", "年度切换", "console:year", group=SYSTEM, icon="check-circle", permission=P.YEAR, order=55),
    MenuItem("console-reference", "依据数据", "console:reference-start", group=SYSTEM, icon="list", permission=P.REFERENCE, order=60),
    MenuItem("console-outbox", "发件箱", "console:outbox", group=SYSTEM, icon="outbox", permission=P.OUTBOX, order=80),
    MenuItem("console-audit", "审计记录", "console:audit", group=SYSTEM, icon="list", permission=P.AUDIT, order=90),
    MenuItem("console-verifications", "核验记录", "console:verifications", group=SYSTEM, icon="check-circle", permission=P.AUDIT, order=95),
)
