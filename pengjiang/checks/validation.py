"""Is this JSON a dossier/1? The published JSON Schema decides; what it refuses is said in Chinese, by JSON Pointer.

``schema/dossier-1.schema.json`` is the source. For speed it is compiled once into plain functions that only say yes or no
(:func:`compile_schema`); a document that they refuse goes through the jsonschema library, which then names every fault.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

MAX_DEPTH = 32
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
Accepts = Callable[[Any], bool]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: where, by JSON Pointer, and what."""

    pointer: str
    error: str

    def as_json(self) -> dict[str, str]:
        return {"pointer": self.pointer, "error": self.error}


class BadInput(ValueError):
    """The input is not a dossier/1; ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("；".join(f"{problem.pointer or '（整个文件）'}：{problem.error}" for problem in self.problems))


@cache
def schema() -> dict[str, Any]:
    """The published schema, as a dict that nobody may change."""
    text = resources.files("pengjiang.checks").joinpath("schema", "dossier-1.schema.json").read_text("utf-8")
    return json.loads(text)


def read_json(text: str | bytes) -> Any:
    """The value of a JSON text. Raises :class:`BadInput`."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        twice: list[tuple[dict[str, Any], str]] = []
        value = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant, object_pairs_hook=partial(_object, twice))
    except UnicodeDecodeError as error:
        raise BadInput([Problem("", f"不是 UTF-8 编码：第 {error.start + 1} 个字节无法识别。")]) from error
    except json.JSONDecodeError as error:
        raise BadInput([Problem("", f"不是合法的 JSON：第 {error.lineno} 行第 {error.colno} 列有误。")]) from error
    except RecursionError as error:
        raise BadInput([Problem("", "嵌套层数过多。")]) from error
    except ValueError as error:
        raise BadInput([Problem("", "不是合法的 JSON：含有无法识别的数值。")]) from error
    # Only an escape brings in a sign that no text may hold: half of a surrogate pair, or NUL, which Postgres refuses.
    problems = list(_unwritable(value, "")) if "\\u" in text and not _depth_exceeds(value, MAX_DEPTH) else []
    if twice and not _depth_exceeds(value, MAX_DEPTH):
        problems += _repeated(value, "", twice)
    if problems:
        raise BadInput(problems)
    return value


