"""典型案例: what is stored is masked already; what was typed goes through the masker first."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.enums import Origin
from liaison.models.base import Stated, is_of_a_body, is_of_the_room
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped
from pengjiang.dossiers.enums import Field

PARTS = (("facts", "基本案情"), ("course", "监督（化解）经过"), ("meaning", "典型意义"))


class TypicalCaseQuerySet(ScopedQuerySet):
    """Published ones are the room's; drafts are their own body's."""

    def visible_to(self, user: Any) -> TypicalCaseQuerySet:
        if not is_of_the_room(user):
            return self.none()
        own = Q(organisation__in=user.organisation_ids) if is_of_a_body(user) else Q(pk__in=[])
        return self.filter(Q(state="published") | own)

    def published(self) -> TypicalCaseQuerySet:
        return self.filter(state="published")


class TypicalCase(Stated, Stamped):
    """One case that others learn from. ``told`` are names that a person has told the masker beyond what the source knows."""

    title = models.CharField("标题", max_length=160)
    number = models.CharField("编号", max_length=60, blank=True)
    origin = models.CharField("来源", max_length=12, choices=Origin.choices, default=Origin.FREE)
    source_ref = models.CharField("来源事项", max_length=80, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="编写单位")
    field = models.CharField("领域", max_length=20, choices=Field.choices, blank=True)
    item = models.CharField("职权事项", max_length=80, blank=True)
    cause = models.CharField("案由", max_length=120, blank=True)
    facts = models.TextField("基本案情")
    course = models.TextField("监督（化解）经过", blank=True)
    meaning = models.TextField("典型意义", blank=True)
    articles = ArrayField(models.CharField(max_length=160), verbose_name="依据条文", default=list, blank=True)
    rules = ArrayField(models.CharField(max_length=10), verbose_name="体检规则", default=list, blank=True)
    told = EncryptedTextField("另行指明的姓名和名称", blank=True)
    state = models.CharField("状态", max_length=20, default="draft")
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="编写人")
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="脱敏确认人")
    confirmed_on = models.DateField("脱敏确认日期", null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="审核人")
    published_on = models.DateField("发布日期", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawal = models.CharField("撤回理由", max_length=200, blank=True)

    objects = TypicalCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "典型案例"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="published_case_was_confirmed_and_reviewed",
                condition=~Q(state="published") | Q(confirmed_by__isnull=False, reviewed_by__isnull=False, published_on__isnull=False),
            ),
            models.CheckConstraint(name="withdrawn_case_says_why", condition=~Q(state="withdrawn") | ~Q(withdrawal="")),
            models.UniqueConstraint(fields=["source_ref"], name="typical_case_once_per_source", condition=~Q(source_ref="")),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="typical_case_state")]

    def get_absolute_url(self) -> str:
        return reverse("liaison:typical", args=[self.pk])

    def __str__(self) -> str:
        return self.title

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Heading and text of what is filled in."""
        return [(label, getattr(self, name)) for name, label in PARTS if getattr(self, name)]

    @property
    def texts(self) -> dict[str, str]:
        """All that others read, by field."""
        return {name: getattr(self, name) for name in ("title", "facts", "course", "meaning", "cause")}
