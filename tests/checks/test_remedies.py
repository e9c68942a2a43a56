"""救济告知 JJ01–JJ14, and the text that the generator offers."""

from datetime import date

import pytest

from pengjiang.checks.remedy_text import Act, remedy_text
from tests.checks.cases import FAIL, MANUAL, MINOR, PASS, SERIOUS, SKIP, UNKNOWN, Case, assert_case, examples
from tests.checks.lawful import (
    ABSENT,
    CHECKER,
    DEMOLITION,
    ENFORCEMENT,
    GENERAL,
    HEARING,
    INSPECTION,
    MEASURE,
    NON_PENALTY,
    SUMMARY,
    change,
    citation,
    remedy,
    result,
)

LAND = "中华人民共和国土地管理法"
OLD_SUMMARY = change(SUMMARY, decision__dated_on="2023-12-31", decision__decided_at="2023-12-31T09:40", decision__remedy=remedy())
ELECTRONIC = change(GENERAL, services__1__method="electronic", services__1__consent_on="2026-03-20")
GOOD_TEXT = "如不服本决定，可以自收到本决定书之日起六十日内向蓬江区人民政府申请行政复议，也可以自收到本决定书之日起六个月内直接向江门市江海区人民法院提起行政诉讼。"


def written(text: str, base: dict = GENERAL) -> dict:
    place = next(place for place, paper in enumerate(base["documents"]) if paper["type"] == "CFJD")
    return change(base, **{f"documents__{place}__text": text})


def suit(value: object, unit: object = "months", **more: object) -> dict:
    return change(GENERAL, decision__remedy__suit_value=value, decision__remedy__suit_unit=unit, **more)


