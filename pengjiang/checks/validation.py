"""Is this JSON a dossier/1? The published JSON Schema decides; what it refuses is said in Chinese, by JSON Pointer.

``schema/dossier-1.schema.json`` is the source. For speed it is compiled once into plain functions that only say yes or no
(:func:`compile_schema`); a document that they refuse goes through the jsonschema library, which then names every fault.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from pengjiang.common.strictjson import FORMATS, BadInput, Problem, faults

Accepts = Callable[[Any], bool]


@cache
def schema() -> dict[str, Any]:
    """The published schema, as a dict that nobody may change."""
    text = resources.files("pengjiang.checks").joinpath("schema", "dossier-1.schema.json").read_text("utf-8")
    return json.loads(text)


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
    return faults(document, _validator(), name=_shape_name)


# --- the jsonschema library: names the faults -------------------------------------------------------------------------------

@cache
def _validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema(), format_checker=FORMATS)


SHAPE_NAMES = {
    "date": "应为日期，写作 YYYY-MM-DD（1900 年至 2199 年）",
    "time": "应为时刻，写作 YYYY-MM-DDTHH:MM（1900 年至 2199 年）",
    "money": "应为以元计的金额：整数，或者写成文字的十进制数",
    "integer": "应为整数，且不超过一百万",
    "count": "应为整数或者文字",
    "citation_or_text": "应为法律条款的对象或者文字",
}


def _shape_name(error: ValidationError) -> str:
    """What the named definition asks for: better than the keyword that happened to fail."""
    definitions = schema()["$defs"]
    return next((text for name, text in SHAPE_NAMES.items() if error.schema is definitions[name] or error.schema == definitions[name]), "")


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
