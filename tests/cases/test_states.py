"""Every state of the office's newer machines is reached by what people do."""

from __future__ import annotations

import pytest

from cases.models import ArchivePackage, Borrowing, Destruction, Handoff, Volume
from pengjiang.workflow.registry import machine_of
from tests import links
from tests import volumes as v

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_every_state_is_reached(district):
    v.every_state(district)
    links.every_state(district)

    for model in (Volume, Borrowing, ArchivePackage, Destruction, Handoff):
        assert set(model.objects.values_list("state", flat=True)) == set(machine_of(model).states), model
