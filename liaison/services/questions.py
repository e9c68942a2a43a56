"""Questions: asked, routed, answered with articles, followed up, accepted; what is accepted is masked and becomes everybody's."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from cases.services.texts import require_text
from liaison.models import Faq, Mentor, Question, Words
from liaison.permissions import LiaisonPermission as P
from liaison.queries.masking import masker_for
from liaison.services.checks import allow, articles_of
from pengjiang.accounts.models import User
from pengjiang.checkups.models import Finding
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire, lock


@transaction.atomic
def ask(*, actor: User, title: str, text: str, field: str = "", about: Any = None) -> Question:
    """From a file, a finding of its check, or freely. A field's mentor gets it at once; where there are several, the one with the fewest open ones."""
    allow(actor, P.ASK)
    require_text(title, "请填写问题。", field="title")
    require_text(text, "请写明具体情况。", field="text")
    dossier = about if isinstance(about, Dossier) else getattr(about, "dossier", None)
    question = Question.objects.create(
        title=title,
        text=text,
        field=field or (dossier.field if dossier else ""),
        rule=about.rule if isinstance(about, Finding) else "",
        about=str(ObjectRef.of(about)) if about is not None else "",
        organisation=actor.organisation,
        asker=actor,
        asked_at=clock.now(),
    )
    emit("liaison.question.asked", actor=actor, target=question, related=[dossier], data={"title": title})
    mentor = mentor_for(question.field)
    if mentor is not None:
        question = _give(question, "send", actor=None, mentor=mentor)
    return question


def mentor_for(field: str) -> Mentor | None:
    """Of those who know the field (else of all), the one with the fewest open questions."""
    mentors = list(Mentor.objects.current().select_related("person"))
    own = [one for one in mentors if field and field in one.fields] or [one for one in mentors if not one.fields] or mentors
    return min(own, key=lambda one: (one.questions.filter(state="routed").count(), one.pk), default=None)


def _give(question: Question, name: str, *, actor: User | None, mentor: Mentor) -> Question:
    return fire(question, name, actor=actor, values={"mentor": mentor}, data={"mentor": mentor.person.name}, related=[mentor.person])


@transaction.atomic
def route(question: Question, *, actor: User, mentor: Mentor) -> Question:
    """To another mentor."""
    return _give(question, "route", actor=actor, mentor=mentor)


@transaction.atomic
def answer(question: Question, *, actor: User, text: str, articles: str) -> Question:
    """An answer rests on articles."""
    require_text(text, "请填写解答。", field="text")
    cited = articles_of(articles)
    if not cited:
        raise DomainError("请写明依据的条文。", field="articles")
    question = claim(question, "answer", actor=actor)
    Words.objects.create(question=question, author=actor, is_answer=True, text=text, articles=cited, said_at=clock.now())
    return fire(question, "answer", actor=actor, values={"first_answered_at": question.first_answered_at or clock.now()})


@transaction.atomic
def follow(question: Question, *, actor: User, text: str) -> Question:
    """Asked once more."""
    require_text(text, "请填写追问。", field="text")
    question = claim(question, "follow", actor=actor)
    Words.objects.create(question=question, author=actor, is_answer=False, text=text, said_at=clock.now())
    return fire(question, "follow", actor=actor)


@transaction.atomic
def accept(question: Question, *, actor: User) -> Faq:
    """The last answer holds; masked it becomes a common question, without asker, body or file."""
    question = claim(question, "accept", actor=actor)
    answers = list(question.words.filter(is_answer=True))
    about = ObjectRef.parse(question.about).fetch() if question.about else None
    source = about if isinstance(about, Dossier) else getattr(about, "dossier", None)
    texts = {"title": question.title, "text": question.text, "answer": "\n".join(row.text for row in answers)}
    masker = masker_for(source, told=question.asker.name, texts=texts.values())
    faq = Faq.objects.create(
        question=question,
        field=question.field,
        rule=question.rule,
        articles=list(dict.fromkeys(article for row in answers for article in row.articles)),
        published_on=clock.today(),
        **{name: masker.mask(text)[: Faq._meta.get_field(name).max_length] for name, text in texts.items()},
    )
    fire(question, "accept", actor=actor, related=[faq])
    return faq


@transaction.atomic
def use(faq: Faq, *, actor: User) -> Faq:
    """It has helped another body."""
    faq = lock(faq, actor)
    Faq.objects.filter(pk=faq.pk).update(uses=F("uses") + 1)
    emit("liaison.faq.used", actor=actor, target=faq)
    faq.refresh_from_db()
    return faq
