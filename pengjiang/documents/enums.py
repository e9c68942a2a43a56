"""States of a paper and where its number comes from."""

from __future__ import annotations

from django.db import models


class Standing(models.TextChoices):
    """What the paper is worth."""

    DRAFT = "draft", "草稿"
    ISSUED = "issued", "已制发"
    WITHDRAWN = "withdrawn", "已撤回"
    SUPERSEDED = "superseded", "已被取代"


class Making(models.TextChoices):
    """How far its files are."""

    QUEUED = "queued", "已排队"
    RENDERING = "rendering", "生成中"
    READY = "ready", "已生成"
    FAILED = "failed", "生成失败"


class NumberSource(models.TextChoices):
    """文号: our own serial, or that of the unified system, typed in when the seal is set."""

    OWN = "own", "本系统编号"
    UNIFIED = "unified", "统一业务应用系统文号"
    NONE = "none", "无文号"
