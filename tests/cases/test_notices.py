"""Who is told at each step of the main job."""

from __future__ import annotations

import pytest

from cases.services import recommendations
from pengjiang.accounts.models import User
from pengjiang.documents.services import change_setting
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def inbox(person: User) -> list[str]:
    """Titles, oldest first, once every subscriber has done its part."""
    while drain():
        pass
    return list(Notice.objects.filter(person=person).order_by("id").values_list("title", flat=True))


def test_whoever_is_next_is_told(district):
    recommendation = f.approved(district)
    assert "检察建议已批准（江蓬检建登〔2026〕1号），请编号用印" in inbox(district.clerk)
    recommendation = recommendations.seal_recommendation(recommendation, actor=district.clerk, number="江蓬检行建〔2026〕4号")
    f.serve(district, recommendation, f.TODAY)

    assert inbox(district.manager)[0] == "收到移送线索：某建材经营部占道处罚案程序问题"
    assert "您移送的线索已受理，编号江蓬检线〔2026〕1号" in inbox(district.officer)
    assert "线索江蓬检线〔2026〕1号已受理，请分案" in inbox(district.head)
    assert inbox(district.procurator)[0] == "分给您一件线索，请办理"
    assert "呈请决定调查核实" in inbox(district.chief)
    assert inbox(district.procurator)[-1] == "检察建议书江蓬检行建〔2026〕4号已签发，请送达"
    assert "收到检察建议书，请在规定期限内书面回复" in inbox(district.officer)
    assert inbox(district.stranger) == []
    assert inbox(district.bureau_clerk) == []


def test_holder_is_told_to_serve_where_our_own_number_is_printed(district):
    change_setting("recommendation", actor=district.manager, number_source="own")

    f.approved(district)

    assert inbox(district.procurator)[-1] == "检察建议书江蓬检行建〔2026〕1号已签发，请送达"
    assert "请编号用印" not in "".join(inbox(district.clerk))
