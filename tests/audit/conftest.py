"""A short trail."""

import pytest

from pengjiang.events.services import emit
from tests.support.district import organisation, person


@pytest.fixture
def trail(db):
    """Six entries; the fourth tells of a change. Returns the person."""
    actor = person("clerk", name="冯雪")
    town = organisation("duruan")
    for number in range(1, 7):
        changes = {"name": ("杜阮镇", "杜阮镇人民政府")} if number == 4 else None
        emit("accounts.organisation_changed", actor=actor, target=town, data={"name": f"第{number}次"}, changes=changes)
    return actor
