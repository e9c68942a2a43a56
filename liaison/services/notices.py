"""Notices: written or drawn from the register, addressed, issued, read, answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cases.services.texts import require_text
from cases.services.uploads import keep_files
from liaison.enums import NoticeKind, Topic
from liaison.models import Notice, Receipt
from liaison.permissions import LiaisonPermission as P
from liaison.queries.sharing import counts_of, text_of, unsigned
from liaison.services.checks import allow
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.documents.services import issue as issue_document
from pengjiang.documents.services import take_number
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire


@transaction.atomic
def write(*, actor: User, kind: str, title: str, body: str, addressees: list[Organisation], topic: str = "", answer_by: date | None = None) -> Notice:
    """Typed by a person."""
    allow(actor, P.NOTIFY)
    _check(title, body, answer_by)
    notice = Notice.objects.create(
        kind=kind, topic=topic, title=title, body=body, answer_by=answer_by, organisation=actor.organisation, author=actor
    )
    _address(notice, addressees)
    emit("liaison.notice.drafted", actor=actor, target=notice, data={"kind": NoticeKind(kind).label, "title": title})
    return notice


@transaction.atomic
def draw(*, actor: User, since: date, until: date, addressees: list[Organisation], topic: str = Topic.CIRCULARS) -> Notice:
    """A period's counts out of the register, to be read through before it goes out. The two bodies see all of the register."""
    allow(actor, P.NOTIFY)
    if actor.is_town:
        raise DomainError("全区数据由检察院、司法局通报。")
    if until < since:
        raise DomainError("截止日期不能早于起始日期。", field="until")
    title = f"{since.year}年{since.month}月至{until.month}月镇街综合行政执法案情通报"
    notice = Notice.objects.create(
        kind=NoticeKind.CIRCULAR,
        topic=topic,
        title=title,
        body=text_of(since, until),
        figures=counts_of(since, until),
        since=since,
        until=until,
        organisation=actor.organisation,
        author=actor,
    )
    _address(notice, addressees)
    emit("liaison.notice.drafted", actor=actor, target=notice, data={"kind": notice.get_kind_display(), "title": title})
    return notice


@transaction.atomic
def edit(notice: Notice, *, actor: User, title: str, body: str, answer_by: date | None = None) -> Notice:
    """Other words."""
    _check(title, body, answer_by)
    return fire(notice, "edit", actor=actor, values={"title": title, "body": body, "answer_by": answer_by})


@transaction.atomic
def address(notice: Notice, *, actor: User, addressees: list[Organisation], topic: str = "") -> Notice:
    """To whom, and under which mechanism."""
    notice = claim(notice, "address", actor=actor)
    notice.topic = topic
    notice.receipts.all().delete()
    _address(notice, addressees)
    names = "、".join(one.short_name for one in addressees)
    return fire(notice, "address", actor=actor, values={"topic": topic}, data={"names": names})


@transaction.atomic
def issue(notice: Notice, *, actor: User) -> Notice:
    """Out to its addressees; who has signed is asked once more on this day."""
    notice = claim(notice, "issue", actor=actor)
    addressees = [receipt.organisation for receipt in notice.receipts.select_related("organisation")]
    _check_signed(notice, addressees)
    if notice.answer_by and notice.answer_by < clock.today():
        raise DomainError("反馈日期已过，请修改后发出。")
    number = "" if actor.is_town else take_number("liaison_notice", actor=actor)
    notice = fire(
        notice,
        "issue",
        actor=actor,
        values={"number": number, "issued_on": clock.today()},
        data={"kind": notice.get_kind_display(), "count": len(addressees)},
        related=addressees,
    )
    issue_document("liaison_notice", notice, actor=actor)
    return notice


@transaction.atomic
def withdraw(notice: Notice, *, actor: User, note: str) -> Notice:
    """Taken back, and why; the addressees still see that it was."""
    require_text(note, "请写明撤回的理由。", field="note")
    return fire(notice, "withdraw", actor=actor, values={"withdrawal": note}, data={"note": note})


@transaction.atomic
def read(receipt: Receipt, *, actor: User) -> Receipt:
    """签收."""
    return fire(
        receipt,
        "read",
        actor=actor,
        values={"read_by": actor, "read_at": clock.now()},
        data={"organisation": receipt.organisation.short_name},
        related=[receipt.notice],
    )


@transaction.atomic
def answer(receipt: Receipt, *, actor: User, text: str, files: list[Any] | None = None) -> Receipt:
    """反馈."""
    require_text(text, "请填写反馈内容。", field="text")
    receipt = fire(
        receipt,
        "answer",
        actor=actor,
        values={"answer": text, "answered_by": actor, "answered_at": clock.now()},
        data={"organisation": receipt.organisation.short_name},
        related=[receipt.notice],
    )
    keep_files(files or (), actor=actor, target=receipt)
    return receipt


def _check(title: str, body: str, answer_by: date | None) -> None:
    require_text(title, "请填写标题。", field="title")
    require_text(body, "请填写内容。", field="body")
    if answer_by is not None and answer_by < clock.today():
        raise DomainError("反馈日期不能早于今天。", field="answer_by")


def _address(notice: Notice, addressees: list[Organisation]) -> None:
    _check_signed(notice, addressees)
    Receipt.objects.bulk_create([Receipt(notice=notice, organisation=one) for one in addressees if one.pk != notice.organisation_id])


def _check_signed(notice: Notice, addressees: list[Organisation]) -> None:
    left_out = unsigned(notice.topic, notice.organisation, addressees)
    if not left_out:
        return
    names = "、".join(one.short_name for one in left_out)
    if not notice.topic:
        raise DomainError(f"不能主送{names}。", field="addressees")
    topic = Topic(notice.topic).label
    raise DomainError(f"{names}没有与本单位签署可以共享“{topic}”的机制文件，不能列为主送单位。", field="addressees")
