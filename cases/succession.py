"""Open referrals, cases, recommendations, letters and handoffs go over to a unit's successor; what is closed keeps the name of then."""

from __future__ import annotations

from cases.models import Dispatch, Handoff, Recommendation, Recusal, SupervisionCase, Transfer
from cases.workflow import RECOMMENDATION
from pengjiang.accounts.models import OrganisationChange
from pengjiang.accounts.succession import carry, goes_over

UNISSUED = ("draft", "approving", "returned", "approved")


@goes_over("线索")
def transfers(change: OrganisationChange) -> int:
    """Sender and body concerned."""
    return carry(change, Transfer.objects.open(), "sender", "subject")


@goes_over("监督案件")
def supervised(change: OrganisationChange) -> int:
    """The body under supervision."""
    return carry(change, SupervisionCase.objects.open(), "subject")


@goes_over("检察建议")
def recommendations(change: OrganisationChange) -> int:
    """The addressee; the wording only of what is not yet issued."""
    rows = Recommendation.objects.exclude(state__in=["closed", *(code for code, state in RECOMMENDATION.states.items() if state.final)])
    issued = carry(change, rows.exclude(state__in=UNISSUED), "addressee")
    return issued + carry(change, rows.filter(state__in=UNISSUED), "addressee", name_field="addressee_name")


@goes_over("发函与移送")
def dispatches(change: OrganisationChange) -> int:
    """The body written to."""
    sent = carry(change, Dispatch.objects.filter(state__in=["sent", "received"]), "organisation")
    return sent + carry(change, Dispatch.objects.filter(state__in=["draft", "asking"]), "organisation", name_field="addressee_name")


@goes_over("检司衔接")
def handoffs(change: OrganisationChange) -> int:
    """The town concerned, and the two sides themselves."""
    return carry(change, Handoff.objects.exclude(state__in=["answered", "dropped"]), "subject", "sender", "receiver")


@goes_over("回避")
def recusals(change: OrganisationChange) -> int:
    """Who kept away from the unit keeps away from its successor."""
    rows = Recusal.objects.filter(organisation=change.organisation, lifted_on=None)
    return rows.update(organisation=change.successor) if change.successor_id else 0
