"""送达回证: one service for each paper that it names."""

from __future__ import annotations

import re

from pengjiang.readings.reading.finding import Finder, Found, is_label
from pengjiang.readings.reading.head import as_printed
from pengjiang.readings.reading.kinds import named
from pengjiang.readings.reading.people import NAME, is_name, officers
from pengjiang.readings.reading.sheet import Sheet
from pengjiang.readings.reading.values import DATE, NUMBER, day

METHODS = (
    ("留置", "leave"),
    ("直接", "direct"),
    ("委托", "entrust"),
    ("邮寄", "mail"),
    ("邮政", "mail"),
    ("转交", "transfer"),
    ("公告", "announce"),
    ("电子", "electronic"),
)
KINDS = (
    (r"本人|当事人", "party"), (r"同住成年|配偶|妻|夫|父|母|儿子|女儿", "cohabiting_adult"), (r"法定代表人|法人代表", "legal_rep"),
    (r"代理人", "agent"), (r"收发", "mail_clerk"), (r"指定代收", "designated"), (r"员工|职工|店员|负责人|主管", "other"),
)  # fmt: skip
_DAY_LABELS = ("送达时间", "送达日期", "收到时间", "收件日期", "收到日期", "签收日期", "签收时间", "送达的时间")
_COLUMNS = {
    "document": ("送达文书名称", "文书名称", "送达文书", "送达的文书", "文书名称及文号"),
    "number": ("文号", "文书编号", "文书文号", "编号"),
    "method": ("送达方式",),
    "on": _DAY_LABELS,
    "receiver": ("收件人签名", "收件人", "签收人", "代收人签名", "代收人", "受送达人签名或盖章", "受送达人签名", "收件人签章"),
    "place": ("送达地点", "送达地址"),
}


def receipt(sheet: Sheet) -> None:
    """Every service that the receipt proves."""
    finder = sheet.finder
    rows = _table(finder) or [_single(finder)]
    for place, row in enumerate(rows):
        _put(sheet, f"/services/{place}", row)
    notice = next((row for row in rows if row.get("document") and named(row["document"].value) == "GZS" and "on" in row), None)
    if notice:
        sheet.put("/notice/served_on", day(notice["on"].value), notice["on"])


def _single(finder: Finder) -> dict[str, Found]:
    row = {key: found for key, labels in _COLUMNS.items() if (found := finder.label(*labels))}
    named_here = finder.label("送达文书名称及文号", "送达文书名称、文号", "文书名称及文号", "送达文书名称和文号", "送达文书", "送达的文书")
    if named_here:
        row["document"] = named_here
    printed = finder.search(rf"({NUMBER})")
    if printed and "number" not in row:
        row["number"] = printed
    return row


def _table(finder: Finder) -> list[dict[str, Found]]:
    """Rows under a line of headings, where the receipt names several papers."""
    for number, row in enumerate(finder.grid):
        heads = [re.sub(r"\s", "", cell.text) for cell in row]
        keys = [next((key for key, labels in _COLUMNS.items() if head in labels), "") for head in heads]
        if len(row) < 3 or sum(map(bool, keys)) < 3:
            continue
        return [made for below in finder.grid[number + 1 :] if (made := _record(below, keys))]
    return []


def _record(row, keys: list[str]) -> dict[str, Found]:
    """One row under headings; an empty cell has left no trace, so that values are told by their looks."""
    if len(row) < 3 or not named(row[0].text) or is_label(row[0].text):
        return {}
    made: dict[str, Found] = {}
    for cell in row:
        text = re.sub(r"\s", "", cell.text)
        if not made:
            key = "document"
        elif re.fullmatch(NUMBER, text):
            key = "number"
        elif re.fullmatch(DATE, text):
            key = "on"
        elif any(word in text for word, _ in METHODS):
            key = "method"
        else:
            key = "receiver" if "receiver" in keys and re.fullmatch(NAME, text) else ""
        if key and key not in made:
            made[key] = Found(text, " ".join(one.text for one in row), cell.page, cell.score)
    return made


def _put(sheet: Sheet, at: str, row: dict[str, Found]) -> None:
    finder = sheet.finder
    paper = row.get("document")
    code = named(paper.value) if paper else ""
    sheet.put(f"{at}/document", code, paper)
    number = re.search(NUMBER, re.sub(r"\s", "", row["number"].value)) if "number" in row else None
    if number:
        sheet.put(f"{at}/number", as_printed(number[0], scanned=finder.paper.scanned), row["number"])
    method = row.get("method")
    if method:
        said = _ticked(finder, method)
        codes = [code for word, code in METHODS if word in said]
        # A form that prints all methods does not say which was used.
        sheet.put(f"{at}/method", codes[0] if len(set(codes)) == 1 else None, method)
    on = row.get("on") or finder.label(*_DAY_LABELS)
    if on:
        sheet.put(f"{at}/on", day(on.value), on)
    place = row.get("place") or finder.label("送达地点", "送达地址")
    if place and 4 <= len(place.value) <= 60:
        sheet.put(f"{at}/place", re.sub(r"\s", "", place.value), place)
    _receiver(sheet, at, row)
    names, seen = officers(finder, "送达人", "送达人签名", "执法人员(送达人)", "执法人员", "送达人员")
    sheet.put(f"{at}/servers", names, seen)
    witness = finder.label("见证人", "见证人签名")
    name = re.split(r"[\s,(、]", witness.value)[0] if witness else ""
    if re.fullmatch(NAME, name):
        sheet.put(f"{at}/witness", name, witness)


def _ticked(finder: Finder, method: Found) -> str:
    """The method, or where there are boxes the one that is ticked."""
    said = method.value
    if method.cell:
        said = " ".join(cell.text for cell in finder.grid[method.cell.row])
        if not re.search(r"[□☐口]|[☑☒√✓✔■]", said):
            return method.value
        return " ".join(re.findall(r"[☑☒√✓✔■]\s*([\u4e00-\u9fa5]{2,6})", said))
    return said


def _receiver(sheet: Sheet, at: str, row: dict[str, Found]) -> None:
    finder = sheet.finder
    refused = finder.search(r"(拒绝签收|拒绝接收|拒收|拒绝签名)")
    if refused:
        sheet.put(f"{at}/refused", True, refused, sure=0.9)
    found = row.get("receiver")
    if found and not refused:
        name = re.split(r"\s|[,，(]", found.value)[0]
        if is_name(name):
            sheet.put(f"{at}/receiver", name, found)
    elif refused:
        party = finder.label("受送达人", "受送达人姓名(名称)", "受送达单位(人)", "受送达人姓名", "受送达人名称")
        if party and is_name(party.value):
            sheet.put(f"{at}/receiver", party.value, party, sure=0.85)
    relation = finder.label(
        "与受送达人关系", "收件人与受送达人的关系", "与受送达人的关系", "收件人与受送达人关系", "代收人及与受送达人关系"
    )
    if relation:
        code = next((code for pattern, code in KINDS if re.search(pattern, relation.value)), None)
        sheet.put(f"{at}/receiver_kind", code, relation)
