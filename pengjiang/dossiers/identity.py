"""Identity numbers: check digits (GB 11643, GB 32100) and how they are shown."""

from __future__ import annotations

import re
from datetime import date

from pengjiang.checks.identity import is_id_number as is_id_card
from pengjiang.checks.identity import is_uscc
from pengjiang.common.masking.names import surname_of

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
__all__ = ["id_check_digit", "is_id_number", "is_uscc", "looks_like_uscc", "mask_id", "mask_name", "uscc_check_digit"]


def id_check_digit(first17: str) -> str:
    """The eighteenth sign of a resident's number."""
    return _ID_CHECKS[sum(int(sign) * weight for sign, weight in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def uscc_check_digit(first17: str) -> str:
    """The eighteenth sign of a unified social credit code."""
    total = sum(_USCC_SIGNS.index(sign) * weight for sign, weight in zip(first17, _USCC_WEIGHTS, strict=True))
    return _USCC_SIGNS[(31 - total % 31) % 31]


def is_id_number(text: str) -> bool:
    """A resident's number of 18 signs, or an old one of 15 digits with a possible birthday, as ledgers still carry."""
    if re.fullmatch(r"\d{15}", text):
        return _is_day("19" + text[6:12])
    return is_id_card(text)


def looks_like_uscc(text: str) -> bool:
    """Eighteen signs that are no resident's number: begins with 9, 5, 1 … and a letter, or holds letters at all."""
    return len(text) == 18 and bool(re.search(r"[A-Z]", text[:17]))


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def mask_id(text: str) -> str:
    """First six, eight stars, last two (domain 12.3)."""
    return f"{text[:6]}{'*' * 8}{text[-2:]}" if len(text) > 8 else "*" * len(text)


def mask_name(name: str, *, person: bool = True) -> str:
    """黄某, 欧阳某; organisations in full."""
    if not person or not name:
        return name
    return f"{surname_of(name)}某"
