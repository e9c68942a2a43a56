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
