"""Looking for what stands beside a label, and for what running text says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pengjiang.readings.reading.paper import Paper

# Labels of forms; where one of them follows, the value before it has ended.
LABELS = (
    "当事人名称", "当事人姓名", "当事人", "被处罚人姓名", "被处罚单位(个人)", "被处罚单位", "被处罚人", "姓名", "名称", "性别", "年龄", "民族", "职务", "职业", "联系电话", "电话",
    "居民身份证号码", "公民身份号码", "身份证号码", "身份证号", "身份证件号码", "证件号码", "统一社会信用代码", "社会信用代码", "法定代表人", "负责人", "经营者姓名", "经营者",
    "住址", "住所地", "住所", "地址", "经营场所", "经营地址", "处罚决定时间", "处罚决定地点", "处罚时间", "处罚地点", "决定作出时间", "决定作出地点", "违法行为发生时间", "违法地点", "时间", "地点",
    "行政执法人员", "办案人员", "执法人员", "执法证件号", "执法证号", "证件编号", "检查时间", "检查地点", "被检查人", "检查人员", "检查人", "记录人", "询问人", "被询问人", "询问时间", "询问地点",
    "勘验时间", "勘验地点", "勘验人", "被勘验单位", "被检查单位", "现场负责人", "天气情况", "检查情况", "送达地点", "送达地址", "送达方式", "送达时间", "送达日期", "收件日期", "收到日期",
    "收件人签名", "收件人", "代收人签名", "收到时间", "与受送达人关系", "与受送达人的关系", "送达人签名", "送达人", "见证人", "备注", "受送达人", "文书名称", "文书编号", "送达文书", "票据号码", "开票日期", "缴款人",
    "缴款日期", "缴款金额", "收款单位", "收款方式", "执收单位", "罚款履行方式", "履行方式", "缴纳方式", "案由", "案件来源", "编号", "文号", "表明身份及告知", "现场情况", "告知事项",
    "被处罚单位名称", "单位地址", "字号", "作出处罚的时间", "作出处罚的地点", "线索来源", "检查场所", "检查起止时间", "现场陪同人员", "被询问(调查)人", "询问(调查)人", "检查人员及执法证号",
    "讨论时间", "讨论日期", "讨论地点", "参加讨论的负责人", "参加讨论人员", "会议时间", "会议地点", "主持人", "参加人员", "参会人员", "出席人员", "出席负责人", "列席人员", "汇报人", "陈述申辩人",
    "复核人", "复核时间", "案件名称",
    "送达的文书", "代收人及与受送达人关系", "缴款通知书号", "缴款时间", "缴款单位", "实缴金额", "支付渠道",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A value with the words it was taken from."""

    value: str
    words: str
    page: int
    score: float = 1.0
    cell: Cell | None = None


@dataclass(frozen=True)
class Cell:
    """One cell of a form: a value, perhaps with its label before it."""

    text: str
    page: int
    row: int
    place: int
    score: float


@cache
def _spaced(label: str) -> str:
    return r"\s*".join(re.escape(sign) for sign in label)


_SPLIT = re.compile(rf"(?:(?<=[\s,;，；。])|(?<=\)))(?=(?:{'|'.join(_spaced(label) for label in LABELS)})(?:\([^)]{{1,8}}\))?\s*:)")


class Finder:
    """One paper, asked for labels and patterns."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.flat = paper.flat

    @cached_property
    def grid(self) -> list[list[Cell]]:
        """Cells by row; a cell with several labels in it is cut before each."""
        grid = []
        for number, row in enumerate(self.paper.rows):
            parts = [part.strip(" ,;") for cell in row.cells for part in _SPLIT.split(cell) if part.strip(" ,;")]
            grid.append([Cell(part, row.page, number, place, row.score) for place, part in enumerate(parts)])
        return grid

    def label(self, *labels: str) -> Found | None:
        """The value beside the first of the labels that has one."""
        return next(self.labels(*labels), None)

    def labels(self, *labels: str) -> Iterator[Found]:
        """Every value beside one of the labels, in the order of the labels."""
        for label in labels:
            pattern = re.compile(rf"^(?:\d[.、])?{_spaced(label)}(?:\([^)]{{1,12}}\))?\s*(?P<colon>:?)\s*(?P<value>.*)$", re.DOTALL)
            for row in self.grid:
                for cell in row:
                    found = pattern.match(cell.text)
                    value = self._value(found, cell) if found else None
                    if value:
                        yield Found(
                            value, f"{cell.text}" if found["value"] else f"{cell.text.rstrip(':')}：{value}", cell.page, cell.score, cell
                        )

    def after(self, found: Found) -> Iterator[Cell]:
        """The cells that follow a labelled value in its row, up to the next label."""
        if found.cell is None:
            return
        own = 1 if found.cell.text.rstrip(":").endswith(found.value) or found.value in found.cell.text else 2
        for cell in self.grid[found.cell.row][found.cell.place + own :]:
            if is_label(cell.text.partition(":")[0]):
                return
            yield cell

    def below(self, found: Found) -> list[Cell]:
        """The next row."""
        rows = self.grid[found.cell.row + 1 : found.cell.row + 2] if found.cell else []
        return rows[0] if rows else []

    def _value(self, found: re.Match, cell: Cell) -> str:
        if found["value"]:
            return found["value"].strip(" 。;,") if found["colon"] else ""
        row = self.grid[cell.row]
        if cell.place + 1 < len(row):
            text = row[cell.place + 1].text
            return "" if is_label(text) and cell.place + 2 < len(row) else text.strip()
        following = self.grid[cell.row + 1] if found["colon"] and cell.row + 1 < len(self.grid) else []
        return following[0].text if len(following) == 1 and ":" not in following[0].text and len(following[0].text) < 40 else ""

    def search(self, pattern: str | re.Pattern, group: int | str = 1, *, start: int = 0, end: int | None = None) -> Found | None:
        """The first place of the running text that matches."""
        found = re.compile(pattern).search(self.flat, start, len(self.flat) if end is None else end)
        return self.found(found, group) if found else None

    def found(self, match: re.Match, group: int | str = 1, *, value: Any = None) -> Found:
        return Found(
            match[group] if value is None else value, tidy(match[0]), self.paper.page_at(match.start()), self.paper.score_at(match.start())
        )

    @property
    def head(self) -> list[list[Cell]]:
        """The first rows, with title and number."""
        return self.grid[:8]


def is_label(text: str) -> bool:
    """True for a bare label."""
    bare = re.sub(r"\s|\([^)]*\)|:", "", text)
    return bare in _BARE


_BARE = {re.sub(r"\([^)]*\)", "", label) for label in LABELS} | {"与受送达人关系", "收件人与受送达人的关系", "承办人意见"}


def tidy(words: str) -> str:
    """Words for showing: on one line, not too long."""
    words = words.replace("\n", " ").strip()
    return words if len(words) <= 120 else words[:119] + "…"
