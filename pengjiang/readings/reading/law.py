"""Citations, penalties, sums and how to pay."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pengjiang.common.chinese import half_width
from pengjiang.common.money import yuan_from_words
from pengjiang.law.citations import Citation
from pengjiang.readings.reading.finding import Finder, Found
from pengjiang.readings.reading.sheet import Sheet
from pengjiang.readings.reading.values import NUMERAL, WORDED, as_money, count, figures

_N = r"[0-9零〇一二两三四五六七八九十百]+"
_PLACE = rf"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第\(?{_N}\)?项)?"
_CHAIN = rf"(?:《[^《》\n]{{3,40}}》|(?:该|上述|前述)(?:法|条例|办法|规定))(?:\([^)]{{2,20}}\))?{_PLACE}(?:(?:[、,和及与]|以及)+(?:《[^《》\n]{{3,40}}》)?{_PLACE})*"
_BROKEN = re.compile(rf"(?:违反了?(?:的是)?|构成(?:了)?)({_CHAIN})")
_BASED = re.compile(rf"(?:依据|根据|依照|按照|适用)({_CHAIN})")
PROCEDURE = ("行政处罚法", "行政强制法", "行政诉讼法", "行政复议法")
_FOLLOWS = r"(?:的规定|之规定|规定)?"
_DIGITS = r"\d[\d,]*(?:\.\d+)?万?元"
_WORDS = rf"(?:人民币)?{WORDED}+[元圆](?:[零壹贰叁肆伍陆柒捌玖]角)?(?:[零壹贰叁肆伍陆柒捌玖]分)?[整正]?"
_SUMMED = rf"(?:(?P<digits>{_DIGITS})|(?P<words>{_WORDS}))整?(?:\(?(?:大写|小写)?:?[¥]?(?:(?P<digits2>\d[\d,]*(?:\.\d+)?(?:万?元)?)|(?P<words2>{_WORDS}))\)?)?"
_FINE = re.compile(rf"罚款(?:金额)?:?(?:人民币)?(?:\(大写\))?[¥]?{_SUMMED}")
_FINE_BEFORE = re.compile(rf"{_SUMMED}的?罚款")
_LIMITS = re.compile(r"以上|以下|至|的[一二三]?倍|[-~]")
PENALTIES: tuple[tuple[str, str], ...] = (
    ("warning", r"(?:给予|处以|予以|作出|[:：、.,;]|\d\.)警告|警告[,;、的]"),
    ("public_criticism", r"通报批评"),
    ("fine", r"罚款"),
    ("confiscate_gains", r"没收(?:其)?违法所得"),
    ("confiscate_goods", r"没收(?:其|涉案|非法|违法)?(?:的)?(?:财物|物品|工具|产品|[\u4e00-\u9fa5]{2,6}等?财物)"),
    ("suspend_permit", r"暂扣(?:许可证|[\u4e00-\u9fa5]{0,6}证)"),
    ("lower_qualification", r"降低资质等级"),
    ("revoke_permit", r"吊销"),
    ("stop_business", r"责令停产停业|停产停业整顿"),
    ("close", r"责令关闭"),
    ("bar", r"限制从业|禁止从业"),
)
_PAY_STARTS = re.compile(r"(?:接到|收到)本?(?:行政)?(?:处罚)?决定|送达之日起|履行方式|缴纳方式|逾期|到期不|以上罚没款|如对|如不服")


def citations(text: str, *, last: str = "") -> list[dict[str, str]]:
    """Citations of a chain as dossier/1 writes them; 该法 is the law named last before."""
    if last:
        text = re.sub(r"^(?:该|上述|前述)(?:法|条例|办法|规定)", f"《{last}》", text)
    made = []
    for found in Citation.find_all(re.sub(r"(?<=》)\([^)]*\)", "", text.replace("以及", "、"))):
        if found.article is None or found.law.startswith(("该", "上述")):
            continue
        article = f"{found.article}之{found.branch}" if found.branch else str(found.article)
        row = {"law": found.law, "article": article, "paragraph": found.paragraph, "item": found.item}
        made.append({key: str(value) for key, value in row.items() if value is not None})
    return made


def _last_law(text: str, before: int) -> str:
    return next((found[1] for found in reversed(list(re.finditer(r"《([^《》\n]{3,40}(?:法|条例|办法|规定|细则))》", text[:before])))), "")


def broken(finder: Finder) -> tuple[list[dict[str, str]], Found | None]:
    """The provisions violated."""
    rows: list[dict[str, str]] = []
    seen = None
    for match in _BROKEN.finditer(finder.flat):
        here = citations(match[1], last=_last_law(finder.flat, match.start()))
        seen = seen or finder.found(match)
        rows += [row for row in here if row not in rows]
    return rows, seen


def punished_by(finder: Finder) -> tuple[list[dict[str, str]], Found | None, int]:
    """The provisions of the penalty: the last ones relied on before it is pronounced; and where they end."""
    flat = finder.flat
    for match in reversed(list(_BASED.finditer(flat))):
        rows = citations(match[1], last=_last_law(flat, match.start()))
        if not rows or rows[0]["law"].endswith(PROCEDURE):
            continue
        after = re.search(r"罚款|警告|没收|处罚|吊销|责令", flat[match.end() : match.end() + 120])
        if after:
            return rows, finder.found(match), match.end()
    return [], None, -1


def operative(finder: Finder, start: int) -> tuple[int, int]:
    """Where the penalty itself is pronounced: from its provisions to how it is to be paid or answered."""
    if start < 0:
        return 0, 0
    begin = start
    end = _PAY_STARTS.search(finder.flat, begin)
    stop = end.start() if end else min(begin + 400, len(finder.flat))
    return begin, min(stop, begin + 400)


def penalties(text: str) -> list[str]:
    """Kinds of penalty pronounced, in the order of the format."""
    return [code for code, pattern in PENALTIES if re.search(pattern, text)]


def fine(finder: Finder, begin: int, end: int) -> tuple[Any, str, Found | None]:
    """The fine in figures, in words as written, and where; nothing where the paper names several or its forms contradict in a scan."""
    matches = [match for pattern in (_FINE, _FINE_BEFORE) for match in pattern.finditer(finder.flat, begin, end)]
    matches = [match for match in matches if not _LIMITS.match(finder.flat, match.end())]
    sums = {}
    for match in matches:
        parts = match.groupdict()
        digits, words = parts["digits"] or parts.get("digits2") or "", parts.get("words") or parts.get("words2") or ""
        by_figures, by_words = (figures(digits) if digits else None), (yuan_from_words(words) if words else None)
        if by_figures is not None and by_words is not None and by_figures != by_words and finder.paper.scanned:
            continue
        amount = by_figures if by_figures is not None else by_words
        if amount:
            at = finder.flat.find(words, match.start()) if words else -1
            if at >= 3 and finder.flat[at - 3 : at] == "人民币":
                words = f"人民币{words}"
            sums.setdefault(amount, (words, finder.found(match, 0)))
    if len(sums) != 1:
        return None, "", None
    amount, (words, seen) = next(iter(sums.items()))
    return as_money(Decimal(amount)), words if re.search("[壹贰叁肆伍陆柒捌玖拾佰仟]", words) else "", seen


def pay(sheet: Sheet) -> None:
    """Days, place, surcharge."""
    finder = sheet.finder
    found = finder.search(
        rf"(?:(?:收到|接到|送达)[^\n。;]{{0,16}}之日起|^|\n|[:,])({NUMERAL})日(?:之)?内[^\n。;]{{0,40}}?(?:缴纳|缴至|缴款|缴清|交至|交纳|缴到|缴付)"
    )
    if found:
        sheet.put("/decision/pay_days", count(found.value), found)
    bank = finder.search(
        r"(?:到|缴至|缴到|缴纳至|交至|至)([\u4e00-\u9fa5]{2,20}?(?:银行|信用社)[\u4e00-\u9fa5]{0,14}?(?:支行|分行|营业部|分理处|网点))"
    )
    if bank:
        sheet.put("/decision/pay_institution", bank.value, bank, sure=0.9)
    surcharge = finder.search(r"(每日按罚款(?:数额|金额|总额)?的(?:百分之三|3%)加处罚款|加处罚款)")
    if surcharge:
        sheet.put("/decision/surcharge_told", True, surcharge)


def standard(sheet: Sheet) -> None:
    """The discretion standard that the paper names."""
    found = sheet.finder.search(r"(?:参照|对照|结合|依照|按照|适用|根据|依据|按)《([^《》\n]*(?:裁量)[^《》\n]*)》")
    if found:
        sheet.put("/decision/discretion_standard", half_width(found.value), found)
