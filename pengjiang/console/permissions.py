"""What the three administrators may do, each their own (三员分立)."""

from pengjiang.access.declare import Permission


class ConsolePermission(Permission):
    """System: organisations, calendar, law data, outbox. Security: people, posts, second factor. Audit: the trail."""

    ORGANISATIONS = "console.organisations", "维护单位"
    PEOPLE = "console.people", "维护人员与任职"
    ROLE_SECURITY = "console.role_security", "规定动态口令"
    ROLES = "console.roles", "查看角色权限表"
    CALENDAR = "console.calendar", "录入工作日历"
    REFERENCE = "console.reference", "维护依据数据"
    YEAR = "console.year", "查看年度切换清单"
    OUTBOX = "console.outbox", "查看与重发待发事件"
    AUDIT = "console.audit", "查阅、导出与核验审计记录"
