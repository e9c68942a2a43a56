"""The demo's disputes, played alone."""

from __future__ import annotations

import pytest

from disputes.demo import stories
from disputes.models import Dispute, Leniency, Obligation, Relief
from disputes.queries.statistics import statistics
from pengjiang.common import clock
from pengjiang.demo.district import District
from pengjiang.demo.numbers import seed_numbers
from pengjiang.demo.organisations import seed_organisations, seed_people
from pengjiang.demo.timeline import play

pytestmark = pytest.mark.django_db


def test_the_stories_end_where_they_should_and_are_told_once():
    organisations = seed_organisations()
    district = District(organisations, seed_people(organisations))
    seed_numbers(organisations)
    play(stories(district), district)

    assert sorted(Dispute.objects.values_list("state", flat=True)) == [
        "agreed",
        "applied",
        "closed",
        "mediating",
        "mediating",
        "refused",
        "unsettled",
    ]
    assert Leniency.objects.get().decision == "exempt"
    assert Obligation.objects.filter(state="breached").count() == 1
    assert Relief.objects.get().state == "paid"
    assert stories(district) == []

    user = district.person("procurator")
    figures = statistics(user, clock.today().replace(year=clock.today().year - 1), clock.today())
    assert (figures.applied, figures.accepted, figures.ended, figures.settled, figures.agreed, figures.performed) == (7, 5, 2, 1, 2, 1)
    outcome = figures.charts[0]
    assert outcome.basis == "已终结2件"
    assert {bar.label: (bar.number, bar.share) for bar in outcome.bars if bar.number} == {
        "达成和解并履行": (1, "50.0%"),
        "未化解": (1, "50.0%"),
    }
