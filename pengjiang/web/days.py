"""Days as people type them: 2026-08-04, 2026.8.4, 2026/8/4, 2026年8月4日, 20260804."""

from __future__ import annotations

from datetime import date, datetime

from pengjiang.common.chinese import half_width

DAY_FORMATS = ("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d")
MOMENT_FORMATS = tuple(f"{day}{gap}{time}" for day in DAY_FORMATS for gap in (" ", "T", "") for time in ("%H:%M", "%H时%M分", "%H:%M:%S"))


def plain(text: str) -> str:
    """Full-width figures and punctuation made half-width, blanks at the ends gone."""
    return half_width(text).strip()


def parse_day(text: str) -> date | None:
    """The day, or None when it is none."""
    for pattern in DAY_FORMATS:
        try:
            return datetime.strptime(plain(text), pattern).date()
        except ValueError:
            continue
    return None
