"""The workbook of refused rows: the original columns and one with the reason."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import Any

from pengjiang.events.services import emit
from pengjiang.exchange.cells import text
from pengjiang.exchange.models import ImportBatch
from pengjiang.exchange.services.reading import sheet_of
from pengjiang.exchange.services.writing import write_workbook
from pengjiang.exchange.spec import ExportColumn


def refused_workbook(batch: ImportBatch, *, actor: Any) -> bytes:
    """Refused rows as they stood, in their order, to be mended and imported again."""
    sheet = sheet_of(batch)
    reasons: dict[int, list[str]] = defaultdict(list)
    for fault in batch.faults:
        if not fault["warning"]:
            reasons[fault["row"]].append(f"{fault['column']}：{fault['message']}" if fault["column"] else fault["message"])
    rows = [(row.number, [text(cell) for cell in row.cells], "；".join(reasons[row.number])) for row in sheet.rows if row.number in reasons]
    columns = [
        ExportColumn("原行号", lambda row: row[0], width=8),
        *[
            ExportColumn(header, lambda row, at=at: row[1][at] if at < len(row[1]) else "", width=18)
            for at, header in enumerate(sheet.headers)
        ],
        ExportColumn("原因", lambda row: row[2], width=60),
    ]
    out = io.BytesIO()
    write_workbook(out, title="退回行", subtitle=f"由《{batch.name}》退回，改正后可直接再次导入", columns=columns, rows=rows)
    emit("exchange.refused_downloaded", actor=actor, target=batch, data={"workbook": batch.name})
    return out.getvalue()
