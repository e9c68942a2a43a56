"""The reference, asked as the rules ask it: answers are kept, since a register asks the same again and again."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from pengjiang.checks.basis import ENVIRONMENT_CODE
from pengjiang.common.chinese import half_width
from pengjiang.law import rows
from pengjiang.law.citations import Citation
from pengjiang.law.laws import Law, Lawbook, Rank
from pengjiang.law.reference import Reference

KEPT = 20_000


class Library:
    """Look-ups in one reference. What is not in it comes back as ``None``: the rule then says 缺数据."""

    def __init__(self, reference: Reference, lawbook: Lawbook) -> None:
        self.reference = reference
        self.lawbook = lawbook
        keep = lru_cache(maxsize=KEPT)
        self.accepts_name = keep(reference.accepts_name)
        self.accepts_seal = keep(reference.accepts_seal)
        self.without_seal_suffix = keep(reference.without_seal_suffix)
        self.names_of = keep(reference.names_of)
        self.organ = keep(reference.reconsideration_organ)
        self.court = keep(reference.court)
        self.threshold = keep(reference.threshold)
        self.house = keep(reference.house)
        self.sector_limit = keep(reference.sector_limit)
        self.number_pattern = keep(reference.number_pattern)
        self.standards_for = keep(reference.standards_for)
        self.item = keep(reference.item)
        self.item_on = keep(reference.item_on)
        self.suit_periods_on = keep(reference.suit_periods_on)
        self.body = keep(reference.body)
        self.law_named = keep(lawbook.law_named)
        self.article_exists = keep(lawbook.exists)
        self.rows_of = keep(self._rows_of)
        self.rank = keep(self._rank)
        self.pinpointed = keep(self._pinpointed)
        self.items_punished_by = keep(self._items_punished_by)

    def sum_of(self, code: str, on: date, default: int) -> Decimal:
        """A threshold's sum; ``default`` where the reference has none for that day."""
        row = self.threshold(code, on)
        return row.value if row else Decimal(default)

    def length_of(self, code: str, on: date, default: int) -> int:
        """A length that the office sets."""
        row = self.house(code, on)
        return row.value if row else default

    def organ_name(self, body: str, on: date) -> str:
        row = self.organ(body, on)
        return row.name if row else ""

    def court_name(self, body: str, on: date) -> str:
        row = self.court(body, on)
        return row.name if row else ""

    def standard_named(self, text: str) -> tuple[rows.Standard, ...]:
        """Every version of the discretion standards that ``text`` names."""
        return tuple(row for row in self.reference.standards if row.kind == "benchmark" and row.is_named_by(text))

    def has_no_standard(self, field: str, on: date) -> bool:
        """True where the reference itself says that the field had no discretion standard that day (a row of kind ``none``)."""
        return any(row.kind == "none" and row.field in (field, "") and on in row.effective for row in self.reference.standards)

    def replaced_by_code(self, law: Law) -> bool:
        """True for the statutes that ended when the 生态环境法典 came into force."""
        return law.versions[-1].effective.until == ENVIRONMENT_CODE - timedelta(days=1)

    def _rows_of(self, item: str) -> tuple[rows.PowerItem, ...]:
        """Every dated row of an enforcement item."""
        return tuple(row for row in self.reference.items if row.code == item)

    def _items_punished_by(self, citation: Citation) -> tuple[rows.PowerItem, ...]:
        """The items whose penalty stands at the place cited."""
        return tuple(
            row for row in self.reference.items if any(place.covers(citation) or citation.covers(place) for place in row.penalised_by)
        )

    def _pinpointed(self, citation: Citation, on: date | None) -> bool | None:
        """True where the citation goes down to 款 and 项 as far as the article has them; ``None`` where its structure is not known.

        The lawbook knows the structure of some articles; of others the item list tells, since who cites a 款 there says that there are several.
        """
        article = self.lawbook.find(citation, on)
        known = article.is_pinpointed_by(citation) if article else None
        if known is not None:
            return known
        places = [
            place for row in self.reference.items for place in (*row.violated, *row.penalised_by) if citation.at_article().covers(place)
        ]
        paragraphs = [place for place in places if place.paragraph is not None]
        items = [place for place in places if place.item is not None and place.paragraph in (None, citation.paragraph)]
        if not paragraphs and not items:
            return None
        return (citation.paragraph is not None or not paragraphs) and (citation.item is not None or not items)

    def _rank(self, law: str) -> Rank | None:
        """The rank of a law that is in the library; of others only what the name itself says."""
        known = self.lawbook.law_named(law)
        if known:
            return known.rank
        name = plain(law)
        if "〔" in name or name.endswith(DOCUMENT_ENDINGS):
            return Rank.DOCUMENT
        if is_statute_name(name):
            return Rank.STATUTE
        return Rank.REGULATION if name.endswith("条例") else None


def is_statute_name(name: str) -> bool:
    """某某法, 某某法典; not 某某办法."""
    return name.endswith(("法", "法典")) and not name.endswith(("办法", "方法", "做法"))


# 规定, 办法 and 细则 may be of either rank, so that they say nothing.
DOCUMENT_ENDINGS = ("通知", "意见", "基准", "标准", "公告", "方案", "清单", "指引", "纪要", "批复", "函", "目录", "通告")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A text for comparing: half-width, without blanks, quotation marks and title marks."""
    return "".join(half_width(text).split()).strip("《》“”\"'")
