"""Closed lists of the liaison room; labels are what the screens and papers say."""

from __future__ import annotations

from django.db import models


class Origin(models.TextChoices):
    """What a typical case was drafted from."""

    CASE = "case", "监督案件"
    REVIEW = "review", "案卷评查"
    DISPUTE = "dispute", "争议化解"
    FREE = "free", "自行编写"


class NoticeKind(models.TextChoices):
    """通报的种类 (domain.md 11.3)."""

    CIRCULAR = "circular", "案情通报"
    NEWS = "news", "执法动态"
    SHARING = "sharing", "信息共享单"


class AgreementKind(models.TextChoices):
    """With whom a mechanism was agreed (domain.md 10)."""

    TOWN = "town", "检镇协作机制"
    BUREAU = "bureau", "检司衔接机制"
    HEALTH = "health", "检卫协作机制"
    OTHER = "other", "其他机制"


class Every(models.TextChoices):
    """How often a duty falls due."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


class Topic(models.TextChoices):
    """What a mechanism lets its signatories share."""

    CIRCULARS = "circulars", "案情通报"
    NEWS = "news", "执法动态"
    STANDARDS = "standards", "裁量标准"
    CASES = "cases", "典型案例"
    COUNTS = "counts", "执法数据"


class CourseKind(models.TextChoices):
    """A lesson for all, or coaching in one town."""

    CLASS = "class", "导师课堂"
    COACHING = "coaching", "上门辅导"


class Way(models.TextChoices):
    """How somebody was found present."""

    CODE = "code", "签到码"
    LIST = "list", "签到表"
