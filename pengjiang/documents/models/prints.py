"""打印台账: a list set for paper, for the person who asked."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.common.models import Stamped


def print_path(_row: Any, _name: str) -> str:
    """Under a name nobody can guess."""
    return f"prints/{uuid4()}.pdf"


class ListPrintQuerySet(ScopedQuerySet):
    """A person's own."""

    def visible_to(self, user: Any) -> ListPrintQuerySet:
        return self.filter(actor=user.pk)

    def unfinished(self) -> ListPrintQuerySet:
        return self.filter(state__in=[ListPrint.State.WAITING, ListPrint.State.RUNNING])


class ListPrint(Stamped):
    """``path`` is the list with its filter, order and view; ``keys`` are the rows that stood there, ``left_out`` how many more there were."""

    class State(models.TextChoices):
        WAITING = "waiting", "排队中"
        RUNNING = "running", "排版中"
        DONE = "done", "可打印"
        FAILED = "failed", "未能生成"

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="打印人")
    path = models.TextField("列表")
    title = models.CharField("名称", max_length=120)
    scope = models.TextField("筛选", blank=True)
    keys = models.JSONField("记录", default=list)
    left_out = models.PositiveIntegerField("未印条数", default=0)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.WAITING)
    pages = models.PositiveIntegerField("页数", default=0)
    pdf = models.FileField("PDF", upload_to=print_path, max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    error = models.CharField("原因", max_length=500, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = ListPrintQuerySet.as_manager()

    class Meta:
        verbose_name = "台账打印件"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="list_print_done_has_a_file", condition=~Q(state="done") | (~Q(pdf="") & Q(finished_at__isnull=False))),
            models.CheckConstraint(name="list_print_failed_says_why", condition=~Q(state="failed") | ~Q(error="")),
        ]

    def __str__(self) -> str:
        return f"打印{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("documents:print", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)
