"""Asking a worker to bind a volume."""

from __future__ import annotations

from kombu.exceptions import OperationalError


def nudge(pk: int) -> None:
    """With the broker gone nothing is lost: the sweep finds what waits."""
    from cases.tasks import bind_one  # noqa: PLC0415 — tasks stand above services

    try:
        bind_one.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return
