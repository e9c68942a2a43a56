"""That the end of a discretion standard was announced in advance."""

from __future__ import annotations

from django.db import models

from liaison.models.base import RoomQuerySet
from pengjiang.common import clock
from pengjiang.common.models import Stamped


class StandardWarning(Stamped):
    """One announcement: so many days before a standard or a list ends."""

    code = models.CharField("基准代码", max_length=80)
    name = models.CharField("名称", max_length=160)
    until = models.DateField("有效期至")
    stage = models.PositiveSmallIntegerField("提前天数")
    told_on = models.DateField("提示日期", default=clock.today)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = "裁量基准到期提示"
        ordering = ["until"]
        constraints = [models.UniqueConstraint(fields=["code", "until", "stage"], name="standard_warned_once_per_stage")]

    def __str__(self) -> str:
        return f"《{self.name}》{self.until:%Y-%m-%d}到期"
