"""回避: whom a matter may not be assigned to, declared or computed, with the reason as a sentence."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from cases.models import Recusal
from cases.permissions import DECIDING, HANDLING
from pengjiang.access import Decision, predicate
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Membership, Organisation, User
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef


def recusal_reasons(people: list[User], *, subject: Organisation | None, target: str = "") -> dict[int, str]:
    """Reasons by person, in two queries: declared grounds, and service in the body under supervision."""
    keys = [person.pk for person in people]
    reasons: dict[int, str] = {}
    aims = Q(target=target) if target else Q(pk=None)
    if subject is not None:
        aims |= Q(organisation__in=subject.lineage)
    declared = Recusal.objects.filter(aims, person__in=keys).filter(Q(lifted_on=None) | Q(lifted_on__gt=clock.today()))
    for row in declared:
        reasons[row.person_id] = f"已登记回避：{row.get_ground_display()}{'（' + row.note + '）' if row.note else ''}"
    if subject is not None:
        for row in Membership.objects.filter(user__in=keys, organisation__in=subject.lineage).select_related("organisation"):
            until = f"至{row.until:%Y-%m-%d}" if row.until else "今"
            reasons.setdefault(row.user_id, f"自{row.since:%Y-%m-%d}{until}在{row.organisation.short_name}任职，应当回避")
    return reasons


def candidates(*, subject: Organisation | None, target: str = "") -> list[tuple[User, str]]:
    """Procurators a matter can go to, each with the reason why not (empty: may)."""
    people = list(User.objects.holding(Role.PROCURATOR).order_by("username"))
    reasons = recusal_reasons(people, subject=subject, target=target)
    return [(person, reasons.get(person.pk, "")) for person in people]


@predicate(*HANDLING, *DECIDING)
def delegate_need_not_keep_away(user: Any, obj: Any) -> Decision:
    """Who acts for another is bound by recusal of their own."""
    if user.acted_by is None:
        return Decision.yes()
    matter = _matter_of(obj)
    seen = user.__dict__.setdefault("keeps_away_from", {})
    key = str(ObjectRef.of(matter))
    if key not in seen:
        subject = getattr(matter, "subject", None)
        seen[key] = recusal_reasons([user.acted_by], subject=subject, target=key).get(user.acted_by.pk, "")
    return Decision.no(f"{user.acted_by.name}{seen[key]}，不能代{user.name}办理。") if seen[key] else Decision.yes()


@predicate(*DECIDING)
def delegate_does_not_judge_own_work(user: Any, obj: Any) -> Decision:
    """Who handles a case does not approve in it in another's place."""
    matter = _matter_of(obj)
    if user.acted_by is not None and user.acted_by.pk in {matter.holder_id, getattr(matter, "assistant_id", None)}:
        return Decision.no(f"{user.acted_by.name}是本案承办人，不能代{user.name}审批。")
    return Decision.yes()


def _matter_of(obj: Any) -> Any:
    """The case or referral behind a part."""
    recommendation = getattr(obj, "recommendation", None) or obj
    return getattr(recommendation, "case", recommendation) if not hasattr(recommendation, "transfer_id") else recommendation
