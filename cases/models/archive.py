"""归档卷宗: the volume of a closed case, its loans, its way to the archives or to destruction."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models.recusals import RecusalQuerySet
from cases.models.supervision import SupervisionCase
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of


def volume_path(volume: Volume, name: str) -> str:
    return f"volumes/{volume.archived_on.year}/{volume.pk}/{name}"


def package_path(package: ArchivePackage, name: str) -> str:
    return f"packages/{package.made_on.year}/{package.pk}/{name}"


class VolumeQuerySet(RecusalQuerySet):
    """The procuratorate's volumes."""

    def due(self, day: Any) -> VolumeQuerySet:
        """Kept as long as they had to be."""
        return self.filter(state="kept", keep_until__lt=day)


class Volume(Stamped):
    """One case, one volume: 正卷 what passed between bodies, 副卷 what stayed inside."""

    case = models.OneToOneField(SupervisionCase, models.PROTECT, related_name="volume", verbose_name="案件")
    number = models.CharField("档号", max_length=80, unique=True)
    retention = models.CharField("保管期限", max_length=10)
    basis = models.CharField("保管期限依据", max_length=100)
    keep_until = models.DateField("保管至", null=True, blank=True)
    state = models.CharField("状态", max_length=12, default="waiting")
    archived_on = models.DateField("归档日期")
    archived_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="立卷人")
    # What is bound, in order: [{"part", "title", "number", "day", "pages", "first", "sha256", "bound"}].
    entries = models.JSONField("卷内目录", default=list, blank=True)
    main_pdf = models.FileField("正卷", upload_to=volume_path, max_length=200, blank=True)
    inner_pdf = models.FileField("副卷", upload_to=volume_path, max_length=200, blank=True)
    main_pages = models.PositiveIntegerField("正卷页数", default=0)
    inner_pages = models.PositiveIntegerField("副卷页数", default=0)
    main_sha256 = models.CharField("正卷 SHA-256", max_length=64, blank=True)
    inner_sha256 = models.CharField("副卷 SHA-256", max_length=64, blank=True)
    bound_at = models.DateTimeField("装订时间", null=True, blank=True)

    objects = VolumeQuerySet.as_manager()

    class Meta:
        verbose_name = "归档卷宗"
        ordering = ["-archived_on", "-id"]

    def get_absolute_url(self) -> str:
        return reverse("cases:volume", args=[self.pk])

    def __str__(self) -> str:
        return self.number

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def title(self) -> str:
        return self.case.title

    @property
    def holder_id(self) -> int:
        return self.case.holder_id

    @property
    def holder(self) -> User:
        return self.case.holder


class OfVolumeQuerySet(ScopedQuerySet):
    """Parts of volumes."""

    def visible_to(self, user: Any) -> OfVolumeQuerySet:
        return self.filter(volume__in=Volume.objects.visible_to(user))


class Supplement(Stamped):
    """补充归档: what came after archiving, with the reason; the file lies beside it."""

    volume = models.ForeignKey(Volume, models.PROTECT, related_name="supplements", verbose_name="卷宗")
    title = models.CharField("材料名称", max_length=120)
    part = models.CharField("归入", max_length=6, choices=[("main", "正卷"), ("inner", "副卷")])
    reason = models.TextField("补充归档的理由")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    made_on = models.DateField("补充日期")

    objects = OfVolumeQuerySet.as_manager()

    class Meta:
        verbose_name = "补充归档"
        ordering = ["id"]

    def get_absolute_url(self) -> str:
        return self.volume.get_absolute_url()

    def __str__(self) -> str:
        return self.title


class Borrowing(Stamped):
    """借阅 of a volume: asked, approved, returned."""

    volume = models.ForeignKey(Volume, models.PROTECT, related_name="borrowings", verbose_name="卷宗")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="借阅人")
    asked_on = models.DateField("申请日期")
    purpose = models.TextField("借阅事由")
    inner = models.BooleanField("同时借阅副卷", default=False)
    due_on = models.DateField("归还期限")
    state = models.CharField("状态", max_length=10, default="asked")
    decided_as = models.CharField("审批署名", max_length=90, blank=True)
    note = models.TextField("审批意见", blank=True)
    decided_on = models.DateField("审批日期", null=True, blank=True)
    returned_on = models.DateField("归还日期", null=True, blank=True)

    objects = OfVolumeQuerySet.as_manager()

    class Meta:
        verbose_name = "借阅"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="borrowing_ends_after_it_begins", condition=Q(due_on__gte=F("asked_on"))),
            models.UniqueConstraint(fields=["volume", "asked_by"], name="one_open_borrowing", condition=Q(state__in=["asked", "lent"])),
        ]

    def get_absolute_url(self) -> str:
        return self.volume.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.asked_by.name}借阅{self.volume.number}"

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label


FOUR_CHECKS = ("真实性", "完整性", "可用性", "安全性")


class ArchivePackage(Stamped):
    """移交: volumes with their catalogues and checks, for the archives."""

    receiver = models.CharField("接收单位", max_length=100)
    volumes = models.ManyToManyField(Volume, related_name="packages", verbose_name="卷宗")
    made_on = models.DateField("生成日期")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    state = models.CharField("状态", max_length=10, default="made")
    # 四性检测: {"真实性": [{"volume", "check", "ok", "detail"}], …}.
    checks = models.JSONField("四性检测", default=dict, blank=True)
    passed = models.BooleanField("检测通过", default=False)
    file = models.FileField("移交包", upload_to=package_path, max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    handed_on = models.DateField("移交日期", null=True, blank=True)
    received_by = models.CharField("接收人", max_length=60, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = "档案移交"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="handed_package_passed", condition=~Q(state="handed") | Q(passed=True, handed_on__isnull=False))]

    @property
    def checks_in_order(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The four in the order of 档案法 第三十九条; what is stored keeps none."""
        return [(kind, self.checks[kind]) for kind in FOUR_CHECKS if kind in self.checks]

    def get_absolute_url(self) -> str:
        return reverse("cases:package", args=[self.pk])

    def __str__(self) -> str:
        return f"向{self.receiver}移交档案"

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label


class Destruction(Stamped):
    """销毁清单: drawn up, appraised, reviewed and approved by two different people, carried out."""

    volumes = models.ManyToManyField(Volume, related_name="destructions", verbose_name="卷宗")
    opinion = models.TextField("鉴定意见")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    made_on = models.DateField("造册日期")
    state = models.CharField("状态", max_length=10, default="listed")
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="审核人")
    reviewed_as = models.CharField("审核署名", max_length=90, blank=True)
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="批准人")
    approved_as = models.CharField("批准署名", max_length=90, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    note = models.TextField("退回意见", blank=True)
    done_on = models.DateField("销毁日期", null=True, blank=True)
    witnesses = models.CharField("监销人", max_length=80, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = "档案销毁"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="two_different_people_approve", condition=Q(approved_by=None) | ~Q(approved_by=F("reviewed_by"))),
            models.CheckConstraint(
                name="destroyed_after_two_approvals",
                condition=~Q(state="done") | Q(reviewed_by__isnull=False, approved_by__isnull=False, done_on__isnull=False),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:destruction", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.made_on:%Y年}销毁清单"

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label
