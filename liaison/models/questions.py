"""线上答疑: questions, what was said about them, and the masked form in which others read them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.models.base import Stated, is_of_a_body, is_of_the_room
from liaison.models.courses import Mentor
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.models import Stamped
from pengjiang.dossiers.enums import Field


class QuestionQuerySet(ScopedQuerySet):
    """The asking body its own; mentors and the two bodies all; the masked answer is another model."""

    def visible_to(self, user: Any) -> QuestionQuerySet:
        if is_of_a_body(user):
            return self.all()
        return self.filter(organisation__in=user.organisation_ids) if user.is_town else self.none()


class Question(Stated, Stamped):
    """One question; ``about`` names the file or the finding it was asked from."""

    title = models.CharField("问题", max_length=160)
    text = models.TextField("具体情况")
    field = models.CharField("领域", max_length=20, choices=Field.choices, blank=True)
    rule = models.CharField("体检规则", max_length=10, blank=True)
    about = models.CharField("关联事项", max_length=80, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="提问单位")
    asker = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提问人")
    asked_at = models.DateTimeField("提问时间", default=clock.now)
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="questions", null=True, blank=True, verbose_name="答疑导师")
    state = models.CharField("状态", max_length=12, default="asked")
    first_answered_at = models.DateTimeField("首次答复时间", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "答疑"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="routed_question_has_a_mentor", condition=Q(state="asked") | Q(mentor__isnull=False))]
        indexes = [models.Index(fields=["state", "-id"], name="question_state"), models.Index(fields=["organisation", "-id"], name="question_org")]

    def get_absolute_url(self) -> str:
        return reverse("liaison:question", args=[self.pk])

    def __str__(self) -> str:
        return self.title

    @property
    def hours_to_answer(self) -> int | None:
        """Whole hours from asking to the first answer."""
        return int((self.first_answered_at - self.asked_at).total_seconds() // 3600) if self.first_answered_at else None


class WordsQuerySet(ScopedQuerySet):
    """As the question exists."""

    def visible_to(self, user: Any) -> WordsQuerySet:
        return self.filter(question__in=Question.objects.visible_to(user))


class Words(Stamped):
    """An answer or a follow-up, one after the other."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="words", verbose_name="答疑")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="作者")
    is_answer = models.BooleanField("答复")
    text = models.TextField("内容")
    articles = ArrayField(models.CharField(max_length=160), verbose_name="依据条文", default=list, blank=True)
    said_at = models.DateTimeField("时间", default=clock.now)

    objects = WordsQuerySet.as_manager()

    class Meta:
        verbose_name = "问答内容"
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="answer_rests_on_an_article", condition=Q(is_answer=False) | ~Q(articles=[]))]

    def get_absolute_url(self) -> str:
        return self.question.get_absolute_url()

    def __str__(self) -> str:
        return self.text[:40]


class FaqQuerySet(ScopedQuerySet):
    """The room's; it names nobody."""

    def visible_to(self, user: Any) -> FaqQuerySet:
        return self.all() if is_of_the_room(user) else self.none()


class Faq(Stamped):
    """An accepted answer as all may read it: masked, without asker or town."""

    question = models.OneToOneField(Question, models.PROTECT, related_name="faq", verbose_name="答疑")
    title = models.CharField("问题", max_length=160)
    text = models.TextField("情况")
    answer = models.TextField("解答")
    field = models.CharField("领域", max_length=20, choices=Field.choices, blank=True)
    rule = models.CharField("体检规则", max_length=10, blank=True)
    articles = ArrayField(models.CharField(max_length=160), verbose_name="依据条文", default=list)
    published_on = models.DateField("收入日期", default=clock.today)
    uses = models.PositiveIntegerField("被采用次数", default=0)

    objects = FaqQuerySet.as_manager()

    class Meta:
        verbose_name = "常见问题"
        ordering = ["-id"]
        indexes = [models.Index(fields=["rule"], name="faq_rule", condition=~Q(rule=""))]

    def get_absolute_url(self) -> str:
        return reverse("liaison:faq", args=[self.pk])

    def __str__(self) -> str:
        return self.title
