"""The demonstration's library, played twice."""

from __future__ import annotations

import pytest

from pengjiang.law.stored import stored
from pengjiang.library import demo
from pengjiang.library.models import LawText
from tests.support.district import person

pytestmark = pytest.mark.django_db


class Town:
    """As much of the demonstration's district as the library asks for."""

    def __init__(self, admin):
        self.admin = admin

    def person(self, role):
        return self.admin

    def ago(self, days):
        return days


def test_one_text_in_two_versions_and_a_standard_with_steps():
    town = Town(person("system_admin"))
    for _ in range(2):
        for story in demo.stories(town):
            list(story)

    assert [(str(text.since), text.articles.count()) for text in LawText.objects.order_by("since")] == [("2021-07-15", 6), ("2026-01-01", 6)]
    standard = next(row for row in stored().standards if row.code == demo.STANDARD)
    assert [step.name for step in standard.steps] == ["较轻", "一般", "较重"]
    assert [[step.name for step in standard.steps if step.holds(amount)] for amount in (0, 6000, 6001, 20000)] == [["较轻"], ["较轻"], ["一般"], ["较重"]]
