"""The one search table. Its scope columns say who may know of a row, so that a search cannot leak."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.enums import ADMINISTRATORS
from pengjiang.common import clock
from pengjiang.search.registry import EVERYONE


class SearchQuerySet(ScopedQuerySet):
    """Rows by who may find them."""

    def visible_to(self, user: Any) -> SearchQuerySet:
        """Rows of one's organisations, of one's whole side, or named to oneself. Administrators' posts open nothing but what is everybody's."""
        posts = [membership for membership in user.current_memberships if membership.role not in ADMINISTRATORS]
        organisations = [membership.organisation_id for membership in posts]
        sides = sorted({membership.organisation.kind for membership in posts} | {EVERYONE})
        return self.filter(Q(org_ids__overlap=organisations) | Q(sides__overlap=sides) | Q(person_ids__contains=[user.pk]))


class SearchEntry(models.Model):
    """One object as the search sees it."""

    target = models.CharField("对象", max_length=80, unique=True)
    kind = models.CharField("类别", max_length=60)
    title = models.CharField("标题", max_length=300)
    number = models.CharField("文号", max_length=120, blank=True)
    body = models.TextField("正文", blank=True)
    text = models.TextField("检索文本")
    grams = ArrayField(models.CharField(max_length=2), verbose_name="双字", default=list)
    org_ids = ArrayField(models.BigIntegerField(), verbose_name="可见单位", default=list)
    sides = ArrayField(models.CharField(max_length=20), verbose_name="可见各方", default=list)
    person_ids = ArrayField(models.BigIntegerField(), verbose_name="可见人员", default=list)
    url = models.CharField("链接", max_length=300, blank=True)
    updated_at = models.DateTimeField("更新时间", default=clock.now)

    objects = SearchQuerySet.as_manager()

    class Meta:
        verbose_name = "检索条目"
        ordering = ["-updated_at", "-id"]
        indexes = [GinIndex(fields=["grams"], name="search_grams"), GinIndex(fields=["org_ids"], name="search_orgs")]

    def __str__(self) -> str:
        return self.title


class ComparableQuerySet(ScopedQuerySet):
    """Closed matters by who may find them."""

    visible_to = SearchQuerySet.visible_to


class ComparableEntry(models.Model):
    """A matter that has come to its end, with what makes another one similar to it: item, cause, field, amount, traits, words."""

    target = models.CharField("对象", max_length=80, unique=True)
    kind = models.CharField("类别", max_length=60)
    title = models.CharField("标题", max_length=300)
    number = models.CharField("文号", max_length=120, blank=True)
    item = models.CharField("职权事项", max_length=80, blank=True)
    cause = models.CharField("案由", max_length=120, blank=True)
    field = models.CharField("领域", max_length=20, blank=True)
    amount = models.DecimalField("金额", max_digits=19, decimal_places=2, null=True, blank=True)
    traits = ArrayField(models.CharField(max_length=40), verbose_name="情节", default=list)
    outcome = models.CharField("结果", max_length=300, blank=True)
    terms = ArrayField(models.CharField(max_length=2), verbose_name="双字", default=list)
    org_ids = ArrayField(models.BigIntegerField(), verbose_name="可见单位", default=list)
    sides = ArrayField(models.CharField(max_length=20), verbose_name="可见各方", default=list)
    person_ids = ArrayField(models.BigIntegerField(), verbose_name="可见人员", default=list)
    url = models.CharField("链接", max_length=300, blank=True)

    objects = ComparableQuerySet.as_manager()

    class Meta:
        verbose_name = "类案条目"
        indexes = [
            GinIndex(fields=["terms"], name="comparable_terms"),
            models.Index(fields=["item", "amount"], name="comparable_item", condition=~Q(item="")),
            models.Index(fields=["cause", "amount"], name="comparable_cause", condition=~Q(cause="")),
        ]

    def __str__(self) -> str:
        return self.title
