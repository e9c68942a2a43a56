"""线上答疑 and the common questions that came of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse, reverse_lazy

from liaison.forms.learning import AnswerForm, FollowForm, QuestionForm, RouteForm
from liaison.models import Faq, Question
from liaison.permissions import LiaisonPermission as P
from liaison.services import questions
from liaison.views.base import RoomAction, RoomPage, articles, rules, state_kind
from liaison.workflow import QUESTION
from pengjiang.access import can
from pengjiang.checkups.models import Finding
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.enums import Field
from pengjiang.dossiers.models import Dossier
from pengjiang.web.filters import ChoiceFilter, TextFilter
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView
from pengjiang.web.views.base import ObjectView
from pengjiang.web.views.listing import ListPage

ABOUT = {"dossiers.dossier": Dossier, "checkups.finding": Finding}


def about_of(user: Any, text: str) -> Any:
    """The file or finding a question is about, if it exists for the person."""
    try:
        ref = ObjectRef.parse(text)
    except ValueError:
        return None
    model = ABOUT.get(ref.kind)
    return model.objects.visible_to(user).filter(pk=ref.pk).first() if model else None


def _waited(row: Question) -> str:
    hours = row.hours_to_answer
    return "未答复" if hours is None else f"{hours}小时" if hours < 48 else f"{hours // 24}天"


class QuestionList(ListPage):
    """线上答疑."""

    model = Question
    permission = P.VIEW
    title = "线上答疑"
    page_key = "liaison.questions"
    menu_key = "liaison-questions"
    template_name = "liaison/questions.html"
    search_fields = ("title", "text")
    search_placeholder = "问题、情况"
    default_order = "-asked_at"
    columns = (
        Column("title", "问题", kind="clip", link=True, wide=True, always=True),
        Column("field", "领域", value="get_field_display"),
        Column("organisation", "提问单位", value="organisation__short_name"),
        Column("mentor", "答疑导师", value="mentor__person__name"),
        Column("asked_at", "提问时间", kind="datetime", sort="asked_at"),
        Column("waited", "首次答复用时", value=_waited),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in QUESTION.states.items()]),
        ChoiceFilter(name="field", label="领域", choices=Field.choices),
        ChoiceFilter(name="asker", label="提问人", choices=lambda user: [(str(user.pk), "我提的")]),
        TextFilter(name="rule", label="体检规则", lookup="rule"),
    )
    presets = (
        Preset("open", "待解答", "state=asked&state=routed", counted=True),
        Preset("mine", "我提的", lambda user: f"asker={user.pk}"),
    )
    create_url = reverse_lazy("liaison:question-ask")
    create_label = "提问"
    create_permission = P.ASK
    empty_text = "可以从执法案卷、体检问题或者直接在这里提问，由导师解答。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("organisation", "mentor__person")


class QuestionPage(RoomPage):
    """One question."""

    model = Question
    menu_key = "liaison-questions"
    prefix = "question"
    part = "question"
    steps = (("提问", ("asked",)), ("待解答", ("routed",)), ("已解答", ("answered",)), ("采纳", ("accepted",)))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation", "asker", "mentor__person", "faq")

    def get_tabs(self) -> Any:
        return (("overview", "内容", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        question = self.object
        words = list(question.words.select_related("author"))
        for row in words:
            row.cited = articles(row.articles)
        return {
            **super().get_context(),
            "words": words,
            "about": about_of(self.request.user, question.about) if question.about else None,
            "rules": rules([question.rule]) if question.rule else (),
            "waited": _waited(question),
        }


class AskQuestion(CreateView):
    """提问."""

    permission = P.ASK
    title = "提问"
    menu_key = "liaison-questions"
    form_class = QuestionForm
    done = "已提问，按领域转导师解答。"

    def get_initial(self) -> dict[str, Any]:
        about = about_of(self.request.user, self.request.GET.get("about", ""))
        if isinstance(about, Finding):
            return {"about": str(ObjectRef.of(about)), "title": f"{about.rule} {about.title}"[:160], "field": about.dossier.field, "text": about.message}
        if isinstance(about, Dossier):
            return {"about": str(ObjectRef.of(about)), "field": about.field}
        return {}

    def perform(self, form: Any) -> Question:
        values = dict(form.cleaned_data)
        return questions.ask(actor=self.request.user, about=about_of(self.request.user, values.pop("about")), **values)


class QuestionAction(RoomAction):
    """An act on a question."""

    model = Question
    menu_key = "liaison-questions"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("mentor__person")


class RouteQuestion(QuestionAction):
    """分派导师."""

    permission = P.ROUTE
    title = "分派导师"
    form_class = RouteForm
    service = staticmethod(questions.route)
    done = "已分派。"


class AnswerQuestion(QuestionAction):
    """解答."""

    permission = P.ANSWER
    title = "解答"
    form_class = AnswerForm
    service = staticmethod(questions.answer)
    done = "解答已发给提问人。"


class FollowQuestion(QuestionAction):
    """追问."""

    permission = P.ASK
    title = "追问"
    form_class = FollowForm
    service = staticmethod(questions.follow)
    done = "追问已发给导师。"


class AcceptQuestion(QuestionAction):
    """采纳."""

    permission = P.ASK
    title = "采纳"
    explanation = "采纳后，问题和解答隐去姓名、单位等信息，收入常见问题，供各镇街查阅，不显示提问单位。"
    service = staticmethod(questions.accept)
    done = "已采纳，收入常见问题。"


class FaqList(ListPage):
    """常见问题."""

    model = Faq
    permission = P.VIEW
    title = "常见问题"
    page_key = "liaison.faqs"
    menu_key = "liaison-questions"
    search_fields = ("title", "text", "answer")
    search_placeholder = "问题、解答"
    default_order = "-published_on"
    columns = (
        Column("title", "问题", kind="clip", link=True, wide=True, always=True),
        Column("field", "领域", value="get_field_display"),
        Column("rule", "体检规则", sort="rule"),
        Column("published_on", "收入日期", kind="date", sort="published_on"),
        Column("uses", "被采用", kind="number", sort="uses"),
    )
    filters = (
        ChoiceFilter(name="field", label="领域", choices=Field.choices),
        TextFilter(name="rule", label="体检规则", lookup="rule"),
        TextFilter(name="article", label="依据条文", condition=lambda value: Q(articles__icontains=value)),
    )
    empty_text = "被采纳的解答脱敏后收在这里。"


class FaqPage(ObjectView):
    """One common question."""

    model = Faq
    permission = P.VIEW
    menu_key = "liaison-questions"
    template_name = "liaison/faq.html"

    def get_context(self) -> dict[str, Any]:
        user, faq = self.request.user, self.object
        own = can(user, P.ASK).ok and faq.question.organisation_id not in user.organisation_ids
        return {**super().get_context(), "articles": articles(faq.articles), "rules": rules([faq.rule]) if faq.rule else (), "may_use": own}


class UseFaq(RoomAction):
    """采用."""

    model = Faq
    permission = P.VIEW
    title = "采用这个解答"
    menu_key = "liaison-questions"
    explanation = "登记本单位参考了这个解答，供联络室了解哪些问题常被用到；不记录是哪个单位。"
    service = staticmethod(questions.use)
    done = "已登记采用。"

    def get_done_url(self, result: Any) -> str:
        return reverse("liaison:faq", args=[self.object.pk])
