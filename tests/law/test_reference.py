"""The dated reference: look-ups by body and day, frozen, with a digest that follows every row."""

import re
from dataclasses import FrozenInstanceError, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from pengjiang.law.reference import TABLES, Reference, packaged, packaged_tables
from pengjiang.law.rows import Mark

REFERENCE = packaged()
TODAY = date(2026, 9, 1)


def test_six_bodies_enforce_from_november_2020():
    assert [body.code for body in REFERENCE.bodies_on(date(2020, 11, 1))] == [
        "tangxia",
        "hetang",
        "duruan",
        "huanshi",
        "chaolian",
        "baisha",
    ]
    assert REFERENCE.bodies_on(date(2020, 10, 31)) == ()
    assert REFERENCE.body("duruan").stem == "杜阮"


@pytest.mark.parametrize(
    ("body", "name", "accepted"),
    [
        pytest.param("duruan", "江门市蓬江区杜阮镇人民政府", True, id="镇全称"),
        pytest.param("duruan", "杜阮镇人民政府", True, id="镇简称"),
        pytest.param("duruan", "棠下镇人民政府", False, id="别的镇"),
        pytest.param("duruan", "杜阮镇综合行政执法办公室", False, id="执法办"),
        pytest.param("baisha", "江门市蓬江区人民政府白沙街道办事处", True, id="街道全称"),
        pytest.param("baisha", "江门市蓬江区白沙街道办事处", True, id="街道带市名"),
        pytest.param("baisha", "蓬江区白沙街道办事处", True, id="街道带区名"),
        pytest.param("baisha", "白沙街道办事处", True, id="街道简称"),
        pytest.param("nowhere", "杜阮镇人民政府", False, id="不认识的代码"),
    ],
)
def test_accepted_names(body, name, accepted):
    assert REFERENCE.accepts_name(body, name, TODAY) is accepted


@pytest.mark.parametrize(
    ("seal", "accepted"),
    [
        pytest.param("杜阮镇人民政府（行政执法专用章）", True, id="专用章"),
        pytest.param("杜阮镇人民政府(行政执法专用章)", True, id="半角括号"),
        pytest.param("杜阮镇人民政府", True, id="公章"),
        pytest.param("杜阮镇综合行政执法办公室（行政执法专用章）", False, id="内设机构"),
    ],
)
def test_accepted_seals(seal, accepted):
    assert REFERENCE.accepts_seal("duruan", seal, TODAY) is accepted


@pytest.mark.parametrize(
    ("body", "day", "article"),
    [
        pytest.param("duruan", date(2023, 12, 31), "第十三条第一款", id="镇旧法"),
        pytest.param("duruan", date(2024, 1, 1), "第二十四条第一款第（二）项", id="镇新法"),
        pytest.param("baisha", date(2023, 12, 31), "第十五条第一款第（一）项", id="街道旧法"),
        pytest.param("baisha", date(2024, 1, 1), "第二十四条第一款第（三）项", id="街道新法"),
    ],
)
def test_reconsideration_organ_is_the_district_government(body, day, article):
    organ = REFERENCE.reconsideration_organ(body, day)

    assert organ.name == "蓬江区人民政府"
    assert organ.is_named_by("江门市蓬江区人民政府")
    assert not organ.is_named_by("蓬江区司法局")
    assert organ.citations[0].place == article


def test_courts_differ_for_suit_and_enforcement():
    suit, enforcement = REFERENCE.court("duruan", TODAY), REFERENCE.court("duruan", TODAY, "enforcement")

    assert (suit.name, suit.mark) == ("江门市江海区人民法院", Mark.RECALLED)
    assert (enforcement.name, enforcement.mark) == ("江门市蓬江区人民法院", Mark.DOUBTFUL)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        pytest.param("summary.person", 50, 200, id="简易程序公民"),
        pytest.param("summary.organisation", 1000, 3000, id="简易程序单位"),
        pytest.param("on_the_spot", 20, 100, id="当场收缴"),
        pytest.param("hearing.person", 5000, 5000, id="听证公民"),
        pytest.param("hearing.organisation", 50000, 100000, id="听证单位"),
    ],
)
def test_thresholds_change_with_the_law(code, before, after):
    assert REFERENCE.threshold(code, date(2021, 7, 14)).value == Decimal(before)
    assert REFERENCE.threshold(code, date(2021, 7, 15)).value == Decimal(after)


