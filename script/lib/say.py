"""One sentence for the person at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable


class Refusal(Exception):
    """Something is not as it must be; the sentence says what, and what to do."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def run(main: Callable[[], int | None]) -> None:
    """Run ``main`` and leave with its result; a ``Refusal`` is its sentence and exit 1."""
    try:
        sys.exit(main() or 0)
    except Refusal as refusal:
        print(f"错误：{refusal}", file=sys.stderr, flush=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
