"""Searching: any two neighbouring characters, and nothing that is not one's own."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from pengjiang.accounts.models import Organisation
from pengjiang.common.errors import DomainError
from pengjiang.events.services import emit
from pengjiang.notifications.models import Notice
from pengjiang.search import services
from pengjiang.search.grams import grams, normalise, query_words
from pengjiang.search.models import SearchEntry
from pengjiang.search.queries import excerpt, marked, search
from pengjiang.search.registry import SEARCHABLES, Scope, searchable
from tests.support.district import organisation, person

KIND = "notifications.notice"
BODY = "经查，当事人谭某在杜阮镇龙榜村擅自占用城市道路摆卖水果，现场照片三张，罚款人民币贰佰元整。"


@pytest.fixture
def papers(db):
    """Notices stand in for an app's objects: their body is searched, their title names the town that may know of them."""
    # Law is found by everybody; here it is about matters.
    SearchEntry.objects.all().delete()
    before = SEARCHABLES._entries.pop(KIND, None)
    searchable(
        KIND,
        label="样件",
        title=lambda row: row.title,
        number=lambda row: row.light,
        body=lambda row: row.body,
        url=lambda row: "/calendar/",
        scope=lambda row: Scope.of(Organisation.objects.get(code=row.about), people=(row.person,)),
    )

    def make(person, *, title="占道经营案", number="江蓬检5号", body=BODY, town="duruan", index=True):
        organisation(town)
        entry = emit("deadlines.calendar.entered", actor=None, data={"year": 2027, "notice": "x"})
        row = Notice.objects.create(entry=entry, person=person, kind="x", title=title, light=number, body=body, about=town)
        if index:
            services.index([f"{KIND}:{row.pk}"])
        return row

    yield make
    SEARCHABLES._entries.pop(KIND, None)
    if before is not None:
        SEARCHABLES._entries[KIND] = before


@pytest.mark.parametrize(
    "words",
    ["占用", "龙榜", "摆卖水果", "贰佰", "某在", "江蓬", "检5", "占道", "江蓬检5号", "杜阮 罚款", "ＪＩＡＮＧ"],
    ids=["正文中部", "地名", "四个字", "金额大写", "跨词两字", "文号字头", "文号数字", "标题", "整个文号", "两个词", "全角字母"],
)
def test_two_neighbouring_characters_are_found(papers, words):
    officer = person("town_officer")
    papers(officer, body=BODY + "JIANGMEN")

    assert len(search(officer, words)) == 1


@pytest.mark.parametrize("words", ["占城", "用占", "水果 龙门", "江检"], ids=["隔开的两字", "倒过来", "一个词没有", "隔开的字头"])
def test_what_does_not_stand_together_is_not_found(papers, words):
    officer = person("town_officer")
    papers(officer)

    assert search(officer, words) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("占", "“占”只有一个字"), ("", "请输入要查找的文字"), ("（）", "请输入要查找的文字"), ("占道 经", "“经”只有一个字")],
)
def test_single_character_is_refused_with_a_sentence(papers, words, sentence):
    with pytest.raises(DomainError, match=sentence):
        search(person("town_officer"), words)


def test_another_towns_object_is_not_found(papers):
    papers(person("town_officer"))

    assert search(person("town_officer", "hetang"), "占道") == []


def test_administrator_of_the_organisation_finds_nothing(papers):
    papers(person("clerk"), town="procuratorate")

    assert search(person("system_admin"), "占道") == []


def test_scope_columns_alone_do_not_open_what_the_model_hides(papers):
    """Somebody of the town is within the scope columns, yet the notice itself is another's."""
    papers(person("town_officer"))
    colleague = person("town_head")

    assert SearchEntry.objects.visible_to(colleague).count() == 1
    assert search(colleague, "占道") == []


def test_changed_and_vanished_objects(papers):
    officer = person("town_officer")
    row = papers(officer)
    Notice.objects.filter(pk=row.pk).update(title="夜间施工噪声案", body="")
    services.index([f"{KIND}:{row.pk}"])
    renamed = (len(search(officer, "占道")), len(search(officer, "噪声")))
    Notice.objects.filter(pk=row.pk).delete()
    services.index([f"{KIND}:{row.pk}"])

    assert renamed == (0, 1)
    assert SearchEntry.objects.count() == 0


def test_rebuild_writes_all_anew(papers, capsys):
    officer = person("town_officer")
    papers(officer, index=False)
    papers(officer, index=False)
    call_command("rebuild_search", KIND)

    assert capsys.readouterr().out == f"{KIND} 2\n"
    assert len(search(officer, "占道")) == 2


def test_number_comes_before_title_before_body(papers):
    officer = person("town_officer")
    papers(officer, title="甲案", number="1号", body="提到蓬江的正文")
    papers(officer, title="蓬江案", number="2号", body="")
    papers(officer, title="乙案", number="蓬江3号", body="")

    assert ["".join(text for text, _ in hit.number) for hit in search(officer, "蓬江")] == ["蓬江3号", "2号", "1号"]


def test_search_asks_as_often_for_thirty(client, papers, constant_queries):
    officer = person("town_officer")
    client.force_login(officer)

    constant_queries("/search/?q=占道", lambda count: [papers(officer) for _ in range(count)])


def test_page_marks_what_was_sought(client, papers):
    officer = person("town_officer")
    papers(officer)
    client.force_login(officer)
    page = client.get("/search/?q=占用").content.decode()

    assert "找到1项" in page
    assert "擅自<mark>占用</mark>城市道路" in page
    assert "“占”只有一个字" in client.get("/search/?q=占").content.decode()
    assert "没有找到“没有的事”" in client.get("/search/?q=没有的事").content.decode()
    assert "请输入要查找的内容" in client.get("/search/").content.decode()


def test_script_in_a_text_stays_text(client, papers):
    officer = person("town_officer")
    papers(officer, body="<script>占用</script>")
    client.force_login(officer)

    assert "&lt;script&gt;<mark>占用</mark>&lt;/script&gt;" in client.get("/search/?q=占用").content.decode()


def test_grams_cross_no_sign():
    assert grams("占道，经营") == ["占道", "经营"]
    assert normalise("〔２０２６〕13号") == "2026 13号"
    assert query_words("江蓬检〔2026〕13号 江蓬检") == ["江蓬检", "2026", "13号"]


def test_marks_follow_width_and_signs():
    assert marked("检〔２０２６〕13号", ["2026"]) == [("检〔", False), ("２０２６", True), ("〕13号", False)]
    assert marked("无关", ["占道"]) == [("无关", False)]


def test_excerpt_begins_near_the_word():
    text = "甲" * 100 + "占道经营" + "乙" * 200

    assert excerpt(text, ["占道"]) == "…" + "甲" * 40 + "占道经营" + "乙" * 116 + "…"
