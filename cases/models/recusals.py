"""回避: declared grounds on which a person keeps away from a body or a matter."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.enums import RecusalGround
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped


class RecusalQuerySet(ScopedQuerySet):
    """The procuratorate's own affair."""

    def visible_to(self, user: Any) -> RecusalQuerySet:
        return self.all() if user.is_procuratorate else self.none()


class Recusal(Stamped):
    """One person keeps away from a whole body (``organisation``) or one object (``target``)."""

    person = models.ForeignKey(User, models.PROTECT, related_name="recusals", verbose_name="人员")
    ground = models.CharField("回避事由", max_length=20, choices=RecusalGround.choices)
    note = models.CharField("说明", max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="单位")
    target = models.CharField("对象", max_length=80, blank=True)
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    declared_on = models.DateField("登记日期")
    lifted_on = models.DateField("解除日期", null=True, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = "回避"
        constraints = [
            models.CheckConstraint(name="recusal_names_body_or_matter", condition=Q(organisation__isnull=False) | ~Q(target="")),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:recusals")

    def __str__(self) -> str:
        return f"{self.person} {self.get_ground_display()}"
