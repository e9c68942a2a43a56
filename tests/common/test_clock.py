"""The business day is Shanghai's; the clock stands still only where nobody is hurt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from pengjiang.common import clock


def test_day_begins_at_midnight_in_shanghai():
    with clock.at(datetime(2026, 3, 15, 16, 0, tzinfo=UTC)):
        assert clock.now() == datetime(2026, 3, 16, 0, 0, tzinfo=clock.ZONE)

    for moment, day in ((datetime(2026, 3, 15, 23, 59), date(2026, 3, 15)), (datetime(2026, 3, 16, 0, 0), date(2026, 3, 16))):
        with clock.at(moment):
            assert clock.today() == day


def test_date_means_nine_in_the_morning():
    with clock.at(date(2026, 3, 16)):
        assert clock.now().isoformat() == "2026-03-16T09:00:00+08:00"


def test_journeys_nest_and_end():
    before = clock.now()
    with clock.at(date(2026, 1, 1)):
        with clock.at(date(2026, 2, 1)):
            assert clock.today() == date(2026, 2, 1)
        assert clock.today() == date(2026, 1, 1)
    assert timedelta(0) <= clock.now() - before < timedelta(minutes=1)


def test_recorded_time_does_not_travel():
    with clock.at(date(2001, 1, 1)):
        assert clock.actual().year > 2001


def test_production_knows_no_other_day(settings):
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="只用于演示与测试"), clock.at(date(2026, 3, 16)):
        pass
