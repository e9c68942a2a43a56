"""The demonstration: a finished round and one in scoring."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from pengjiang.common import clock
from pengjiang.demo.district import District
from pengjiang.demo.numbers import seed_numbers
from pengjiang.demo.organisations import seed_organisations, seed_people
from pengjiang.demo.timeline import play
from pengjiang.dossiers import demo as register
from reviews import demo
from reviews.models import Assignment, Finding, Round

pytestmark = pytest.mark.django_db


def test_two_rounds_are_told_once():
    with clock.at(datetime.combine(date(2026, 8, 20), time(10, 0))):
        organisations = seed_organisations()
        district = District(organisations, seed_people(organisations))
        seed_numbers(organisations)
        with clock.at(district.ago(0)):
            register.seed(district.person)
        play(demo.stories(district), district)
        assert demo.stories(district) == []

    old, new = Round.objects.order_by("pk")
    assert (old.state, new.state) == ("published", "scoring")
    assert old.files.filter(state="final").count() == old.size >= 6
    assert Finding.objects.filter(file__round=old, state="ticked").count() == 4
    assert Assignment.objects.filter(file__round=new, state="open").exists()
    assert Assignment.objects.filter(file__round=new, state="submitted").exists()
