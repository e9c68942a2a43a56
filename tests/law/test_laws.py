"""Laws with their versions; every article that a limit or a row cites must be in the book."""

from dataclasses import fields
from datetime import date
from itertools import combinations

import pytest

from pengjiang.deadlines.limits import LIMITS
from pengjiang.law import laws
from pengjiang.law.citations import Citation
from pengjiang.law.reference import packaged as packaged_reference

TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("law", "day", "since"),
    [
        pytest.param("行政处罚法", date(2021, 7, 14), date(2018, 1, 1), id="旧处罚法末日"),
        pytest.param("行政处罚法", date(2021, 7, 15), date(2021, 7, 15), id="新处罚法首日"),
        pytest.param("中华人民共和国行政复议法", date(2023, 12, 31), date(1999, 10, 1), id="旧复议法末日"),
        pytest.param("《中华人民共和国行政复议法》", date(2024, 1, 1), date(2024, 1, 1), id="新复议法首日"),
        pytest.param("民事诉讼法", date(2022, 1, 1), date(2022, 1, 1), id="民诉法2021文本"),
        pytest.param("生态环境法典", date(2026, 8, 15), date(2026, 8, 15), id="法典首日"),
    ],
)
def test_version_in_force_on_a_day(law, day, since):
    assert laws.version_of(law, day).effective.since == since


@pytest.mark.parametrize(
    ("law", "day"),
    [
        pytest.param("大气污染防治法", date(2026, 8, 15), id="法典施行后失效"),
        pytest.param("生态环境法典", date(2026, 8, 14), id="法典施行前"),
        pytest.param("民法总则", date(2021, 1, 1), id="民法典施行后失效"),
        pytest.param("没有这部法", date(2024, 1, 1), id="不认识的法律"),
    ],
)
def test_no_version_in_force(law, day):
    assert laws.version_of(law, day) is None


def test_names_short_and_full():
    assert laws.law_named("行政处罚法").name == "中华人民共和国行政处罚法"
    assert laws.is_full_name("《中华人民共和国行政处罚法》")
    assert not laws.is_full_name("行政处罚法")
    assert laws.law_named("行诉解释").rank is laws.Rank.INTERPRETATION


@pytest.mark.parametrize(
    ("citation", "day", "answer"),
    [
        pytest.param(Citation("行政处罚法", 86), TODAY, True, id="末条"),
        pytest.param(Citation("行政处罚法", 87), TODAY, False, id="超出末条"),
        pytest.param(Citation("行政处罚法", 86), date(2021, 7, 1), False, id="旧法没有的条"),
        pytest.param(Citation("行政处罚法", 42, 3), TODAY, False, id="没有的款"),
        pytest.param(Citation("行政处罚法", 59, 1, 6), TODAY, True, id="末项"),
        pytest.param(Citation("行政处罚法", 59, 1, 7), TODAY, False, id="没有的项"),
        pytest.param(Citation("大气污染防治法", 118, 1), TODAY, False, id="已失效"),
        pytest.param(Citation("城市绿化条例", 32), TODAY, None, id="条数未知"),
        pytest.param(Citation("没有这部法", 1), TODAY, None, id="不认识的法律"),
    ],
)
def test_place_exists(citation, day, answer):
    assert laws.exists(citation, day) is answer


@pytest.mark.parametrize(
    ("citation", "answer"),
    [
        pytest.param(Citation("行政处罚法", 33), False, id="有三款未写款"),
        pytest.param(Citation("行政处罚法", 33, 1), True, id="写到款"),
        pytest.param(Citation("行政处罚法", 57, 1), False, id="款下有项未写项"),
        pytest.param(Citation("行政处罚法", 57, 2), True, id="款下无项"),
        pytest.param(Citation("行政处罚法", 60), True, id="只有一款"),
        pytest.param(Citation("行政复议法", 30), None, id="结构未核对"),
    ],
)
def test_full_pinpoint(citation, answer):
    assert laws.find(citation, TODAY).is_pinpointed_by(citation) is answer


def test_same_number_in_two_texts_is_two_articles():
    old, new = laws.find(Citation("行政处罚法", 42), date(2021, 7, 14)), laws.find(Citation("行政处罚法", 42), date(2021, 7, 15))

    assert "听证" in old.text
    assert "不得少于两人" in new.text


@pytest.mark.parametrize("law", laws.packaged().laws, ids=lambda law: law.name)
def test_versions_do_not_overlap_and_are_in_order(law):
    assert not any(one.effective.overlaps(other.effective) for one, other in combinations(law.versions, 2))
    assert [version.effective.since for version in law.versions] == sorted(version.effective.since for version in law.versions)


@pytest.mark.parametrize("article", laws.packaged().articles, ids=lambda article: f"{article.law}{article.number}·{article.since}")
def test_every_article_belongs_to_a_text(article):
    assert laws.version_of(article.law, article.since).effective.since == article.since
    assert laws.exists(article.citation, article.since)


@pytest.mark.parametrize("limit", LIMITS.values(), ids=lambda limit: f"{limit.code} {limit.title}")
def test_every_citation_of_a_limit_is_found(limit):
    for version in limit.versions:
        day = version.effective.until or TODAY
        for citation in filter(None, (*version.citations, version.pause_citation)):
            assert laws.exists(citation, day) is True
            assert citation.article is None or laws.find(citation, day) is not None


def test_no_citation_of_the_reference_contradicts_the_lawbook():
    reference = packaged_reference()
    wrong = []
    for part in fields(reference):
        for row in getattr(reference, part.name):
            day = getattr(row, "statute_until", None) or row.effective.until or TODAY
            citations = (*getattr(row, "citations", ()), *getattr(row, "violated", ()), *getattr(row, "penalised_by", ()))
            wrong += [str(one) for one in citations if laws.law_named(one.law) is None or laws.exists(one, day) is False]

    assert wrong == []
