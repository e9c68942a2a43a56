"""JSON Pointers (RFC 6901) over facts documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def join(*parts: str | int) -> str:
    """``/case/filed_on`` from its parts."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def split(pointer: str) -> list[str]:
    """The parts of a pointer."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def get(document: Any, pointer: str, default: Any = None) -> Any:
    """The value at a pointer, or ``default``."""
    value = document
    for part in split(pointer):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return default
    return value


def put(document: dict[str, Any], pointer: str, value: Any) -> None:
    """Set a value below objects, which are made where they are missing; rows of lists must exist."""
    *path, last = split(pointer)
    here: Any = document
    for part in path:
        here = here[int(part)] if isinstance(here, list) else here.setdefault(part, {})
    if isinstance(here, list):
        here[int(last)] = value
    else:
        here[last] = value


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar (and every list of scalars) with its pointer."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, at + join(key))
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        for index, item in enumerate(value):
            yield from leaves(item, at + join(index))
    else:
        yield at, value


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Pointers whose value changed, with both values; None where there is none."""
    old, new = dict(leaves(before)), dict(leaves(after))
    changed = [pointer for pointer in dict.fromkeys([*old, *new]) if old.get(pointer) != new.get(pointer)]
    return {pointer: (old.get(pointer), new.get(pointer)) for pointer in changed}


def pruned(value: Any) -> Any:
    """Without empty texts, empty lists and empty objects; ``False`` and 0 stay."""
    if isinstance(value, dict):
        kept = {key: pruned(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None} or None
    if isinstance(value, list):
        kept = [item for item in map(pruned, value) if item is not None]
        return kept or None
    return None if value == "" else value