CASES = [
    Case("JJ01", "区人民政府", GENERAL, PASS),
    Case("JJ01", "写全称", change(GENERAL, decision__remedy__reconsider_organ="江门市蓬江区人民政府"), PASS),
    Case("JJ01", "司法局作收件地址", change(GENERAL, decision__remedy__reconsider_organ="蓬江区人民政府（收件地址：蓬江区司法局）"), PASS),
    Case("JJ01", "只写司法局", change(GENERAL, decision__remedy__reconsider_organ="蓬江区司法局"), FAIL, SERIOUS, "应为蓬江区人民政府"),
    Case("JJ01", "市级部门", change(GENERAL, decision__remedy__reconsider_organ="江门市城市管理和综合执法局"), FAIL, SERIOUS),
    Case("JJ01", "区政府或者市局", change(GENERAL, decision__remedy__reconsider_organ="蓬江区人民政府或者江门市城市管理和综合执法局"), FAIL, SERIOUS),
    Case("JJ01", "没有写", change(GENERAL, decision__remedy__reconsider_organ=ABSENT), FAIL, SERIOUS),
    Case("JJ01", "没有录全时没有写", change(GENERAL, complete=False, decision__remedy__reconsider_organ=ABSENT), UNKNOWN),
    Case("JJ01", "没有救济告知由WS02认定", change(GENERAL, decision__remedy=ABSENT), SKIP),
    Case("JJ02", "六十日", GENERAL, PASS),
    Case("JJ02", "三十日", change(GENERAL, decision__remedy__reconsider_days=30), FAIL, SERIOUS),
    Case("JJ02", "没有写", change(GENERAL, decision__remedy__reconsider_days=ABSENT), FAIL, SERIOUS),
    Case("JJ02", "没有录全时没有写", change(GENERAL, complete=False, decision__remedy__reconsider_days=ABSENT), UNKNOWN),
    Case("JJ02", "没有救济告知", INSPECTION, SKIP),
    Case("JJ03", "六个月", GENERAL, PASS),
    Case("JJ03", "三个月是旧法", suit(3), FAIL, SERIOUS, "应为六个月"),
    Case("JJ03", "十五日", suit(15, "days"), FAIL, SERIOUS),
    Case("JJ03", "土地法拆除十五日", suit(15, "days", decision__penalised_by=[citation(LAND, "83")]), PASS),
    Case("JJ03", "土地法拆除写六个月", suit(6, decision__penalised_by=[citation(LAND, "83")]), FAIL, SERIOUS, "应为十五日"),
    Case("JJ03", "土地案件不知是否拆除", suit(15, "days", decision__penalised_by=[citation(LAND, "77")]), MANUAL),
    Case("JJ03", "没有写", suit(ABSENT), FAIL, SERIOUS),
    Case("JJ03", "没有录全时没有写", suit(ABSENT, complete=False), UNKNOWN),
    Case("JJ03", "简易程序不适用", SUMMARY, SKIP),
    Case("JJ04", "江海区法院", GENERAL, PASS),
    Case("JJ04", "蓬江区法院", change(GENERAL, decision__remedy__court="江门市蓬江区人民法院"), FAIL, SERIOUS, "江门市江海区人民法院"),
    Case("JJ04", "没有写", change(GENERAL, decision__remedy__court=ABSENT), FAIL, SERIOUS),
    Case("JJ04", "没有录全时没有写", change(GENERAL, complete=False, decision__remedy__court=ABSENT), UNKNOWN),
    Case("JJ04", "简易程序不适用", SUMMARY, SKIP),
    Case("JJ05", "先复议", SUMMARY, PASS),
    Case("JJ05", "任选其一", change(SUMMARY, decision__remedy__mode="choice"), FAIL, SERIOUS),
    Case("JJ05", "没有写", change(SUMMARY, decision__remedy__mode=ABSENT), FAIL, SERIOUS),
    Case("JJ05", "没有录全时没有写", change(SUMMARY, complete=False, decision__remedy__mode=ABSENT), UNKNOWN),
    Case("JJ05", "2024年以前可以任选", OLD_SUMMARY, SKIP),
    Case("JJ05", "2024年1月1日任选", change(OLD_SUMMARY, decision__dated_on="2024-01-01"), FAIL, SERIOUS),
    Case("JJ06", "任选", GENERAL, PASS),
    Case("JJ06", "误写先复议", change(GENERAL, decision__remedy__mode="reconsider_first"), FAIL, SERIOUS),
    Case("JJ06", "自然资源案件由人判断", change(GENERAL, field="resources", decision__remedy__mode="reconsider_first"), MANUAL),
    Case("JJ06", "强制措施误写", change(MEASURE, measure__remedy__mode="reconsider_first"), FAIL, SERIOUS),
    Case("JJ06", "没有写", change(GENERAL, decision__remedy__mode=ABSENT), UNKNOWN),
    Case("JJ06", "简易程序不适用", SUMMARY, SKIP),
    Case("JJ07", "有起算点", GENERAL, PASS),
    Case("JJ07", "没有起诉的起算点", change(GENERAL, decision__remedy__suit_start=ABSENT), FAIL, MINOR),
    Case("JJ07", "先复议的不要求起诉起算点", change(SUMMARY, decision__remedy__suit_start=ABSENT), PASS),
    Case("JJ07", "没有录全时没有起算点", change(GENERAL, complete=False, decision__remedy__suit_start=ABSENT), UNKNOWN),
    Case("JJ07", "不予处罚不适用", NON_PENALTY, SKIP),
    Case("JJ08", "没有误用", GENERAL, PASS),
    Case("JJ08", "起诉期写十五日", suit(15, "days"), FAIL, SERIOUS),
    Case("JJ08", "复议期写十五日", change(GENERAL, decision__remedy__reconsider_days=15), FAIL, SERIOUS),
    Case("JJ08", "土地法的十五日", suit(15, "days", decision__penalised_by=[citation(LAND, "83")]), PASS),
    Case("JJ08", "土地案件不知是否拆除", suit(15, "days", decision__penalised_by=[citation(LAND, "77")]), MANUAL),
    Case("JJ08", "没有救济告知", change(GENERAL, decision__remedy=ABSENT), SKIP),
    Case("JJ09", "有救济告知", MEASURE, PASS),
    Case("JJ09", "没有救济告知", change(MEASURE, measure__remedy=ABSENT), FAIL, SERIOUS),
    Case("JJ09", "没有录全时没有救济告知", change(MEASURE, complete=False, measure__remedy=ABSENT), UNKNOWN),
    Case("JJ09", "处罚案卷不适用", GENERAL, SKIP),
    Case("JJ10", "有救济告知", DEMOLITION, PASS),
    Case("JJ10", "没有救济告知", change(DEMOLITION, enforcement__remedy=ABSENT), FAIL, SERIOUS),
    Case("JJ10", "没有录全时没有救济告知", change(DEMOLITION, complete=False, enforcement__remedy=ABSENT), UNKNOWN),
    Case("JJ10", "只催告并申请法院", ENFORCEMENT, SKIP),
    Case("JJ11", "告知网上渠道", change(ELECTRONIC, decision__remedy__online_channel="掌上复议"), PASS),
    Case("JJ11", "没有告知网上渠道", ELECTRONIC, FAIL, MINOR),
    Case("JJ11", "没有录全时没有告知", change(ELECTRONIC, complete=False), UNKNOWN),
    Case("JJ11", "2023年底电子送达", change(ELECTRONIC, services__1__on="2023-12-31"), SKIP),
    Case("JJ11", "2024年首日电子送达", change(ELECTRONIC, services__1__on="2024-01-01"), FAIL, MINOR),
    Case("JJ11", "直接送达", GENERAL, SKIP),
    Case("JJ12", "告知", GENERAL, PASS),
    Case("JJ12", "没有告知加处罚款", change(GENERAL, decision__surcharge_told=ABSENT), FAIL, MINOR, "逾期加处罚款"),
    Case("JJ12", "没有录全时没有告知", change(GENERAL, complete=False, decision__surcharge_told=ABSENT), UNKNOWN),
    Case("JJ12", "警告不适用", change(GENERAL, decision__penalties=["warning"], decision__fine=ABSENT), SKIP),
    Case("JJ13", "有救济告知", NON_PENALTY, PASS),
    Case("JJ13", "没有救济告知", change(NON_PENALTY, decision__remedy=ABSENT), FAIL, MINOR),
    Case("JJ13", "没有录全时没有救济告知", change(NON_PENALTY, complete=False, decision__remedy=ABSENT), UNKNOWN),
    Case("JJ13", "普通程序不适用", GENERAL, SKIP),
    Case("JJ14", "语句正确", written(GOOD_TEXT), PASS),
    Case("JJ14", "阿拉伯数字", written("不服本决定的，可在收到本决定书之日起60日内向江门市蓬江区人民政府申请行政复议，或者在6个月内向江门市江海区人民法院提起诉讼。"), PASS),
    Case("JJ14", "复议机关和法院错误", written("可以在六十日内向江门市城市管理局申请行政复议，也可以在三个月内向蓬江区人民法院提起行政诉讼。"), FAIL, SERIOUS, "起诉期限写成三个月"),
    Case("JJ14", "当场处罚写成任选", written(GOOD_TEXT, SUMMARY), FAIL, SERIOUS, "应当先申请复议"),
    Case("JJ14", "没有录入正文", HEARING, UNKNOWN),
    Case("JJ14", "没有决定类文书", INSPECTION, SKIP),
]


