"""Hypothesis: documents that satisfy the published schema, made from the schema itself; and such documents with one thing spoiled."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from pengjiang.checks.validation import schema

SPOILERS: list[Any] = [None, "x", "", -1, 1.5, 2.0, True, [], {}, ["x"], {"x": 1}, "2026-02-30", "2026-03-02", "2026-03-02T10:00", 10**20, "100", "1e3"]
NAMES = ["甲", "乙", "李某", "黄镇长", ""]
TEXTS = [
    *("甲", "李某", "蓬杜罚〔2026〕7号", "杜阮镇人民政府", "蓬江区人民政府", "江门市江海区人民法院", "下落不明", "人民币壹佰元整", "CFJD", "GZS", "LASP", "QZCS", "CGS"),
    *("JCBL", "XWBL", "CG001", "HJ001", "复议", "诉讼", "照片", "440703198001011234", "91350100M000100Y43", "工作日", "2026-02-30", "如不服本决定，可以在六十日内向蓬江区人民政府申请行政复议。"),
]
LAWS = ["中华人民共和国行政处罚法", "中华人民共和国大气污染防治法", "中华人民共和国生态环境法典", "中华人民共和国土地管理法", "城市道路管理条例", "某条例", "", "《城乡规划法》"]
# Near one another and near the switches, so that the rules have something to compare.
NEAR = st.sampled_from(["2021-07-14", "2021-07-15", "2022-01-01", "2024-01-01", "2026-03-02", "2026-03-03", "2026-03-09", "2026-03-24", "2026-08-15"])
DAYS = NEAR | st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str)
TIMES = NEAR.map(lambda day: f"{day}T10:00") | st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)).map(lambda moment: moment.isoformat()[:16])
TEXT = st.sampled_from(TEXTS) | st.text(max_size=12)


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """Any document that the schema accepts, of a known town."""
    return _objects(schema()).map(_of_a_town)


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """A document with one place given another value, right or wrong."""
    document = deepcopy(draw(documents()))
    paths = list(_paths(document))
    *parents, last = draw(st.sampled_from(paths))
    target = document
    for key in parents:
        target = target[key]
    target[last] = draw(st.sampled_from(SPOILERS))
    return document


def _of_a_town(document: dict[str, Any]) -> dict[str, Any]:
    return document | {"body": "duruan"}


def _paths(value: Any, prefix: tuple = ()) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield (*prefix, key)
        yield from _paths(child, (*prefix, key))


_MADE: dict[str, st.SearchStrategy[Any]] = {}


def _values(node: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in node:
        name = node["$ref"].removeprefix("#/$defs/")
        if name not in _MADE:
            _MADE[name] = _named(name, schema()["$defs"][name])
        return _MADE[name]
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "anyOf" in node:
        return st.one_of([_values(option) for option in node["anyOf"]])
    kind = node["type"]
    if kind == "array":
        return st.lists(_values(node["items"]), max_size=3)
    if kind == "object":
        return _objects(node)
    if kind == "boolean":
        return st.booleans()
    if kind == "integer":
        return st.integers(node["minimum"], node["maximum"]) | st.integers(0, 100)
    if kind == ["boolean", "string"]:
        return st.booleans() | TEXT
    return TEXT.filter(bool) if node.get("minLength") else TEXT


def _named(name: str, node: dict[str, Any]) -> st.SearchStrategy[Any]:
    special = {
        "date": DAYS,
        "time": TIMES,
        "money": st.integers(0, 200_000) | st.integers(-(10**15), 10**15) | st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,4})?", fullmatch=True, alphabet=st.characters(codec="ascii")),
        "citation": st.fixed_dictionaries(
            {},
            optional={
                "law": st.sampled_from(LAWS),
                "article": st.sampled_from(["42", "第四十二条", "118", "77", "83", "第1132条", "x", ""]),
                "paragraph": st.sampled_from(["1", "二", "９９９９９９"]),
                "item": TEXT,
                "version": DAYS,
            },
        ),
    }
    return special[name] if name in special else _values(node)


def _objects(node: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    required = set(node.get("required", ()))
    parts = {key: _people(key, child) for key, child in node["properties"].items()}
    return st.fixed_dictionaries({key: parts[key] for key in required}, optional={key: part for key, part in parts.items() if key not in required})


def _people(key: str, node: dict[str, Any]) -> st.SearchStrategy[Any]:
    if key in ("officers", "servers", "persons", "heads") and node.get("items", {}).get("type") == "string":
        return st.lists(st.sampled_from(NAMES), max_size=3)
    return _values(node)
