"""Identity numbers: 居民身份证 (GB 11643) and 统一社会信用代码 (GB 32100), with their check digits."""

import re
from datetime import date

_ID_CARD = re.compile(r"[0-9]{17}[0-9X]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(rf"[{_USCC_SIGNS}]{{18}}")
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def is_id_number(text: str) -> bool:
    """Eighteen signs, a day of birth that exists, the right check digit."""
    text = text.strip().upper()
    if not _ID_CARD.fullmatch(text) or birth_in_id(text) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17]


def looks_like_id_card(text: str) -> bool:
    """All digits, perhaps with a closing X: meant as an identity card, right or wrong."""
    return re.fullmatch(r"[0-9]{6,}[0-9Xx]?", text.strip()) is not None


def birth_in_id(text: str) -> date | None:
    """The day of birth that an identity card number carries."""
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", text.strip()):
        return None
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None


def is_uscc(text: str) -> bool:
    """Eighteen signs of the code's alphabet and the right check digit."""
    text = text.strip().upper()
    if not _USCC.fullmatch(text):
        return False
    total = sum(_USCC_SIGNS.index(sign) * weight for sign, weight in zip(text, _USCC_WEIGHTS, strict=False))
    return _USCC_SIGNS[(31 - total % 31) % 31] == text[17]
