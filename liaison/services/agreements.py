"""Agreements: parties, signing, articles, duties; each period a duty falls due once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from cases.services.texts import require_text
from cases.services.uploads import keep_files
from liaison.enums import Every
from liaison.models import Agreement, Article, Duty, DutyTask, Party
from liaison.permissions import LiaisonPermission as P
from liaison.queries.duties import periods
from liaison.services.checks import allow, not_later_than_today
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.chinese import to_chinese
from pengjiang.common.errors import DomainError
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire


@transaction.atomic
def draft(
    *, actor: User, name: str, kind: str, organisations: list[Organisation], others: str = "", topics: list[str] | None = None,
    until: date | None = None, text: str = "",
) -> Agreement:  # fmt: skip
    """A mechanism with those who are to sign it; ``text`` is its articles, one per paragraph."""
    allow(actor, P.AGREE)
    require_text(name, "请填写名称。", field="name")
    agreement = Agreement.objects.create(name=name, kind=kind, organisation=actor.organisation, topics=topics or [], until=until)
    for organisation in dict.fromkeys([actor.organisation, *organisations]):
        Party.objects.create(agreement=agreement, organisation=organisation)
    for other in filter(None, (one.strip() for one in others.replace("，", "、").split("、"))):
        Party.objects.create(agreement=agreement, name=other)
    for order, line in enumerate(filter(None, (line.strip() for line in text.splitlines())), start=1):
        Article.objects.create(agreement=agreement, order=order, **_article(line))
    emit("liaison.agreement.drafted", actor=actor, target=agreement, related=organisations, data={"name": name})
    return agreement


def _article(line: str) -> dict[str, str]:
    """【线索移送】镇街…… as title and text; a leading 第×条 goes."""
    head, sep, rest = line.partition("条")
    line = rest.strip("　 :：") if sep and head.startswith("第") and len(head) < 6 else line
    if line.startswith("【") and "】" in line:
        title, _, text = line[1:].partition("】")
        return {"title": title[:60], "text": text.strip() or title}
    return {"title": "", "text": line}


@transaction.atomic
def add_article(agreement: Agreement, *, actor: User, text: str, title: str = "") -> Article:
    """One more article at the end."""
    require_text(text, "请填写条文内容。", field="text")
    agreement = claim(agreement, "add_article", actor=actor)
    order = agreement.articles.count() + 1
    article = Article.objects.create(agreement=agreement, order=order, title=title, text=text)
    fire(agreement, "add_article", actor=actor, data={"number": f"第{to_chinese(order)}条"})
    return article


@transaction.atomic
def join(agreement: Agreement, *, actor: User, organisation: Organisation) -> Party:
    """Somebody who is to sign as well."""
    agreement = claim(agreement, "join", actor=actor)
    if agreement.parties.filter(organisation=organisation).exists():
        raise DomainError(f"{organisation.short_name}已经是签署单位。", field="organisation")
    party = Party.objects.create(agreement=agreement, organisation=organisation)
    fire(agreement, "join", actor=actor, data={"name": organisation.short_name}, related=[organisation])
    return party


@transaction.atomic
def sign(agreement: Agreement, *, actor: User, party: Party, signed_on: date, signer: str, files: list[Any] | None = None) -> Agreement:
    """One party has signed; the signed copy is kept with the agreement."""
    not_later_than_today(signed_on, field="signed_on")
    require_text(signer, "请填写签署人。", field="signer")
    agreement = claim(agreement, "sign", actor=actor)
    party = agreement.parties.select_for_update(of=("self",)).get(pk=party.pk)
    if party.signed_on:
        raise DomainError(f"{party.label}已经签署。", field="party")
    # First the event: the table asks whether anybody is left to sign.
    agreement = fire(agreement, "sign", actor=actor, data={"name": party.label, "on": f"{signed_on:%Y-%m-%d}"}, on=signed_on)
    party.signed_on, party.signer = signed_on, signer
    party.save()
    keep_files(files or (), actor=actor, target=agreement)
    return agreement


@transaction.atomic
def begin(agreement: Agreement, *, actor: User, since: date) -> Agreement:
    """In force from a day."""
    if agreement.until and agreement.until < since:
        raise DomainError("施行日期不能晚于有效期。", field="since")
    return fire(agreement, "begin", actor=actor, values={"since": since}, data={"on": f"{since:%Y-%m-%d}"})


@transaction.atomic
def end(agreement: Agreement, *, actor: User, note: str) -> Agreement:
    """No longer in force: what it let be shared is shared no more, its duties end."""
    require_text(note, "请写明终止的原因。", field="note")
    agreement.duties.update(is_on=False)
    return fire(agreement, "end", actor=actor, values={"ending": note, "until": clock.today()}, data={"note": note})


@transaction.atomic
def add_duty(
    agreement: Agreement, *, actor: User, bound: Organisation, informs: str, what: str, every: str, within: int, since: date, article: Article | None = None
) -> Duty:
    """Who tells whom what, how often. Raises ``DomainError`` for a body that is no party."""
    require_text(what, "请填写事项。", field="what")
    agreement = claim(agreement, "add_duty", actor=actor)
    if not agreement.parties.filter(organisation=bound).exists():
        raise DomainError(f"{bound.short_name}不是签署单位，不能设定义务。", field="bound")
    duty = Duty.objects.create(agreement=agreement, article=article, bound=bound, informs=informs, what=what, every=every, within=within, since=since)
    data = {"name": bound.short_name, "every": Every(every).label, "what": what}
    fire(agreement, "add_duty", actor=actor, data=data, related=[bound])
    return duty


def let_duties_fall_due() -> int:
    """Every duty in force, every period that has ended: one task each, however often this runs. The number of new ones."""
    today, made = clock.today(), 0
    in_force = Agreement.objects.in_force()
    signed = Party.objects.filter(signed_on__isnull=False).values_list("agreement_id", "organisation_id")
    signatures = set(signed)
    for duty in Duty.objects.filter(is_on=True, agreement__in=in_force).select_related("agreement", "bound"):
        if (duty.agreement_id, duty.bound_id) not in signatures:
            continue
        standing = set(duty.tasks.values_list("period", flat=True))
        for label, last in periods(duty.every, max(duty.since, duty.agreement.since), today):
            if label not in standing:
                made += _fall_due(duty, label, last + timedelta(days=duty.within))
    return made


@transaction.atomic
def _fall_due(duty: Duty, label: str, due_on: date) -> int:
    task, is_new = DutyTask.objects.get_or_create(duty=duty, period=label, defaults={"due_on": due_on})
    if is_new:
        data = {"period": label, "what": duty.what, "due": f"{due_on:%Y-%m-%d}"}
        emit("liaison.dutytask.fell_due", actor=None, target=task, related=[duty.agreement], data=data)
    return int(is_new)


@transaction.atomic
def tick(task: DutyTask, *, actor: User, note: str, done_on: date, files: list[Any] | None = None) -> DutyTask:
    """Done, with proof: without a word and a file it is not ticked."""
    require_text(note, "请写明办理情况。", field="note")
    not_later_than_today(done_on, field="done_on")
    if not files:
        raise DomainError("请上传办理证明。", field="files")
    values = {"note": note, "done_on": done_on, "done_by": actor}
    data = {"period": task.period, "what": task.duty.what}
    task = fire(task, "tick", actor=actor, values=values, data=data, on=done_on, related=[task.duty.agreement])
    keep_files(files, actor=actor, target=task)
    return task
