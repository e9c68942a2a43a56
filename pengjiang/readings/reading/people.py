"""Parties and officers."""

from __future__ import annotations

import re

from pengjiang.checks.identity import is_id_number, is_uscc
from pengjiang.readings.reading.finding import Finder, Found
from pengjiang.readings.reading.sheet import Sheet
from pengjiang.readings.reading.values import CREDIT_CODE, ID_NUMBER

NAME = r"[\u4e00-\u9fa5]{2,4}(?:·[\u4e00-\u9fa5]{2,8})?"
_ORG_ENDS = r"(?:公司|厂|店|行|部|馆|院|社|中心|餐厅|超市|酒楼|商场|经营部|工程队|合作社|学校|幼儿园|诊所|档|坊|场|站)"
_PARTY_LABELS = ("当事人名称", "当事人姓名", "当事人", "字号", "字号名称", "被处罚单位名称", "被处罚人名称", "被处罚人姓名", "被处罚单位(个人)", "被处罚单位", "被处罚人", "姓名", "单位名称")
_NOT_NAMES = re.compile(r"执法|检查|询问|单位|当事|笔录|记录|签名|证号|号码|时间|地点|人员|日期|年月")
_CERT = r"(?:\(|,|，|\s)*(?:行政)?(?:执法)?(?:证件|证)?(?:编号|号码|号)?:?\n?(\d{6,14})\)?"
_SALUTATION = re.compile(r"^(?:致:)?([\u4e00-\u9fa5A-Za-z0-9()（）·]{2,40}):?$")


def party(sheet: Sheet, *, salutation: bool = False, labels: tuple[str, ...] = _PARTY_LABELS) -> None:
    """The party block: name, kind, numbers, who runs it, address."""
    finder = sheet.finder
    named = _named(finder, labels) or (_addressed(finder) if salutation else None)
    if named is None:
        return
    id_no, code = _id_number(finder), _credit_code(finder)
    operator = finder.label("法定代表人", "经营者姓名", "经营者")
    if operator and not re.fullmatch(NAME, operator.value):
        operator = None
    kind = _type(named.value, bool(id_no), code.value if code else "")
    sheet.put("/parties/0/type", kind, named, sure=0.9)
    sheet.put("/parties/0/name", named.value, named)
    if id_no and kind == "person":
        sheet.put("/parties/0/id_no", id_no.value, id_no)
    if code and kind != "person":
        sheet.put("/parties/0/uscc", code.value, code)
    if operator:
        sheet.put("/parties/0/operator", operator.value, operator)
    address = finder.label("住址", "住所地", "住所", "地址", "单位地址", "经营场所", "经营地址", "户籍地址", "现住址") if kind else None
    if address and re.search(r"[\u4e00-\u9fa5]{3}", address.value) and len(address.value) <= 60:
        sheet.put("/parties/0/address", re.sub(r"\s", "", address.value), address, sure=0.9)


def _named(finder: Finder, labels: tuple[str, ...]) -> Found | None:
    for found in finder.labels(*labels):
        name = re.split(r"[,，。;;]|\s{1,}|\((?=身份证|公民|居民|统一)", found.value.strip())[0].strip(" :")
        if is_name(name):
            return Found(name, found.words, found.page, found.score)
    return None


def _addressed(finder: Finder) -> Found | None:
    """The person a notice speaks to: alone on its line, with a colon or 致, before the text."""
    for row in finder.grid[1:9]:
        if len(row) != 1:
            continue
        text = re.sub(r"\s", "", row[0].text)
        found = _SALUTATION.match(text)
        if found and (text.endswith(":") or text.startswith("致:")) and is_name(found[1]):
            return Found(found[1], row[0].text, row[0].page, row[0].score)
    return None


def is_name(text: str) -> bool:
    """A person's or an organisation's name, and no label."""
    if not 2 <= len(text) <= 40 or _NOT_NAMES.search(text):
        return False
    return bool(re.fullmatch(NAME, text) or re.search(_ORG_ENDS, text) and re.fullmatch(r"[\u4e00-\u9fa5A-Za-z0-9()（）·]+", text))


