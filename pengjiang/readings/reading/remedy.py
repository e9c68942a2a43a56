"""The remedy notice: organ, days, court, months, and whether reconsideration comes first."""

from __future__ import annotations

import re

from pengjiang.readings.reading.sheet import Sheet
from pengjiang.readings.reading.values import NUMERAL, count

_START = re.compile(r"不服|有异议|申请救济|申请行政复议|提出行政复议")
_START_DAY = re.compile(
    r"((?:收到|接到|签收|知道|知悉)(?:或者?应当知道)?[^,。;\n]{0,14}?之日)起?|(本[^,。;\n]{0,10}?送达之日)起?|(收到本[^,。;\n日]{0,12}书)(?:后|的)"
)
_ORGAN = r"向([\u4e00-\u9fa5]{2,20}?(?:人民政府|行政复议局|复议委员会|司法局))(?:依法)?(?:申请|提出|提起)(?:行政)?复议"
_COURT = r"向([\u4e00-\u9fa5]{2,15}人民法院)(?:依法)?(?:提起(?:行政)?诉讼|起诉|提出行政?诉讼|申请)"


def remedy(sheet: Sheet, prefix: str) -> None:
    """Put the block under ``/decision/remedy`` or its like."""
    finder, flat = sheet.finder, sheet.finder.flat
    organ = finder.search(_ORGAN)
    if organ is None:
        return
    at = flat.find(organ.words.replace(" ", ""))
    begin = max((found.start() for found in _START.finditer(flat, 0, at + 1)), default=max(at - 60, 0))
    begin = min(begin, at)
    sentence = flat[max(begin - 8, 0) : begin + 260]
    sheet.put(f"{prefix}/reconsider_organ", organ.value, organ)
    days = re.search(rf"({NUMERAL})日(?:之)?内", flat[begin:at])
    if days:
        sheet.put(f"{prefix}/reconsider_days", count(days[1]), organ)
    sheet.put(f"{prefix}/reconsider_start", _starting(flat[begin:at]), organ)
    court = finder.search(_COURT, start=begin)
    if court:
        sheet.put(f"{prefix}/court", court.value, court)
        before = flat[at : flat.find(court.value, at)]
        sheet.put(f"{prefix}/suit_start", _starting(before), court)
        months = re.search(rf"({NUMERAL})个月(?:之)?内", before)
        until = re.search(rf"({NUMERAL})日(?:之)?内", before)
        if months:
            sheet.put(f"{prefix}/suit_value", count(months[1]), court)
            sheet.put(f"{prefix}/suit_unit", "months", court)
        elif until:
            sheet.put(f"{prefix}/suit_value", count(until[1]), court)
            sheet.put(f"{prefix}/suit_unit", "days", court)
    mode = _mode(sentence, flat[begin:at])
    if mode:
        sheet.put(f"{prefix}/mode", mode, organ, sure=0.9)


def _starting(text: str) -> str:
    """The day from which the period runs, as the paper names it: 收到本决定书之日."""
    found = _START_DAY.search(text)
    return next((part for part in found.groups() if part), "") if found else ""


def _mode(sentence: str, before_organ: str) -> str:
    """Which of the two ways the paper offers; nothing where the words leave it open."""
    first = re.search(r"先向|应当先|先申请", sentence) or (
        "应" in before_organ and "可" not in before_organ and re.search(r"对(?:行政)?复议决定(?:仍)?不服", sentence)
    )
    if first:
        return "reconsider_first"
    if re.search(r"(?:也可|或者|或|亦可)[^。]{0,40}(?:诉讼|起诉)", sentence) and "可" in before_organ:
        return "choice"
    return ""
