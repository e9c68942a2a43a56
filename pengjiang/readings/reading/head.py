"""The frame of an official paper: number, organ, day."""

from __future__ import annotations

import re

from pengjiang.common.chinese import half_width
from pengjiang.readings.reading.finding import Finder, Found
from pengjiang.readings.reading.sheet import Sheet
from pengjiang.readings.reading.values import DATE, NUMBER, day

_NUMBER_CELL = re.compile(rf"^(?:(?:编号|文号|字号|No)[.:]?\s*)?({NUMBER})$")
_ORGAN = re.compile(r"^[\u4e00-\u9fa5]{2,24}(?:人民政府|街道办事处|镇政府|执法局|管理局)$")
_DAY_ROW = re.compile(rf"^(?:日期:)?({DATE})$")
_SEAL = re.compile(r"[\(（](?:印章|盖章|公章|行政执法专用章)[\)）]")


def number(finder: Finder) -> Found | None:
    """The paper's own number: alone in a cell near the top."""
    for row in finder.grid[:12]:
        for cell in row:
            found = _NUMBER_CELL.match(re.sub(r"\s", "", cell.text))
            if found:
                return Found(as_printed(found[1], scanned=finder.paper.scanned), cell.text, cell.page, cell.score)
    return None


def as_printed(number: str, *, scanned: bool) -> str:
    """A number as the paper has it. Recognition does not tell 〔 from [ or (, so that a scan gets the usual brackets."""
    # In running text the name of the paper stands right before its number.
    number = re.sub(r"^[\u4e00-\u9fa5]*[书表单录](?=[\u4e00-\u9fa5]{2,}[〔\[(【{])", "", number)
    if not scanned:
        return number.replace("(", "（").replace(")", "）") if "(" in number else number
    return re.sub(r"[〔\[(【{](20\d{2})[〕\])】}]", r"〔\1〕", half_width(number))


def signed(finder: Finder) -> tuple[Found | None, Found | None]:
    """Organ and day at the end of the paper."""
    rows = finder.grid
    for place in range(len(rows) - 1, max(len(rows) - 12, -1), -1):
        text = re.sub(r"\s", "", "".join(cell.text for cell in rows[place]))
        text, organ = _SEAL.sub("", text), None
        together = re.match(rf"^([\u4e00-\u9fa5]{{2,24}}(?:人民政府|街道办事处))({DATE})$", text)
        found = re.match(rf"^()({DATE})$", text) or together
        if not found or not (value := day(found[2])):
            continue
        cell = rows[place][0]
        if together:
            organ = Found(found[1], text, cell.page, cell.score)
        for above in reversed(rows[max(place - 2, 0) : place]):
            name = _SEAL.sub("", re.sub(r"\s", "", "".join(one.text for one in above)))
            if organ is None and _ORGAN.match(name):
                organ = Found(name, name, above[0].page, above[0].score)
        return organ, Found(value, text, cell.page, cell.score)
    return None, None


def frame(sheet: Sheet, kind: str, *, dated: str = "", numbered: str = "") -> None:
    """The paper as a row of ``documents``; ``dated`` and ``numbered``: where day and number stand besides."""
    finder = sheet.finder
    own = number(finder)
    organ, on = signed(finder)
    title = next((cell for row in finder.head for cell in row), None)
    seen = own or on or (Found(kind, title.text, title.page, title.score) if title else None)
    sheet.put("/documents/0/type", kind, seen)
    if own:
        sheet.put("/documents/0/number", own.value, own)
        if numbered:
            sheet.put(numbered, own.value, own)
    if on:
        sheet.put("/documents/0/dated_on", on.value, on)
        if dated:
            sheet.put(dated, on.value, on)
    if organ:
        sheet.put("/documents/0/issuer", organ.value, organ)
