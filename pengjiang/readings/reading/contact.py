"""现场检查笔录 and 询问笔录: when, where, who, card shown, rights told."""

from __future__ import annotations

import re

from pengjiang.readings.reading.finding import Finder, Found
from pengjiang.readings.reading.people import NAME, officers, party, put_officers
from pengjiang.readings.reading.sheet import Sheet
from pengjiang.readings.reading.values import CLOCK, DATE, clock, day

_SPAN = re.compile(rf"({DATE})({CLOCK})(?:起|开始)?[,;]?(?:至|到|-|—|~|(?<=开始)|(?<=开始,))({DATE})?({CLOCK})")
_CARD = r"(出示[^\n。]{0,16}(?:执法证|证件)|(?:执法证|证件)[^\n。]{0,8}出示)"
_RIGHTS = r"((?:有权|权利|享有)[^\n。]{0,30}(?:回避|陈述|申辩)|(?:回避|陈述权?|申辩)[^\n。]{0,24}权)"


def inspection_record(sheet: Sheet) -> None:
    """现场检查（勘验）笔录."""
    _record(
        sheet,
        "JCBL",
        persons=("现场负责人", "被检查人", "被检查人姓名", "当事人(被检查人)", "现场陪同人员", "陪同人员", "被勘验人", "当事人", "在场人"),
        by=("检查人员", "检查人", "勘验人", "勘验人员", "执法人员", "检查(勘验)人员", "检查(勘验)人", "检查人员及执法证号", "检查人员及证号", "执法人员及执法证号"),
    )


def questioning_record(sheet: Sheet) -> None:
    """询问笔录."""
    _record(sheet, "XWBL", persons=("被询问人", "被调查人", "被询问人姓名", "被询问(调查)人"), by=("询问人", "调查人", "询问人员", "询问(调查)人", "调查询问人", "执法人员"))
    if sheet.finder.search(r"(?:身份证|公民身份)号码?\n?:?(\d{17}[\dXx])"):
        party(sheet, labels=("被询问人", "被调查人", "被询问(调查)人"))


def _record(sheet: Sheet, kind: str, *, persons: tuple[str, ...], by: tuple[str, ...]) -> None:
    finder, at = sheet.finder, "/records/0"
    title = next((cell for row in finder.head for cell in row), None)
    when = _span(finder)
    seen = when[2] if when else (Found("", title.text, title.page, title.score) if title else None)
    sheet.put(f"{at}/type", kind, seen)
    sheet.put("/documents/0/type", kind, seen)
    if when:
        start, end, found = when
        sheet.put(f"{at}/start", start, found)
        sheet.put(f"{at}/end", end, found)
        sheet.put("/documents/0/dated_on", start[:10], found, sure=0.9)
    place = finder.label("检查地点", "检查(勘验)地点", "勘验地点", "检查场所", "询问地点", "地点")
    if place and 4 <= len(place.value) <= 60:
        sheet.put(f"{at}/place", re.sub(r"\s", "", place.value), place)
    person = next((found for found in finder.labels(*persons) if re.fullmatch(NAME, re.split(r"\s|[,，(]", found.value)[0])), None)
    if person:
        sheet.put(f"{at}/persons", [re.split(r"\s|[,，(]", person.value)[0]], person)
    names, seen = officers(finder, *by)
    sheet.put(f"{at}/officers", names, seen)
    put_officers(sheet, names, seen)
    card = finder.search(_CARD)
    sheet.put(f"{at}/card_shown", True if card else None, card, sure=0.9)
    rights = finder.search(_RIGHTS)
    sheet.put(f"{at}/rights_told", True if rights else None, rights, sure=0.9)


def _span(finder: Finder) -> tuple[str, str, Found] | None:
    """From when to when; the half of the day holds for both hours unless said again."""
    match = _SPAN.search(finder.flat)
    if not match:
        return None
    first, begin, second, finish = match.groups()
    half = re.match(r"上午|下午|晚上|晚|中午", begin)
    if half and not re.match(r"上午|下午|晚上|晚|中午", finish):
        finish = half[0] + finish
    on, until = day(first), day(second or first)
    start, end = clock(begin), clock(finish)
    if not (on and until and start and end):
        return None
    return f"{on}T{start}", f"{until}T{end}", finder.found(match, 0)
