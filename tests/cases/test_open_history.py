"""补录在办案件: limits from the real days, nothing told of what came due before, reminders from then on."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Recommendation, SupervisionCase
from cases.services import open_history, recommendations, recusals, supervision
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.reminders import sweep
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from tests import factories as f
from tests.cases.refusing import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
OLD = {"number": "江蓬检行违监〔2025〕31号", "case_type": "unlawful_act", "channel": "complaint", "title": "旧案", "docketed_on": date(2025, 11, 3)}
DECIDED = {"investigation_decided_on": date(2026, 1, 20)}
LETTER = {
    "number": "江蓬检行建〔2026〕1号",
    "issued_on": date(2026, 1, 28),
    "served_on": date(2026, 1, 30),
    "advices": [("纠正该案处罚决定", 30), ("开展培训", 60)],
    "problem": "未告知陈述申辩权利。",
}


def entered(d, stage, **values) -> SupervisionCase:
    return open_history.enter_open_history(actor=d.manager, **{**OLD, "subject": d.town, "holder": d.procurator, "stage": stage, **values})


def recommended(d, **letter) -> SupervisionCase:
    return entered(d, "recommended", investigation_decided_on=date(2025, 11, 20), concluded_on=date(2026, 1, 12), recommendation=LETTER | letter)


def told() -> list[str]:
    while drain():
        pass
    return list(Notice.objects.order_by("pk").values_list("title", flat=True))


def test_limits_run_from_the_real_days_and_remind_of_what_is_ahead_alone(district):
    case = entered(district, "investigating", **DECIDED)
    limit = Deadline.objects.get(limit="TM19")
    assert (case.state, case.is_history, limit.start_on, limit.due_on) == ("investigating", True, date(2026, 1, 20), date(2026, 3, 20))
    # Today is the sixteenth: what was to be told before is not, what comes is.
    assert sweep().reminders == 0
    before = told()
    with clock.at(date(2026, 3, 19)):
        later = sweep()
        assert (later.reminders, later.overdue) == (1, 0)
        assert len(told()) == len(before) + 1
    with clock.at(date(2026, 3, 23)):
        assert sweep().overdue == 1
    # And the matter goes on as any other.
    f.record(district, case)
    supervision.write_report(case, actor=district.procurator, **dict.fromkeys(("process", "facts", "analysis", "view", "proposal", "risk"), "已查清。"))


def test_what_ran_out_before_shows_as_overdue_and_is_told_to_nobody(district):
    entered(district, "investigating", investigation_decided_on=date(2025, 11, 20))
    limit = Deadline.objects.get(limit="TM19")
    assert (limit.due_on, str(limit.light())) == (date(2026, 1, 20), "overdue")
    swept = sweep()
    assert (swept.reminders, swept.overdue, told()) == (0, 0, [])


def test_recommendation_lies_with_the_addressee_with_its_items(district):
    case = recommended(district)
    letter = case.recommendations.get()
    assert (letter.state, letter.addressee, letter.served_on) == ("rectifying", district.town, date(2026, 1, 30))
    assert [(item.text, item.due_on) for item in letter.items.order_by("order")] == [("纠正该案处罚决定", date(2026, 3, 2)), ("开展培训", date(2026, 3, 31))]
    assert Deadline.objects.open().get(limit="TM20").due_on == date(2026, 3, 30)
    assert not Deadline.objects.filter(limit__in=["TM22", "TM49"]).exists()
    assert Deadline.objects.get(limit="TM19").state == "met"
    sweep()
    assert told() == []
    # The town replies in this system.
    recommendations.reply_recommendation(letter, actor=district.officer, measures="已整改。", results="已纠正。", contact="李堃")
    assert Deadline.objects.get(limit="TM20").state == "met"
    assert Recommendation.objects.get().state == "replied"


def test_one_within_the_objection_period_and_one_replied(district):
    fresh = recommended(district, served_on=date(2026, 3, 10), issued_on=date(2026, 3, 9)).recommendations.get()
    assert (fresh.state, Deadline.objects.open().get(limit="TM29").due_on) == ("objection", date(2026, 3, 25))
    case = entered(
        district,
        "recommended",
        number="江蓬检行违监〔2025〕30号",
        investigation_decided_on=date(2025, 11, 20),
        concluded_on=date(2026, 1, 12),
        recommendation=LETTER | {"number": "江蓬检行建〔2026〕2号", "replied_on": date(2026, 3, 1), "reply": "已整改。"},
    )
    letter = case.recommendations.get()
    assert (letter.state, letter.reply.results) == ("replied", "已整改。")


def test_wrong_days_are_refused_beside_the_field_and_nothing_is_kept(district):
    refused(lambda: entered(district, "accepted", docketed_on=date(2026, 3, 17)), field="docketed_on")
    refused(lambda: entered(district, "investigating"), field="investigation_decided_on")
    refused(lambda: entered(district, "investigating", investigation_decided_on=date(2025, 11, 1)), field="investigation_decided_on")
    refused(lambda: entered(district, "concluded", **DECIDED), field="concluded_on")
    refused(lambda: recommended(district, issued_on=date(2026, 1, 1)), field="issued_on")
    refused(lambda: recommended(district, advices=[]), field="advices")
    refused(lambda: recommended(district, replied_on=date(2026, 2, 1)), field="reply")
    recusals.declare_recusal(person=district.procurator, ground="other", organisation=district.town, actor=district.head)
    assert "已登记回避" in refused(lambda: entered(district, "accepted"), field="holder")
    with pytest.raises(NotAllowed):
        open_history.enter_open_history(actor=district.assistant, subject=district.town, holder=district.other_procurator, stage="accepted", **OLD)
    assert not SupervisionCase.objects.exists()
    assert not Deadline.objects.exists()


def test_case_management_enters_one_on_the_page(district, client):
    client.force_login(district.manager)
    url = "/cases/supervision/history/open/"
    days = {"docketed_on": "2025-11-03", "investigation_decided_on": "2025-11-20", "concluded_on": "2026-01-12", "issued_on": "2026-01-28", "served_on": "2026-01-30"}
    values = {**OLD, **days, "subject": district.town.pk, "holder": district.procurator.pk, "stage": "recommended", "recommendation_number": "江蓬检行建〔2026〕1号"}
    bad = client.post(url, values | {"advices": "没有日数"})
    assert (bad.status_code, bad.context["form"].errors["advices"][0]) == (422, "“没有日数”看不懂，请写成“建议内容|整改日数”，日数在1至730之间。")
    assert "已提出检察建议的" in client.post(url, values | {"advices": "纠正|30", "served_on": ""}).context["form"].errors["served_on"][0]
    answer = client.post(url, values | {"advices": "纠正|30\n培训｜60"})
    case = SupervisionCase.objects.get()
    assert (answer.status_code, answer["Location"], case.recommendations.get().items.count()) == (303, case.get_absolute_url(), 2)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "本系统启用前立案，期限按实际日期计算" in page
    assert 'href="/cases/supervision/history/open/"' in client.get("/cases/supervision/").content.decode()
