"""Choosing files for a matter from a register of any length; several at once from the register itself."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Transfer
from pengjiang.dossiers.models import Dossier
from pengjiang.web.choosing import LISTED
from tests import factories as f
from tests.support.browser import sign_in

FORM = {"title": "占道案程序问题", "problem": "procedure", "reason": "处罚决定作出前未告知。", "contact": "李堃 19900000012"}


def register(d, count: int) -> list[Dossier]:
    return [f.dossier(d, number=f"杜阮综执罚字〔2026〕{number}号") for number in range(101, 101 + count)]


def shown(response) -> list[int]:
    return [key for key, _ in response.context["form"].fields["dossiers"].widget.choices]


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_every_file_of_one_s_own_is_reached_by_search(client, district):
    d = district
    rows = register(d, LISTED + 3)
    foreign = f.dossier(d, number="棠下综执罚字〔2026〕101号", actor=d.stranger)
    client.force_login(d.officer)
    url = reverse("cases:draft-transfer")

    first = client.get(url)
    assert shown(first) == [row.pk for row in reversed(rows)][:LISTED]
    assert f"先列出最近的{LISTED}宗，其余请查找。" in first.content.decode()

    begun = client.get(f"{url}?dossiers={rows[0].pk}")
    assert shown(begun)[0] == rows[0].pk
    assert begun.content.decode().count(" checked>") == 1

    found = client.post(url, {**FORM, "find": "dossiers", "dossiers-q": "101号", "dossiers": [rows[5].pk]})
    assert found.status_code == 200
    # What is ticked stays before what is found; another town's file is not among it, and nothing typed is lost or judged.
    assert shown(found) == [rows[5].pk, rows[0].pk]
    page = found.content.decode()
    assert "找到1宗。" in page
    assert FORM["reason"] in page
    assert "field__error" not in page
    assert not Transfer.objects.exists()

    assert "没有找到，请换一个词。" in client.post(url, {"find": "dossiers", "dossiers-q": "不存在"}).content.decode()
    refused = client.post(url, {**FORM, "dossiers": [foreign.pk]})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["dossiers"]
    sent = client.post(url, {**FORM, "dossiers": [rows[0].pk, rows[5].pk]})
    assert sent.status_code == 303
    assert set(Transfer.objects.get().dossiers.all()) == {rows[0], rows[5]}


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_several_files_of_the_register_go_into_one_referral(client, district):
    d = district
    rows = register(d, 3)
    foreign = f.dossier(d, number="棠下综执罚字〔2026〕101号", actor=d.stranger)
    client.force_login(d.officer)

    opened = client.post("/dossiers/", {"do": "bulk:refer", "id": [rows[2].pk, rows[0].pk, foreign.pk]})

    assert (opened.status_code, opened["Location"]) == (303, f"{reverse('cases:draft-transfer')}?dossiers={rows[0].pk},{rows[2].pk}")
    form = client.get(opened["Location"]).context["form"]
    assert set(form.initial["dossiers"]) == {rows[0].pk, rows[2].pk}
    assert form.initial["title"].endswith("等2件")
    client.force_login(d.procurator)
    assert "bulk:refer" not in client.get("/dossiers/").content.decode()


@pytest.mark.browser
@pytest.mark.usefixtures("today")
def test_search_with_the_keyboard_keeps_what_is_ticked(live, new_context, district, shot):
    rows = register(district, LISTED + 2)
    page = new_context(base_url=live).new_page()
    sign_in(page, "officer", password=f.PASSWORD)
    page.goto(reverse("cases:draft-transfer"))
    page.get_by_label("线索名称").fill(FORM["title"])
    box = page.get_by_label("查找涉及案卷")

    box.press_sequentially("101号")
    page.get_by_text("找到1宗。").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    box.fill("102号")
    box.press("Enter")
    page.get_by_label(rows[1].number).wait_for()

    assert page.get_by_label("线索名称").input_value() == FORM["title"]
    assert page.get_by_label(rows[0].number).is_checked()
    assert not page.get_by_label(rows[1].number).is_checked()
    shot(page, "查找案卷")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "查找案卷-手机")
