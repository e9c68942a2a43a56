"""Steps on the way: statement and defence, its re-check, the heads' discussion, the lifting of a measure."""

from __future__ import annotations

import re

from pengjiang.readings.reading.finding import Found
from pengjiang.readings.reading.head import frame, signed
from pengjiang.readings.reading.people import names_in, party
from pengjiang.readings.reading.sheet import Sheet
from pengjiang.readings.reading.values import DATE, day

_TOOK_PART = ("出席负责人", "参加负责人", "参加讨论的负责人", "参加讨论负责人", "参会负责人", "与会负责人", "参加讨论人员", "参加人员", "参会人员", "出席人员", "参加人", "出席人")


def answered(sheet: Sheet) -> None:
    """What the party said in defence, and that the decision answers it."""
    _raised(sheet)
    found = sheet.finder.search(
        r"((?:陈述|申辩)[^\n]{0,120}?(?:不予采纳|不予采信|不予支持|予以采纳|予以采信|部分采纳|予以支持|理由(?:不|均不)?能?成立))"
    )
    if found and not re.search(r"(?:未|没有|放弃)[^\n。]{0,8}(?:陈述|申辩)", found.words):
        sheet.put("/defence/answered_in_decision", True, found, sure=0.9)


def _raised(sheet: Sheet) -> None:
    found = sheet.finder.search(rf"({DATE})[^\n。未没权可]{{0,40}}(?:提出|递交|提交|作出|进行)[^\n。]{{0,8}}(?:陈述|申辩)")
    if found:
        sheet.put("/defence/raised_on", day(found.value), found)


def defence(sheet: Sheet) -> None:
    """陈述申辩笔录, or the party's own letter."""
    frame(sheet, "CSSB", dated="/defence/raised_on")
    when = sheet.finder.search(rf"(?:时间|日期)[^\n\d]{{0,4}}\n?:?\n?({DATE})")
    if when:
        sheet.put("/defence/raised_on", day(when.value), when)
        sheet.put("/documents/0/dated_on", day(when.value), when, sure=0.9)


def recheck(sheet: Sheet) -> None:
    """陈述申辩复核意见."""
    frame(sheet, "CSFH", dated="/defence/recheck_on")
    _raised(sheet)
    when = sheet.finder.label("复核时间", "复核日期")
    if when:
        sheet.put("/defence/recheck_on", day(when.value), when)


def discussion(sheet: Sheet) -> None:
    """集体讨论笔录: the heads are those who took part, not those who sat in or reported."""
    finder = sheet.finder
    when = finder.label("讨论时间", "会议时间", "研究时间", "时间", "讨论日期")
    heads = next((found for found in finder.labels(*_TOOK_PART) if names_in(found.value)), None)
    title = next((cell for row in finder.head for cell in row), None)
    sheet.put("/documents/0/type", "JTTL", when or (Found("", title.text, title.page, title.score) if title else None))
    if when:
        sheet.put("/discussion/held_on", day(when.value), when)
        sheet.put("/documents/0/dated_on", day(when.value), when, sure=0.9)
    if heads:
        sheet.put("/discussion/heads", names_in(heads.value), heads)


def lifting(sheet: Sheet) -> None:
    """解除查封、扣押决定书: lifted on the day that it names, else on its own."""
    frame(sheet, "JCJD")
    party(sheet, salutation=True)
    finder = sheet.finder
    named = finder.search(rf"(?:自|于|从)({DATE})起?[^\n。,]{{0,8}}解除")
    on = named or next((one for one in [signed(finder)[1]] if one), None)
    if on:
        sheet.put("/measure/lifted_on", day(on.value), on, sure=0.95 if named else 0.85)