@examples(CASES)
def test_remedies(case):
    assert_case(case)


@pytest.mark.parametrize(
    ("act", "words", "not_words"),
    [
        pytest.param(Act("行政处罚决定书", date(2026, 3, 24)), ["六十日内向蓬江区人民政府", "六个月内直接向江门市江海区人民法院"], ["先向"], id="普通程序任选其一"),
        pytest.param(Act("当场处罚决定书", date(2023, 12, 31), summary=True), ["六个月内直接向"], ["先向"], id="2023年末的当场处罚任选其一"),
        pytest.param(Act("当场处罚决定书", date(2024, 1, 1), summary=True), ["六十日内先向蓬江区人民政府", "十五日内"], ["六个月"], id="2024年首日的当场处罚先复议"),
        pytest.param(Act("行政处罚决定书", date(2026, 3, 24), land=True), ["六十日内", "十五日内直接向"], ["六个月"], id="土地法限期拆除十五日起诉"),
        pytest.param(Act("行政处罚决定书", date(2026, 3, 24), fine=True), ["百分之三", "不超过罚款数额"], [], id="罚款写明缴款和加处"),
        pytest.param(Act("行政处罚决定书", date(2026, 3, 24), electronic=True), ["网上申请"], [], id="电子送达写明网上渠道"),
    ],
)
def test_remedy_text(act, words, not_words):
    text = remedy_text(act, "duruan", CHECKER.context)

    assert [word for word in words if word not in text] == []
    assert [word for word in not_words if word in text] == []


def test_a_wrong_notice_shows_the_right_text_for_this_file():
    found = result("JJ05", change(SUMMARY, decision__remedy__mode="choice"))

    assert found.seen["correct_text"] in found.lawful
    assert found.seen["correct_text"].startswith("如不服本决定，可以自收到本决定书之日起六十日内先向蓬江区人民政府申请行政复议")


def test_each_generated_text_satisfies_the_check_of_texts():
    text = remedy_text(Act("行政处罚决定书", date(2026, 3, 24), fine=True), "duruan", CHECKER.context)
    first = remedy_text(Act("当场处罚决定书", date(2026, 3, 2), summary=True), "duruan", CHECKER.context)

    assert result("JJ14", written(text)).outcome is PASS
    assert result("JJ14", written(first, SUMMARY)).outcome is PASS
