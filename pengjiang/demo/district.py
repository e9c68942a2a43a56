"""The district as the apps' ``demo.py`` see it: who is there, and which working day was so many days ago."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.demo.people import OFFICE, PEOPLE


class District:
    """People by role and place, days counted back from the last working day before today: nothing lies in the future."""

    def __init__(self, organisations: dict[str, Organisation], people: dict[str, User]) -> None:
        self._organisations = organisations
        self._people = people
        self._calendar = stored_calendar()
        self.today = clock.today()
        self.last_day = self._calendar.subtract_wd(self.today, 1)

    def organisation(self, code: str) -> Organisation:
        """One of the district's."""
        return self._organisations[code]

    def person(self, role: str, code: str = "", place: int = 0) -> User:
        """The first (or ``place``-th) person with a role, in a town where ``code`` names one. Raises ``LookupError``."""
        found = [row for row in PEOPLE if row.role == role and code in ("", row.organisation)]
        return self._people[found[place].username]

    def ago(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """A moment in office hours on the working day that is ``days`` days back, or on the last one before it."""
        if days < 0:
            raise ValueError(f"演示数据不能发生在将来（{days}日前）。")
        return datetime.combine(self._worked(self.last_day - timedelta(days=days)), time(hour, minute), clock.ZONE)

    def workdays(self, first: date, last: date) -> list[date]:
        """The working days after ``first`` up to ``last``."""
        span = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
        return [day for day in span if self._calendar.is_workday(day)]

    def _worked(self, day: date) -> date:
        return day if self._calendar.is_workday(day) else self._calendar.subtract_wd(day, 1)

    @property
    def office(self) -> Organisation:
        """The procuratorate."""
        return self._organisations[OFFICE]
