"""Workbooks: the circular's annex, statistics, a town's ledger of problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import xlsxwriter

from pengjiang.exchange.cells import neutral
from reviews.models import Finding, Round, SampledFile
from reviews.queries.statistics import Line, Statistics

OVERVIEW = ("单位", "评查件数", "平均分", "优秀", "良好", "合格", "不合格", "一票否决", "逾期报送", "问题数")


def line_cells(line: Line) -> tuple[Any, ...]:
    return (
        line.label, line.count, float(line.mean or 0), line.excellent, line.good, line.fair, line.failed, line.vetoed, line.late, line.problems,
    )  # fmt: skip


class Book:
    """A workbook of plain tables, each with title, note and header."""

    def __init__(self, out: BinaryIO) -> None:
        self.book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True})
        edge = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.note = self.book.add_format({"font_size": 9})
        self.head = self.book.add_format({**edge, "bold": True, "bg_color": "#E8EDF4", "align": "center"})
        self.cell = self.book.add_format(edge)

    def table(self, name: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]], *, note: str = "", widths: Sequence[int] = ()) -> None:
        """One sheet."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, note, self.note)
        for at, words in enumerate(header):
            sheet.set_column(at, at, widths[at] if at < len(widths) else 12)
            sheet.write_string(2, at, words, self.head)
        for number, row in enumerate(rows, start=3):
            for at, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(number, at, value, self.cell)
                else:
                    sheet.write_string(number, at, neutral(str(value or "")), self.cell)
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def close(self) -> None:
        self.book.close()


def score_rows(row: Round) -> list[tuple[Any, ...]]:
    """附件1: files with score and grade, parties masked by leaving them out."""
    files = row.files.reviewed().select_related("town").order_by("town__order", "order")
    return [
        (place, file.town.short_name, file.number, file.get_file_type_display(), file.get_field_display(), float(file.score or 0), file.get_grade_display(), note_of(file))
        for place, file in enumerate(files, start=1)
    ]


def note_of(file: SampledFile) -> str:
    """What stands in the last column."""
    parts = ["一票否决" if file.vetoed else "", "必评，不计入平均分" if not file.counts else "", "优秀案卷" if file.excellent else ""]
    return "；".join(part for part in parts if part)


def write_annex(out: BinaryIO, row: Round) -> None:
    """The workbook of the circular."""
    figures = Statistics([row])
    book = Book(out)
    note = f"平均分以抽取案卷为分母，必评{figures.forced}件不计入。"
    book.table("各单位得分", f"{row.title}各单位情况", OVERVIEW, [line_cells(line) for line in (*figures.by_town(), figures.overall)], note=note)
    header = ("序号", "单位", "案号", "类型", "领域", "得分", "等次", "备注")
    book.table("案卷得分", f"{row.title}案卷得分", header, score_rows(row), widths=(6, 14, 34, 16, 12, 8, 8, 26))
    rows = [(code, title, count, float(points)) for code, title, count, points in figures.by_item(200)]
    book.table("问题汇总", f"{row.title}问题汇总", ("编号", "评查项目", "问题数", "扣分合计"), rows, note=note, widths=(8, 34))
    book.table("整改台账", f"{row.title}整改台账", LEDGER, ledger_rows(Finding.objects.filter(file__round=row)), widths=LEDGER_WIDTHS)
    book.close()


LEDGER = ("序号", "镇街", "案卷", "问题", "类别", "依据", "整改措施", "责任人", "整改期限", "状态", "完成情况", "核验人")
LEDGER_WIDTHS = (6, 12, 32, 46, 16, 30, 34, 10, 12, 10, 30, 10)


def ledger_rows(findings: Any) -> list[tuple[Any, ...]]:
    """整改台账 in the columns of domain.md 11.3."""
    rows = findings.exclude(state__in=["noted", "dropped"]).select_related("town", "file", "ticked_by").order_by("town__order", "file__order", "code")
    return [(place, *_ledger_cells(one)) for place, one in enumerate(rows, start=1)]


def _ledger_cells(one: Finding) -> tuple[Any, ...]:
    due = f"{one.due_on:%Y-%m-%d}" if one.due_on else ""
    checker = one.ticked_by.name if one.ticked_by_id else ""
    what = (one.town.short_name, one.file.number, f"{one.title}：{one.reasons}", one.group, one.basis)
    return (*what, one.measure, one.person, due, one.state_label, one.proof_note, checker)
