"""ID numbers leave a document before it is stored, and come back for those who may read them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from pengjiang.dossiers.identity import mask_id


def without_ids(document: dict[str, Any]) -> tuple[dict[str, Any], dict[int, str]]:
    """The document without ID numbers, and the numbers by the party's position."""
    bare = copy.deepcopy(document)
    numbers = {}
    for position, party in enumerate(bare.get("parties", [])):
        number = party.pop("id_no", "")
        if number:
            numbers[position] = number
    return bare, numbers


def with_ids(document: dict[str, Any], numbers: Mapping[int, str], *, masked: bool = False) -> dict[str, Any]:
    """The whole document again; ``masked`` for pages and prints."""
    whole = copy.deepcopy(document)
    for position, party in enumerate(whole.get("parties", [])):
        number = numbers.get(position)
        if number:
            party["id_no"] = mask_id(number) if masked else number
    return whole


def masked_changes(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Changes as the trail keeps them: the trail is never edited, so no ID number may enter it."""
    shown = {}
    for pointer, (before, after) in changes.items():
        if pointer.endswith("/id_no"):
            before, after = (mask_id(value) if value else value for value in (before, after))
        shown[pointer] = (before, after)
    return shown