def _type(name: str, has_id: bool, code: str) -> str:
    if code.startswith("92"):
        return "individual_business"
    if name.endswith("公司") or code.startswith("91"):
        return "legal_person"
    if re.fullmatch(NAME, name) and (has_id or not re.search(_ORG_ENDS + "$", name)):
        return "person"
    return ""


def _id_number(finder: Finder) -> Found | None:
    found = finder.search(rf"(?:身份证|公民身份|证件)[^\n\d]{{0,8}}\n?[:]?({ID_NUMBER})(?!\d)")
    return _sure(found, is_id_number, scanned=finder.paper.scanned)


def _credit_code(finder: Finder) -> Found | None:
    found = finder.search(rf"信用代码[^\n\dA-Z]{{0,4}}\n?:?({CREDIT_CODE})(?![0-9A-Z])")
    return _sure(found, is_uscc, scanned=finder.paper.scanned)


def _sure(found: Found | None, is_right, *, scanned: bool) -> Found | None:
    """From a scan only a number whose check digit is right: it may have been misread as well as miswritten."""
    if found is None:
        return None
    value = found.value.upper()
    return Found(value, found.words, found.page, found.score) if not scanned or is_right(value) else None


def names_in(text: str) -> list[str]:
    """The names of a list: parted by 、 or blanks, with or without numbers behind."""
    bare = re.sub(r"\([^)]*\)|\d+|执法证件?号|证件?编?号|执法证|:", " ", text)
    parts = [part for part in re.split(r"[、,，;；/\s]+", bare) if part]
    return (
        [part for part in parts if re.fullmatch(NAME, part) and not _NOT_NAMES.search(part)]
        if all(re.fullmatch(NAME, part) for part in parts)
        else []
    )


def officers(finder: Finder, *labels: str) -> tuple[list[str], Found | None]:
    """The names beside the labels, all rows of them."""
    names: list[str] = []
    seen = None
    for found in finder.labels(*labels):
        here = names_in(found.value)
        for cell in finder.after(found):
            here += [name for name in names_in(cell.text) if name not in here]
        if len(here) == 1 and found.cell:
            row = " ".join(cell.text for cell in finder.grid[found.cell.row][found.cell.place :])
            here += [name for name in re.findall(rf"\d{{6,}}\)?[;,、\s]+({NAME})(?=\s|\(|$)", row) if is_name(name) and name not in here]
        below = finder.below(found)
        if len(here) == 1 and below and re.fullmatch(NAME, re.split(r"\s|\(", below[0].text)[0]) and re.search(r"\d{6,}", below[-1].text):
            here += names_in(re.split(r"\s|\(", below[0].text)[0])
        seen = seen or (found if here else None)
        names += [name for name in here if name not in names]
        if len(names) > 1:
            break
    return names, seen


def certificates(finder: Finder, names: list[str]) -> dict[str, Found]:
    """Certificate numbers by name: beside each name, or two lists of the same length."""
    listed = finder.label("执法证件号", "执法证号", "证件编号", "执法证件号码", "执法证编号")
    values = re.findall(r"\d{6,14}", listed.value) if listed else []
    if listed and len(names) > 1 and len(values) == len(names):
        return {name: Found(value, listed.words, listed.page, listed.score) for name, value in zip(names, values, strict=True)}
    return {name: found for name in names if (found := finder.search(rf"{name}\n?{_CERT}"))}


def put_officers(sheet: Sheet, names: list[str], seen: Found | None) -> None:
    """Officers with their certificate numbers, where the paper has these."""
    numbers = certificates(sheet.finder, names)
    if not numbers:
        return
    for place, name in enumerate(names):
        sheet.put(f"/officers/{place}/name", name, numbers.get(name) or seen)
        if name in numbers:
            sheet.put(f"/officers/{place}/cert_no", numbers[name].value, numbers[name])
