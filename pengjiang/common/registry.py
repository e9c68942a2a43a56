"""Registries that the apps fill while Django starts and that refuse a second entry of the same key."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from importlib import import_module
from importlib.util import find_spec
from typing import Generic, TypeVar

from django.conf import settings

T = TypeVar("T")


class Registry(Generic[T]):
    """An ordered mapping with a name for its error messages."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def register(self, key: str, value: T) -> T:
        """Add an entry. Raises ``ValueError`` when the key is taken."""
        if key in self._entries:
            raise ValueError(f"{self.name}: {key!r} is registered twice")
        self._entries[key] = value
        return value

    def get(self, key: str) -> T:
        """The entry. Raises ``LookupError`` that names the registry."""
        try:
            return self._entries[key]
        except KeyError:
            raise LookupError(f"{self.name}: no entry {key!r}") from None

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def keys(self) -> KeysView[str]:
        return self._entries.keys()

    def values(self) -> ValuesView[T]:
        return self._entries.values()

    def items(self) -> ItemsView[str, T]:
        return self._entries.items()


def load_declarations(*names: str) -> None:
    """Import the declaration module of each name (``permissions``, ``workflow`` …) from every app of ours that has one.

    Name by name, then app by app: all permissions are known before the first state machine names one.
    """
    for name in names:
        for app in [*settings.ENGINES, *settings.APPS]:
            module = f"{app}.{name}"
            if find_spec(module) is not None:
                import_module(module)
