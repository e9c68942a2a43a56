"""The clock of a whole process, its threads included; ``clock.at`` sets it for one thread."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import time_machine

ZONE = ZoneInfo("Asia/Shanghai")


def travel_to(moment: date | datetime | str, *, tick: bool = True) -> time_machine.travel:
    """A date means nine in the morning in Shanghai, as in ``clock.at``."""
    if isinstance(moment, str):
        moment = date.fromisoformat(moment) if len(moment) == len("2026-05-01") else datetime.fromisoformat(moment)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(9, 0))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZONE)
    return time_machine.travel(moment, tick=tick)
