"""JSON that comes from outside: read strictly, judged by a JSON Schema, and what is wrong said in Chinese, by JSON Pointer."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

MAX_DEPTH = 32
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


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
        place = f"{pointer}/{escape(str(key))}"
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
                yield from _unwritable(item, f"{pointer}/{escape(key)}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _unwritable(item, f"{pointer}/{place}")


FORMATS = FormatChecker(formats=())


@FORMATS.checks("date", raises=ValueError)
def is_date(value: object) -> bool:
    """A day that the calendar has, written in ten characters."""
    return not isinstance(value, str) or (len(value) == 10 and date.fromisoformat(value) is not None)


@FORMATS.checks("local-minute", raises=ValueError)
def is_minute(value: object) -> bool:
    """A day and a minute, without seconds or zone."""
    return not isinstance(value, str) or (len(value) == 16 and datetime.fromisoformat(value) is not None)


TYPE_NAMES = {"object": "对象", "array": "数组", "string": "文字", "integer": "整数", "boolean": " true 或 false", "number": "数字"}


def faults(document: Any, validator: Draft202012Validator, *, name: Callable[[ValidationError], str] = lambda _error: "") -> list[Problem]:
    """Every fault of the shape, in the order of the document; ``name`` may say what a named definition asks for."""
    if _depth_exceeds(document, MAX_DEPTH):
        return [Problem("", "嵌套层数过多。")]
    found: dict[Problem, None] = {}
    # A text that is no date at all also fails the calendar: one sentence a place is enough, the plainer one first.
    named: set[str] = set()
    for error in sorted(validator.iter_errors(document), key=lambda error: error.validator == "format"):
        problems = [problem for problem in _describe(error, name) if error.validator != "format" or problem.pointer not in named]
        named.update(problem.pointer for problem in problems)
        found |= dict.fromkeys(problems)
    return sorted(found, key=lambda problem: problem.pointer)


def _describe(error: ValidationError, name: Callable[[ValidationError], str]) -> Iterable[Problem]:
    pointer = pointer_of(error.absolute_path)
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        return [Problem(f"{pointer}/{escape(key)}", f"没有“{key}”这个字段。") for key in error.instance if key not in known]
    if error.validator == "required":
        return [
            Problem(f"{pointer}/{escape(key)}", f"缺少必填字段“{key}”。") for key in error.validator_value if key not in error.instance
        ]
    return [Problem(pointer, _sentence(error, name(error)))]


def _sentence(error: ValidationError, shape: str) -> str:
    shown = json.dumps(error.instance, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    if error.validator == "format":
        return f"日历上没有 {shown} 这一天（或这一刻）。"
    if shape:
        return f"{shape}，现在是 {shown}。"
    if error.validator == "enum":
        return f"只能是 {'、'.join(map(str, error.validator_value))} 之一，现在是 {shown}。"
    if error.validator == "const":
        return f"只能是“{error.validator_value}”，现在是 {shown}。"
    if error.validator == "type":
        wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        return f"应为{'或'.join(TYPE_NAMES[name] for name in wanted)}，现在是 {shown}。"
    if error.validator == "minLength":
        return "不能为空。"
    return f"不符合格式，现在是 {shown}。"


def pointer_of(path: Iterable[str | int]) -> str:
    return "".join(f"/{escape(str(part))}" for part in path)


def escape(part: str) -> str:
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
