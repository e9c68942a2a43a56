"""Closed lists of the file check's pages; labels are what the screens and papers say."""

from __future__ import annotations

from django.db import models


class Reason(models.TextChoices):
    """Why a file was checked."""

    ASKED = "asked", "人工体检"
    BATCH = "batch", "批量体检"
    REFERRAL = "referral", "移送前自动体检"
    REVIEW = "review", "报送评查前自动体检"
    ATTACHED = "attached", "随附体检"


class Answer(models.TextChoices):
    """What the town says to a finding."""

    PENDING = "pending", "待处理"
    CORRECTED = "corrected", "已补正"
    DISPUTED = "disputed", "有异议"
