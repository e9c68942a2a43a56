"""The pages of the ways off the path: who sees which button, refusals beside their fields, lists that ask as often for many rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from cases.models import Contact, CourtAnswer, Dispatch, Extension, Hearing, Objection, Recommendation, UnpaidDecision
from cases.services import supervision
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from tests import factories as f
from tests import ways as w
from tests.cases.views.test_list_queries import DETAIL_BUDGET, FRAME, LIST_BUDGET, copies, with_limits
from tests.support.walk import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def post(client: Any, person: Any, name: str, obj: Any, data: dict[str, Any]) -> Any:
    client.force_login(person, backend=BACKEND)
    return client.post(reverse(name, args=[obj.pk]), data)


def beside(response: Any, field: str) -> str:
    """The sentence beside a field of the refused form."""
    assert response.status_code == 422, response.status_code
    assert f'id="id_{field}_error"' in response.content.decode()
    return response.context["form"].errors[field][0]


def buttons(client: Any, person: Any, url: str) -> set[str]:
    client.force_login(person, backend=BACKEND)
    return {action.label for action in client.get(url).context["actions"] if action.decision.ok}


def test_each_side_has_its_own_buttons(client, district):
    recommendation = f.served(district)
    url = recommendation.get_absolute_url()

    assert buttons(client, district.officer, url) >= {"提出异议", "申请延期", "书面回复"}
    office = buttons(client, district.procurator, url)
    assert "登记跟踪、回访" in office
    assert not office & {"提出异议", "代录书面回复", "代录异议", "决定撤回"}
    assert buttons(client, district.chief, url) >= {"决定变更", "决定撤回"}
    court = f.serve(district, w.to_court(district), f.TODAY)
    assert buttons(client, district.procurator, court.get_absolute_url()) >= {"代录书面回复", "代录异议", "代录延期申请"}


def test_town_reads_the_objection_but_not_the_recheck(client, district):
    recommendation = w.rechecked(district)
    client.force_login(district.officer, backend=BACKEND)
    page = client.get(recommendation.get_absolute_url()).content.decode()

    assert "事先告知书已送达，附送达回证。" in page
    assert "回证系事后补签" not in page


@pytest.mark.parametrize(
    ("name", "start", "post_of", "data", "field", "sentence"),
    [
        ("recommendation-raise_objection", f.served, "officer", {"reasons": " "}, "reasons", "请填写异议理由。"),
        ("recommendation-ask_extension", f.served, "officer", {"by": "9", "reason": "忙"}, "by", "延长应在1至6个月之间，请修改。"),
        ("recommendation-ask_extension", f.served, "officer", {"by": "一", "reason": "忙"}, "by", "延长应为整数。"),
        ("recommendation-recheck", w.objected, "procurator", {"opinion": "", "proposal": "upheld"}, "opinion", "请填写复核情况和意见。"),
        ("recommendation-recheck", w.objected, "procurator", {"opinion": "已核", "proposal": "x"}, "proposal", "拟处理的选项已变化，请重新选择。"),
        ("recommendation-withdraw", f.served, "chief", {"note": ""}, "note", "请填写理由和情况。"),
        ("recommendation-contact", f.served, "procurator", {"kind": "visit", "on": "2026-13-01"}, "on", "日期应为年月日，例如 2026-08-04。"),
        ("recommendation-copy", f.served, "procurator", {"kind": "copy", "facts": "抄送。"}, "addressee_name", "请选择或者填写受文单位。"),
    ],
)
def test_refusals_stand_beside_their_field_and_store_nothing(client, district, name, start, post_of, data, field, sentence):
    recommendation = start(district)
    before = [model.objects.count() for model in (Objection, Extension, Contact, Dispatch)]
    response = post(client, district.people[post_of], f"cases:{name}", recommendation, data)

    assert beside(response, field) == sentence
    assert [model.objects.count() for model in (Objection, Extension, Contact, Dispatch)] == before
    assert w.again(recommendation).state == recommendation.state
    assert all(value.strip() in response.content.decode() for value in data.values())


def test_hearing_forms_refuse_beside_their_fields(client, district):
    hearing = w.hearing_arranged(district)
    soon = post(client, district.procurator, "cases:hearing-arrange", hearing, {"at": "2026-03-17 09:00", "place": "本院检察听证室", "host": district.procurator.pk})
    assert beside(soon, "at").startswith("须在听证三日前告知参加人")
    twice = post(client, district.procurator, "cases:hearing-add_person", hearing, {"part": "listener", "name": "听证员甲"})
    assert beside(twice, "name") == "听证员“听证员甲”已经登记。"
    assert post(client, district.procurator, "cases:hearing-person-drop", hearing.persons.first(), {}).status_code == 303
    assert Hearing.objects.get().persons.count() == 4


def test_court_answer_is_refused_beside_its_field(client, district):
    row = w.unpaid_row(district)
    response = post(client, district.procurator, "cases:unpaid-answer", row, {"kind": "rejected", "on": "2026-02-01", "applied_on": "2026-01-20", "note": ""})

    assert beside(response, "note") == "请写明法院不予受理、不予执行或者终结执行的理由。"
    assert not CourtAnswer.objects.exists()


def test_other_organisations_letters_do_not_exist(client, district):
    case = supervision.review_case(f.docketed(district, case_type="reverse_link"), actor=district.procurator)
    dispatch = w.sent(district, case, "opinion", organisation=district.town)
    for person, status in ((district.stranger, 404), (district.officer, 200), (district.chief, 200)):
        client.force_login(person, backend=BACKEND)
        assert client.get(dispatch.get_absolute_url()).status_code == status
    client.force_login(district.officer, backend=BACKEND)
    assert "旁" not in client.get(reverse("cases:unpaid")).content.decode()
    assert client.get(reverse("cases:unpaid")).status_code == 403


def more_unpaid(count: int) -> None:
    row = UnpaidDecision.objects.first()
    for dossier in copies(row.dossier, count, lambda n: {"number": f"杜阮综执罚字〔2025〕{n + 100}号"}):
        copies(row, 1, lambda _, dossier=dossier: {"dossier_id": dossier.pk})


def more_dispatches(count: int) -> None:
    dispatch = Dispatch.objects.first()
    with_limits(copies(dispatch, count, lambda n: {"number": f"江蓬检行意〔2026〕{n + 100}号"}), dispatch)


@pytest.mark.parametrize("person", ["procurator", "chief"])
def test_unpaid_list_asks_as_often_for_many_rows(client, district, constant_queries, person):
    w.unpaid_row(district)
    client.force_login(district.people[person], backend=BACKEND)

    assert constant_queries("/cases/unpaid/", more_unpaid) <= LIST_BUDGET + FRAME


@pytest.mark.parametrize("person", ["procurator", "officer"])
def test_letters_list_asks_as_often_for_many_rows(client, district, constant_queries, person):
    case = supervision.review_case(f.docketed(district, case_type="reverse_link"), actor=district.procurator)
    w.sent(district, case, "opinion", organisation=district.town)
    client.force_login(district.people[person], backend=BACKEND)

    assert constant_queries("/cases/dispatches/", more_dispatches) <= LIST_BUDGET + FRAME


def test_unpaid_list_filters_by_stage_and_exports(client, district):
    w.unpaid_row(district)
    w.unpaid_row(district, number="杜阮综执罚字〔2026〕2号", served="2026-03-10")
    client.force_login(district.procurator, backend=BACKEND)
    lost = client.get("/cases/unpaid/", {"stage": "lost"}).content.decode()

    assert "杜阮综执罚字〔2025〕8号" in lost
    assert "杜阮综执罚字〔2026〕2号" not in lost
    assert "导出" in lost


def more_extensions(recommendation: Recommendation, count: int) -> None:
    copies(Extension.objects.first(), count, lambda _: {"state": "refused"})
    copies(Contact.objects.first(), count, lambda _: {})
    more_dispatches(count)


def test_recommendation_page_asks_as_often_for_many_parts(client, district, constant_queries):
    recommendation = w.assessed(district)
    w.extension(district, recommendation, item=recommendation.items.first(), by=5)
    w.follow(district, recommendation, kind="visit")
    w.sent(district, recommendation, "upper")
    client.force_login(district.chief, backend=BACKEND)

    assert constant_queries(recommendation.get_absolute_url(), lambda count: more_extensions(recommendation, count)) <= DETAIL_BUDGET + FRAME + 8
    assert Deadline.objects.filter(target=str(ObjectRef.of(recommendation))).exists()


def todos(client: Any, person: Any) -> str:
    client.force_login(person, backend=BACKEND)
    return client.get("/").content.decode()


def test_what_waits_stands_on_the_home_page_of_whom_it_waits_for(client, district):
    recommendation = f.served(district)
    w.extension(district, recommendation)
    case = supervision.review_case(f.docketed(district, number="杜阮综执罚字〔2026〕44号", case_type="reverse_link"), actor=district.procurator)
    w.sent(district, case, "opinion", organisation=district.town)
    w.letter(district, case, "police_lead")
    w.hearing_asked(district, f.concluded(district, number="杜阮综执罚字〔2026〕45号"))
    w.rechecked(district, number="杜阮综执罚字〔2026〕46号", unified="江蓬检行建〔2026〕46号")

    assert "审批延期：江门市蓬江区杜阮镇人民政府回复期限延长1个月" in todos(client, district.deputy)
    assert "回复检察意见" in todos(client, district.officer)
    assert "发出函稿：移送公安机关" in todos(client, district.procurator)
    chief = todos(client, district.chief)
    assert "决定公开听证" in chief
    assert "决定异议复核" in chief