def _object(twice: list[tuple[dict[str, Any], str]], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; what it names more than once is noted in ``twice``: which of the values is meant, nobody can tell."""
    value = dict(pairs)
    if len(value) < len(pairs):
        twice.extend((value, key) for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return value


def _repeated(value: Any, pointer: str, twice: list[tuple[dict[str, Any], str]]) -> Iterable[Problem]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        place = f"{pointer}/{_escape(str(key))}"
        if any(holder is value and name == key for holder, name in twice):
            yield Problem(place, f"字段“{key}”重复出现，只能写一次。")
        yield from _repeated(item, place, twice)


def _unwritable(value: Any, pointer: str) -> Iterable[Problem]:
    if isinstance(value, str):
        if _UNWRITABLE.search(value):
            yield Problem(pointer, "含有无法保存的字符（空字符或者半个代理对），请删去后再试。")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if _UNWRITABLE.search(key):
                yield Problem(pointer, "有一个字段名含有无法保存的字符，请删去后再试。")
            else:
                yield from _unwritable(item, f"{pointer}/{_escape(key)}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _unwritable(item, f"{pointer}/{place}")


def validate(document: Any, *, bodies: Iterable[str] | None = None) -> None:
    """Raises :class:`BadInput` naming every fault; ``bodies`` are the codes of towns and streets that the reference data know."""
    if not _accepts()(document):
        problems = find_problems(document)
        if problems:
            raise BadInput(problems)
    if bodies is not None and document["body"] not in bodies:
        raise BadInput([Problem("/body", f"不认识的镇街代码“{document['body']}”，参照数据中有：{'、'.join(sorted(bodies))}。")])


def find_problems(document: Any) -> list[Problem]:
    """Every fault of the shape, in the order of the document."""
    if _depth_exceeds(document, MAX_DEPTH):
        return [Problem("", "嵌套层数过多。")]
    found: dict[Problem, None] = {}
    # A text that is no date at all also fails the calendar: one sentence a place is enough, the plainer one first.
    named: set[str] = set()
    for error in sorted(_validator().iter_errors(document), key=lambda error: error.validator == "format"):
        problems = [problem for problem in _describe(error) if error.validator != "format" or problem.pointer not in named]
        named.update(problem.pointer for problem in problems)
        found |= dict.fromkeys(problems)
    return sorted(found, key=lambda problem: problem.pointer)


# --- the jsonschema library: names the faults -------------------------------------------------------------------------------

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date", raises=ValueError)
def is_date(value: object) -> bool:
    """A day that the calendar has, written in ten characters."""
    return not isinstance(value, str) or (len(value) == 10 and date.fromisoformat(value) is not None)


@FORMATS.checks("local-minute", raises=ValueError)
def is_minute(value: object) -> bool:
    """A day and a minute, without seconds or zone."""
    return not isinstance(value, str) or (len(value) == 16 and datetime.fromisoformat(value) is not None)


@cache
def _validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema(), format_checker=FORMATS)


TYPE_NAMES = {"object": "对象", "array": "数组", "string": "文字", "integer": "整数", "boolean": " true 或 false", "number": "数字"}
SHAPE_NAMES = {
    "date": "应为日期，写作 YYYY-MM-DD（1900 年至 2199 年）",
    "time": "应为时刻，写作 YYYY-MM-DDTHH:MM（1900 年至 2199 年）",
    "money": "应为以元计的金额：整数，或者写成文字的十进制数",
    "integer": "应为整数，且不超过一百万",
    "count": "应为整数或者文字",
    "citation_or_text": "应为法律条款的对象或者文字",
}


def _describe(error: ValidationError) -> Iterable[Problem]:
    pointer = _pointer(error.absolute_path)
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        return [Problem(f"{pointer}/{_escape(key)}", f"没有“{key}”这个字段。") for key in error.instance if key not in known]
    if error.validator == "required":
        return [
            Problem(f"{pointer}/{_escape(key)}", f"缺少必填字段“{key}”。") for key in error.validator_value if key not in error.instance
        ]
    return [Problem(pointer, _sentence(error))]


def _sentence(error: ValidationError) -> str:
    shape = _shape_name(error)
    shown = json.dumps(error.instance, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    if error.validator == "format":
        return f"日历上没有 {shown} 这一天（或这一刻）。"
    if shape:
        return f"{shape}，现在是 {shown}。"
    if error.validator == "enum":
        return f"只能是 {'、'.join(error.validator_value)} 之一，现在是 {shown}。"
    if error.validator == "const":
        return f"只能是“{error.validator_value}”，现在是 {shown}。"
    if error.validator == "type":
        wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        return f"应为{'或'.join(TYPE_NAMES[name] for name in wanted)}，现在是 {shown}。"
    if error.validator == "minLength":
        return "不能为空。"
    return f"不符合格式，现在是 {shown}。"


def _shape_name(error: ValidationError) -> str:
    """What the named definition asks for: better than the keyword that happened to fail."""
    definitions = schema()["$defs"]
    return next((text for name, text in SHAPE_NAMES.items() if error.schema is definitions[name] or error.schema == definitions[name]), "")


def _pointer(path: Iterable[str | int]) -> str:
    return "".join(f"/{_escape(str(part))}" for part in path)


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _depth_exceeds(value: Any, limit: int) -> bool:
    """Walks level by level, so that a hostile nesting does not exhaust the stack."""
    level = [value]
    for _ in range(limit):
        level = [child for item in level if isinstance(item, (dict, list)) for child in (item.values() if isinstance(item, dict) else item)]
        if not level:
            return False
    return True


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


# --- compiled: says yes or no, fast ------------------------------------------------------------------------------------------


@cache
def _accepts() -> Accepts:
    return compile_schema(schema())


def compile_schema(root: Mapping[str, Any]) -> Accepts:
    """A function that is true exactly where the schema accepts. Raises ``NotImplementedError`` on a keyword that it does not know."""
    return _Compiler(root).compile(root)


class _Compiler:
    IGNORED = {"$schema", "$id", "$defs", "title", "description", "default", "examples"}
    TYPES: Mapping[str, Accepts] = {
        "object": lambda value: type(value) is dict,
        "array": lambda value: type(value) is list,
        "string": lambda value: type(value) is str,
        "boolean": lambda value: type(value) is bool,
        "integer": lambda value: type(value) is int or (type(value) is float and value.is_integer()),
    }

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.root = root
        self.named: dict[str, Accepts] = {}

    def compile(self, node: Mapping[str, Any]) -> Accepts:
        if "$ref" in node:
            return self._reference(node["$ref"])
        handled = self.IGNORED | {"properties", "additionalProperties"}
        checks = [
            getattr(self, f"_{key.lower()}")(node[key], node) for key in node if key not in handled and hasattr(self, f"_{key.lower()}")
        ]
        unknown = [key for key in node if key not in handled and not hasattr(self, f"_{key.lower()}")]
        if unknown:
            raise NotImplementedError(f"schema keyword {unknown}")
        if "properties" in node:
            checks.append(self._object(node))
        return _cached(checks) if node.get("format") else _all(checks)

    def _reference(self, pointer: str) -> Accepts:
        name = pointer.removeprefix("#/$defs/")
        if name not in self.named:
            self.named[name] = self.compile(self.root["$defs"][name])
        return self.named[name]

    def _type(self, names: str | list[str], _node: Mapping) -> Accepts:
        if isinstance(names, str):
            return self.TYPES[names]
        kinds = [self.TYPES[name] for name in names]
        return lambda value: any(kind(value) for kind in kinds)

    def _const(self, wanted: str, _node: Mapping) -> Accepts:
        return lambda value: value == wanted

    def _enum(self, values: list[str], _node: Mapping) -> Accepts:
        allowed = frozenset(values)
        return lambda value: type(value) is str and value in allowed

    def _pattern(self, pattern: str, _node: Mapping) -> Accepts:
        search = re.compile(pattern).search
        return lambda value: type(value) is not str or search(value) is not None

    def _format(self, name: str, _node: Mapping) -> Accepts:
        return lambda value: FORMATS.conforms(value, name)

    def _minlength(self, least: int, _node: Mapping) -> Accepts:
        return lambda value: type(value) is not str or len(value) >= least

    def _minimum(self, least: int, _node: Mapping) -> Accepts:
        return lambda value: type(value) is bool or not isinstance(value, (int, float)) or value >= least

    def _maximum(self, most: int, _node: Mapping) -> Accepts:
        return lambda value: type(value) is bool or not isinstance(value, (int, float)) or value <= most

    def _anyof(self, nodes: list[Mapping], _node: Mapping) -> Accepts:
        options = [self.compile(node) for node in nodes]
        return lambda value: any(option(value) for option in options)

    def _items(self, node: Mapping, _node: Mapping) -> Accepts:
        accepts = self.compile(node)
        return lambda value: type(value) is not list or all(map(accepts, value))

    def _required(self, keys: list[str], _node: Mapping) -> Accepts:
        return lambda value: type(value) is not dict or all(key in value for key in keys)

    def _object(self, node: Mapping) -> Accepts:
        if node.get("additionalProperties") is not False:
            raise NotImplementedError("objects of the format are closed")
        members = {key: self.compile(child) for key, child in node["properties"].items()}
        find = members.get

        def accepts(value: Any) -> bool:
            if type(value) is dict:
                for key, child in value.items():
                    member = find(key)
                    if member is None or not member(child):
                        return False
            return True

        return accepts


def _all(checks: list[Accepts]) -> Accepts:
    if len(checks) == 1:
        return checks[0]
    if len(checks) == 2:
        first, second = checks
        return lambda value: first(value) and second(value)
    return lambda value: all(check(value) for check in checks)


def _cached(checks: list[Accepts]) -> Accepts:
    """The same days come again and again in a register."""
    accepts = lru_cache(maxsize=50_000)(_all(checks))
    return lambda value: type(value) is str and accepts(value)
