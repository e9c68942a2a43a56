"""The JSON Schema judges shape: pointers, types, impossible dates; the compiled form agrees with the library."""

import json

import pytest
from hypothesis import given, settings

from pengjiang.checks.facts import FileFacts
from pengjiang.checks.validation import _accepts, find_problems, schema, validate
from pengjiang.common.strictjson import BadInput, read_json
from tests.checks.dossiers import documents, spoiled
from tests.checks.lawful import CHECKER, GENERAL, LAWFUL, change


def problems(dossier: object) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        CHECKER.validate(dossier)
    return [(problem.pointer, problem.error) for problem in caught.value.problems]


@pytest.mark.parametrize("name", LAWFUL)
def test_lawful_files_are_accepted(name):
    assert find_problems(LAWFUL[name]) == []


@pytest.mark.parametrize(
    ("changes", "pointer", "words"),
    [
        pytest.param({"case__filed": "2026-03-03"}, "/case/filed", "没有“filed”这个字段", id="未知字段"),
        pytest.param({"documents__0__x~y/z": 1}, "/documents/0/x~0y~1z", "没有", id="指针转义"),
        pytest.param({"case__filed_on": "2026-02-30"}, "/case/filed_on", "日历上没有", id="不存在的日期"),
        pytest.param({"case__filed_on": "2026-2-3"}, "/case/filed_on", "YYYY-MM-DD", id="日期格式"),
        pytest.param({"case__filed_on": "20260203"}, "/case/filed_on", "YYYY-MM-DD", id="没有分隔的日期"),
        pytest.param({"case__filed_on": None}, "/case/filed_on", "YYYY-MM-DD", id="空值"),
        pytest.param({"case__discovered_at": "2026-03-02"}, "/case/discovered_at", "YYYY-MM-DDTHH:MM", id="时刻缺时分"),
        pytest.param({"case__discovered_at": "2026-03-02T24:00"}, "/case/discovered_at", "YYYY-MM-DDTHH:MM", id="二十四时"),
        pytest.param({"case__discovered_at": "2026-03-02T09:10:00"}, "/case/discovered_at", "YYYY-MM-DDTHH:MM", id="带秒的时刻"),
        pytest.param({"decision__fine": 100.5}, "/decision/fine", "金额", id="金额写成小数"),
        pytest.param({"decision__fine": "一百元"}, "/decision/fine", "金额", id="金额写成汉字"),
        pytest.param({"decision__pay_days": "15"}, "/decision/pay_days", "整数", id="整数写成文字"),
        pytest.param({"decision__reasons": "是"}, "/decision/reasons", "true 或 false", id="布尔写成文字"),
        pytest.param({"decision__penalties": "fine"}, "/decision/penalties", "数组", id="数组写成文字"),
        pytest.param({"decision__penalties": ["罚款"]}, "/decision/penalties/0", "只能是", id="种类不在封闭列表"),
        pytest.param({"decision__penalised_by__0__article": 42}, "/decision/penalised_by/0/article", "文字", id="条写成数字"),
        pytest.param({"records__1__officers": ["甲", 3]}, "/records/1/officers/1", "文字", id="姓名写成数字"),
        pytest.param({"file_type": "P_XXX"}, "/file_type", "只能是", id="案卷类型"),
        pytest.param({"format": "dossier/2"}, "/format", "dossier/1", id="格式版本"),
        pytest.param({"body": "canghou"}, "/body", "不认识的镇街代码", id="镇街代码"),
        pytest.param({"decision__remedy__mode": "both"}, "/decision/remedy/mode", "只能是", id="救济方式"),
    ],
)
def test_bad_input_is_named_by_pointer(changes, pointer, words):
    found = problems(change(GENERAL, **changes))

    assert [place for place, _ in found] == [pointer]
    assert words in found[0][1]


@pytest.mark.parametrize("key", ["format", "number", "body", "file_type"])
def test_required_keys(key):
    dossier = {name: value for name, value in GENERAL.items() if name != key}

    assert problems(dossier) == [(f"/{key}", f"缺少必填字段“{key}”。")]


def test_every_fault_is_named_at_once():
    found = problems(change(GENERAL, case__filed_on="x", decision__fine=[], parties__0__name=1))

    assert [pointer for pointer, _ in found] == ["/case/filed_on", "/decision/fine", "/parties/0/name"]


@pytest.mark.parametrize(("value", "said"), [([], "对象"), ("x", "对象"), (None, "对象")])
def test_what_is_no_object(value, said):
    assert said in problems(value)[0][1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(b"\xff\xfe", "UTF-8", id="不是UTF8"),
        pytest.param('{"a": }', "第 1 行第 7 列", id="语法错误"),
        pytest.param('{"a": NaN}', "数值", id="非数"),
        pytest.param("[" * 100_000, "嵌套", id="嵌套过深"),
        pytest.param('{"a": ' + "9" * 5000 + "}", "数值", id="过长的整数"),
    ],
)
def test_what_is_no_json(text, words):
    with pytest.raises(BadInput) as caught:
        read_json(text)

    assert words in caught.value.problems[0].error


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        (r'{"title": "某\u0000某"}', "/title"),
        (r'{"records": [{"place": "\ud842"}]}', "/records/0/place"),
        (r'{"a\u0000": 1}', ""),
    ],
)
def test_signs_that_no_text_can_hold(text, pointer):
    with pytest.raises(BadInput) as caught:
        read_json(text)

    assert [(problem.pointer, "无法保存的字符" in problem.error) for problem in caught.value.problems] == [(pointer, True)]


def test_a_rare_sign_written_as_a_pair_is_read():
    assert read_json(r'{"title": "\ud862\udd1a某"}') == {"title": "\U0002891a某"}


def test_a_hostile_nesting_is_refused():
    deep = {"case": {}}
    for _ in range(500):
        deep = {"case": deep}

    assert problems(deep) == [("", "嵌套层数过多。")]


def test_a_byte_order_mark_is_skipped():
    assert read_json("\ufeff{}".encode()) == {}


@pytest.mark.parametrize("spelling", ["42", "四十二", "第四十二条", "４２", "第42条"])
def test_spellings_of_an_article(spelling):
    dossier = change(GENERAL, decision__penalised_by=[{"law": "城市道路管理条例", "article": spelling}])
    validate(dossier)

    assert FileFacts(dossier).decision.penalised_by[0].article == 42


@given(documents())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_generated_documents_satisfy_the_schema(document):
    assert find_problems(document) == []
    assert _accepts()(document)


@given(spoiled())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_compiled_form_agrees_with_the_library(document):
    assert _accepts()(document) is (find_problems(document) == [])


def test_the_schema_is_closed_and_described():
    objects = [schema(), *(node for node in schema()["$defs"].values() if node.get("type") == "object")]

    assert all(node["additionalProperties"] is False and node["description"] for node in objects)
    assert json.dumps(schema(), ensure_ascii=False)
