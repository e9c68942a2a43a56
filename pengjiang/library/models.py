"""The mirror of rules, laws and articles, and the full texts that an office loads."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.common.models import Stamped
from pengjiang.law.laws import Rank


class LibraryQuerySet(ScopedQuerySet):
    """Law is everybody's."""

    def visible_to(self, user: Any) -> LibraryQuerySet:
        return self


class RuleEntry(models.Model):
    """A rule of the file check as its list and the search see it; the rule itself is code."""

    code = models.CharField("规则代码", max_length=8, unique=True)
    order = models.PositiveIntegerField("顺序")
    title = models.CharField("名称", max_length=80)
    demand = models.TextField("要求")
    category = models.CharField("类别", max_length=4)
    severity = models.CharField("严重程度", max_length=10)
    weight = models.PositiveSmallIntegerField("轻重")
    automatic = models.BooleanField("自动判断")
    across_files = models.BooleanField("跨案卷")
    file_types = ArrayField(models.CharField(max_length=8), verbose_name="案卷类型", default=list)
    switches = ArrayField(models.DateField(), verbose_name="版本切换日", default=list)
    since = models.DateField("施行", null=True, blank=True)
    until = models.DateField("失效", null=True, blank=True)
    cited = models.TextField("依据")

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = "体检规则"
        ordering = ["order"]
        indexes = [GinIndex(fields=["file_types"], name="library_rule_types"), GinIndex(fields=["switches"], name="library_rule_switches")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("library:rule", args=[self.code])


class LawEntry(models.Model):
    """A law with what its list shows; its versions are read from the lawbook and the loaded texts."""

    name = models.CharField("名称", max_length=160, unique=True)
    slug = models.CharField("地址", max_length=160, unique=True)
    rank = models.CharField("效力级别", max_length=20, choices=[(rank.value, rank.label) for rank in Rank])
    rank_order = models.PositiveSmallIntegerField("级别顺序")
    order = models.PositiveIntegerField("顺序")
    since = models.DateField("最早施行", null=True, blank=True)
    until = models.DateField("失效", null=True, blank=True)
    versions = models.PositiveSmallIntegerField("文本数", default=0)
    articles = models.PositiveIntegerField("引用条数", default=0)
    rules = models.PositiveIntegerField("规则数", default=0)
    full_texts = models.PositiveSmallIntegerField("全文数", default=0)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = "法律法规"
        ordering = ["order"]

    def __str__(self) -> str:
        return f"《{self.name}》"

    def get_absolute_url(self) -> str:
        return reverse("library:law", args=[self.slug])


class ArticleEntry(models.Model):
    """An article that a rule, a limit or an item rests on, in our words; one row for each text of it."""

    law = models.ForeignKey(LawEntry, on_delete=models.CASCADE, related_name="cited_articles", verbose_name="法律法规")
    number = models.PositiveIntegerField("条")
    since = models.DateField("文本施行日")
    text = models.TextField("释要")
    confidence = models.CharField("核对情况", max_length=4)
    source = models.CharField("来源", max_length=60, blank=True)
    rules = ArrayField(models.CharField(max_length=8), verbose_name="规则", default=list)
    limits = ArrayField(models.CharField(max_length=8), verbose_name="期限", default=list)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = "法规条文"
        ordering = ["law__order", "number", "-since"]
        constraints = [models.UniqueConstraint(fields=["law", "number", "since"], name="library_article_once")]

    def __str__(self) -> str:
        return f"{self.law} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("library:article", args=[self.law.slug, str(self.number), self.since.isoformat()])


class LawText(Stamped):
    """A full text that the office holds and loaded, exactly as it was given."""

    law = models.CharField("名称", max_length=160)
    number = models.CharField("文号", max_length=80, blank=True)
    promulgated_on = models.DateField("公布日期", null=True, blank=True)
    since = models.DateField("施行日期")
    until = models.DateField("失效日期", null=True, blank=True)
    source = models.CharField("来源", max_length=200)
    digest = models.CharField("摘要", max_length=64)
    preamble = models.TextField("题注", blank=True)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = "法规全文"
        ordering = ["law", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["law", "since"], name="library_text_once"),
            models.CheckConstraint(name="library_text_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return f"《{self.law}》（{self.since}起）"

    def get_absolute_url(self) -> str:
        return reverse("library:text", args=[self.pk])


class LawTextArticle(models.Model):
    """One article of a loaded text."""

    text = models.ForeignKey(LawText, on_delete=models.CASCADE, related_name="articles", verbose_name="法规全文")
    order = models.PositiveIntegerField("顺序")
    number = models.PositiveIntegerField("条")
    branch = models.PositiveSmallIntegerField("之", default=0)
    heading = models.CharField("章节", max_length=200, blank=True)
    body = models.TextField("条文")

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = "法规条文全文"
        ordering = ["text", "order"]
        constraints = [models.UniqueConstraint(fields=["text", "number", "branch"], name="library_text_article_once")]

    def __str__(self) -> str:
        return f"{self.text.law} {self.number}"

    def get_absolute_url(self) -> str:
        return f"{reverse('library:text', args=[self.text_id])}#a{self.number}-{self.branch}"


