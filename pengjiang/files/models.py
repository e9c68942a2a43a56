"""Stored files and the images of their pages."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import Q

from pengjiang.common.models import Stamped
from pengjiang.common.refs import ObjectRef
from pengjiang.files.content import CONTENT_TYPES
from pengjiang.files.enums import FileKind, FileState


def content_path(file: StoredFile, name: str) -> str:
    """Under the file's own random name: what the uploader typed never becomes a path."""
    return f"files/{file.uuid.hex[:2]}/{file.uuid}{PurePath(name).suffix.lower()}"


def image_path(image: PageImage, _name: str) -> str:
    return f"pages/{image.file.uuid.hex[:2]}/{image.file.uuid}/{image.number:05d}.webp"


class StoredFileQuerySet(models.QuerySet):
    """Files by target. Who may see them is the target's question: ``services.may_view``."""

    def of(self, target: models.Model | ObjectRef, *, kind: str | None = None) -> StoredFileQuerySet:
        """Files of a target that are still there, in order."""
        files = self.filter(target=str(ObjectRef.of(target))).exclude(state=FileState.REMOVED)
        return files.filter(kind=kind) if kind else files

    def of_many(self, targets: Iterable[models.Model]) -> dict[int, list[StoredFile]]:
        """Files by primary key for many targets of one model, in one query."""
        refs = {str(ObjectRef.of(target)): target.pk for target in targets}
        found: dict[int, list[StoredFile]] = {}
        for file in self.filter(target__in=refs).exclude(state=FileState.REMOVED):
            found.setdefault(refs[file.target], []).append(file)
        return found

    def unprocessed(self) -> StoredFileQuerySet:
        return self.filter(Q(state=FileState.CHECKING) | Q(state=FileState.READY, pages_made=False))


class StoredFile(Stamped):
    """One uploaded or produced file."""

    uuid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    target = models.CharField("所属事项", max_length=80)
    kind = models.CharField("用途", max_length=20, choices=FileKind.choices)
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("内容类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.FileField("内容", upload_to=content_path, max_length=200)
    order = models.PositiveIntegerField("顺序", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    pages_made = models.BooleanField("页面图已生成", default=False)
    turn = models.PositiveSmallIntegerField("旋转角度", default=0)
    state = models.CharField("状态", max_length=20, choices=FileState.choices, default=FileState.CHECKING)
    refusal = models.CharField("未通过原因", max_length=300, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="上传人")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="删除人")
    removed_at = models.DateTimeField("删除时间", null=True, blank=True)
    removal_reason = models.CharField("删除理由", max_length=300, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "文件"
        ordering = ["order", "id"]
        indexes = [
            models.Index(fields=["target", "kind", "order", "id"], name="stored_file_of_target"),
            models.Index(fields=["sha256"], name="stored_file_sha256"),
            models.Index(fields=["id"], name="stored_file_unprocessed", condition=Q(state="checking") | Q(state="ready", pages_made=False)),
        ]
        constraints = [
            models.CheckConstraint(name="stored_file_refused_says_why", condition=~Q(state="refused") | ~Q(refusal="")),
            models.CheckConstraint(
                name="stored_file_removed_says_who_and_why",
                condition=~Q(state="removed") | (Q(removed_at__isnull=False) & ~Q(removal_reason="")),
            ),
            models.CheckConstraint(name="stored_file_turns_by_quarters", condition=Q(turn__in=[0, 90, 180, 270])),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> ObjectRef:
        """The target's reference."""
        return ObjectRef.parse(self.target)

    @property
    def type_label(self) -> str:
        """PDF, JPG …"""
        known = CONTENT_TYPES.get(self.content_type)
        return known.label if known else "文件"

    @property
    def is_paged(self) -> bool:
        """Its pages can be read in the browser."""
        known = CONTENT_TYPES.get(self.content_type)
        return bool(known and known.paged)

    @property
    def is_ready(self) -> bool:
        return self.state == FileState.READY


class PageImage(models.Model):
    """One page as an image at screen width."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="images", verbose_name="文件")
    number = models.PositiveIntegerField("页码")
    image = models.FileField("图像", upload_to=image_path, max_length=200)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")

    class Meta:
        verbose_name = "页面图"
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="page_image_once_per_page")]

    def __str__(self) -> str:
        return f"{self.file} 第{self.number}页"
