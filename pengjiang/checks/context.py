"""What a check is made with: the reference, the calendar and the day taken as today."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pengjiang.checks.days import Days
from pengjiang.checks.library import Library
from pengjiang.deadlines.calendar import WorkCalendar
from pengjiang.law.laws import Lawbook
from pengjiang.law.reference import Reference


@dataclass(frozen=True, eq=False)
class Context:
    """One run of the rulebook; files are checked with it one after the other."""

    reference: Reference
    calendar: WorkCalendar
    today: date
    lawbook: Lawbook

    @cached_property
    def days(self) -> Days:
        return Days(self.calendar)

    @cached_property
    def library(self) -> Library:
        return Library(self.reference, self.lawbook)
