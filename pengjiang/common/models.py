"""What many models share."""

from __future__ import annotations

from django.db import models

from pengjiang.common import clock


class Stamped(models.Model):
    """When a row was made and last changed (recorded time, not business day)."""

    created_at = models.DateTimeField("登记时间", default=clock.now, editable=False)
    updated_at = models.DateTimeField("更新时间", default=clock.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self.updated_at = clock.now()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "updated_at"}
        super().save(*args, **kwargs)


class RateCount(models.Model):
    """How often a key was used in a minute. In the database: it holds on many machines and when Redis is away."""

    key = models.CharField("对象", max_length=80)
    minute = models.DateTimeField("分钟")
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "访问计数"
        constraints = [models.UniqueConstraint(fields=["key", "minute"], name="one_rate_count_per_minute")]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
