"""Lines of Chinese text, filled to the edge. Pure.

WeasyPrint breaks Chinese lines by the rules but leaves their right edge ragged (justification stretches spaces only, and Chinese has
none). Office suites squeeze a full stop into the line or spread the line by a hair; a paper that does not looks home-made. So the lines
are broken here: 避头尾 as in GB/T 15834, a closing sign may be drawn in by half its (empty) width, and what is left over is
shared among the line's characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CLOSING = set("，。、；：？！）》〉」』”’〕】％,.;:?!)]}%")
_OPENING = set("（《〈「『“‘〔【([{")
_PAIRS = {"—", "…"}
_HALF_EMPTY = set("，。、；：）》〉」』”’〕】")
_SQUEEZE_EM = 0.55
_STRETCH_EM = 2.6


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its width in points and whatever the caller needs to print it."""

    char: str
    width: float
    style: object = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the points to be added between its characters."""

    glyphs: tuple[Glyph, ...]
    spread: float = 0.0

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-_./:@%+,&=?#")


def units(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Stretches that must not be broken: words and numbers, —— and ……, signs with the character they cling to."""
    unit: list[Glyph] = []
    for glyph in glyphs:
        if unit and not _clings(unit[-1].char, glyph.char):
            yield unit
            unit = []
        unit.append(glyph)
    if unit:
        yield unit


def _clings(before: str, after: str) -> bool:
    return (
        before in _OPENING
        or after in _CLOSING
        or (before == after and after in _PAIRS)
        or (_is_latin(before) and _is_latin(after))
        or after == "\u00a0"
    )


def _width(glyphs: Sequence[Glyph]) -> float:
    return sum(glyph.width for glyph in glyphs)


def break_lines(glyphs: Sequence[Glyph], *, measure: float, first: float, em: float) -> list[Line]:
    """Lines of ``measure`` points; the first has only ``first`` points. The last line is not spread."""
    lines: list[Line] = []
    line: list[Glyph] = []
    for unit in (piece for whole in units(glyphs) for piece in _pieces(whole, measure)):
        room = measure if lines else first
        over = _width(line) + _width(unit) - room
        if line and over > 0.01 and not _fits_squeezed(unit, over, em):
            lines.append(_spread(line, room, em))
            line = []
        line.extend(unit)
    if line:
        room = measure if lines else first
        lines.append(_spread(line, room, em) if _width(line) > room + 0.01 else Line(tuple(line)))
    return lines


def _pieces(unit: list[Glyph], measure: float) -> Iterator[list[Glyph]]:
    """A unit wider than a whole line (a long address) is broken anywhere."""
    if _width(unit) <= measure:
        yield unit
        return
    for glyph in unit:
        yield [glyph]


def _fits_squeezed(unit: list[Glyph], over: float, em: float) -> bool:
    last = unit[-1].char
    hang = em / 2 if last in _HALF_EMPTY else 0
    return bool(hang) and over - hang <= _SQUEEZE_EM * em


def _spread(line: list[Glyph], room: float, em: float) -> Line:
    """Share what is left, or what is too much, among the gaps. A spread line ends with its last character, not with a gap."""
    slack = room - _width(line)
    hang = em / 2 if slack < 0 and line[-1].char in _HALF_EMPTY else 0
    gaps = max(len(line) - 1, 1)
    if slack > _STRETCH_EM * em:
        return Line(tuple(line))
    return Line(tuple(line), (slack + hang) / gaps)
