"""States of readings and suggestions."""

from __future__ import annotations

from django.db import models


class ReadingState(models.TextChoices):
    """How far the reading of a file is."""

    QUEUED = "queued", "等候识读"
    READING = "reading", "正在识读"
    READ = "read", "已识读"
    FAILED = "failed", "未能识读"


class Answer(models.TextChoices):
    """What became of a suggestion."""

    WAITING = "waiting", "待确认"
    ADOPTED = "adopted", "已采用"
    REJECTED = "rejected", "不采用"
    CHANGED = "changed", "改后采用"
