"""What the form says a missing fact would decide, by the data that this office keeps."""

from datetime import date

import pytest

from pengjiang.common import clock
from pengjiang.dossiers.facts.needs import undecided
from pengjiang.law.models import ReferenceRow
from tests.checks.lawful import ABSENT, GENERAL, change

pytestmark = pytest.mark.django_db


def test_what_is_missing_follows_the_offices_own_data():
    """Where the office has no limit for filing in the field, no rule waits for the day of discovery on its account."""
    unknown_since = change(GENERAL, case__discovered_at=ABSENT)

    with clock.at(date(2026, 9, 1)):
        assert "QX03" in undecided(unknown_since)["case.discovered_at"]
        ReferenceRow.objects.filter(kind="sector_limits", value__field="urban").delete()
        assert "QX03" not in undecided(unknown_since).get("case.discovered_at", [])