@pytest.mark.parametrize(
    ("code", "value", "unit"), [("defence", 3, "working_days"), ("summary.on_the_spot", 4, "hours"), ("closing", 30, "natural_days")]
)
def test_house_periods(code, value, unit):
    row = REFERENCE.house(code, TODAY)

    assert (row.value, row.unit) == (value, unit)


def test_only_a_statute_may_shorten_the_suit_period():
    assert [row.law for row in REFERENCE.suit_periods_on(TODAY, binding=True)] == ["中华人民共和国土地管理法"]
    assert len(REFERENCE.suit_periods_on(TODAY, binding=False)) == 3


def test_standard_ends_with_its_year():
    assert [row.number for row in REFERENCE.standards_for("environment", date(2026, 12, 31))] == ["粤环发〔2021〕7号"]
    assert REFERENCE.standards_for("environment", date(2027, 1, 1)) == ()
    assert REFERENCE.standards_for("agriculture", TODAY, "exemption")[0].is_named_by("依据粤农农规〔2022〕2号")


def test_item_before_the_code_leads_to_its_successor():
    old = REFERENCE.item_on("HJ003", "duruan", date(2026, 8, 1))
    new = REFERENCE.item(old.successor)

    assert (old.statute_until, new.statute_since) == (date(2026, 8, 14), date(2026, 8, 15))
    assert (old.range_for(person=True), new.range_for(person=True)) == ((500, 20000), (500, 5000))
    assert REFERENCE.item_on("HJ003", "duruan", date(2020, 10, 1)) is None


def test_every_successor_is_an_item():
    assert [item.code for item in REFERENCE.items if item.successor and not REFERENCE.item(item.successor)] == []


def test_old_article_numbers_lead_to_new_ones():
    hearing = next(row for row in REFERENCE.article_map("行政处罚法") if row.matter == "听证")

    assert (hearing.old, hearing.new, hearing.switched_on) == ((42, 43), (63, 64, 65), date(2021, 7, 15))


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("organs", ("body", "purpose")),
        ("courts", ("body", "purpose")),
        ("thresholds", ("code",)),
        ("periods", ("code",)),
        ("sector_limits", ("field",)),
        ("numbers", ("code",)),
        ("items", ("code",)),
        ("names", ("body", "name")),
    ],
)
def test_no_two_rows_hold_for_one_key_on_one_day(table, key):
    rows = getattr(REFERENCE, table)

    clashes = [
        (one, other)
        for one, other in combinations(rows, 2)
        if all(getattr(one, part) == getattr(other, part) for part in key) and one.effective.overlaps(other.effective)
    ]
    assert clashes == []


def test_number_pattern_reads_its_example_and_refuses_leading_zeros():
    row = REFERENCE.number_pattern("town", TODAY)

    assert re.match(row.pattern, row.example).groupdict() == {"prefix": "蓬杜当罚", "year": "2026", "seq": "7"}
    assert re.match(row.pattern, "蓬杜当罚〔2026〕07号") is None
    assert re.match(row.pattern, "蓬杜当罚[2026]7号") is None


def test_digest_follows_every_row_and_nothing_else():
    changed = replace(REFERENCE, courts=(replace(REFERENCE.courts[0], name="另一法院"), *REFERENCE.courts[1:]))

    assert Reference.from_tables(packaged_tables()).digest == REFERENCE.digest
    assert changed.digest != REFERENCE.digest


def test_reference_is_frozen_and_every_table_filled():
    assert all(getattr(REFERENCE, table) for table in TABLES)
    with pytest.raises(FrozenInstanceError):
        REFERENCE.courts = ()


def test_unknown_table_or_key_is_an_error():
    with pytest.raises(KeyError):
        Reference.from_tables({"nothing": [{}]})
    with pytest.raises(TypeError):
        Reference.from_tables({"names": [{"body": "duruan", "name": "X", "mark": "R", "colour": "red"}]})
