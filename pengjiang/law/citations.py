"""Where a rule stands written, and when it holds. Pure: no framework, no database.

``Citation("中华人民共和国行政处罚法", 42, 1, 1)`` → ``《中华人民共和国行政处罚法》第四十二条第一款第（一）项``

* ``Citation(law, article=None, paragraph=None, item=None, version=None)``: the parts may be given as ``42``, ``"42"``,
  ``"四十二"``, ``"第四十二条"``, ``"（一）"``; they are kept as whole numbers. ``"120之一"`` keeps its 之一 in ``branch``.
* ``Citation.parse("《行政处罚法》第四十二条第一款")``, ``Citation.find_all(text)``.
* ``Effective(since, until)``: both days inclusive, either may be open; ``day in effective``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from pengjiang.common.chinese import from_chinese, half_width, to_chinese

_STATE = "中华人民共和国"
_NUMERAL = r"[0-9零〇一二两三四五六七八九十百千]+"
_PART = re.compile(rf"(?:第)?[（(]?({_NUMERAL})[)）]?(?:条|款|项)?(?:之({_NUMERAL}))?")
_PLACE = re.compile(
    rf"第(?P<article>{_NUMERAL})条(?:之(?P<branch>{_NUMERAL}))?"
    rf"(?:第(?P<paragraph>{_NUMERAL})款)?"
    rf"(?:第[（(]?(?P<item>{_NUMERAL})[)）]?项)?",
)
_LAW = re.compile(r"《(?P<law>[^《》]+(?:《[^《》]+》[^《》]*)*)》")


def read_number(part: str) -> int:
    """``"42"``, ``"４２"`` or ``"四十二"`` as 42. Raises ``ValueError``."""
    part = half_width(part).strip()
    return int(part) if part.isascii() and part.isdigit() else from_chinese(part)


@dataclass(frozen=True, order=True)
class Effective:
    """The days between which something holds, both included; ``None`` leaves that end open."""

    since: date | None = None
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: "Effective") -> bool:
        """True where at least one day is in both."""
        starts_in_time = self.since is None or other.until is None or self.since <= other.until
        return starts_in_time and (other.since is None or self.until is None or other.since <= self.until)

    def __str__(self) -> str:
        since = f"自{self.since:%Y-%m-%d}起" if self.since else ""
        until = f"至{self.until:%Y-%m-%d}止" if self.until else ""
        return since + until or "一直有效"


@dataclass(frozen=True)
class Citation:
    """A law by its full name, down to the item; ``version`` is the day from which the cited text is in force."""

    law: str
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    version: date | None = None
    branch: int | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "law", self.law.strip().removeprefix("《").removesuffix("》"))
        for name in ("article", "paragraph", "item"):
            number, branch = _read_part(getattr(self, name))
            object.__setattr__(self, name, number)
            if branch is not None and name == "article":
                object.__setattr__(self, "branch", branch)

    @property
    def short_law(self) -> str:
        """The name without 中华人民共和国."""
        return self.law.removeprefix(_STATE)

    @property
    def place(self) -> str:
        """第四十二条第一款第（一）项; empty where the whole law is cited."""
        text = f"第{to_chinese(self.article)}条" if self.article is not None else ""
        text += f"之{to_chinese(self.branch)}" if self.branch else ""
        text += f"第{to_chinese(self.paragraph)}款" if self.paragraph is not None else ""
        return text + (f"第（{to_chinese(self.item)}）项" if self.item is not None else "")

    @property
    def short(self) -> str:
        """《行政处罚法》第四十二条: for narrow columns; documents use ``str``."""
        return f"《{self.short_law}》{self.place}"

    def __str__(self) -> str:
        return f"《{self.law}》{self.place}"

    def at_article(self) -> "Citation":
        """The same article without paragraph and item."""
        return replace(self, paragraph=None, item=None)

    def covers(self, other: "Citation") -> bool:
        """True where ``other`` is this place or lies inside it; the version is not compared, 中华人民共和国 may be left out."""
        mine = (self.short_law, self.article, self.branch, self.paragraph, self.item)
        theirs = (other.short_law, other.article, other.branch, other.paragraph, other.item)
        return all(own is None or own == its for own, its in zip(mine, theirs, strict=True))

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """One citation and nothing else. Raises ``ValueError``."""
        law = _LAW.match(text.strip())
        if not law:
            raise ValueError(f"“{text}”没有用书名号写明法律名称。")
        rest = text.strip()[law.end() :].strip()
        place = _PLACE.fullmatch(rest)
        if rest and not place:
            raise ValueError(f"“{rest}”不是条、款、项的写法，应如“第四十二条第一款第（一）项”。")
        return cls(law["law"], **_numbers(place)) if place else cls(law["law"])

    @classmethod
    def find_all(cls, text: str) -> "tuple[Citation, ...]":
        """Every place cited in running text, in order; 《…》第四十四条、第六十二条 gives two."""
        return tuple(cls._find(text))

    @classmethod
    def _find(cls, text: str) -> "Iterator[Citation]":
        laws = list(_LAW.finditer(text))
        ends = [law.start() for law in laws[1:]] + [len(text)][: len(laws)]
        for law, end in zip(laws, ends, strict=True):
            places = list(_PLACE.finditer(text, law.end(), end))
            # Only places that follow the name at once, or one another, belong to it.
            reach = law.end()
            for place in places:
                if not re.fullmatch(r"[\s、，,和及与以]*", text[reach : place.start()]):
                    break
                reach = place.end()
                yield cls(law["law"], **_numbers(place))
            if reach == law.end():
                yield cls(law["law"])


def _read_part(part: object) -> tuple[int | None, int | None]:
    if part is None or part == "":
        return None, None
    if isinstance(part, int) and not isinstance(part, bool):
        return part, None
    found = _PART.fullmatch(half_width(str(part)).strip())
    if not found:
        raise ValueError(f"“{part}”不是条、款、项的序号。")
    return read_number(found[1]), read_number(found[2]) if found[2] else None


def _numbers(place: re.Match) -> dict[str, int | None]:
    return {name: read_number(number) if number else None for name, number in place.groupdict().items()}
