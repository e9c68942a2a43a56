"""Closed lists of the joint review."""

from __future__ import annotations

from django.db import models


class Purpose(models.TextChoices):
    """Why a file is in the round: forced ones stand on top of the sample and outside of averages."""

    SAMPLE = "sample", "抽取"
    FORCED = "forced", "必评"
    CALIBRATION = "calibration", "校准"


class Seat(models.TextChoices):
    """As what somebody marks a file."""

    FIRST = "first", "评查员甲"
    SECOND = "second", "评查员乙"
    THIRD = "third", "第三人"
    CALIBRATION = "calibration", "校准"


class ConflictGround(models.TextChoices):
    """Why somebody keeps away from a town or a file."""

    SERVED = "served", "曾在该单位任职"
    HANDLED = "handled", "曾参与办理或者审批"
    RELATED = "related", "与当事人或者承办人有利害关系"
    OTHER = "other", "其他可能影响公正评查的情形"


class RubricStatus(models.TextChoices):
    """Whether a standard may be chosen."""

    DRAFT = "draft", "草稿"
    ACTIVE = "active", "使用"
    RETIRED = "retired", "停用"


class ForcedReason(models.TextChoices):
    """必评 without drawing (6.8 step 2)."""

    COMPLAINT = "complaint", "有投诉举报"
    LOST = "lost", "复议被纠正或者诉讼败诉"
    HIGH_FINE = "high_fine", "罚款数额较大"


class RecheckResult(models.TextChoices):
    """What the re-check of one objected item says."""

    UPHELD = "upheld", "维持原评查意见"
    CHANGED = "changed", "变更原评查意见"
