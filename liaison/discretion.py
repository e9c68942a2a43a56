"""裁量计算: from an item and its circumstances to exemption, step, range, grounds with their articles, and the paragraph of reasons. Pure.

It proposes and decides nothing: whether and how much is punished is the authority's own decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pengjiang.law.citations import Citation
from pengjiang.law.rows import PowerItem, Standard, Step

PENALTY_LAW = "中华人民共和国行政处罚法"
SHARE_LIGHT, SHARE_HEAVY = Decimal("0.3"), Decimal("0.7")


@dataclass(frozen=True)
class Ground:
    """A circumstance: what it is called, what it does, where it stands."""

    code: str
    label: str
    effect: str  # lighter, reduced, heavier, none
    citation: Citation


# Must be lighter or reduced (32), lighter for youths (30), none (30, 31, 33); heavier where a rule says so (49 in emergencies).
GROUNDS: tuple[Ground, ...] = (
    Ground("removed", "主动消除或者减轻违法行为危害后果", "reduced", Citation(PENALTY_LAW, 32)),
    Ground("coerced", "受他人胁迫或者诱骗实施违法行为", "reduced", Citation(PENALTY_LAW, 32)),
    Ground("confessed", "主动供述行政机关尚未掌握的违法行为", "reduced", Citation(PENALTY_LAW, 32)),
    Ground("merit", "配合行政机关查处违法行为有立功表现", "reduced", Citation(PENALTY_LAW, 32)),
    Ground("minor", "已满十四周岁不满十八周岁", "reduced", Citation(PENALTY_LAW, 30)),
    Ground("emergency", "突发事件期间违反应对措施", "heavier", Citation(PENALTY_LAW, 49)),
    Ground("repeated", "裁量基准规定的从重情形（屡次违法、拒不改正等）", "heavier", Citation(PENALTY_LAW, 34)),
)
EFFECTS = {"reduced": "应当从轻或者减轻", "heavier": "依规定从重"}


@dataclass(frozen=True)
class Condition:
    """One of the conditions under which nothing is or need be imposed."""

    label: str
    holds: bool


@dataclass(frozen=True)
class Exemption:
    """A way not to punish: its conditions, whether all hold, its article, whether it must or may be used."""

    name: str
    must: bool
    conditions: tuple[Condition, ...]
    citation: Citation

    @property
    def holds(self) -> bool:
        return all(condition.holds for condition in self.conditions)

    @property
    def word(self) -> str:
        return ("不予行政处罚" if self.must else "可以不予行政处罚") if self.holds else "条件未全部成立"


@dataclass(frozen=True)
class Facts:
    """What the person who asks has found."""

    person: bool
    grounds: frozenset[str] = frozenset()
    slight_act: bool = False
    first: bool = False
    slight_harm: bool = False
    no_harm: bool = False
    corrected: bool = False
    faultless: bool = False
    step: int | None = None
    amount: Decimal | None = None


@dataclass(frozen=True)
class Outcome:
    """What the page shows."""

    low: Decimal | None
    high: Decimal | None
    step: Step | None
    step_word: str
    step_low: Decimal | None
    step_high: Decimal | None
    grounds: tuple[Ground, ...]
    exemptions: tuple[Exemption, ...]
    may_go_below: bool
    warnings: tuple[str, ...] = ()
    standard: Standard | None = None
    steps: tuple[Step, ...] = field(default=())

    @property
    def exempt(self) -> Exemption | None:
        return next((one for one in self.exemptions if one.holds), None)


def exemptions_of(facts: Facts) -> tuple[Exemption, ...]:
    """轻微不罚, 首违不罚, 无主观过错不罚 (第三十三条)."""
    corrected = Condition("及时改正", facts.corrected)
    return (
        Exemption("轻微不罚", True, (Condition("违法行为轻微", facts.slight_act), corrected, Condition("没有造成危害后果", facts.no_harm)), Citation(PENALTY_LAW, 33, 1)),
        Exemption(
            "首违不罚", False, (Condition("初次违法", facts.first), Condition("危害后果轻微", facts.slight_harm or facts.no_harm), corrected), Citation(PENALTY_LAW, 33, 1)
        ),
        Exemption("无主观过错不罚", True, (Condition("有证据足以证明没有主观过错", facts.faultless),), Citation(PENALTY_LAW, 33, 2)),
    )


def calculate(item: PowerItem, facts: Facts, standard: Standard | None = None) -> Outcome:
    """Step and range by the standard in force; without one the share of the legal range that the grounds point to."""
    low, high = item.range_for(person=facts.person)
    grounds = tuple(ground for ground in GROUNDS if ground.code in facts.grounds)
    steps = standard.steps_for(item.code) if standard else ()
    step = steps[facts.step] if facts.step is not None and facts.step < len(steps) else None
    heavier, lighter = (any(ground.effect == effect for ground in grounds) for effect in ("heavier", "reduced"))
    warnings = []
    if step is not None:
        word, step_low, step_high = step.name, step.low, step.high
    else:
        word, step_low, step_high = _share(low, high, lighter=lighter, heavier=heavier)
        if not steps:
            warnings.append("本事项没有录入现行有效的裁量阶次，以下幅度按法定幅度的三成、七成划分，仅供参考，请以本部门公布的裁量基准为准。")
    if heavier and lighter:
        warnings.append("同时存在从轻（减轻）和从重情节，应当综合衡量并在决定书中分别说明。")
    if facts.amount is not None:
        warnings += _judge(facts.amount, low, high, step_low, step_high, may_go_below=lighter)
    return Outcome(low, high, step, word, step_low, step_high, grounds, exemptions_of(facts), lighter, tuple(warnings), standard, steps)


def _share(low: Decimal | None, high: Decimal | None, *, lighter: bool, heavier: bool) -> tuple[str, Decimal | None, Decimal | None]:
    if high is None:
        return "一般", low, high
    base = low or Decimal(0)
    light, heavy = base + (high - base) * SHARE_LIGHT, base + (high - base) * SHARE_HEAVY
    if lighter and not heavier:
        return "较轻", base, light
    if heavier and not lighter:
        return "较重", heavy, high
    return "一般", light, heavy


def _judge(
    amount: Decimal, low: Decimal | None, high: Decimal | None, step_low: Decimal | None, step_high: Decimal | None, *, may_go_below: bool
) -> list[str]:
    if high is not None and amount > high:
        return [f"拟罚{words(amount)}超过法定最高额{words(high)}，不得作出。"]
    if low is not None and amount < low:
        if may_go_below:
            return [f"拟罚{words(amount)}低于法定最低额{words(low)}，属于减轻处罚，须有法定减轻情节并经集体讨论。"]
        return [f"拟罚{words(amount)}低于法定最低额{words(low)}，没有法定减轻情节，不得作出。"]
    if (step_low is not None and amount < step_low) or (step_high is not None and amount > step_high):
        return [f"拟罚{words(amount)}不在该阶次幅度内，须写明理由并经审批。"]
    return []


def words(amount: Decimal | None) -> str:
    """5000元; 未规定 for none."""
    return f"{amount.normalize():f}元" if amount is not None else "未规定"


def reasons(item: PowerItem, facts: Facts, outcome: Outcome, *, like: str = "") -> str:
    """说理段落: law, circumstances, step, range, exemption; for the author to complete."""
    basis = "、".join(str(one) for one in item.penalised_by) or "有关规定"
    parts = [f"当事人“{item.name}”的行为，依据{basis}，法定罚款幅度为{words(outcome.low)}至{words(outcome.high)}。"]
    exempt = outcome.exempt
    if exempt is not None:
        met = "、".join(condition.label for condition in exempt.conditions)
        parts.append(f"经查，当事人{met}，符合{exempt.citation}规定的{exempt.name}条件，{exempt.word}，并应当依照该条第三款对当事人进行教育。")
    else:
        failed = next((one for one in outcome.exemptions if one.name == "首违不罚"), None)
        lacking = "、".join(condition.label for condition in failed.conditions if not condition.holds) if failed else ""
        parts.append(f"经审查，因“{lacking}”未成立，不符合首违不罚条件。")
    for effect, word in EFFECTS.items():
        own = [ground for ground in outcome.grounds if ground.effect == effect]
        if own:
            cited = "、".join(dict.fromkeys(str(ground.citation) for ground in own))
            parts.append(f"当事人具有{'、'.join(ground.label for ground in own)}的情节，依据{cited}，{word}处罚。")
    if not outcome.grounds:
        parts.append("未发现法定从轻、减轻或者从重情节。")
    if exempt is None:
        source = f"依据《{outcome.standard.name}》" if outcome.standard and outcome.step else "参照法定幅度"
        parts.append(f"{source}，属于“{outcome.step_word}”阶次，对应罚款{words(outcome.step_low)}至{words(outcome.step_high)}。")
        if facts.amount is not None:
            parts.append(f"综合考虑违法行为的事实、性质、情节以及社会危害程度，拟罚款{words(facts.amount)}。")
    if like:
        parts.append(like)
    return "".join(parts)


def warn_days(days: Sequence[int], left: int) -> int | None:
    """The nearest stage at which an end that is ``left`` days away is to be announced."""
    return min((stage for stage in days if 0 <= left <= stage), default=None)
