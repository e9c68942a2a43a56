"""``manage.py check_dossier FILE|-``: the file check on the command line, without database or environment.

One file gives one JSON object; ``--ndjson`` gives one a line, streamed in the order of the input. ``--together`` reads the input twice (from a
temporary copy where it comes through a pipe), so that the rules across files can be answered.
"""

import gc
import json
import shutil
import sys
import tempfile
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandParser

from pengjiang.checks.facts import FileFacts
from pengjiang.checks.runner import Checker
from pengjiang.checks.together import Crossing
from pengjiang.common import clock
from pengjiang.common.strictjson import BadInput, Problem, read_json
from pengjiang.law import reference

BAD_INPUT, SOME_LINES_BAD = 2, 1
OBJECTS_BETWEEN_COLLECTIONS = 50_000


class Command(BaseCommand):
    """Reads, checks, prints; exit 2 (one file) or 1 (some lines of many) where the input is bad."""

    help = "按案卷体检规则检查一份或者多份 dossier/1 案卷事实。"
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="JSON 文件，- 表示标准输入")
        parser.add_argument("--on", metavar="DATE", type=_day, default=None, help="视为今天的日期，YYYY-MM-DD，缺省为当天")
        parser.add_argument("--ndjson", action="store_true", help="每行一份案卷，逐行输出")
        parser.add_argument("--full", action="store_true", help="与 --ndjson 合用：不适用的也列出，通过的也写全")
        parser.add_argument("--together", action="store_true", help="与 --ndjson 合用：各案卷互相比较，计算跨案卷的规则")

    def handle(self, *, file: str, on: date | None, ndjson: bool, full: bool, together: bool, **_: Any) -> None:
        checker = Checker(reference.packaged(), on=on or clock.today())
        out = _Output(self.stdout)
        if ndjson:
            with _rare_collections(), _opened(file, out, twice=together) as lines:
                code = _check_lines(lines, checker, out, full=full, together=together)
        else:
            code = _check_one(file, checker, out)
        if code:
            sys.exit(code)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """What a file leaves behind is freed by itself; looking for cycles among it after every few hundred objects costs a tenth of the time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


class _Output:
    """Lines of JSON in UTF-8, whatever the terminal speaks."""

    def __init__(self, stream: Any) -> None:
        self.raw = getattr(stream, "_out", stream)
        if hasattr(self.raw, "reconfigure"):
            self.raw.reconfigure(encoding="utf-8", errors="backslashreplace")

    def write(self, value: Any, *, indent: int | None = None) -> None:
        self.raw.write(json.dumps(value, ensure_ascii=False, indent=indent, separators=(",", ":") if indent is None else None) + "\n")
        # A line is out before the next one is read: the reader may be waiting for it.
        self.raw.flush()


def _check_one(file: str, checker: Checker, out: _Output) -> int:
    try:
        text = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        out.write([Problem("", f"无法读取文件：{error.strerror or error}。").as_json()], indent=2)
        return BAD_INPUT
    try:
        report = checker.check_json(read_json(text))
    except BadInput as error:
        out.write([problem.as_json() for problem in error.problems], indent=2)
        return BAD_INPUT
    out.write(report.as_json(), indent=2)
    return 0


@contextmanager
def _opened(file: str, out: _Output, *, twice: bool) -> Iterator[IO[bytes]]:
    """The lines; a temporary copy of a pipe that must be read ``twice``."""
    if file == "-" and twice:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield copy
        return
    if file == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(file).open("rb"))
        except OSError as error:
            out.write([Problem("", f"无法读取文件：{error.strerror or error}。").as_json()])
            sys.exit(BAD_INPUT)
        yield stream


def _check_lines(lines: IO[bytes], checker: Checker, out: _Output, *, full: bool, together: bool) -> int:
    """``together`` needs lines that can be read a second time."""
    crossing = None
    if together:
        crossing = _gather(lines, checker)
    bad = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            report = checker.check_json(read_json(line))
        except BadInput as error:
            bad = True
            out.write({"line": number, "errors": [problem.as_json() for problem in error.problems]})
            continue
        if crossing:
            report = crossing.complete(report, number)
        out.write(report.as_json(full=full))
    return SOME_LINES_BAD if bad else 0


def _gather(lines: IO[bytes], checker: Checker) -> Crossing:
    """The first pass; what is bad is said in the second."""
    crossing = Crossing(checker.context)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = read_json(line)
            checker.validate(document)
        except BadInput:
            continue
        crossing.add(FileFacts(document), number)
    lines.seek(0)
    return crossing


def _day(text: str) -> date:
    try:
        if len(text) != len("2026-03-02"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”不是 YYYY-MM-DD 形式的日期") from error
