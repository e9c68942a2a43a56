"""文号: schemes that an office edits, and one running series per scheme and year."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.common.models import Stamped


class NumberSchemeQuerySet(models.QuerySet):
    """Schemes by day."""

    def current(self, on: date | None = None) -> NumberSchemeQuerySet:
        """Those in use on a day (today)."""
        day = on or clock.today()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class NumberScheme(Stamped):
    """How a number looks: 江蓬检行建〔2026〕4号. ``variant`` tells kinds under one code apart (the type of a case)."""

    code = models.SlugField("代码", max_length=40)
    variant = models.CharField("分类", max_length=40, blank=True)
    name = models.CharField("名称", max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="number_schemes", verbose_name="单位"
    )
    prefix = models.CharField("字头", max_length=40, help_text="年份前的文字，例如“江蓬检行建”。")
    suffix = models.CharField("字尾", max_length=10, default="号")
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    objects = NumberSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "文号方案"
        ordering = ["code", "variant", "organisation_id", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "variant", "organisation", "since"], name="number_scheme_once_per_day", nulls_distinct=False
            ),
            models.CheckConstraint(name="number_scheme_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return self.name

    def text(self, year: int, serial: int) -> str:
        """The number as printed: year in full in 〔〕, no 第, no leading zeros."""
        return f"{self.prefix}〔{year}〕{serial}{self.suffix}"


class NumberSeries(Stamped):
    """The next serial of a scheme in a year. The row's lock is what makes serials gapless and unique."""

    scheme = models.ForeignKey(NumberScheme, models.PROTECT, related_name="series", verbose_name="文号方案")
    year = models.PositiveSmallIntegerField("年度")
    next_serial = models.PositiveIntegerField("下一序号", default=1)
    first_serial = models.PositiveIntegerField("起始序号", default=1)

    class Meta:
        verbose_name = "文号序列"
        ordering = ["-year", "scheme"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "year"], name="number_series_once_per_year"),
            models.CheckConstraint(
                name="number_series_moves_forward", condition=Q(next_serial__gte=F("first_serial"), first_serial__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.year}年"

    @property
    def taken(self) -> int:
        """How many numbers have been given."""
        return self.next_serial - self.first_serial
