"""Cover, list and end sheet of a volume: printed with it, not issued on their own."""

from __future__ import annotations

from typing import Any

from cases.documents.parts import day_text, full, grid, pair
from cases.models import Volume
from pengjiang.documents.blocks import FieldTable, Form, Letterhead, Number, Paragraph, Title, Tree


def cover(volume: Volume, label: str, pages: int) -> Tree:
    """卷宗封面."""
    case = volume.case
    table = FieldTable(
        (
            full("案件名称", case.title, lines=2),
            pair(("案号", case.number), ("统一受案号", case.unified_number)),
            pair(("案件类别", case.get_case_type_display()), ("被监督单位", case.subject_label)),
            pair(("立案日期", day_text(case.docketed_on)), ("办结日期", day_text(case.closed_on))),
            full("办理结果", case.result_label),
            pair(("承办人", case.handled_by_name or case.holder.name), ("立卷人", volume.archived_by.name)),
            pair(("归档日期", day_text(volume.archived_on)), ("保管期限", volume.retention)),
            pair(("页数", f"{pages}页"), ("保管至", day_text(volume.keep_until) or "永久")),
        )
    )
    blocks = (Letterhead(case.holder.organisation.name if case.holder.organisation else "人民检察院"), Title(f"行政检察卷宗（{label}）"), Number(volume.number), table)
    return Tree(Form.PLAIN, f"{volume.number}{label}封面", blocks)


def listing(volume: Volume, label: str, pieces: list[Any]) -> Tree:
    """卷内目录."""
    rows = [
        (str(place), piece.title, piece.number or "—", day_text(piece.day), f"{piece.first}—{piece.first + piece.pages - 1}" if piece.pages else "电子件")
        for place, piece in enumerate(pieces, start=1)
    ]
    body = grid(("序号", "文书、材料名称", "文号", "日期", "页次"), rows, (8, 40, 24, 16, 12), left=(1,)) if rows else Paragraph("本卷没有材料。")
    return Tree(Form.PLAIN, f"{volume.number}{label}目录", (Title(f"卷内目录（{label}）"), Number(volume.number), body))


def end_sheet(volume: Volume, label: str, pages: int, pieces: list[Any]) -> Tree:
    """备考表."""
    loose = [piece.title for piece in pieces if not piece.pages]
    notes = [f"本卷共{len(pieces)}件、{pages}页。"]
    if loose:
        notes.append(f"未装订的电子件：{'、'.join(loose)}，随电子卷宗保存。")
    notes += [f"{row.made_on:%Y-%m-%d}补充归档《{row.title}》：{row.reason}" for row in volume.supplements.all() if row.part == ("main" if label == "正卷" else "inner")]
    table = FieldTable(
        (
            full("本卷情况说明", "\n".join(notes), lines=8),
            pair(("立卷人", volume.archived_by.name), ("立卷日期", day_text(volume.archived_on))),
            full("检查人", "签名：　　　　　年　　月　　日", lines=2),
        )
    )
    return Tree(Form.PLAIN, f"{volume.number}{label}备考表", (Title(f"备考表（{label}）"), Number(volume.number), table))
