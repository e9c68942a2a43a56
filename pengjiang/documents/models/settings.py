"""What an office may say about a document type, from day to day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.common.models import Stamped
from pengjiang.documents.enums import NumberSource


class SettingQuerySet(models.QuerySet):
    """Settings by day and office."""

    def current(self, on: date | None = None) -> SettingQuerySet:
        day = on or clock.today()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class DocumentTypeSetting(Stamped):
    """Number source, approval chain, letterhead, contact and standing texts of one type, between two days.

    An office's own row goes before the general one (``organisation`` null), a later one before an earlier.
    """

    type_code = models.CharField("文书种类", max_length=60)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="document_settings", verbose_name="单位"
    )
    number_source = models.CharField("文号来源", max_length=10, choices=NumberSource.choices, blank=True)
    chain = models.JSONField("审批环节", null=True, blank=True, help_text="依次为：角色、名称、需要该环节的条件。")
    letterhead = models.CharField("发文机关标志", max_length=60, blank=True)
    contact = models.CharField("联系人", max_length=40, blank=True)
    telephone = models.CharField("联系电话", max_length=40, blank=True)
    texts = models.JSONField("固定用语", default=dict, blank=True)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="修改人")

    objects = SettingQuerySet.as_manager()

    class Meta:
        verbose_name = "文书设置"
        ordering = ["type_code", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["type_code", "organisation", "since"], name="document_setting_once_per_day", nulls_distinct=False
            ),
            models.CheckConstraint(name="document_setting_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.type_code}（{self.since}起）"
