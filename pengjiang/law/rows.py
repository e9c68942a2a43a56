"""The kinds of dated rows that local law consists of. Pure; each row says since when, by what source and how sure we are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pengjiang.law.citations import Citation, Effective


class Mark(StrEnum):
    """How far a row has been verified; shown wherever the row is used."""

    VERIFIED = "V", "已核对来源"
    RECALLED = "R", "凭专业记忆录入，待核对"
    DOUBTFUL = "R?", "存疑，须由单位确认"
    HOUSE = "SYN", "本系统设定，可修改"

    label: str

    def __new__(cls, value: str, label: str) -> "Mark":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every row carries."""

    effective: Effective = field(default_factory=Effective)
    mark: Mark
    source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Body(Row):
    """A town or street that enforces in its own name; ``effective`` from the day it may."""

    code: str
    name: str
    kind: str  # town / street
    region_code: str
    place_names: tuple[str, ...] = ()
    number_prefixes: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """杜阮 for 杜阮镇, 白沙 for 白沙街道."""
        return self.name.removesuffix("街道").removesuffix("镇")


@dataclass(frozen=True, kw_only=True)
class AcceptedName(Row):
    """A name under which the body may issue and seal papers."""

    body: str
    name: str


@dataclass(frozen=True, kw_only=True)
class SealSuffix(Row):
    """What may follow an accepted name on a seal, such as （行政执法专用章）."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Organ(Row):
    """The organ to which the body's decisions go: ``purpose`` is ``reconsideration``."""

    body: str
    purpose: str
    name: str
    accepted: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    def is_named_by(self, text: str) -> bool:
        """True where ``text`` is this organ's name or an accepted form of it."""
        return text.strip() in (self.name, *self.accepted)


@dataclass(frozen=True, kw_only=True)
class Court(Organ):
    """The court for the body's decisions: ``purpose`` is ``suit`` or ``enforcement``."""

    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Threshold(Row):
    """A sum at which the law turns: ``inclusive`` says that the sum itself is on the named side."""

    code: str
    title: str
    value: Decimal
    unit: str = "元"
    inclusive: bool = True
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HousePeriod(Row):
    """A length that no statute fixes and an office may set."""

    code: str
    title: str
    value: int
    unit: str  # natural_days / working_days / months / hours / minutes / clock
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SectorLimit(Row):
    """Filing and handling limits of one field's procedure rules (行政处罚法第六十条 lets them differ)."""

    field: str
    rule: str
    filing: int
    filing_unit: str
    filing_extension: int = 0
    handling: int
    handling_unit: str
    first_extension: int = 0
    first_approver: str = ""
    second_extension: int | None = None  # None: open, as approved
    second_approver: str = ""
    excluded: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NumberPattern(Row):
    """How a document number must look; ``pattern`` has the groups prefix, year and seq."""

    code: str
    title: str
    pattern: str
    example: str


@dataclass(frozen=True, kw_only=True)
class SuitPeriod(Row):
    """A statute with a period to sue of its own; ``binding`` is false where only a regulation says so and it must be ignored."""

    law: str
    article: int
    matter: str
    value: int
    unit: str
    binding: bool
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step (裁量阶次) of a standard, or one matter of a leniency list: for which item, in what circumstances, between which amounts.

    ``item`` is a code of the power list, empty where the step stands for the whole standard. The bounds are in the item's own unit.
    """

    item: str = ""
    name: str
    circumstances: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True

    @classmethod
    def read(cls, raw: Mapping) -> "Step":
        """From a plain dictionary. Raises ``ValueError`` where the lower bound lies above the upper one."""
        values = dict(raw)
        for bound in ("low", "high"):
            values[bound] = Decimal(str(values[bound])) if values.get(bound) not in (None, "") else None
        step = cls(**values)
        if step.low is not None and step.high is not None and step.low > step.high:
            raise ValueError(f"阶次“{step.name}”的下限高于上限。")
        return step

    def holds(self, amount: Decimal) -> bool:
        """True where ``amount`` lies inside the step."""
        above = self.low is None or amount > self.low or (self.low_inclusive and amount == self.low)
        return above and (self.high is None or amount < self.high or (self.high_inclusive and amount == self.high))


@dataclass(frozen=True, kw_only=True)
class Standard(Row):
    """A published discretion standard (``benchmark``), a leniency list (``exemption``), or the word that a field had none (``none``)."""

    code: str
    kind: str
    name: str
    number: str = ""
    field: str
    issuer: str = ""
    steps: tuple[Step, ...] = ()

    def steps_for(self, item: str) -> tuple[Step, ...]:
        """The steps of an item; those of the whole standard where the item has none of its own."""
        own = tuple(step for step in self.steps if step.item == item)
        return own or tuple(step for step in self.steps if not step.item)

    def is_named_by(self, text: str) -> bool:
        """True where ``text`` names the standard by title or document number."""
        return self.name in text or bool(self.number and self.number in text)


@dataclass(frozen=True, kw_only=True)
class PowerItem(Row):
    """An enforcement item: what is forbidden, what may be imposed.

    ``effective`` is the time on the bodies' list (empty ``bodies``: every body's), ``statute_*`` that of the law it rests on. Amounts are
    yuan for ``fixed`` and ``unit_price`` (per m²), a ratio for ``multiple`` (1 = once the base) and ``percentage`` (5 = five per cent).
    """

    code: str
    field: str
    name: str
    violated: tuple[Citation, ...] = ()
    penalised_by: tuple[Citation, ...] = ()
    kinds: tuple[str, ...] = ()
    base_kind: str = "fixed"  # fixed / multiple / percentage / unit_price / none
    person_min: Decimal | None = None
    person_max: Decimal | None = None
    unit_min: Decimal | None = None
    unit_max: Decimal | None = None
    needs_prior_order: bool = False
    measure_ok: bool = False
    bodies: tuple[str, ...] = ()
    exemption: str = ""
    benchmark: str = ""
    successor: str = ""
    statute_since: date | None = None
    statute_until: date | None = None

    def range_for(self, *, person: bool) -> tuple[Decimal | None, Decimal | None]:
        """Lowest and highest amount for a person or for a unit; ``None`` where the law names none."""
        return (self.person_min, self.person_max) if person else (self.unit_min, self.unit_max)


@dataclass(frozen=True, kw_only=True)
class ArticleMap(Row):
    """Where a matter stood before a revision: ``old`` article of ``law`` up to the day before ``switched_on``, ``new`` from then on."""

    law: str
    matter: str
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    switched_on: date = field(default=date.min)
