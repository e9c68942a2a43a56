"""How often something is used in a minute, over all processes and machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from pengjiang.common import clock
from pengjiang.common.models import RateCount

WINDOW_S = 60


@dataclass(frozen=True)
class Use:
    """Uses in this minute, the one just counted included, of ``most``; the next minute begins in ``resets_in`` seconds."""

    used: int
    most: int
    resets_in: int

    @property
    def is_over(self) -> bool:
        return self.used > self.most

    @property
    def left(self) -> int:
        return max(0, self.most - self.used)


def count(key: str, *, most: int) -> Use:
    """Count one use of ``key`` in this minute; whether that is too many is for the caller to ask."""
    now = clock.actual()
    minute = now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_ratecount (key, minute, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (key, minute) DO UPDATE SET count = common_ratecount.count + 1 RETURNING count",
            [key[:80], minute],
        )
        used = cursor.fetchone()[0]
    return Use(used, most, WINDOW_S - now.second)


def forget_counts() -> int:
    """Drop counters of past hours; the number dropped."""
    return RateCount.objects.filter(minute__lt=clock.actual() - timedelta(hours=1)).delete()[0]
