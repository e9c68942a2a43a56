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
    except PermissionError as error:
        print(f"错误：不能写入 {error.filename}，它属于别的用户；请换成原来的用户运行，或用 PENGJIANG_VAR=… 指定另一个数据目录。", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
