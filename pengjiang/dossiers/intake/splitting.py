"""Where the rows of a body are: NDJSON line by line, a JSON array element by element, in constant memory. Pure.

An element is only cut out here; whether it is JSON is asked when it is read, so that a bad one does not spoil its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

CHUNK = 256 * 1024
LONGEST = 1024 * 1024
_MARKS = re.compile(rb'["\\\[\]{},]')
_BLANK = b" \t\r\n"


class NotRows(ValueError):
    """The body is not what it says it is; the message is for the sender."""


@dataclass(frozen=True)
class Place:
    """One row: its line (NDJSON) or its number in the array, counted from 1, and its bytes."""

    line: int
    start: int
    length: int

    @property
    def is_too_long(self) -> bool:
        return self.length > LONGEST


def lines_of(chunks: Iterator[bytes]) -> Iterator[Place]:
    """Lines that are not blank."""
    line, start, at, blank = 1, 0, 0, True
    for chunk in chunks:
        begin = 0
        while (end := chunk.find(b"\n", begin)) >= 0:
            if not blank or chunk[begin:end].strip(_BLANK):
                yield Place(line, start, at + end - start)
            line, start, begin, blank = line + 1, at + end + 1, end + 1, True
        blank = blank and not chunk[begin:].strip(_BLANK)
        at += len(chunk)
    if not blank:
        yield Place(line, start, at - start)


class _Array:
    """Follows brackets and texts through an array, byte by byte where it must, mark by mark where it can."""

    def __init__(self) -> None:
        self.depth = 0
        self.in_text = self.escaped = self.over = False
        self.start = 0
        self.number = 0
        self.filled = False

    def feed(self, chunk: bytes, at: int) -> Iterator[Place]:
        last = 0
        for found in _MARKS.finditer(chunk):
            place, mark = found.start(), found.group()
            self._plain(chunk[last:place])
            last = place + 1
            yield from self._mark(mark, at + place)
        self._plain(chunk[last:])

    def _plain(self, between: bytes) -> None:
        """What stands between two marks: a backslash spends itself on the next sign, whatever it is."""
        if between:
            self.escaped = False
            if between.strip(_BLANK):
                if not self.in_text and self.depth == 0:
                    raise NotRows("正文应为 JSON 数组，或者改以 application/x-ndjson 逐行提交。" if not self.over else "数组之后还有别的内容。")
                self.filled = True

    def _mark(self, mark: bytes, at: int) -> Iterator[Place]:
        if self.in_text:
            if self.escaped:
                self.escaped = False
            elif mark == b"\\":
                self.escaped = True
            elif mark == b'"':
                self.in_text = False
            return
        if self.depth == 0:
            if mark != b"[" or self.over:
                raise NotRows("正文应为一个 JSON 数组，或者改以 application/x-ndjson 逐行提交。")
            self.depth, self.start = 1, at + 1
            return
        if self.depth == 1 and mark in b",]":
            if self.filled or mark == b"," or self.number:
                self.number += 1
                yield Place(self.number, self.start, at - self.start)
            self.start, self.filled = at + 1, False
            if mark == b"]":
                self.depth, self.over = 0, True
            return
        self.filled = True
        if mark == b'"':
            self.in_text = True
        elif mark in b"[{":
            self.depth += 1
        elif mark in b"]}":
            self.depth -= 1


def elements_of(chunks: Iterator[bytes]) -> Iterator[Place]:
    """Elements of one array. Raises ``NotRows`` where there is none, or where it does not end."""
    array, at = _Array(), 0
    for chunk in chunks:
        yield from array.feed(chunk.removeprefix(b"\xef\xbb\xbf").rjust(len(chunk)) if at == 0 else chunk, at)
        at += len(chunk)
    if not array.over:
        raise NotRows("JSON 数组没有写完，请核对传输是否中断。" if array.depth else "正文是空的。")


WAYS: dict[str, Callable[[Iterator[bytes]], Iterator[Place]]] = {"application/x-ndjson": lines_of, "application/json": elements_of}
