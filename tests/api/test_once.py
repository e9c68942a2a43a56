"""The same POST once: repeated, at the same time, with another body, after a day; refusals are answers too."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from cases.models import Transfer
from docs.api_client import Client
from pengjiang.api.models import KeptAnswer
from pengjiang.api.once import forget_answers
from pengjiang.common import clock
from tests import factories as f
from tests.api.doors import caller, token_of, town_client

DRAFT = {"title": "某建材经营部占道处罚案程序问题", "problem": "procedure", "reason": "未告知陈述申辩权利。", "contact": "李堃"}


@pytest.fixture
def draft(district, today):
    return {**DRAFT, "dossiers": [f.dossier(district).pk]}


@pytest.mark.django_db
def test_the_same_key_gets_the_same_answer(district, draft):
    town = caller(district)
    first, second = (town.post("cases/transfers/", draft, **{"Idempotency-Key": "a"}) for _ in range(2))

    assert (first.status_code, second.status_code, first.json() == second.json()) == (201, 201, True)
    assert (first["Idempotency-Replayed"], second["Idempotency-Replayed"]) == ("false", "true")
    assert first["Location"] == second["Location"]
    assert Transfer.objects.count() == 1


@pytest.mark.django_db
def test_a_key_is_one_call_s(district, draft):
    town = caller(district)
    town.post("cases/transfers/", draft, **{"Idempotency-Key": "a"})
    other = town.post("cases/transfers/", {**draft, "title": "另一条线索"}, **{"Idempotency-Key": "a"})

    assert (other.status_code, other.json()["detail"]) == (422, "这个 Idempotency-Key 已用于另一次内容不同的提交，请换一个新的。")
    assert Transfer.objects.count() == 1


@pytest.mark.django_db
def test_the_same_content_in_another_order_is_the_same_call(district, draft):
    town = caller(district)
    first = town.post("cases/transfers/", draft, **{"Idempotency-Key": "a"})
    second = town.post("cases/transfers/", dict(reversed(draft.items())), **{"Idempotency-Key": "a"})

    assert (first.json(), second["Idempotency-Replayed"]) == (second.json(), "true")


@pytest.mark.django_db
def test_a_refusal_is_kept_and_undoes_what_was_begun(district, draft):
    town = caller(district)
    bad = {**draft, "contact": ""}
    first, second = (town.post("cases/transfers/", bad, **{"Idempotency-Key": "a"}) for _ in range(2))

    assert (first.status_code, second.status_code) == (422, 422)
    assert [one["pointer"] for one in second.json()["errors"]] == ["/contact"]
    assert second["Content-Type"] == "application/problem+json"
    assert Transfer.objects.count() == 0


@pytest.mark.django_db
def test_keys_are_each_caller_s_own(district, draft):
    town, other = caller(district), caller(district, name="另一系统")
    first = town.post("cases/transfers/", draft, **{"Idempotency-Key": "a"}).json()["object"]["id"]
    second = other.post("cases/transfers/", draft, **{"Idempotency-Key": "a"}).json()["object"]["id"]

    assert first != second


@pytest.mark.django_db
def test_after_a_day_the_key_is_free_again(district, draft):
    town = caller(district)
    town.post("cases/transfers/", draft, **{"Idempotency-Key": "a"})
    KeptAnswer.objects.update(made_at=clock.actual() - timedelta(hours=24, minutes=1))
    town.post("cases/transfers/", draft, **{"Idempotency-Key": "a"})
    assert Transfer.objects.count() == 2

    KeptAnswer.objects.update(made_at=clock.actual() - timedelta(hours=24, minutes=1))
    assert (forget_answers(), forget_answers(), KeptAnswer.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize("key", ["x" * 201, "含空\x07格"])
@pytest.mark.django_db
def test_a_key_that_is_none_is_refused(district, draft, key):
    answer = caller(district).post("cases/transfers/", draft, **{"Idempotency-Key": key})

    assert answer.status_code == 400
    assert Transfer.objects.count() == 0


def test_two_at_once_make_one_object(live, travel, district):
    """Eight threads send the same at the same time over real connections."""
    travel(f.TODAY)
    body = {**DRAFT, "dossiers": [f.dossier(district).pk]}
    secret = token_of(town_client(district), by=district.system_admin)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: Client(live, token=secret).act("cases/transfers/", body, key="同时".encode().hex()).body, range(8)))

    assert Transfer.objects.count() == 1
    assert {answer["object"]["id"] for answer in answers} == {Transfer.objects.get().pk}


def test_of_two_who_saw_the_same_version_one_is_told(live, travel, district):
    """Both read, both act with what they read: the second finds that it changed, and nothing is lost."""
    travel(f.TODAY)
    clue = f.referral(district)
    secret = token_of(town_client(district), by=district.system_admin)
    seen = Client(live, token=secret).get(f"cases/transfers/{clue.pk}/").etag
    changes = [{"title": f"第{number}人改的名称"} for number in range(2)]

    def change(body):
        answer = Client(live, token=secret).session.post(
            f"{live}/api/v1/cases/transfers/{clue.pk}/edit/", json=body, headers={"Authorization": f"Bearer {secret}", "If-Match": seen}
        )
        return answer.status_code, answer.json()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(change, changes))

    assert sorted(status for status, _ in answers) == [200, 412]
    won = next(body for status, body in answers if status == 200)
    clue.refresh_from_db()
    assert won["object"]["title"] == clue.title
