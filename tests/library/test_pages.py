"""Rulebook, laws, articles and dated tables, as pages everybody signed in may read."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.checks import rules
from pengjiang.common import clock
from pengjiang.law import laws
from pengjiang.law.citations import Citation
from pengjiang.law.models import ReferenceRow
from pengjiang.law.services import end_row, save_row
from pengjiang.library.links import article_url, rule_url
from pengjiang.library.models import ArticleEntry, LawEntry, RuleEntry
from pengjiang.search.queries import search
from tests.support.district import person

pytestmark = pytest.mark.django_db
STEPS = [
    {"item": "CG001", "name": "较轻", "circumstances": "占用不足五平方米", "low": 0, "high": 6000},
    {"item": "CG001", "name": "一般", "low": 6000, "high": 14000, "low_inclusive": False},
]
STANDARD = {"code": "urban.demo", "kind": "benchmark", "name": "城市管理裁量基准（试验）", "number": "试验〔2026〕1号", "field": "urban", "steps": STEPS}


@pytest.fixture(autouse=True)
def officer(client):
    user = person("town_officer")
    client.force_login(user)
    return user


def read(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_all_rules_are_mirrored_with_their_automatic_ones():
    assert RuleEntry.objects.count() == 176
    assert RuleEntry.objects.filter(automatic=True).count() == sum(rule.automatic for rule in rules.ALL) >= 120


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("category=JJ", {rule.code for rule in rules.ALL if rule.code.startswith("JJ")}),
        ("automatic=0", {rule.code for rule in rules.ALL if not rule.automatic}),
        ("type=P_SUM&severity=veto", {rule.code for rule in rules.ALL if "P_SUM" in rule.file_types and rule.severity == "veto"}),
        ("on=2021-07-14&category=CX", {rule.code for rule in rules.ALL if rule.code.startswith("CX") and date(2021, 7, 14) in rule.effective}),
    ],
)
def test_list_of_rules_filters(client, query, expected):
    shown = client.get(f"/library/rules/?{query}&size=50").context["listing"]

    assert shown.total.number == len(expected)
    assert {row.name for row in shown.table.rows} <= expected


def test_a_switch_day_filters_the_rules_that_changed(client):
    page = client.get("/library/rules/?version=2024-01-01&size=50").context["listing"]

    assert "JJ05" in {row.name for row in page.table.rows}
    assert "CX18" not in {row.name for row in page.table.rows}


def test_every_rule_has_its_page_with_linked_articles(client):
    for rule in rules.ALL:
        page = read(client, rule_url(rule.code))
        assert rule.demand in page.replace("&#x27;", "'").replace("&quot;", '"')
        for citation in rule.citations():
            assert str(citation) in page


def test_rule_page_says_what_changed_on_its_switch_day(client):
    page = read(client, "/library/rules/CX18/")

    assert "2021-07-15起" in page
    assert "至2021-07-14" in page
    assert "简易程序罚款上限由公民五十元、组织一千元提高到公民二百元、组织三千元。" in page
    assert "合法做法" in page
    assert page.count("badge--good") >= 1


def test_unknown_rule_law_article_and_row_are_not_found(client):
    for url in ("rules/XX99", "laws/没有这部法", "laws/行政处罚法/999", "laws/行政处罚法/44/2020-02-02", "laws/行政处罚法/甲", "data/nothing", "data/items/0"):
        assert client.get(f"/library/{url}/").status_code == 404, url


def test_article_page_leads_both_ways(client):
    page = read(client, article_url("《中华人民共和国行政处罚法》第四十四条", date(2026, 3, 24)))

    assert "决定前告知拟处罚的内容" in page
    assert "/library/rules/CX06/" in page
    assert "释要" in page
    assert "/library/laws/" in read(client, "/library/rules/CX06/")


def test_old_and_new_text_of_one_article_stand_apart(client):
    page = read(client, "/library/laws/行政处罚法/42/2018-01-01/")

    assert page.index("听证的告知与程序") < page.index("不得少于两人")
    assert "已失效" in page


def test_documents_rest_on_articles_too(client):
    assert "检察建议书" in read(client, article_url("《人民检察院检察建议工作规定》第十六条"))


def test_limits_and_dated_rows_are_named_on_the_article(client):
    page = read(client, article_url("《中华人民共和国行政处罚法》第六十三条第一款"))

    assert "听证较大数额（公民）" in page
    assert "CX13" in page


def test_a_place_in_words_leads_to_its_page(client):
    answer = client.get("/library/cite/", {"place": "《行政处罚法》第三十三条第一款", "on": "2021-07-14"})

    assert answer.status_code == 302
    assert answer["Location"] == article_url(Citation("行政处罚法", 33), date(2021, 7, 14))
    assert client.get("/library/cite/", {"place": "胡写"})["Location"] == "/library/laws/"
    assert client.get(answer["Location"]).status_code == 200


def test_every_law_and_every_paraphrased_article_has_its_page(client):
    for law in LawEntry.objects.all():
        read(client, law.get_absolute_url())
    for article in ArticleEntry.objects.select_related("law").order_by("pk")[::7]:
        assert article.text[:12] in read(client, article.get_absolute_url())
    assert LawEntry.objects.count() == len(laws.packaged().laws)


def test_search_finds_rules_and_articles_for_everybody():
    for role in ("town_officer", "procurator", "bureau_reviewer", "system_admin", "audit_admin"):
        user = person(role)
        assert {hit.label for hit in search(user, "裁量基准")} >= {"体检规则", "法规条文"}
        assert "".join(text for text, _ in search(user, "CX18", kind="library.ruleentry")[0].title) == "简易程序当场决定"


def test_table_shows_what_holds_on_the_chosen_day(client):
    with clock.at(date(2026, 11, 22)):
        now = client.get("/library/data/thresholds/?on=today&size=50").context["listing"]
        then = client.get("/library/data/thresholds/?on=2021-07-14&size=50").context["listing"]
        ending = client.get("/library/data/standards/?ending=1").context["listing"]

    def sums(listing):
        return {(row.name, str(row.cells[1].html)) for row in listing.table.rows}

    assert ("简易程序罚款上限（公民）", "200元") in sums(now)
    assert ("简易程序罚款上限（公民）", "50元") in sums(then)
    assert "广东省生态环境行政处罚自由裁量权规定" in {row.name for row in ending.table.rows}


def test_power_list_of_a_town(client):
    row = ReferenceRow.objects.get(kind="items", key="CG001")
    save_row(row, kind="items", value={**row.value, "bodies": ["tangxia"]}, since=row.since, until=None, source="", confidence="V", actor=None)

    town = client.get("/library/data/items/?body=duruan&q=CG001").context["listing"]
    other = client.get("/library/data/items/?body=tangxia&q=CG001").context["listing"]

    assert (town.total.number, other.total.number) == (0, 1)


def test_item_page_links_its_articles_standard_and_successor(client):
    row = ReferenceRow.objects.get(kind="items", key="HJ003")
    page = read(client, f"/library/data/items/{row.pk}/")

    assert "500至20000元" in page
    assert "广东省生态环境行政处罚自由裁量权规定" in page
    assert "HJ103" in page
    assert "凭专业记忆录入，待核对" in page
    assert "/library/laws/" in page


def test_an_item_whose_law_has_ended_says_so(client):
    with clock.at(date(2026, 8, 14)):
        before = client.get("/library/data/items/?q=HJ003").context["listing"].table.rows[0]
    with clock.at(date(2026, 8, 15)):
        after = client.get("/library/data/items/?q=HJ003").context["listing"].table.rows[0]

    assert "现行有效" in "".join(cell.html for cell in before.cells)
    assert "所依法律已失效" in "".join(cell.html for cell in after.cells)
    assert "大气、噪声、固体废物污染防治法文本" in "".join(cell.html for cell in after.cells)


def test_standard_shows_its_steps_and_its_other_times(client):
    row = save_row(None, kind="standards", value=STANDARD, since=date(2026, 1, 1), until=None, source="试验", confidence="SYN", actor=None)
    end_row(row, until=date(2026, 6, 30), actor=None)
    save_row(None, kind="standards", value={**STANDARD, "steps": []}, since=date(2026, 7, 1), until=None, source="试验", confidence="SYN", actor=None)

    page = read(client, f"/library/data/standards/{row.pk}/")

    assert "占用不足五平方米" in page
    assert "6000至14000元（不含6000）" in page
    assert "同一事项的其他时期" in page


def test_only_the_administrator_of_law_sees_the_way_to_the_editor(client):
    row = ReferenceRow.objects.filter(kind="items").first()
    assert f"/console/reference/items/{row.pk}/" not in read(client, f"/library/data/items/{row.pk}/")

    client.force_login(person("system_admin"))
    assert f"/console/reference/items/{row.pk}/" in read(client, f"/library/data/items/{row.pk}/")


@pytest.mark.parametrize("kind", ["rules/", "laws/", "data/items/", "data/standards/"])
def test_lists_export_what_they_show(client, kind):
    answer = client.post(f"/library/{kind}", {"do": "export"})

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")


def test_lists_cost_the_same_however_long(constant_queries):
    def more(count):
        for _ in range(count):
            number = LawEntry.objects.count()
            LawEntry.objects.create(name=f"试验规定{number}", slug=f"试验规定{number}", rank="document", rank_order=5, order=1000 + number)

    constant_queries("/library/laws/", more)
