"""How the limits of the procurator's work start: who is bound, from which day, for how long."""

from __future__ import annotations

from datetime import date

from cases.models import Dispatch, Handoff, Hearing, Recommendation, RectificationItem, SupervisionCase
from pengjiang.accounts.enums import OrganisationKind, Role
from pengjiang.common import clock
from pengjiang.deadlines.registry import StartSpec, binds

TOWN_ROLES = (Role.TOWN_OFFICER, Role.TOWN_HEAD, Role.TOWN_CLERK)
# What a town has for a proof that was sent back, where the item's own last day is nearer or past.
RESUBMIT_DAYS = 10


def _office(case: SupervisionCase):
    return case.holder.organisation


@binds("cases.supervisioncase", "TM19")
def investigation(case: SupervisionCase, on: date) -> StartSpec:
    """两个月 from the 检察长's decision (第十五条)."""
    return StartSpec(start_on=on, holder=case.holder, bound_org=_office(case))


@binds("cases.recommendation", "TM22")
def filing_up(recommendation: Recommendation, on: date) -> StartSpec:
    """五日 from issue, to the upper procuratorate (第二十一条)."""
    return StartSpec(start_on=on, holder=recommendation.holder, bound_org=_office(recommendation.case))


def _town_spec(recommendation: Recommendation, on: date, **kwargs) -> StartSpec:
    return StartSpec(
        start_on=on,
        bound_org=recommendation.addressee,
        bound_roles=TOWN_ROLES,
        watch_org=_office(recommendation.case),
        watcher=recommendation.holder,
        **kwargs,
    )


@binds("cases.recommendation", "TM29")
def objection_period(recommendation: Recommendation, on: date) -> StartSpec | None:
    """The days the paper itself sets, from receipt (第十六条第五项)."""
    return _town_spec(recommendation, on, length=recommendation.objection_days)


@binds("cases.recommendation", "TM20")
def reply_period(recommendation: Recommendation, on: date) -> StartSpec | None:
    """两个月 from receipt, or the months the paper sets (第十九条); a limit in days is TM21."""
    if recommendation.reply_months is None:
        return None
    return _town_spec(recommendation, on, length=recommendation.reply_months)


@binds("cases.recommendation", "TM21")
def urgent_reply_period(recommendation: Recommendation, on: date) -> StartSpec | None:
    """十五日, or the days the paper sets, where the matter is urgent."""
    if recommendation.reply_days is None:
        return None
    return _town_spec(recommendation, on, length=recommendation.reply_days)


@binds("cases.rectificationitem", "TM46")
def rectification(item: RectificationItem, on: date) -> StartSpec:
    """The days set for the item, from service on the town; sent back, some days from then, but never before the item's own last day."""
    left = item.due_days if item.due_on is None else max(RESUBMIT_DAYS, (item.due_on - on).days)
    return _town_spec(
        item.recommendation,
        on,
        length=left,
        title=f"整改：{item.text[:40].rstrip('。；;')}",
        related=(item.recommendation,),
    )


@binds("cases.supervisioncase", "TM23")
def litigation_review(case: SupervisionCase, on: date) -> StartSpec | None:
    """三个月 from acceptance, for cases of litigation supervision (U-05)."""
    return StartSpec(start_on=on, holder=case.holder, bound_org=_office(case)) if case.type.litigation else None


@binds("cases.supervisioncase", "TM24")
def telling_the_authority(case: SupervisionCase, on: date) -> StartSpec | None:
    """七个工作日 from acceptance, in Guangdong (J-22)."""
    return StartSpec(start_on=on, holder=case.holder, bound_org=_office(case)) if case.type.litigation else None


@binds("cases.supervisioncase", "TM49")
def telling_of_the_course(case: SupervisionCase, on: date) -> StartSpec | None:
    """三个月 from acceptance, in Guangdong (J-22): course or result."""
    return StartSpec(start_on=on, holder=case.holder, bound_org=_office(case)) if case.type.litigation else None


@binds("cases.handoff", "TM48")
def telling_of_the_result(handoff: Handoff, on: date) -> StartSpec:
    """The days that the letter sets, from acceptance; the sender watches."""
    roles = (Role.BUREAU_SUPERVISION, Role.BUREAU_LEADER) if handoff.receiver.kind == OrganisationKind.BUREAU else (Role.CASE_MANAGER, Role.DEPT_HEAD)
    return StartSpec(start_on=on, bound_org=handoff.receiver, bound_roles=roles, watch_org=handoff.sender, watcher=handoff.sent_by, length=handoff.answer_days)


@binds("cases.hearing", "TM25")
def telling_of_the_hearing(hearing: Hearing, on: date) -> StartSpec:
    """三日 before the hearing, counted back from its day (第十条)."""
    day = hearing.at.astimezone(clock.ZONE).date()
    return StartSpec(start_on=day, holder=hearing.holder, bound_org=_office(hearing.case), related=(hearing.case,))


@binds("cases.dispatch", "TM47")
def answering_an_opinion(dispatch: Dispatch, on: date) -> StartSpec | None:
    """The months that the 检察意见书 sets; other letters set none."""
    if dispatch.reply_months is None:
        return None
    return StartSpec(
        start_on=on,
        bound_org=dispatch.organisation,
        bound_roles=TOWN_ROLES,
        watch_org=_office(dispatch.case),
        watcher=dispatch.holder,
        holder=None if dispatch.organisation_id else dispatch.holder,
        length=dispatch.reply_months,
        related=(dispatch.case,),
    )
