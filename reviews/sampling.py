"""Drawing the sample: stratified, seeded, the same everywhere (domain.md 6.8 step 2). Pure.

**Algorithm 分层等距抽样-1.** The frame is every closed file of the period, each with body, kind, field and number. Forced files (complaint, lost
reconsideration, high fine) are taken out first: they come on top of the sample. Then

1. every body gets the minimum, or all it has; what is left of the size is shared by largest remainder over the files not yet given, ties
   going to the body whose code comes first;
2. inside a body the files are sorted by kind, field, number; of ``m`` files ``k`` are taken at the places ``(r + i·m) // k``, where ``r`` is
   the random number of that body modulo ``m``.

The random number of a purpose is SHA-256 of ``algorithm|seed|frame digest|purpose`` in UTF-8, read as one big-endian integer: it depends on no language,
library, process or machine, and can be worked out by hand with any SHA-256 tool. The frame digest is SHA-256 over the sorted lines
``body|kind|field|number|forced``, joined by line feeds: who changes one file of the frame changes the digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

ALGORITHM = "分层等距抽样-1"


class SampleError(ValueError):
    """The sample cannot be drawn; the message says why."""


@dataclass(frozen=True, order=True)
class Unit:
    """One file of the frame. ``forced`` says why it is taken without drawing; empty for all others."""

    body: str
    kind: str
    field: str
    number: str
    forced: str = ""

    @property
    def line(self) -> str:
        return "|".join((self.body, self.kind, self.field, self.number, self.forced))


@dataclass(frozen=True)
class Sample:
    """What was drawn, with all that is needed to draw it again."""

    algorithm: str
    seed: int
    digest: str
    size: int
    minimum: int
    drawn: tuple[Unit, ...]
    forced: tuple[Unit, ...]
    shares: Mapping[str, int]


def frame_digest(frame: Iterable[Unit]) -> str:
    """The fingerprint of a frame, whatever the order of its files."""
    return sha256("\n".join(sorted(unit.line for unit in frame)).encode()).hexdigest()


def random_number(seed: int, digest: str, purpose: str) -> int:
    """A number of 256 bits for one purpose."""
    return int.from_bytes(sha256(f"{ALGORITHM}|{seed}|{digest}|{purpose}".encode()).digest(), "big")


def draw(frame: Sequence[Unit], *, size: int, minimum: int, seed: int) -> Sample:
    """Draw. Raises ``SampleError`` for a frame with a number twice or a size that the frame or the minimum does not allow."""
    _check(frame)
    digest = frame_digest(frame)
    bodies: dict[str, list[Unit]] = {}
    for unit in sorted(frame):
        if not unit.forced:
            bodies.setdefault(unit.body, []).append(unit)
    shares = share({body: len(units) for body, units in bodies.items()}, size=size, minimum=minimum)
    drawn = [unit for body, units in bodies.items() for unit in systematic(units, shares[body], random_number(seed, digest, f"起点|{body}"))]
    forced = tuple(sorted(unit for unit in frame if unit.forced))
    return Sample(ALGORITHM, seed, digest, size, minimum, tuple(drawn), forced, shares)


def share(counts: Mapping[str, int], *, size: int, minimum: int) -> dict[str, int]:
    """How many files each body gives: the minimum first, the rest by largest remainder."""
    total = sum(counts.values())
    if size > total:
        raise SampleError(f"可抽取的案卷共{total}件，少于抽取数量{size}件。")
    given = {body: min(minimum, count) for body, count in counts.items()}
    rest = size - sum(given.values())
    if rest < 0:
        raise SampleError(f"各单位最低数量合计{sum(given.values())}件，超过抽取数量{size}件，请减少最低数量或者增加抽取数量。")
    left = {body: counts[body] - given[body] for body in sorted(counts)}
    pool = sum(left.values())
    if not rest:
        return given
    exact = {body: Fraction(rest * count, pool) for body, count in left.items()}
    for body, part in exact.items():
        given[body] += int(part)
    over = rest - sum(int(part) for part in exact.values())
    for body in sorted(exact, key=lambda body: (-(exact[body] - int(exact[body])), body))[:over]:
        given[body] += 1
    return given


def systematic(units: Sequence[Unit], count: int, number: int) -> list[Unit]:
    """``count`` of the sorted units at equal distances from a random start."""
    total = len(units)
    if not count:
        return []
    start = number % total
    return [units[(start + place * total) // count] for place in range(count)]


def replacement(frame: Sequence[Unit], taken: Iterable[Unit], *, leaving: Unit, seed: int, turn: int) -> Unit:
    """The file that stands in for one that cannot be used: of the same body, of the same kind and field as far as there is one.

    ``turn`` counts the replacements of the sample. Raises ``SampleError`` where the body has no file left.
    """
    used = {(unit.body, unit.number) for unit in taken}
    left = sorted(unit for unit in frame if unit.body == leaving.body and not unit.forced and (unit.body, unit.number) not in used)
    if not left:
        raise SampleError("该单位已没有可以替换的案卷。")
    for nearest in (
        [unit for unit in left if (unit.kind, unit.field) == (leaving.kind, leaving.field)],
        [unit for unit in left if unit.kind == leaving.kind],
        left,
    ):
        if nearest:
            return nearest[random_number(seed, frame_digest(frame), f"替换|{turn}|{leaving.number}") % len(nearest)]
    raise AssertionError


def _check(frame: Sequence[Unit]) -> None:
    seen: set[tuple[str, str]] = set()
    for unit in frame:
        if (unit.body, unit.number) in seen:
            raise SampleError(f"案号{unit.number}在清单中出现两次。")
        seen.add((unit.body, unit.number))
