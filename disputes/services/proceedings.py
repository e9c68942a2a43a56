"""The proceedings a dispute rides on: their days, their limits, the stay for mediation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cases.services.texts import require_text
from disputes.enums import Willingness
from disputes.models import Dispute
from disputes.queries.limits import warnings_for
from disputes.services.checks import not_later_than_today
from disputes.workflow import DISPUTE
from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.registry import BINDINGS
from pengjiang.events.services import emit
from pengjiang.law.rows import SuitPeriod
from pengjiang.law.stored import stored
from pengjiang.workflow.services import claim, fire

# 复议决定（普通程序）, and by how many days it may be lengthened.
ORDINARY, MOST_EXTENSION = "TM31", 30

# What ends each limit: the day on which the duty was done or the right used.
ENDED_BY = {
    "TM13": ("reconsider_applied_on", "sued_on"),
    "TM14": ("sued_on", "reconsider_applied_on"),
    "TM30": ("reconsider_accepted_on",),
    "TM31": ("reconsider_decided_on",),
    "TM32": ("reconsider_decided_on",),
    "TM33": ("answered_on",),
    "TM34": ("answered_on",),
    "TM35": ("sued_on",),
    "TM35A": ("sued_on", "reconsider_applied_on"),
}
ORDER = (
    ("served_on", "reconsider_applied_on", "申请复议日期不能早于送达日期。"),
    ("reconsider_applied_on", "reconsider_accepted_on", "复议受理日期不能早于申请复议日期。"),
    ("reconsider_applied_on", "copy_received_on", "收到副本日期不能早于申请复议日期。"),
    ("copy_received_on", "answered_on", "答复日期不能早于收到副本日期。"),
    ("reconsider_accepted_on", "reconsider_decided_on", "收到复议决定的日期不能早于复议受理日期。"),
    ("reconsider_decided_on", "sued_on", "起诉日期不能早于收到复议决定的日期。"),
)


@transaction.atomic
def record_proceedings(dispute: Dispute, *, actor: User, **days: Any) -> Dispute:
    """The days of the proceedings as they stand now; limits start, end or begin anew from them."""
    for name, value in days.items():
        if isinstance(value, date):
            not_later_than_today(value, field=name)
    for before, after, sentence in ORDER:
        first, second = days.get(before), days.get(after)
        if first and second and second < first:
            raise DomainError(sentence, field=after)
    if days.get("reconsider_accepted_on") and not days.get("reconsider_applied_on"):
        raise DomainError("请同时填写申请复议日期。", field="reconsider_applied_on")
    if "suit_basis" in days:
        days["suit_days"] = _suit_days(days["suit_basis"], dispute)
    dispute = fire(dispute, "proceedings", actor=actor, values=days)
    follow(dispute)
    return dispute


def suit_periods(dispute: Dispute) -> dict[str, SuitPeriod]:
    """Article → the period to sue that this statute sets; a regulation cannot set one (行政诉讼法第四十六条)."""
    on = dispute.served_on or dispute.act_on or clock.today()
    return {str(row.citations[0]): row for row in stored().suit_periods_on(on, binding=True)}


def _suit_days(basis: str, dispute: Dispute) -> int | None:
    if not basis:
        return None
    period = suit_periods(dispute).get(basis)
    if period is None:
        raise DomainError("只有法律可以另定起诉期限，请从列出的依据中选择。", field="suit_basis")
    return period.value


def follow(dispute: Dispute) -> None:
    """Bring the limits in line with the days: a limit that runs from the same day as before is left alone, its pauses too."""
    running = {(row.limit, row.key): row for row in Deadline.objects.open().about(str(ObjectRef.of(dispute)))}
    for code, names in ENDED_BY.items():
        spec = BINDINGS.get(f"{DISPUTE.name}/{code}")(dispute, clock.today())
        for (limit, key), row in running.items():
            if limit == code and (spec is None or spec.key != key):
                _end(dispute, row, names)
        if spec is None:
            continue
        row = running.get((code, spec.key))
        if row is None or row.start_on != spec.start_on or row.length != spec.length:
            deadlines.start(code, dispute, spec)
        elif (row.holder, row.watcher, row.bound_org) != (spec.holder, spec.watcher, spec.bound_org):
            _hand_on(row, spec)


def _hand_on(row: Deadline, spec: Any) -> None:
    """Other handlers of the same dispute."""
    row.holder, row.watcher, row.watch_org, row.bound_org = spec.holder, spec.watcher, spec.watch_org, spec.bound_org
    row.save(update_fields=["holder", "watcher", "watch_org", "bound_org"])


def _end(dispute: Dispute, row: Deadline, names: tuple[str, ...]) -> None:
    done = next((getattr(dispute, name) for name in names if getattr(dispute, name)), None)
    if done is None:
        deadlines.withdraw(dispute, row.limit, reason="复议、诉讼进展变更", key=row.key)
    else:
        deadlines.meet(dispute, row.limit, on=done, key=row.key)


def end_all(dispute: Dispute) -> None:
    """The dispute is settled: nothing of the proceedings is waited for any more."""
    for row in Deadline.objects.open().about(str(ObjectRef.of(dispute))):
        deadlines.withdraw(dispute, row.limit, reason="争议已化解", key=row.key)


@transaction.atomic
def extend_reconsideration(dispute: Dispute, *, actor: User, by: int, approved_by: str, reason: str) -> Dispute:
    """延长复议审理期限 (复议法第六十二条第一款): only in the ordinary procedure, thirty days at the most, approved by the head of the office."""
    reason = require_text(reason, "请写明案情如何复杂、需要延长。", field="reason")
    if not actor.is_bureau:
        raise DomainError("延长复议审理期限由司法局承办人登记。")
    dispute = claim(dispute, "extend", actor=actor)
    running = Deadline.objects.open().about(str(ObjectRef.of(dispute))).filter(limit=ORDINARY).first()
    if running is None:
        raise DomainError("没有正在计算的普通程序复议审理期限；简易程序不能延长。")
    left = MOST_EXTENSION - sum(running.extensions)
    if not 1 <= by <= left:
        raise DomainError(f"延长最多不超过三十日，还可以延长{left}日。" if left else "已延长三十日，不能再延长。", field="by")
    dispute = fire(dispute, "extend", actor=actor, data={"by": by, "approved_by": approved_by, "reason": reason})
    deadlines.extend(running, by=by, reason=reason, actor=actor)
    return dispute


@transaction.atomic
def stay(dispute: Dispute, *, actor: User, on: date, both_agree: bool) -> Dispute:
    """中止复议 for mediation (复议法第三十九条第一款第六项): both sides must agree."""
    not_later_than_today(on, field="on")
    if not both_agree or Willingness.UNWILLING in {dispute.party_willing, dispute.town_willing}:
        raise DomainError("须当事人和行政机关双方均同意调解，才能中止复议。", field="both_agree")
    if dispute.reconsider_accepted_on is None or dispute.reconsider_decided_on is not None:
        raise DomainError("复议尚未受理或者已经作出决定，不能中止。", field="on")
    if on < dispute.reconsider_accepted_on:
        raise DomainError("中止日期不能早于复议受理日期。", field="on")
    return fire(dispute, "stay", actor=actor, values={"stayed_on": on}, data={"on": f"{on:%Y-%m-%d}"}, on=on)


@transaction.atomic
def end_stay(dispute: Dispute, *, actor: User) -> Dispute:
    """The reconsideration goes on; its days count on from here."""
    return fire(dispute, "end_stay", actor=actor, values={"stayed_on": None})


@transaction.atomic
def warn_of_remedies() -> int:
    """Tell the handlers, once per remedy and last day, that the party's right is about to lapse."""
    told = 0
    for warnings in warnings_for(list(Dispute.objects.exclude(procurator=None))).values():
        for warning in warnings:
            row = warning.deadline
            if warning.is_over or _already_told(warning):
                continue
            emit(
                "disputes.remedy.lapsing",
                actor=None,
                target=warning.dispute,
                related=[row],
                data={"limit": row.title, "due": f"{row.due_on:%Y-%m-%d}"},
            )
            told += 1
    return told


def _already_told(warning: Any) -> bool:
    rows = AuditEntry.objects.about(str(ObjectRef.of(warning.dispute))).filter(event="disputes.remedy.lapsing")
    return rows.filter(data__due=f"{warning.deadline.due_on:%Y-%m-%d}", data__limit=warning.deadline.title).exists()
