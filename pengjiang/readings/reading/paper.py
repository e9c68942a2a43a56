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
)
_SCREEN = str.maketrans(
    {"○": "〇", "◯": "〇", "〖": "〔", "〗": "〕", "﹝": "〔", "﹞": "〕", "︰": ":", "∶": ":", "﹕": ":", "￥": "¥", "⼀": "一"}
)
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
    height = _usual_height(segments)
    lines: list[list[Segment]] = []
    for segment in sorted(_blocks(segments, height), key=lambda one: (one.box[1] + one.box[3]) / 2):
        if lines and any(_side_by_side(other, segment) > 0.5 for other in lines[-1]):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    right = max(segment.box[2] for segment in segments)
    left = min(segment.box[0] for segment in segments)
    rows = []
    for line in lines:
        line.sort(key=lambda one: one.box[0])
        cells = _cells(_joined(line, height))
        # A line that stops well before the margin ends its paragraph.
        ends = line[-1].box[2] < right - 0.06 * (right - left)
        if cells:
            rows.append(Row(cells, page, min(one.score for one in line), ends=ends))
    return rows


def _usual_height(segments: Sequence[Segment]) -> float:
    heights = sorted(segment.box[3] - segment.box[1] for segment in segments)
    return max(heights[len(heights) // 2], 0.01)


def _blocks(segments: Sequence[Segment], height: float) -> list[Segment]:
    """The lines of one cell of a form as one segment: left edges in line, hardly a gap, and not both beside something of their own."""
    ordered = sorted(segments, key=lambda one: (one.box[1], one.box[0]))
    aligned = {id(one): _neighbours(one, ordered, 0.75) for one in ordered}
    beside = {id(one): _neighbours(one, ordered, -0.4) for one in ordered}
    blocks: list[list[Segment]] = []
    tight = _pitch_inside_cells(ordered, beside, height)
    for segment in ordered:
        block = next((block for block in reversed(blocks) if _goes_on(block, segment, aligned, beside, tight, height)), None)
        if block:
            block.append(segment)
        else:
            blocks.append([segment])
    return [_merged(block) for block in blocks]


def _goes_on(
    block: list[Segment], segment: Segment, aligned: dict[int, bool], beside: dict[int, bool], tight: float, height: float
) -> bool:
    above = block[-1]
    gap = segment.box[1] - above.box[3]
    left_edges = abs(segment.box[0] - above.box[0]) < 0.7 * height
    centres = abs(segment.box[0] + segment.box[2] - above.box[0] - above.box[2]) < 0.7 * height
    if not -0.3 * height < gap < 1.2 * height or not (left_edges or centres):
        return False
    if ":" in half_width(segment.text) or ":" in half_width(block[0].text) or ":" in half_width(above.text):
        return False
    if aligned[id(above)] and aligned[id(segment)] and segment.box[1] - above.box[1] > tight:
        return False
    is_cell = beside[id(block[0])] or beside[id(above)] or beside[id(segment)]
    return is_cell and (beside[id(segment)] or segment.box[2] - segment.box[0] <= 1.4 * (above.box[2] - above.box[0]))


def _pitch_inside_cells(segments: Sequence[Segment], beside: dict[int, bool], height: float) -> float:
    """Up to which distance two lines are surely of one cell: where most rows of the form lie clearly wider apart. Else 0."""
    pitches = []
    for place, segment in enumerate(segments):
        if not beside[id(segment)]:
            continue
        below = next(
            (
                one
                for one in segments[place + 1 :]
                if one.box[1] > segment.box[3] - 0.3 * height and abs(one.box[0] - segment.box[0]) < height
            ),
            None,
        )
        if below:
            pitches.append((below.box[1] - segment.box[1]) / height)
    if not pitches:
        return 0
    least = min(pitches)
    wide = sum(pitch > 1.3 * least for pitch in pitches)
    return 1.15 * least * height if least < 2.2 and wide * 3 >= len(pitches) else 0


def _neighbours(segment: Segment, others: Sequence[Segment], share: float) -> bool:
    """True where something stands to the left or right of it, apart from it."""
    height = segment.box[3] - segment.box[1]
    return any(
        other is not segment
        and _side_by_side(other, segment) > share
        and max(other.box[0] - segment.box[2], segment.box[0] - other.box[2]) > 0.5 * height
        for other in others
    )


def _side_by_side(one: Segment, other: Segment) -> float:
    """How much of the lower of the two lies beside the other."""
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return overlap / max(min(one.box[3] - one.box[1], other.box[3] - other.box[1]), 0.01)


def _merged(block: Sequence[Segment]) -> Segment:
    if len(block) == 1:
        return block[0]
    edges = list(zip(*(one.box for one in block), strict=True))
    box = (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))
    text = block[0].text.strip()
    for one in block[1:]:
        text += (" " if _two_numbers(text, one.text.strip()) else "") + one.text.strip()
    return Segment(text, block[0].page, box, min(one.score for one in block))


def _two_numbers(above: str, below: str) -> bool:
    """Two numbers under one another, not one (an identity number) that was cut."""
    last, first = re.search(r"\d{6,}$", above), re.match(r"\d{6,}", below)
    return bool(last and first) and len(last[0]) == len(first[0]) and len(last[0]) != 9


def _joined(line: Sequence[Segment], height: float) -> list[str]:
    texts: list[str] = []
    edge = None
    for segment in line:
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
