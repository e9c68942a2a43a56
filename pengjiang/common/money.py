"""Sums in yuan as official papers write them."""

import re
from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")
_LARGE = ("", "万", "亿", "万亿")
_PLAIN = str.maketrans("一二三四五六七八九十百千〇两兩貳叄陸億萬圆圓正", "壹贰叁肆伍陆柒捌玖拾佰仟零贰贰贰叁陆亿万元元整")
_WORDS = re.compile(
    r"(?:人民币)?:?(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)?元?零?(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?整?"
)


def yuan_in_words(amount: Decimal | int | str) -> str:
    """1000000 → 人民币壹佰万元整; 1050.05 → 人民币壹仟零伍拾元零伍分."""
    amount = Decimal(amount)
    fen = amount * 100
    if amount < 0 or fen != fen.to_integral_value() or amount >= 10**16:
        raise ValueError(f"金额须为不小于零、最多两位小数的数，现在是 {amount}。")
    yuan, rest = divmod(int(fen), 100)
    jiao, cent = divmod(rest, 10)
    text = f"人民币{_integer(yuan)}元" if yuan or not rest else "人民币"
    if not rest:
        return text + "整"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif yuan:
        text += "零"
    return text + (f"{_DIGITS[cent]}分" if cent else "整")


def yuan_from_words(text: str) -> Decimal | None:
    """The sum that 人民币壹佰万元整 says; simple numerals, 圆 and 正 are read too. ``None`` where it is no such text."""
    found = _WORDS.fullmatch(re.sub(r"[\s（）()：]", "", text).translate(_PLAIN))
    if not found or not any(found.groups()):
        return None
    yuan = _integer_from(found["yuan"] or "零")
    cents = 10 * _DIGITS.index(found["jiao"] or "零") + _DIGITS.index(found["fen"] or "零")
    return None if yuan is None else Decimal(yuan) + Decimal(cents) / 100


def _integer(number: int) -> str:
    if number == 0:
        return "零"
    text, zero = "", False
    sections = [number // 10_000**place % 10_000 for place in range(4)]
    for place in reversed(range(4)):
        section = sections[place]
        if not section:
            zero = zero or bool(text)
            continue
        if text and (zero or section < 1000):
            text += "零"
        text += _four_digits(section) + _LARGE[place]
        zero = False
    return text


def _four_digits(section: int) -> str:
    text, gap = "", False
    for place in reversed(range(4)):
        digit = section // 10**place % 10
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + _SMALL[place]
            gap = False
        else:
            gap = bool(text)
    return text


def _integer_from(text: str) -> int | None:
    head, has_yi, tail = text.rpartition("亿")
    if has_yi:
        upper, lower = _integer_from(head), _integer_from(tail or "零")
        return None if upper is None or lower is None else upper * 10**8 + lower
    head, has_wan, tail = text.rpartition("万")
    if has_wan:
        upper, lower = _integer_from(head), _integer_from(tail or "零")
        return None if upper is None or lower is None else upper * 10_000 + lower
    total, digit = 0, None
    for sign in text:
        if sign in _SMALL:
            if digit is None and sign != "拾":
                return None
            total += (1 if digit is None else digit) * 10 ** _SMALL.index(sign)
            digit = None
        else:
            if digit:
                return None
            digit = _DIGITS.index(sign)
    return total + (digit or 0)
