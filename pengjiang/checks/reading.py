"""How the values of a dossier/1 become typed: dates, times, sums, marks, citations; and the base class of its groups."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, get_type_hints

from pengjiang.law.citations import Citation

MAX_ARTICLE = 10_000
NO_WORDS = frozenset({"否", "无", "没有", "未", "不", "不是", "false", "no", "0", "n"})


class Group:
    """What one JSON object of the file says."""

    keys: ClassVar[Mapping[str, tuple[str, Callable[[Any], Any]]]] = {}

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        keys, values = self.keys, self.__dict__
        for key, value in raw.items():
            name, convert = keys[key]
            values[name] = convert(value)

    def __init_subclass__(cls) -> None:
        hints = get_type_hints(cls, localns={"Citation": Citation})
        cls.keys = {name.removesuffix("_"): (name, _converter(str(kind), kind)) for name, kind in hints.items() if name != "keys"}


@lru_cache(maxsize=50_000)
def read_date(text: str) -> date:
    """A day of the file; the same days come again and again in a register."""
    return date.fromisoformat(text)


@lru_cache(maxsize=50_000)
def read_time(text: str) -> datetime:
    """A minute of the file, without zone: all times are Asia/Shanghai."""
    return datetime.fromisoformat(text)


def read_flag(value: bool | str) -> bool | None:
    """A mark given as true or false, or in words; 否 and 无 mean false."""
    if isinstance(value, bool):
        return value
    value = value.strip()
    return value.lower() not in NO_WORDS if value else None


def read_count(value: int | float | str) -> int | None:
    """A number of times, also where it was written as text."""
    with suppress(ValueError):
        return int(value)
    return None


def read_citation(value: Mapping[str, str] | str) -> Citation:
    """A citation; what cannot be read as a number is left out, so that a misprint never stops the check."""
    if isinstance(value, str):
        return _citation_from_text(value)
    return _citation(*(value.get(key, "") for key in ("law", "article", "paragraph", "item", "version")))


@lru_cache(maxsize=20_000)
def _citation(law: str, article: str, paragraph: str, item: str, version: str) -> Citation:
    day = read_date(version) if version else None
    with suppress(ValueError):
        return _checked(Citation(law, article, paragraph, item, version=day))
    with suppress(ValueError):
        found = _checked(Citation.parse(f"《{law.strip().strip('《》')}》{article}"))
        return Citation(found.law, found.article, found.paragraph, found.item, version=day)
    return Citation(law, version=day)


@lru_cache(maxsize=20_000)
def _citation_from_text(text: str) -> Citation:
    with suppress(ValueError):
        return _checked(Citation.parse(text))
    return next((found for found in Citation.find_all(text) if (found.article or 0) < MAX_ARTICLE), Citation(text))


def _checked(found: Citation) -> Citation:
    if any((number or 0) >= MAX_ARTICLE for number in (found.article, found.paragraph, found.item)):
        raise ValueError(f"{found.law} 没有这么多条。")
    return found


READERS: Mapping[type, Callable[[Any], Any]] = {
    str: str.strip,
    date: read_date,
    datetime: read_time,
    Decimal: Decimal,
    int: read_count,
    bool: read_flag,
    Citation: read_citation,
}


def _converter(name: str, kind: Any) -> Callable[[Any], Any]:
    """The reader of one attribute, from its annotation."""
    arguments = getattr(kind, "__args__", ())
    if name.startswith("tuple["):
        read = _converter(str(arguments[0]), arguments[0])
        return lambda values: tuple(map(read, values))
    kind = next((part for part in arguments if part is not type(None)), kind)
    if isinstance(kind, type) and issubclass(kind, Group):
        return kind
    return READERS[kind]
