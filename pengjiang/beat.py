"""Every periodic task, in one table. Times are Asia/Shanghai."""

SCHEDULE: dict[str, dict] = {}
