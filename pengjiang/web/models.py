"""What a person keeps of the pages: views, columns, drafts. Nothing here is case content of its own right."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.common import clock
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped
from pengjiang.common.piecework import Piecework


class SavedView(Stamped):
    """A list's filter, order and columns under a name of one's own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name="人员")
    page = models.CharField("页面", max_length=120)
    name = models.CharField("名称", max_length=20)
    query = models.TextField("筛选", blank=True)
    columns = models.JSONField("列", default=list, blank=True)

    class Meta:
        verbose_name = "已存视图"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_name_is_unique_per_page")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Its name in the address."""
        return f"my-{self.pk}"


class ListPreference(Stamped):
    """The columns and page size a person last chose for a list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="list_preferences", verbose_name="人员")
    page = models.CharField("页面", max_length=120)
    columns = models.JSONField("列", default=list, blank=True)
    size = models.PositiveSmallIntegerField("每页条数", null=True, blank=True)

    class Meta:
        verbose_name = "列表偏好"
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="list_preference_is_unique_per_page")]

    def __str__(self) -> str:
        return self.page


class FormDraft(models.Model):
    """What was typed into a form and not yet sent. Encrypted, for it may hold what the object itself encrypts.

    ``editor`` names the browser window that wrote last: another one that has not seen its text may not overwrite it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="form_drafts", verbose_name="人员")
    key = models.CharField("表单", max_length=200)
    data = EncryptedTextField("内容")
    editor = models.CharField("窗口", max_length=40, blank=True)
    saved_at = models.DateTimeField("保存时间", default=clock.now)

    class Meta:
        verbose_name = "表单草稿"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="form_draft_is_unique_per_form")]
        indexes = [models.Index(fields=["saved_at"])]

    def __str__(self) -> str:
        return self.key


class HeldPost(models.Model):
    """A form sent after the session had ended: kept for an hour under a token only that browser knows, until its author signs in."""

    token_hash = models.CharField("凭据摘要", max_length=64, unique=True)
    path = models.CharField("页面", max_length=500)
    data = EncryptedTextField("内容")
    saved_at = models.DateTimeField("保存时间", default=clock.now)

    class Meta:
        verbose_name = "暂存的提交"
        indexes = [models.Index(fields=["saved_at"])]

    def __str__(self) -> str:
        return self.path


class BulkJobQuerySet(ScopedQuerySet):
    """A person's own."""

    def visible_to(self, user: Any) -> BulkJobQuerySet:
        return self.filter(actor=user.pk)


class BulkJob(Piecework):
    """A bulk action over more rows than a page can wait for. ``path`` is the list it was ordered on, ``answers`` what its form was given."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人")
    path = models.TextField("列表")
    action = models.CharField("办理", max_length=60)
    label = models.CharField("办理名称", max_length=60)
    title = models.CharField("列表名称", max_length=120)
    scope = models.TextField("范围", blank=True)
    answers = EncryptedTextField("填写内容")
    # Rows that were not done: name, href, reason.
    refused = models.JSONField("未办成", default=list)

    objects = BulkJobQuerySet.as_manager()

    class Meta(Piecework.Meta):
        verbose_name = "批量办理"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.title}：{self.label}{self.total}条"

    def get_absolute_url(self) -> str:
        return reverse("web:bulk-job", args=[self.pk])

    @property
    def done(self) -> int:
        """Rows that were done so far."""
        return self.position - len(self.refused)
