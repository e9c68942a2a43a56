"""Every periodic task, in one table. Times are Asia/Shanghai."""

from celery.schedules import crontab

SCHEDULE: dict[str, dict] = {
    "发件箱": {"task": "pengjiang.events.tasks.drain_outbox", "schedule": 5.0, "options": {"expires": 4}},
}

__all__ = ["SCHEDULE", "crontab"]
