"""Celery with its clock set: ``python -m tests.support.celery_at --at 2026-05-01 worker …``."""

import sys
from contextlib import ExitStack

from tests.support.travel import travel_to


def main() -> None:
    arguments = sys.argv[1:]
    with ExitStack() as stack:
        if arguments[:1] == ["--at"]:
            stack.enter_context(travel_to(arguments[1]))
            arguments = arguments[2:]
        from pengjiang.celery import app  # noqa: PLC0415 — after the clock is set

        app.start(arguments)


if __name__ == "__main__":
    main()
