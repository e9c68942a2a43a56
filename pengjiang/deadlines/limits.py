"""The table of time limits TM01…TM46, read from ``data/*.toml``. Pure.

``LIMITS["TM02"]`` → ``Limit``; ``limit.version_on(day)`` is the text in force when the clock starts. Lengths an office may set are
``configurable``: hand the office's ``Length`` to ``compute.due(..., length=...)``. ``sector_length(limit, row)`` gives the length that the
procedure rule of one field prescribes for TM01 and TM38. A limit that ``lapses`` is time to use a right: its end makes nobody late.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from importlib import resources

from pengjiang.deadlines.calendar import WorkCalendar
from pengjiang.law.citations import Citation, Effective
from pengjiang.law.rows import Mark, SectorLimit

_SHORT_UNITS = {"d": "natural_days", "w": "working_days", "wd": "working_days", "m": "months", "h": "hours"}


class Unit(StrEnum):
    """What a length counts; never mixed up in one "days" field."""

    NATURAL_DAYS = "natural_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    HOURS = "hours"

    @property
    def label(self) -> str:
        return {"natural_days": "日", "working_days": "个工作日", "months": "个月", "hours": "小时"}[self.value]


class Bound(StrEnum):
    """Whom the limit binds; empty for nobody (TM17)."""

    TOWN = "town"
    PARTY = "party"
    OFFICER = "officer"
    PROCURATOR = "procurator"
    PROCURATORATE = "procuratorate"
    BUREAU = "bureau"
    PARTIES = "parties"
    NOBODY = ""

    @property
    def label(self) -> str:
        labels = {"town": "镇街", "party": "当事人", "officer": "执法人员", "procurator": "检察官", "procuratorate": "检察院"}
        return (labels | {"bureau": "司法局", "parties": "协议各方", "": "—"})[self.value]


class Direction(StrEnum):
    """How START and the end belong together."""

    FORWARD = "forward"  # from START to the last day
    BACKWARD = "backward"  # START is the event; the end is the last day on which notice may be given
    WAITING = "waiting"  # nothing may be done before the end; ``earliest`` is the first day on which it may
    WINDOW = "window"  # opens the day after START (``earliest``) and closes at the end
    DAILY = "daily"  # a sum that grows from START, itself day 1, to its cap
    ANNOUNCEMENT = "announcement"  # deemed served at the end


@dataclass(frozen=True)
class Length:
    """An amount in its unit; where it replaces the statute's own, with the rule and place it comes from."""

    amount: int
    unit: Unit
    rule: str = ""
    citations: tuple[Citation, ...] = ()
    mark: Mark = Mark.HOUSE

    @classmethod
    def parse(cls, text: str) -> "Length":
        """``15d`` days, ``7w`` working days, ``6m`` months, ``24h`` hours. Raises ``ValueError``."""
        found = re.fullmatch(r"([1-9]\d{0,3})(d|wd|w|m|h)", text.strip())
        if not found:
            raise ValueError(f"“{text}”不是期限长度，应如 15d（日）、7w（工作日）、6m（月）、24h（小时）。")
        return cls(int(found[1]), Unit(_SHORT_UNITS[found[2]]))

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.label}"


@dataclass(frozen=True)
class LimitVersion:
    """One text of the rule, with the days of START for which it holds."""

    effective: Effective
    length: Length
    max_extension: int | None = None
    pause_citation: Citation | None = None
    source: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.length.citations


@dataclass(frozen=True)
class Limit:
    """A time limit by its code; everything about it but the count."""

    code: str
    title: str
    starts_on: str
    bound: Bound
    versions: tuple[LimitVersion, ...]
    direction: Direction = Direction.FORWARD
    reminders: tuple[Length, ...] = ()
    configurable: bool = False
    by_field: bool = False
    needs_time: bool = False
    opens_on_last_day: bool = False
    daily_percent: int | None = None
    lapses: bool = False
    next_step: str = ""

    def version_on(self, day: date) -> LimitVersion | None:
        """The text in force on ``day``; ``None`` where the rule did not exist yet."""
        return next((version for version in self.versions if day in version.effective), None)

    @property
    def unit(self) -> Unit:
        """The unit of the present text."""
        return self.versions[-1].length.unit

    @property
    def binds_authority(self) -> bool:
        """True where lateness would be an authority's: then a day between strict and rolled end is a person's judgement."""
        return self.bound not in (Bound.PARTY, Bound.PARTIES, Bound.NOBODY)

    def remind_at(self, reminder: Length, end: date | datetime, calendar: WorkCalendar) -> date | datetime:
        """When to remind. ``end`` is the due day (a time for hours); for a backward limit the event that START names."""
        day = end.date() if isinstance(end, datetime) else end
        if reminder.unit is Unit.HOURS:
            return end - timedelta(hours=reminder.amount)
        if reminder.unit is Unit.WORKING_DAYS:
            return calendar.subtract_wd(day, reminder.amount)
        return calendar.add_cd(day, -reminder.amount)


def sector_length(limit: Limit, row: SectorLimit) -> Length | None:
    """What the procedure rule of a field prescribes for filing (TM38) or handling (TM01); ``None`` for other limits."""
    citations = row.citations or (Citation(row.rule),)
    if limit.code == "TM38":
        length = Length(row.filing, Unit(row.filing_unit))
        return Length(length.amount, length.unit, f"发现线索后{length}内决定是否立案", citations, row.mark)
    if limit.code == "TM01":
        length = Length(row.handling, Unit(row.handling_unit))
        return Length(length.amount, length.unit, f"自立案之日起{length}内作出处理决定", citations, row.mark)
    return None


def read_limit(row: dict) -> Limit:
    """A limit from its TOML."""
    return Limit(
        code=row["code"],
        title=row["title"],
        starts_on=row["starts_on"],
        bound=Bound(row["bound"]),
        versions=tuple(_read_version(version) for version in row["versions"]),
        direction=Direction(row.get("direction", "forward")),
        reminders=tuple(Length.parse(text) for text in row.get("remind", ())),
        configurable=row.get("configurable", False),
        by_field=row.get("by_field", False),
        needs_time=row.get("needs_time", False),
        opens_on_last_day=row.get("opens_on_last_day", False),
        daily_percent=row.get("daily_percent"),
        lapses=row.get("lapses", False),
        next_step=row.get("next_step", ""),
    )


def _read_version(row: dict) -> LimitVersion:
    citations = tuple(Citation.parse(text) for text in row["citations"])
    length = Length(row["length"], Unit(row["unit"]), row["rule"], citations, Mark(row["mark"]))
    pause = Citation.parse(row["pause_citation"]) if "pause_citation" in row else None
    return LimitVersion(Effective(row.get("since"), row.get("until")), length, row.get("max_extension"), pause, row["source"])


def read_data(name: str) -> dict:
    """One TOML beside this module."""
    return tomllib.loads(resources.files("pengjiang.deadlines").joinpath("data", f"{name}.toml").read_text("utf-8"))


def _packaged() -> dict[str, Limit]:
    rows = [row for name in ("penalty", "compulsion", "remedies", "procuratorate", "house") for row in read_data(name)["limits"]]
    return {row["code"]: read_limit(row) for row in sorted(rows, key=lambda row: row["code"])}


LIMITS: dict[str, Limit] = _packaged()
