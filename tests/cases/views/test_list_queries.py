"""Lists ask the database as often for thirty rows as for one, and no page asks more than its budget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from cases.models import Recommendation, RectificationItem, Recusal, SupervisionCase, Transfer
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from pengjiang.search.models import SearchEntry
from tests import factories as f
from tests.support.walk import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LIST_BUDGET, DETAIL_BUDGET = 12, 20
# Every room is asked once for what awaits somebody.
HOME_BUDGET = 36
# Session, person, posts with their organisations, saved views and columns, unread notices, counts of the menu.
FRAME = 7


@pytest.fixture
def matter(district) -> Recommendation:
    """A served recommendation with everything before it, told to those whom it concerns."""
    recommendation = f.served(district)
    while drain():
        pass
    return recommendation


def copies(row: Model, count: int, vary: Callable[[int], dict[str, Any]]) -> list[Model]:
    """So many rows more like this one."""
    values = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields if not column.primary_key}
    first = type(row)._default_manager.count()
    return type(row)._default_manager.bulk_create([type(row)(**values | vary(first + n)) for n in range(count)])


def with_limits(rows: list[Model], like: Model) -> None:
    """Each has the deadlines of the one it is like."""
    for limit in Deadline.objects.filter(target=str(ObjectRef.of(like))):
        for row in rows:
            copies(limit, 1, lambda _, row=row: {"target": str(ObjectRef.of(row))})


def more_transfers(matter: Recommendation, count: int) -> None:
    copies(matter.case.transfer, count, lambda n: {"number": f"江蓬检线〔2026〕{n + 100}号", "state": "accepted", "source_ref": ""})


def more_cases(matter: Recommendation, count: int) -> None:
    copies(matter.case, count, lambda n: {"number": f"江蓬检行违监〔2026〕{n + 100}号", "transfer_id": None})


def more_recommendations(matter: Recommendation, count: int) -> None:
    made = copies(matter, count, lambda n: {"number": f"江蓬检行建〔2026〕{n + 100}号", "serial": f"江蓬检建登〔2026〕{n + 100}号"})
    with_limits(made, matter)


def more_items(matter: Recommendation, count: int) -> None:
    item = matter.items.first()
    made = copies(item, count, lambda n: {"order": n + 100, "advice_id": None})
    with_limits(made, item)


def more_recusals(matter: Recommendation, count: int) -> None:
    if not Recusal.objects.exists():
        Recusal.objects.create(
            person=matter.case.holder,
            ground="other",
            organisation=matter.addressee,
            note="曾任职",
            declared_on=f.TODAY,
            declared_by=matter.case.holder,
        )
    copies(Recusal.objects.first(), count, lambda n: {"target": f"第{n}号"})


def more_dossiers(matter: Recommendation, count: int) -> None:
    copies(Dossier.objects.first(), count, lambda n: {"number": f"杜阮综执罚字〔2026〕{n + 100}号"})


def more_notices(matter: Recommendation, count: int) -> None:
    for notice in [Notice.objects.filter(person__username=name).first() for name in ("officer", "procurator")]:
        if notice is not None:
            copies(notice, count, lambda n: {"kind": f"样{n}"})


def more_hits(matter: Recommendation, count: int) -> None:
    entry, before = SearchEntry.objects.get(target=str(ObjectRef.of(matter))), Recommendation.objects.count()
    more_recommendations(matter, count)
    for row in Recommendation.objects.order_by("pk")[before:]:
        copies(entry, 1, lambda _, row=row: {"target": str(ObjectRef.of(row))})


def more_of_everything(matter: Recommendation, count: int) -> None:
    for make in (more_transfers, more_cases, more_recommendations, more_items, more_notices):
        make(matter, count)


LISTS = [
    ("线索", "/cases/transfers/", more_transfers, ("head", "manager", "officer")),
    ("案件", "/cases/supervision/", more_cases, ("head", "procurator")),
    ("建议", "/cases/recommendations/", more_recommendations, ("head", "procurator", "officer")),
    ("整改", "/cases/rectifications/", more_items, ("procurator", "officer")),
    ("回避", "/cases/recusals/", more_recusals, ("head",)),
    ("案卷", "/dossiers/", more_dossiers, ("officer", "head", "bureau_clerk")),
    ("通知", "/notices/", more_notices, ("procurator", "officer")),
    ("搜索", "/search/?q=处罚", more_hits, ("procurator", "officer")),
]


@pytest.mark.parametrize(
    ("url", "more", "post"), [(url, more, post) for _, url, more, posts in LISTS for post in posts], ids=[f"{name}-{post}" for name, *_, posts in LISTS for post in posts]
)
def test_list_asks_as_often_for_many_rows(client, district, matter, constant_queries, url, more, post):
    client.force_login(district.people[post], backend=BACKEND)

    assert constant_queries(url, lambda count: more(matter, count)) <= LIST_BUDGET + FRAME


@pytest.mark.parametrize("post", ["chief", "head", "procurator", "manager", "officer", "town_head", "bureau_clerk", "system_admin"])
def test_home_asks_as_often_for_many_rows(client, district, matter, constant_queries, post):
    client.force_login(district.people[post], backend=BACKEND)

    assert constant_queries("/", lambda count: more_of_everything(matter, count)) <= HOME_BUDGET + FRAME


PAGES = {
    "线索": lambda matter: matter.case.transfer.get_absolute_url(),
    "案件": lambda matter: matter.case.get_absolute_url(),
    "案件认定问题": lambda matter: f"{matter.case.get_absolute_url()}?tab=findings",
    "案件时间线": lambda matter: f"{matter.case.get_absolute_url()}?tab=timeline",
    "建议": lambda matter: matter.get_absolute_url(),
    "建议审批": lambda matter: f"{matter.get_absolute_url()}?tab=approval",
    "建议文书": lambda matter: f"{matter.get_absolute_url()}?tab=papers",
    "整改": lambda matter: matter.items.first().get_absolute_url(),
    "两稿对照": lambda matter: f"{matter.get_absolute_url()}versions/",
}


@pytest.mark.parametrize("page", PAGES)
def test_page_keeps_to_its_budget(client, district, matter, page):
    url = PAGES[page](matter)
    client.force_login(district.procurator, backend=BACKEND)
    client.get(url)

    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)

    assert response.status_code == 200
    assert len(asked) <= DETAIL_BUDGET + FRAME, "\n".join(query["sql"][:220] for query in asked)


@pytest.mark.parametrize("page", ["建议", "整改"])
def test_page_of_a_town_keeps_to_its_budget(client, district, matter, page):
    url = PAGES[page](matter)
    client.force_login(district.officer, backend=BACKEND)
    client.get(url)

    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)

    assert response.status_code == 200
    assert len(asked) <= DETAIL_BUDGET + FRAME, "\n".join(query["sql"][:220] for query in asked)


def test_page_of_a_recommendation_asks_as_often_for_many_items(client, district, matter, constant_queries):
    client.force_login(district.procurator, backend=BACKEND)

    constant_queries(matter.get_absolute_url(), lambda count: more_items(matter, count))


def test_page_of_a_case_asks_as_often_for_many_recommendations(client, district, matter, constant_queries):
    client.force_login(district.procurator, backend=BACKEND)

    constant_queries(matter.case.get_absolute_url(), lambda count: more_recommendations(matter, count))


def test_the_rows_stand_on_the_pages(district, matter):
    """What the counts above are about is really there."""
    more_of_everything(matter, 3)

    assert [model.objects.visible_to(district.procurator).count() for model in (Transfer, SupervisionCase, Recommendation)] == [4, 4, 4]
    assert RectificationItem.objects.visible_to(district.procurator).count() == 5
    assert Deadline.objects.filter(limit="TM20").count() == 4
