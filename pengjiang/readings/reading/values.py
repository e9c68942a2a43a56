"""Days, times, sums and numbers in all the forms that papers write them in."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from pengjiang.common.chinese import from_chinese
from pengjiang.common.money import yuan_from_words

NUMERAL = r"[0-9零〇一二两三四五六七八九十]+"
WORDED = r"[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟万亿]"
DATE = rf"(?:[12][0-9〇零一二三四五六七八九]{{3}}|[一二][〇零一二三四五六七八九]{{3}})(?:年{NUMERAL}月{NUMERAL}[日号]|[-./]\d{{1,2}}[-./]\d{{1,2}})"
CLOCK = r"(?:上午|下午|中午|晚上|晚|早上)?[0-2]?\d(?:[时点]半|[时点][0-5]?\d分?|:[0-5]\d|[时点]整?)"
SUM = rf"(?:人民币)?[¥]?(?:\d[\d,]*(?:\.\d+)?万?元|(?:\d[\d,]*\.\d\d)|{WORDED}+[元圆](?:[零壹贰叁肆伍陆柒捌玖]角)?(?:[零壹贰叁肆伍陆柒捌玖]分)?[整正]?)"
NUMBER = r"[\u4e00-\u9fa5]{2,14}[〔\[(【{]20\d{2}[〕\])】}]第?\d{1,5}号"
ID_NUMBER = r"[1-9]\d{16}[\dXx]"
CREDIT_CODE = r"[159][1239][0-9]{6}[0-9A-Z]{10}"

_DATE_PARTS = re.compile(rf"({NUMERAL})(?:年|[-./])({NUMERAL})(?:月|[-./])({NUMERAL})")
_CLOCK_PARTS = re.compile(r"(上午|下午|中午|晚上|晚|早上)?(\d{1,2})(?:([时点:])(?:(半)|(\d{1,2}))?)")


def count(text: str) -> int | None:
    """15 and 十五."""
    try:
        return int(text) if text.isascii() else from_chinese(text)
    except ValueError:
        return None


def day(text: str) -> str | None:
    """2026年3月2日, 二〇二六年三月二日, 2026.3.2 as 2026-03-02; None for a day that does not exist."""
    found = _DATE_PARTS.search(text)
    parts = [count(part) for part in found.groups()] if found else []
    if len(parts) != 3 or None in parts:
        return None
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


def clock(text: str) -> str | None:
    """9时40分, 下午3时10分, 14:30 as 09:40, 15:10, 14:30."""
    found = _CLOCK_PARTS.search(text)
    if not found:
        return None
    half, hour, _, thirty, minute = found.groups()
    hours, minutes = int(hour), 30 if thirty else int(minute or 0)
    if half in ("下午", "晚上", "晚") and hours < 12:
        hours += 12
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 else None


def figures(text: str) -> Decimal | None:
    """2,000.00元, 5.2万元; None for a sum in words."""
    found = re.search(r"(\d[\d,]*(?:\.\d+)?)(万)?", text)
    if not found:
        return None
    try:
        return Decimal(found[1].replace(",", "")) * (10_000 if found[2] else 1)
    except InvalidOperation:
        return None


def money(text: str) -> Decimal | None:
    """A sum in figures or in words."""
    return figures(text) or yuan_from_words(text.removeprefix("人民币"))


def as_money(amount: Decimal) -> int | str:
    """As dossier/1 writes a sum."""
    return int(amount) if amount == amount.to_integral_value() else f"{amount.normalize():f}"
