"""How the limits of a review start: submission, objection, re-check, rectification (domain.md 8.11)."""

from __future__ import annotations

from datetime import date

from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation
from pengjiang.deadlines.registry import StartSpec, binds
from reviews.models import TownPart

TOWN_ROLES = (Role.TOWN_OFFICER, Role.TOWN_HEAD, Role.TOWN_CLERK)


def organiser(row: TownPart) -> Organisation | None:
    """The body whose person organises the round."""
    return row.round.made_by.organisation


def _town(part: TownPart, on: date, title: str) -> StartSpec:
    return StartSpec(
        start_on=on,
        bound_org=part.town,
        bound_roles=TOWN_ROLES,
        watch_org=organiser(part),
        watcher=part.round.made_by,
        title=title,
        related=(part.round,),
    )


@binds("reviews.townpart", "TM42")
def submission(part: TownPart, on: date) -> StartSpec:
    """五个工作日 from the notice."""
    return _town(part, on, f"报送评查案卷：{part.round.title}")


@binds("reviews.townpart", "TM26A")
def objection(part: TownPart, on: date) -> StartSpec:
    """五个工作日 from the opinion."""
    return _town(part, on, f"对评查意见申诉：{part.round.title}")


@binds("reviews.townpart", "TM26B")
def recheck(part: TownPart, on: date) -> StartSpec:
    """五个工作日 from the objection, for those who organise."""
    return StartSpec(
        start_on=on, bound_org=organiser(part), holder=part.round.made_by, title=f"复核{part.town.short_name}的申诉", related=(part.round,)
    )


@binds("reviews.townpart", "TM27")
def rectification(part: TownPart, on: date) -> StartSpec:
    """三十日 from the circular, for all problems of the town."""
    return _town(part, on, f"评查问题整改：{part.round.title}")
