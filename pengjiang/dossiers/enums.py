"""Closed lists of the register; codes are those of dossier/1."""

from __future__ import annotations

from django.db import models


class FileType(models.TextChoices):
    """What kind of enforcement file."""

    GENERAL = "P_GEN", "普通程序处罚"
    SUMMARY = "P_SUM", "简易程序处罚"
    EXEMPT = "P_NON", "不予处罚"
    INSPECTION = "INSP", "行政检查"
    MEASURE = "MEAS", "行政强制措施"
    ENFORCEMENT = "ENF", "行政强制执行"


class Field(models.TextChoices):
    """The six fields of town enforcement."""

    EMERGENCY = "emergency", "应急管理"
    ENVIRONMENT = "environment", "生态环境"
    URBAN = "urban", "城市管理"
    AGRICULTURE = "agriculture", "农业农村"
    HEALTH = "health", "卫生健康"
    RESOURCES = "resources", "自然资源"
    OTHER = "other", "其他"


class Source(models.TextChoices):
    """How a dossier came into the register."""

    TYPED = "typed", "手工登记"
    IMPORTED = "imported", "台账导入"
    INTERFACE = "interface", "接口报送"
