"""Does a document have the shape of dossier/1? The schema is the source; this only words its findings in Chinese."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

import pengjiang.checks as checks_package
from pengjiang.dossiers.facts.pointer import join

SCHEMA_PATH = Path(checks_package.__file__).parent / "schema" / "dossier-1.schema.json"


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where."""

    pointer: str
    error: str


@lru_cache
def schema() -> dict[str, Any]:
    """The published JSON Schema."""
    return json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))


@lru_cache
def _validator() -> Draft202012Validator:
    formats = FormatChecker(formats=[])
    formats.checks("date", raises=ValueError)(lambda value: not isinstance(value, str) or bool(date.fromisoformat(value)))
    formats.checks("local-minute", raises=ValueError)(
        lambda value: not isinstance(value, str) or bool(datetime.strptime(value, "%Y-%m-%dT%H:%M"))  # noqa: DTZ007 — shape only
    )
    return Draft202012Validator(schema(), format_checker=formats)


def problems_of(document: Any) -> list[Problem]:
    """Every fault of shape with its JSON Pointer, in the order of the document; empty for a good one."""
    found: dict[str, str] = {}
    for error in _validator().iter_errors(document):
        pointer, sentence = _say(error)
        found.setdefault(pointer, sentence)
    return [Problem(pointer, sentence) for pointer, sentence in found.items()]


def _say(error: ValidationError) -> tuple[str, str]:
    at = join(*error.absolute_path)
    value = error.instance
    if error.validator == "additionalProperties":
        unknown = [key for key in value if key not in error.schema.get("properties", {})]
        return at + join(unknown[0]), f"没有名为“{unknown[0]}”的项目，请核对拼写。"
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in value)
        return at + join(missing), "此项必填。"
    if error.validator in ("format", "pattern"):
        return at, _say_form(error)
    if error.validator in ("enum", "const"):
        return at, f"“{value}”不在可选范围内。"
    if error.validator == "minLength":
        return at, "此项必填。"
    if error.validator == "anyOf":
        return at, f"“{value}”格式不对，金额请只写数字，例如 5000 或 5000.50。"
    return at, f"“{_short(value)}”的类型不对，应为{_TYPES.get(str(error.validator_value), '规定的类型')}。"


_TYPES = {"string": "文字", "integer": "整数", "boolean": "是或否", "array": "列表", "object": "一组项目"}


def _say_form(error: ValidationError) -> str:
    value = str(error.instance)
    kind = error.schema.get("format", "")
    if kind == "date":
        possible = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        return f"“{value}”不是存在的日期。" if possible else f"“{value}”应写成 2026-03-05 这样的日期。"
    if kind == "local-minute":
        return f"“{value}”应写成 2026-03-05T09:10 这样的时刻。"
    return f"“{value}”的格式不对。"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:40] + "…"
