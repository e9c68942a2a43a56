"""A list page: what the address asks for, what is kept, and what is done to many."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse

from pengjiang.accounts.models import User
from pengjiang.web import slots
from pengjiang.web.models import ListPreference, SavedView

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "listing"}


def shown(response):
    return [row.cells[1].html for row in response.context["listing"].table.rows]


def test_queries_do_not_grow_with_rows(constant_queries, signed_in, make_people):
    # Two of them are the savepoints of the test around the session's own write.
    assert constant_queries("/people/", make_people) <= 14


def test_list_is_sorted_filtered_and_paged(signed_in, make_people):
    make_people(45)

    first = signed_in.get("/people/?title=甲")
    second = signed_in.get(first.context["listing"].next_url)

    assert shown(first) == [f"p-{n:03}" for n in range(1, 40, 2)]
    assert shown(second) == ["p-041", "p-043", "p-045"]
    assert "第 21–23 条，共 <b>23</b> 条" in second.content.decode()
    assert shown(signed_in.get(second.context["listing"].previous_url)) == shown(first)
    assert shown(signed_in.get("/people/?sort=-username"))[:2] == ["p-045", "p-044"]
    assert shown(signed_in.get("/people/?q=人044")) == ["p-044"]
    assert shown(signed_in.get("/people/?sort=password")) == shown(signed_in.get("/people/"))


def test_htmx_gets_the_same_list_without_the_page_around_it(signed_in, make_people):
    make_people(3)

    part = signed_in.get("/people/?q=人001&title=&changed_from=", **HTMX)

    text = part.content.decode()
    assert text.strip().startswith('<section class="panel listing" id="listing"')
    assert "p-001" in text
    assert "p-002" not in text
    assert parse_qs(urlsplit(part["HX-Push-Url"]).query) == {"q": ["人001"]}
    assert "HX-Request" in part["Vary"]


def test_nothing_found_says_what_was_asked(signed_in, make_people):
    make_people(2)

    text = signed_in.get("/people/?title=甲&q=无此人").content.decode()

    assert "当前筛选：搜索“无此人”，职务 甲职。" in text
    assert "清除筛选" in text


def test_empty_list_offers_to_create(signed_in):
    text = signed_in.get("/people/").content.decode()

    assert "这里还没有内容" in text
    assert text.count('href="/people/new/"') == 2


def test_presets_count_and_lead(signed_in, make_people):
    make_people(5)

    tabs = signed_in.get("/people/").context["listing"].tabs

    assert [(tab.label, tab.count, tab.current) for tab in tabs] == [("全部", "", True), ("乙职的", "2", False)]
    assert shown(signed_in.get(tabs[1].href)) == ["p-002", "p-004"]


def test_view_is_saved_with_filter_order_and_columns(signed_in, make_people, chen):
    make_people(4)

    saved = signed_in.post("/people/?title=乙&sort=-username&size=50", {"do": "save-view", "name": " 乙职 "}, follow=True)

    view = SavedView.objects.get(user=chen, page="tests.people")
    assert (view.name, parse_qs(view.query)) == ("乙职", {"title": ["乙"], "sort": ["-username"]})
    assert view.columns == ["name", "username", "title", "changed"]
    assert shown(saved) == ["p-004", "p-002"]
    assert saved.context["listing"].own_view == view

    signed_in.post(f"/people/?title=乙&view={view.key}", {"do": "drop-view"})

    assert not SavedView.objects.exists()


def test_view_without_a_name_is_refused(signed_in):
    response = signed_in.post("/people/", {"do": "save-view", "name": " "}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["请为视图起个名称。"]


def test_another_persons_view_is_not_mine(signed_in, make_people):
    stranger = make_people(1)[0]
    view = SavedView.objects.create(user=stranger, page="tests.people", name="别人的", query="title=乙")

    signed_in.post(f"/people/?view={view.key}", {"do": "drop-view"})

    assert "别人的" not in signed_in.get(f"/people/?view={view.key}").content.decode()
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_columns_are_chosen_ordered_and_remembered(signed_in, make_people, chen):
    make_people(1)

    signed_in.post("/people/", {"do": "columns", "column": ["active", "username", "password"]})

    heads = [head.column.name for head in signed_in.get("/people/").context["listing"].table.heads]
    assert heads == ["name", "active", "username"]
    signed_in.post("/people/", {"do": "columns", "reset": "1"})
    assert ListPreference.objects.get(user=chen).columns == []
    assert len(signed_in.get("/people/").context["listing"].table.heads) == 4


def test_page_size_is_remembered(signed_in, make_people):
    make_people(30)

    signed_in.get("/people/?size=50")

    assert len(shown(signed_in.get("/people/"))) == 30


def test_bulk_over_ticked_rows_confirms_and_reports_each(signed_in, make_people):
    good, hard, fixed = make_people(3)
    User.objects.filter(pk=hard.pk).update(name="难办")
    User.objects.filter(pk=fixed.pk).update(title="固定")
    keys = [good.pk, hard.pk, fixed.pk]

    confirm = signed_in.post("/people/", {"do": "bulk:mark", "id": keys})
    assert (confirm.context["count"], confirm.context["doable"]) == (3, 2)
    assert "此人不能更名。" in confirm.content.decode()

    result = signed_in.post("/people/", {"do": "bulk:mark", "keys": confirm.context["keys"], "confirmed": "1", "note": "已核"})

    assert [(row.name, row.reason) for row in result.context["failed"]] == [("难办", "此人难办。"), ("人003", "此人不能更名。")]
    assert [row.name for row in result.context["done"]] == ["人001"]
    assert list(User.objects.filter(pk__in=keys).order_by("pk").values_list("title", flat=True)) == ["已核", "乙", "固定"]


def test_bulk_over_the_whole_filter_takes_what_was_counted(signed_in, make_people):
    make_people(22)

    confirm = signed_in.post("/people/?title=甲", {"do": "bulk:mark", "whole": "1"})
    make_people(1)
    result = signed_in.post("/people/?title=甲", {"do": "bulk:mark", "keys": confirm.context["keys"], "confirmed": "1", "note": "丙"})

    assert confirm.context["count"] == 11
    assert "筛选结果（职务 甲职）的全部 <b>11</b> 条记录" in confirm.content.decode()
    assert len(result.context["done"]) == 11
    assert User.objects.filter(title="甲").count() == 1


def test_bulk_asks_again_when_its_form_is_not_filled(signed_in, make_people):
    row = make_people(1)[0]

    response = signed_in.post("/people/", {"do": "bulk:mark", "keys": str(row.pk), "confirmed": "1", "note": ""})

    assert response.status_code == 422
    assert "请填写备注。" in response.content.decode()


@pytest.mark.parametrize(("count", "sentence"), [(0, "请先勾选要“标注”的记录。"), (26, "一次最多对 25 条记录“标注”，请缩小筛选范围后分次办理。")])
def test_bulk_over_none_or_too_many_is_refused(signed_in, make_people, count, sentence):
    make_people(count)

    response = signed_in.post("/people/", {"do": "bulk:mark", "whole": "1"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [sentence]


def test_header_box_stands_for_the_page_without_script(signed_in, make_people):
    rows = make_people(2)

    confirm = signed_in.post("/people/", {"do": "bulk:mark", "all-on-page": "1", "on-page": ",".join(str(row.pk) for row in rows)})

    assert confirm.context["count"] == 2


def test_bulk_never_touches_what_is_not_visible(signed_in, make_people):
    hidden = make_people(1, title="看不见")[0]

    result = signed_in.post("/people/", {"do": "bulk:mark", "keys": str(hidden.pk), "confirmed": "1", "note": "已核"})

    assert [row.reason for row in result.context["failed"]] == ["已不在您的办理范围内。"]


def test_bulk_needs_its_permission(client, make_people):
    from django.conf import settings  # noqa: PLC0415 — the test's own client

    from tests.support.district import person  # noqa: PLC0415

    client.force_login(person("clerk"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    row = make_people(1)[0]

    assert client.post("/people/", {"do": "bulk:mark", "id": [row.pk]}).status_code == 403
    assert "标注" not in client.get("/people/").content.decode()


def test_export_gets_filter_order_and_columns(signed_in, make_people, monkeypatch):
    make_people(4)
    asked = {}

    def export(user, **values):
        asked.update(values)
        return HttpResponse("表")

    monkeypatch.setattr(slots.export, "_filler", export)
    signed_in.post("/people/?title=乙&sort=-username", {"do": "export"})

    assert [row.username for row in asked["queryset"]] == ["p-004", "p-002"]
    assert [column.name for column in asked["columns"]] == ["name", "username", "title", "changed"]
    assert (asked["title"], asked["page"]) == ("人员", "tests.people")
