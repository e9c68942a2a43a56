"""保管期限 by category, with the days between which each rule held; the numbers of years follow the office's own table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.case_types import CASE_TYPES

PERMANENT = None


@dataclass(frozen=True)
class Retention:
    """``years`` None is 永久. ``case_type`` empty: every other type."""

    years: int | None
    since: date
    case_type: str = ""
    result: str = ""
    until: date | None = None
    basis: str = "本院归档范围和保管期限表"

    @property
    def label(self) -> str:
        return "永久" if self.years is None else f"{self.years}年"

    def holds(self, case_type: str, result: str, on: date) -> bool:
        fits = self.case_type in {"", case_type} and self.result in {"", result}
        return fits and self.since <= on and (self.until is None or on <= self.until)


# The first that fits holds: the particular before the general.
TABLE: tuple[Retention, ...] = (
    Retention(PERMANENT, date(2020, 1, 1), case_type="judgment", result="protest"),
    Retention(PERMANENT, date(2020, 1, 1), case_type="public_interest", result="suit"),
    Retention(10, date(2020, 1, 1), case_type="relief"),
    Retention(10, date(2024, 1, 1), case_type="support_suit"),
    Retention(30, date(2020, 1, 1), case_type="support_suit", until=date(2023, 12, 31)),
    Retention(30, date(2020, 1, 1)),
)


def retention_of(case_type: str, result: str, on: date) -> Retention:
    """The rule for a case closed on a day. Raises ``LookupError`` for an unknown type."""
    if case_type not in CASE_TYPES:
        raise LookupError(case_type)
    return next(row for row in TABLE if row.holds(case_type, result, on))
