"""Letters, matters of the link and volumes in the search of the whole site: found by those for whom they exist."""

from __future__ import annotations

import pytest

from cases.services import supervision
from pengjiang.events.services import drain
from pengjiang.search.queries import search
from tests import factories as f
from tests import links
from tests import volumes as v
from tests import ways as w

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def kinds(user, words: str) -> list[str]:
    """What is found, by the kind that the page calls it."""
    return sorted(hit.label for hit in search(user, words))


def test_found_by_those_for_whom_they_exist(district):
    case = supervision.review_case(f.docketed(district, case_type="reverse_link"), actor=district.procurator)
    w.sent(district, case, "opinion", organisation=district.town, facts="涉嫌非法占用农用地。")
    links.sent(district, facts="普遍未载明陈述申辩。")
    volume = v.unprinted(district, 1)
    while drain():
        pass
    assert kinds(district.procurator, "非法占用农用地") == ["发函与移送"]
    assert kinds(district.officer, "非法占用农用地") == ["发函与移送"]
    assert kinds(district.stranger, "非法占用农用地") == []
    assert kinds(district.bureau_officer, "未载明陈述申辩") == ["检司衔接"]
    assert kinds(district.officer, "未载明陈述申辩") == []
    assert "归档卷宗" in kinds(district.clerk, volume.number)
