"""更名、合并: recording them ahead or after the day, and carrying them out.

A renamed unit stays the same row. A merged one stays as well, no longer in use: what was closed before the day keeps its name and its
place in the figures, and who works for the successor reads it. What is open goes over (``succession``), and so do the posts.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from pengjiang.accounts.models import Membership, Organisation, OrganisationChange, User
from pengjiang.accounts.services import end_role, grant_role
from pengjiang.accounts.succession import CARRIERS, OBSTACLES
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.events.services import emit

Kind = OrganisationChange.Kind
# Nobody approves a reorganisation further ahead, and a year mistyped should not wait for ten years.
MOST_AHEAD = timedelta(days=366)


@transaction.atomic
def record_change(
    *,
    actor: User,
    organisation: Organisation,
    kind: str,
    effective_on: date,
    basis: str,
    name: str = "",
    short_name: str = "",
    successor: Organisation | None = None,
) -> OrganisationChange:
    """Record a rename or a merger; it is carried out at once where its day has come. Raises ``DomainError`` beside the field."""
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if organisation.successor_id or not organisation.is_active:
        raise DomainError(f"{organisation.name}已并入其他单位或者停用，不能再登记。", field="organisation")
    if not basis.strip():
        raise DomainError("请填写批准更名、合并的文号。", field="basis")
    _check_day(organisation, effective_on)
    if kind == Kind.RENAME:
        _check_names(organisation, name.strip(), short_name.strip())
        values = {"name_after": name.strip(), "short_name_after": short_name.strip()}
    else:
        _check_successor(organisation, successor)
        values = {"successor": successor}
    change = OrganisationChange.objects.create(
        organisation=organisation,
        kind=kind,
        effective_on=effective_on,
        basis=basis.strip(),
        name_before=organisation.name,
        short_name_before=organisation.short_name,
        recorded_by=actor,
        **values,
    )
    data = {"name": organisation.name, "kind": change.get_kind_display(), "on": effective_on, "basis": change.basis}
    emit("accounts.organisation_change_recorded", actor=actor, target=change, related=[organisation, successor], data=data)
    return carry_out(change) if effective_on <= clock.today() else change


def _check_day(organisation: Organisation, day: date) -> None:
    coming = OrganisationChange.objects.filter(applied_at=None, dropped_at=None).filter(Q(organisation=organisation) | Q(successor=organisation))
    if (waiting := coming.first()) is not None:
        raise DomainError(f"{waiting}已登记自{waiting.effective_on:%Y-%m-%d}起生效，请待其生效或者撤回后再登记。", field="organisation")
    if day > clock.today() + MOST_AHEAD:
        raise DomainError("生效日期最多提前一年登记，请核对年份。", field="effective_on")
    last = OrganisationChange.objects.filter(organisation=organisation, applied_at__isnull=False).first()
    if last is not None and day <= last.effective_on:
        raise DomainError(f"该单位自{last.effective_on:%Y-%m-%d}起已{last.get_kind_display()}，新的生效日期应在其后。", field="effective_on")


def _check_names(organisation: Organisation, name: str, short_name: str) -> None:
    if not name:
        raise DomainError("更名的，请填写新的全称。", field="name")
    if not short_name:
        raise DomainError("更名的，请填写新的简称。", field="short_name")
    if name == organisation.name:
        raise DomainError("新全称与现名相同，请核对。", field="name")
    if Organisation.objects.filter(name=name).exclude(pk=organisation.pk).exists():
        raise DomainError(f"已有名为“{name}”的单位；两个单位合并的，种类请选“{Kind.MERGE.label}”。", field="name")


def _check_successor(organisation: Organisation, successor: Organisation | None) -> None:
    if successor is None:
        raise DomainError("合并的，请选择并入哪个单位。", field="successor")
    if successor.pk == organisation.pk:
        raise DomainError("不能并入本单位，请另选。", field="successor")
    if successor.kind != organisation.kind:
        raise DomainError(f"{successor.name}与{organisation.name}不是同类单位，不能合并。", field="successor")
    if successor.pk in organisation.absorbed or successor.successor_id or not successor.is_active:
        raise DomainError(f"{successor.name}已并入其他单位或者停用，请另选。", field="successor")
    if OrganisationChange.objects.filter(organisation=successor, kind=Kind.MERGE, applied_at=None, dropped_at=None).exists():
        raise DomainError(f"{successor.name}本身已登记并入其他单位，请先撤回或者另选。", field="successor")
    _refuse_obstacles(organisation)


def _refuse_obstacles(organisation: Organisation) -> None:
    for reason in (obstacle(organisation) for obstacle in OBSTACLES):
        if reason:
            raise DomainError(reason, field="organisation")


@transaction.atomic
def drop_change(change: OrganisationChange, *, actor: User) -> OrganisationChange:
    """Take back what has not come into force."""
    change = OrganisationChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.applied_at or change.dropped_at:
        raise DomainError(f"{change}{change.state_label}，不能撤回。")
    change.dropped_at = clock.now()
    change.save(update_fields=["dropped_at"])
    data = {"name": change.name_before, "kind": change.get_kind_display()}
    emit("accounts.organisation_change_dropped", actor=actor, target=change, related=[change.organisation], data=data)
    return change


def carry_out_due() -> int:
    """All whose day has come; each alone, so that one that is stopped holds up no other."""
    due = OrganisationChange.objects.filter(applied_at=None, dropped_at=None, effective_on__lte=clock.today())
    done = 0
    for change in due.order_by("effective_on", "pk"):
        if not any(obstacle(change.organisation) for obstacle in OBSTACLES) or change.kind == Kind.RENAME:
            carry_out(change)
            done += 1
    return done


@transaction.atomic
def carry_out(change: OrganisationChange) -> OrganisationChange:
    """From now on the new name, or the successor. Running twice changes nothing."""
    change = OrganisationChange.objects.select_for_update(of=("self",)).select_related("organisation", "successor").get(pk=change.pk)
    if change.applied_at or change.dropped_at:
        return change
    unit = change.organisation
    if change.kind == Kind.RENAME:
        unit.former_names = _lines(unit.former_names, unit.name)
        unit.name, unit.short_name = change.name_after, change.short_name_after
        unit.save()
    else:
        successor = change.successor
        successor.former_names = _lines(successor.former_names, unit.name, unit.former_names)
        successor.absorbed = [*successor.absorbed, *unit.lineage]
        successor.save()
        unit.successor, unit.is_active = successor, False
    moved = {label: carrier(change) for label, carrier in CARRIERS.items()}
    if change.kind == Kind.MERGE:
        moved["任职"] = _move_posts(change)
        unit.save()
    change.moved = {label: number for label, number in moved.items() if number}
    change.applied_at = clock.now()
    change.save()
    data = {"before": change.name_before, "after": change.after, "basis": change.basis, "on": change.effective_on}
    code = "accounts.organisation_renamed" if change.kind == Kind.RENAME else "accounts.organisation_merged"
    emit(code, actor=change.recorded_by, target=change, related=[unit, change.successor], data=data)
    return change


def _lines(*names: str) -> str:
    return "\n".join(dict.fromkeys(line for name in names for line in name.splitlines() if line))


def _move_posts(change: OrganisationChange) -> int:
    """Posts end with the unit and go on, as they were, in the successor."""
    day, last = change.effective_on, change.effective_on - timedelta(days=1)
    posts = Membership.objects.filter(organisation=change.organisation).exclude(until__lt=day).select_related("user", "organisation")
    for post in posts:
        since, until = max(post.since, day), post.until
        if post.since < day:
            end_role(post, until=last, actor=change.recorded_by)
        held = Membership.objects.filter(user=post.user, organisation=change.successor, role=post.role).exclude(until__lt=since)
        if held.exists():
            continue
        if post.since >= day:
            post.organisation = change.successor
            post.save(update_fields=["organisation"])
            continue
        grant_role(
            post.user,
            organisation=change.successor,
            role=post.role,
            since=since,
            until=until,
            department=post.department,
            is_main=post.is_main,
            actor=change.recorded_by,
        )
    return len(posts)
