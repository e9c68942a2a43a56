"""A question about a limit, as somebody writes it, and the answer as other systems read it. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from pengjiang.common.chinese import half_width
from pengjiang.deadlines.limits import LIMITS, Length, Limit, sector_length
from pengjiang.deadlines.steps import CannotCount, Due, Pause
from pengjiang.law import reference


def read_code(text: str) -> Limit:
    """The limit with this code. Raises ``CannotCount``."""
    code = half_width(text).strip().upper()
    if code in LIMITS:
        return LIMITS[code]
    halves = [known for known in LIMITS if known[:-1] == code]
    hint = f"请写明 {' 或 '.join(halves)}" if halves else f"可用的代码为 {'、'.join(LIMITS)}"
    raise CannotCount(f"没有代码为“{text}”的期限，{hint}。")


def read_start(text: str) -> date | datetime:
    """A date, or a time down to the minute. Raises ``CannotCount``."""
    plain = half_width(text).strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain):
            return date.fromisoformat(plain)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", plain):
            return datetime.fromisoformat(plain)
    except ValueError:
        raise CannotCount(f"“{text}”不是存在的日期。") from None
    raise CannotCount(f"“{text}”不是日期，应如 2024-09-30；按小时计算的期限应如 2022-04-01T16:20。")


def read_pause(text: str) -> Pause:
    """``2024-03-05..2024-03-10``. Raises ``CannotCount``."""
    first, dots, last = text.partition("..")
    days = [read_start(part) for part in (first, last)] if dots else []
    if not days or any(isinstance(day, datetime) for day in days):
        raise CannotCount(f"“{text}”不是扣除期间，应如 2024-03-05..2024-03-10。")
    return Pause(*days)


def read_extension(text: str) -> int:
    """A whole number. Raises ``CannotCount``."""
    plain = half_width(text).strip()
    if not re.fullmatch(r"[0-9]{1,4}", plain):
        raise CannotCount(f"延长的数量须为整数，现在是“{text}”。")
    return int(plain)


def read_length(limit: Limit, text: str | None, field: str | None, start: str) -> Length | None:
    """The length given, or that of the field's procedure rule. Raises ``ValueError``."""
    if text:
        return Length.parse(text)
    if not field:
        return None
    day = read_start(start)
    table = reference.packaged()
    row = table.sector_limit(field, day.date() if isinstance(day, datetime) else day)
    if row is None:
        raise CannotCount(
            f"没有领域“{field}”在当日的程序规章，可用的领域为 {'、'.join(sorted({row.field for row in table.sector_limits}))}。"
        )
    return sector_length(limit, row)


def as_json(limit: Limit, result: Due) -> dict[str, Any]:
    """The answer; ``due_strict`` and ``earliest`` are null where they say nothing more."""
    return {
        "code": limit.code,
        "title": limit.title,
        "start": _iso(result.start),
        "due": _iso(result.due),
        "due_strict": _iso(result.strict) if result.is_rolled else None,
        "earliest": _iso(result.earliest) if result.earliest else None,
        "provisional": result.provisional,
        "in_force": result.in_force,
        "steps": [step.as_dict() for step in result.steps],
    }


def _iso(value: date | datetime) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
