"""委托代办: giving it, taking it back, and the person as whom a delegate works.

A delegate who stands in works *as* the principal: the pages, lists and permissions of the principal and no others, so that what the
delegate may is exactly what the principal may. The trail, the timeline and every signature name both: 谭莉代陈喆.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from pengjiang.accounts.enums import STANDS_IN, Role
from pengjiang.accounts.models import Delegation, Membership, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.events.services import emit

# A longer absence is a change of post, not a delegation.
MOST_DAYS = 180


def covered_posts(principal: User, delegate: User) -> list[Membership]:
    """Posts of the principal that the delegate's own posts in the same body reach up to."""
    held = {(row.organisation_id, row.role) for row in delegate.current_memberships}
    return [
        row
        for row in principal.current_memberships
        if any((row.organisation_id, role) in held for role in STANDS_IN.get(Role(row.role), ()))
    ]


def possible_delegates(principal: User) -> list[User]:
    """Colleagues of fitting rank, by name."""
    wanted = Q(pk__in=[])
    for row in principal.current_memberships:
        wanted |= Q(organisation=row.organisation_id, role__in=STANDS_IN.get(Role(row.role), ()))
    keys = Membership.objects.current().filter(wanted).values("user_id")
    return list(User.objects.filter(pk__in=keys, is_active=True).exclude(pk=principal.pk).order_by("name", "pk"))


@transaction.atomic
def give_delegation(principal: User, *, delegate: User, since: date, until: date, reason: str, actor: User) -> Delegation:
    """Let ``delegate`` act for one. Raises ``DomainError`` for an unfit person or period."""
    if actor.pk != principal.pk or actor.acted_by is not None:
        raise NotAllowed("委托代办由本人办理；代办期间不能转委托。")
    if not delegate.is_active or not covered_posts(principal, delegate):
        raise DomainError(f"{delegate.name}的职务不能代办您的工作，请另选同级或者上级人员。", field="delegate")
    if since < clock.today():
        raise DomainError("起始日期不能早于今天。", field="since")
    if until < since:
        raise DomainError("截止日期不能早于起始日期。", field="until")
    if (until - since).days >= MOST_DAYS:
        raise DomainError(f"一次委托最长{MOST_DAYS}日；更长的请由部门办理工作交接。", field="until")
    if not reason.strip():
        raise DomainError("请写明事由，例如外出培训、休假。", field="reason")
    overlapping = Delegation.objects.filter(principal=principal, since__lte=until, until__gte=since).filter(Q(ended_on=None) | Q(ended_on__gt=since))
    if overlapping.exists():
        raise DomainError("该期间已有一项委托，请先终止原委托。", field="since")
    row = Delegation.objects.create(principal=principal, delegate=delegate, since=since, until=until, reason=reason.strip(), given_by=actor)
    emit(
        "accounts.delegation_given",
        actor=actor,
        target=row,
        related=[principal, delegate],
        data={"principal": principal.name, "delegate": delegate.name, "since": since, "until": until, "reason": row.reason},
    )
    return row


@transaction.atomic
def end_delegation(delegation: Delegation, *, actor: User) -> Delegation:
    """Taken back by the principal, or given up by the delegate; it holds no longer from this moment on."""
    if actor.pk not in {delegation.principal_id, delegation.delegate_id} or actor.acted_by is not None:
        raise NotAllowed("由委托人或者代办人终止。")
    if delegation.ended_on is None:
        delegation.ended_on = clock.today()
        delegation.save(update_fields=["ended_on"])
        emit(
            "accounts.delegation_ended",
            actor=actor,
            target=delegation,
            related=[delegation.principal, delegation.delegate],
            data={"principal": delegation.principal.name, "delegate": delegation.delegate.name},
        )
    return delegation


def stand_in(delegation: Delegation) -> User | None:
    """The principal, acted for by the delegate, with the posts the delegate reaches; None once it does not hold."""
    if not Delegation.objects.current().filter(pk=delegation.pk).exists():
        return None
    principal, delegate = delegation.principal, delegation.delegate
    posts = covered_posts(principal, delegate)
    if not (principal.is_active and delegate.is_active and posts):
        return None
    acting = User.objects.get(pk=principal.pk)
    acting.acted_by = delegate
    acting.__dict__["current_memberships"] = posts
    return acting


def held_by(delegate: User) -> list[Delegation]:
    """Whom one may stand in for today."""
    return list(Delegation.objects.current().filter(delegate=delegate).select_related("principal", "delegate"))


def begin(delegation: Delegation, *, actor: User) -> User:
    """The delegate begins to act. Raises ``NotAllowed`` where it does not hold."""
    acting = stand_in(delegation) if delegation.delegate_id == actor.pk and actor.acted_by is None else None
    if acting is None:
        raise NotAllowed("该委托不在有效期内，或者您不是代办人。")
    emit("accounts.standing_in_begun", actor=acting, target=delegation, related=[actor, acting], data={"principal": acting.name})
    return acting
