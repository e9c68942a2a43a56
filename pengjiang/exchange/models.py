"""Mappings kept per unit, batches of rows on their way in, workbooks on their way out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation
from pengjiang.common.models import Stamped
from pengjiang.exchange.spec import EXPORTS, IMPORTS, ExportSpec, ImportSpec, Outcome


class ColumnMapping(Stamped):
    """Which of a unit's headers is which column: header in plain form → column key, empty for one that is left out."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    spec = models.CharField("台账", max_length=60)
    mapping = models.JSONField("列对应", default=dict)

    class Meta:
        verbose_name = "列对应关系"
        constraints = [models.UniqueConstraint(fields=["organisation", "spec"], name="column_mapping_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.spec}"


class ImportBatchQuerySet(ScopedQuerySet):
    """Batches of one's own unit: a workbook tells what another unit must not read."""

    def visible_to(self, user: Any) -> ImportBatchQuerySet:
        if user.is_administrator and not (user.is_town or user.is_bureau or user.is_procuratorate):
            return self.none()
        return self.filter(organisation__in=user.organisation_ids)

    def unfinished(self) -> ImportBatchQuerySet:
        return self.filter(state__in=[ImportBatch.State.READING, ImportBatch.State.RUNNING])


class ImportBatch(Stamped):
    """One workbook from upload to its last row."""

    class State(models.TextChoices):
        MAPPING = "mapping", "待核对列"
        READING = "reading", "读取中"
        PREVIEWED = "previewed", "待确认导入"
        RUNNING = "running", "导入中"
        DONE = "done", "已导入"
        FAILED = "failed", "无法读取"
        DROPPED = "dropped", "已放弃"

    spec = models.CharField("台账", max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="导入单位")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人")
    name = models.CharField("工作簿", max_length=200)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.MAPPING)
    header_row = models.PositiveIntegerField("表头行", default=0)
    headers = models.JSONField("列名", default=list)
    mapping = models.JSONField("列对应", default=dict)
    counts = models.JSONField("计数", default=dict)
    # row, kind, column, message, warning: no values of the sheet, which may be personal.
    faults = models.JSONField("问题", default=list)
    position = models.PositiveIntegerField("已处理到行", default=0)
    total = models.PositiveIntegerField("数据行数", default=0)
    error = models.CharField("无法读取的原因", max_length=300, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "台账导入"
        ordering = ["-id"]
        indexes = [models.Index(fields=["organisation", "-id"], name="import_batch_of_unit")]
        constraints = [
            models.CheckConstraint(name="import_batch_failed_says_why", condition=~Q(state="failed") | ~Q(error="")),
            models.CheckConstraint(name="import_batch_done_has_a_time", condition=~Q(state="done") | Q(finished_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exchange:batch", args=[self.pk])

    @property
    def declared(self) -> ImportSpec:
        """The spec it is read by."""
        return IMPORTS.get(self.spec)

    @property
    def title(self) -> str:
        return self.declared.title

    @property
    def done_url(self) -> str:
        """Where the stored rows can be seen."""
        return self.declared.done_url() if self.declared.done_url else self.get_absolute_url()

    @property
    def header_place(self) -> str:
        return f"表头在第 {self.header_row} 行，数据 {self.total} 行"

    @property
    def progress_text(self) -> str:
        return f"{self.position} / {self.total} 行"

    @property
    def refused_rows(self) -> int:
        return self.counts.get("refused", 0)

    @property
    def stored_rows(self) -> int:
        """Rows that stand in the register after this batch."""
        return sum(self.counts.get(outcome.value, 0) for outcome in Outcome)

    @property
    def is_working(self) -> bool:
        return self.state in (self.State.READING, self.State.RUNNING)

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.position / self.total)) if self.total else 0


class Format(models.TextChoices):
    """How a ledger is written."""

    XLSX = "xlsx", "Excel 工作簿"
    CSV = "csv", "CSV（UTF-8）"
    NDJSON = "ndjson", "NDJSON"


class ExportJobQuerySet(ScopedQuerySet):
    """A person's own exports."""

    def visible_to(self, user: Any) -> ExportJobQuerySet:
        return self.filter(actor=user.pk)


class ExportJob(Stamped):
    """A ledger written by a worker."""

    class State(models.TextChoices):
        WAITING = "waiting", "排队中"
        RUNNING = "running", "生成中"
        DONE = "done", "可下载"

    spec = models.CharField("导出", max_length=120)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导出人")
    keys = models.JSONField("记录", default=list)
    format = models.CharField("格式", max_length=10, choices=Format.choices, default=Format.XLSX)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.WAITING)
    position = models.PositiveIntegerField("已写行数", default=0)
    total = models.PositiveIntegerField("行数", default=0)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        verbose_name = "导出"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.declared.title

    def get_absolute_url(self) -> str:
        return reverse("exchange:export", args=[self.pk])

    @property
    def declared(self) -> ExportSpec:
        """The spec it is written by."""
        return EXPORTS.get(self.spec)

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.position / self.total)) if self.total else 0
