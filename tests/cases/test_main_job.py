"""From a town's draft to the archived case: each person's step, in order."""
import pytest

from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

def test_whole(district):
    f.closed(district)

def test_register(district):
    from cases.services import transfers
    t = transfers.register_transfer(channel="complaint", title="x", problem="other", reason="y", actor=district.manager, subject=district.town)
    assert t.state == "pending"
