"""A paper as rows of cells and as running text, put together from words with their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pengjiang.common.chinese import half_width

# Signs that recognition confuses, told apart by their neighbours.
_CONFUSED = (
    (re.compile(r"(?<=\d)[OoQ]|[OoQ](?=\d)"), "0"),
    (re.compile(r"(?<=[\d年月日时第])[lI|](?=[\d年月日时分元号.])"), "1"),
    (re.compile(r"(?<=[\d一二三四五六七八九十])曰"), "日"),
    (re.compile(r"(?<=[\d一二三四五六七八九十])曰"), "日"),
)
_SCREEN = str.maketrans({"○": "〇", "◯": "〇", "〖": "〔", "〗": "〕", "﹝": "〔", "﹞": "〕", "︰": ":", "∶": ":", "﹕": ":", "￥": "¥", "⼀": "一"})
_HAN = "\u3400-\u9fff〇"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}](?: |$|[:(]))")
GAP = "\t"


@dataclass(frozen=True)
class Segment:
    """Words that stand together; ``box`` is left, top, right, bottom on its page, in any unit."""

    text: str
    page: int
    box: tuple[float, float, float, float] | None = None
    score: float = 1.0


@dataclass(frozen=True)
class Row:
    """One line across the page, cut into cells where there is a gap."""

    cells: tuple[str, ...]
    page: int
    score: float = 1.0
    ends: bool = True

    @property
    def text(self) -> str:
        return GAP.join(self.cells)


@dataclass(frozen=True)
class Paper:
    """``scanned``: recognised from pictures, so that single signs may be wrong."""

    rows: tuple[Row, ...]
    scanned: bool = False

    @classmethod
    def of(cls, segments: Iterable[Segment], *, scanned: bool = False) -> Paper:
        """Rows from words with places; words without places are rows of their own."""
        rows: list[Row] = []
        for page, members in groupby(segments, key=lambda segment: segment.page):
            rows += _rows_of(list(members), page)
        return cls(tuple(row for row in rows if row.cells), scanned)

    @cached_property
    def _text(self) -> tuple[str, tuple[int, ...]]:
        """Running text without blanks: lines of a paragraph joined, cells and paragraphs parted by a line break; where each row begins."""
        parts, starts, length = [], [], 0
        for row in self.rows:
            starts.append(length)
            text = "\n".join(re.sub(r"\s", "", cell) for cell in row.cells)
            text = f"\n{text}\n" if len(row.cells) > 1 else text + ("\n" if row.ends else "")
            parts.append(text)
            length += len(text)
        return "".join(parts), tuple(starts)

    @property
    def flat(self) -> str:
        return self._text[0]

    def page_at(self, place: int) -> int:
        """The page of a place in ``flat``."""
        return self.rows[max(bisect_right(self._text[1], place) - 1, 0)].page if self.rows else 1

    def score_at(self, place: int) -> float:
        """How sure the recognition was there."""
        return self.rows[max(bisect_right(self._text[1], place) - 1, 0)].score if self.rows else 1.0


def _rows_of(segments: Sequence[Segment], page: int) -> list[Row]:
    if any(segment.box is None for segment in segments):
        return [Row(cells, page, segment.score) for segment in segments if (cells := _cells([segment.text]))]
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: (one.box[1] + one.box[3]) / 2):
        if lines and _on_one_line(lines[-1], segment):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    right = max(segment.box[2] for segment in segments)
    left = min(segment.box[0] for segment in segments)
    rows = []
    for line in lines:
        line.sort(key=lambda one: one.box[0])
        cells = _cells(_joined(line))
        # A line that stops well before the margin ends its paragraph.
        ends = line[-1].box[2] < right - 0.06 * (right - left)
        if cells:
            rows.append(Row(cells, page, min(one.score for one in line), ends=ends))
    return rows


def _on_one_line(line: Sequence[Segment], segment: Segment) -> bool:
    top, bottom = segment.box[1], segment.box[3]
    last = line[-1].box
    overlap = min(bottom, last[3]) - max(top, last[1])
    return overlap > 0.5 * min(bottom - top, last[3] - last[1])


def _joined(line: Sequence[Segment]) -> list[str]:
    texts: list[str] = []
    edge = None
    for segment in line:
        height = segment.box[3] - segment.box[1]
        if edge is not None and segment.box[0] - edge < 0.6 * height:
            texts[-1] += segment.text
        else:
            texts.append(segment.text)
        edge = segment.box[2]
    return texts


def _cells(texts: Iterable[str]) -> tuple[str, ...]:
    """Clean cells; wide blanks inside a text part cells, too."""
    cells = []
    for text in texts:
        for part in re.split(r"[\t\u3000]+| {2,}", text.replace("\u3000", "  ").strip()):
            clean = plain(part)
            if clean:
                cells.append(clean)
    return tuple(cells)


def plain(text: str) -> str:
    """Half-width signs, no blanks between spaced-out characters, confused signs put right by their neighbours."""
    text = half_width(text.translate(_SCREEN)).strip()
    for _ in range(2):
        text = _BETWEEN_HAN.sub("", text)
    for pattern, right in _CONFUSED:
        text = pattern.sub(right, text)
    return text
