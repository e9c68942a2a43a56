"""听证员名册: persons who may sit at public hearings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.enums import ListenerKind
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped


class ListenerQuerySet(ScopedQuerySet):
    """The procuratorate's register."""

    def visible_to(self, user: Any) -> ListenerQuerySet:
        return self.all() if user.is_procuratorate else self.none()

    def serving(self, on: date) -> ListenerQuerySet:
        """On the register on a day."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)

    def with_invitations(self) -> ListenerQuerySet:
        """How often each was invited: hearings that were told, and not called off before."""
        told = Q(invitations__hearing__notified_on__isnull=False)
        return self.annotate(invited=models.Count("invitations", filter=told), last_invited=models.Max("invitations__hearing__notified_on", filter=told))


class Listener(Stamped):
    """One person, between two days, both included. ``avoids`` are bodies they keep away from."""

    name = models.CharField("姓名", max_length=40)
    kind = models.CharField("类别", max_length=20, choices=ListenerKind.choices)
    unit = models.CharField("工作单位", max_length=100, blank=True)
    profession = models.CharField("职业、专业", max_length=100, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    since = models.DateField("聘期起")
    until = models.DateField("聘期止", null=True, blank=True)
    avoids = models.ManyToManyField(Organisation, related_name="+", blank=True, verbose_name="应当回避的单位")
    note = models.CharField("备注", max_length=200, blank=True)

    objects = ListenerQuerySet.as_manager()

    class Meta:
        verbose_name = "听证员"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="listener_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))),
            models.UniqueConstraint(fields=["name", "unit", "since"], name="listener_once_on_the_register"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cases:listener", args=[self.pk])

    @property
    def described(self) -> str:
        """What stands behind the name in a paper: 区人大代表，某公司工程师."""
        return "，".join(part for part in (self.get_kind_display(), f"{self.unit}{self.profession}") if part)

    @property
    def is_serving(self) -> bool:
        today = clock.today()
        return self.since <= today and (self.until is None or self.until >= today)

    @property
    def standing(self) -> str:
        return "在册" if self.is_serving else "未到聘期" if self.since > clock.today() else "期满"
