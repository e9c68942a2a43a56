"""裁量: standards, steps, circumstances, leniency."""

from datetime import date

from pengjiang.checks.basis import NEW_PENALTY_LAW, basis, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import CITIZENS, FileFacts
from pengjiang.checks.rule import NOTE, SERIOUS, VETO, Verdict, manual, rule
from pengjiang.checks.rules.application import fine_range

STANDARDS_OPINION = basis("国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见")
MITIGATING_NAMES = {
    "minor": "未成年",
    "removed_harm": "主动消除或者减轻危害后果",
    "coerced": "受胁迫或者诱骗",
    "confessed": "主动供述",
    "merit": "有立功表现",
    "other": "其他",
}
AGGRAVATING_NAMES = {"repeat": "再次违法", "refused_order": "拒不改正", "public_harm": "危害公共利益", "other": "其他"}


@rule("CL01", "引用裁量基准", SERIOUS, "PG", penalty("5 34", "4-2"), STANDARDS_OPINION, facts="field decision.discretion_standard")
def standard_named(f: FileFacts, c: Context, v: Verdict) -> None:
    """有裁量基准的，决定书应当说明适用的裁量基准；参照数据载明该领域当日没有基准的除外。"""
    if f.decision is None:
        return
    v.act(f.decided_on)
    if f.decision.discretion_standard:
        v.ok(f"适用了“{f.decision.discretion_standard}”。")
    elif f.decided_on and c.library.has_no_standard(f.field, f.decided_on):
        v.ok("参照数据载明该领域当日没有裁量基准。")
    else:
        names = _standards(f, c)
        v.absent("决定书没有说明适用的裁量基准。", lawful=f"写明适用的裁量基准{f'（如{names}）' if names else ''}和所属阶次。")


def _standards(f: FileFacts, c: Context) -> str:
    if f.decided_on is None or not f.field:
        return ""
    return "、".join(f"《{row.name}》{row.number}" for row in c.library.standards_for(f.field, f.decided_on))


@rule("CL02", "裁量基准在有效期内", SERIOUS, "PG", penalty("34", "4-2"), facts="decision.discretion_standard decision.dated_on")
def standard_valid(f: FileFacts, c: Context, v: Verdict) -> None:
    """所适用的裁量基准在作出决定之日应当有效。"""
    if f.decision is None or not f.decision.discretion_standard:
        return
    day = f.decided_on
    v.act(day)
    rows = c.library.standard_named(f.decision.discretion_standard)
    if not rows or day is None:
        v.unknown(f"没有决定日期，或者法规库中没有收录“{f.decision.discretion_standard}”。")
        return
    valid = [row for row in rows if day in row.effective]
    periods = "；".join(str(row.effective) for row in rows)
    v.judge(
        bool(valid),
        f"“{rows[0].name}”在{say(day)}有效（{periods}）。",
        f"“{rows[0].name}”在{say(day)}无效（{periods}）。",
        lawful="适用决定之日有效的裁量基准。",
    )


@rule(
    "CL03", "罚款在裁量阶次内", SERIOUS, "PG", penalty("5 34", "4-2"),
    facts="decision.fine decision.step decision.step_min decision.step_max decision.outside_step_reasons",
)  # fmt: skip
def fine_in_step(f: FileFacts, c: Context, v: Verdict) -> None:
    """罚款应当在所适用阶次的幅度以内（含本数）；超出幅度的，应当说明理由并经批准。"""
    decision = f.decision
    if (
        decision is None
        or decision.fine is None
        or not (decision.discretion_standard or decision.step or decision.step_min is not None or decision.step_max is not None)
    ):
        return
    v.act(f.decided_on)
    low, high = decision.step_min, decision.step_max
    if low is None and high is None:
        v.unknown("没有裁量阶次的幅度。")
        return
    inside = (low is None or decision.fine >= low) and (high is None or decision.fine <= high)
    said = f"罚款{yuan(decision.fine)}，阶次{decision.step}的幅度为{yuan(low) if low is not None else '不设下限'}至{yuan(high) if high is not None else '不设上限'}"
    if inside:
        v.ok(f"{said}。")
    elif decision.outside_step_reasons and (f.approved_on or f.has_discussion):
        v.ok(f"{said}，超出幅度，说明了理由并经批准。")
    else:
        why = "没有批准" if decision.outside_step_reasons else "没有说明理由"
        v.fail(f"{said}，超出幅度而{why}。", lawful="在阶次幅度以内裁量；确需超出的，写明理由并经负责人批准或者集体讨论。")


@rule(
    "CL04",
    "从轻从重情节有据",
    SERIOUS,
    "PG",
    penalty("32 57", "27 38"),
    facts="decision.mitigating decision.aggravating decision.circumstances_proven",
)
def circumstances_proven(f: FileFacts, c: Context, v: Verdict) -> None:
    """认定从轻、减轻或者从重情节的，应当有证据证明。"""
    if f.decision is None or not (f.decision.mitigating or f.decision.aggravating):
        return
    v.act(f.decided_on)
    named = [MITIGATING_NAMES[code] for code in f.decision.mitigating] + [AGGRAVATING_NAMES[code] for code in f.decision.aggravating]
    if f.decision.circumstances_proven:
        v.ok(f"情节“{'、'.join(named)}”有证据证明。")
    else:
        v.absent(
            f"认定了情节“{'、'.join(named)}”，没有证据证明。",
            given=f.decision.circumstances_proven,
            lawful="为每一情节附证据，并在决定书中说明。",
        )


@rule(
    "CL05", "减轻处罚有法定依据", VETO, "PG", penalty("30 32 57-2", "25 27 38-2"),
    facts="decision.fine decision.law_min decision.mitigating discussion.held_on discussion.heads",
)  # fmt: skip
def reduction_grounded(f: FileFacts, c: Context, v: Verdict) -> None:
    """罚款低于法定下限的是减轻处罚，应当有第三十条至第三十二条规定的情节，并经负责人集体讨论。"""
    if f.fine is None:
        return
    found = fine_range(f, c)
    v.act(f.decided_on)
    if found is None or found[0] is None:
        v.lacks("没有法定罚款下限。")
        return
    low, _, certain = found
    if f.fine >= low:
        return
    missing = [] if f.decision.mitigating else ["法定的减轻情节"]
    missing += [] if f.has_discussion else ["负责人集体讨论"]
    said = f"罚款{yuan(f.fine)}低于法定下限{yuan(low)}"
    if not missing:
        v.ok(f"{said}，情节为{'、'.join(MITIGATING_NAMES[code] for code in f.decision.mitigating)}，经集体讨论。")
    elif not certain:
        v.manual(f"{said}（下限取自职权清单），没有{'、'.join(missing)}，请判断。")
    else:
        v.absent(f"{said}，没有{'、'.join(missing)}。", lawful="有法定减轻情节的写明并附证据，经负责人集体讨论；没有的不得低于下限。")


@rule(
    "CL06", "首违不罚三要件", SERIOUS, "PN", penalty("33-1"), since=NEW_PENALTY_LAW,
    facts="exemption.ground exemption.prior_violation exemption.slight_harm exemption.corrected_on exemption.correct_by decision.dated_on",
)  # fmt: skip
def first_violation(f: FileFacts, c: Context, v: Verdict) -> None:
    """首违不罚须同时满足：初次违法、危害后果轻微、及时改正。"""
    exemption = f.exemption
    if exemption is None or exemption.ground != "first_violation" or not v.act(f.decided_on):
        return
    v.judge(
        not exemption.prior_violation,
        "没有以前违法的记载。",
        "当事人以前有过同类违法，不是初次违法。",
        lawful="不适用首违不罚；依法处罚或者适用其他从轻、减轻规定。",
    )
    if exemption.slight_harm:
        v.ok("危害后果轻微。")
    else:
        v.absent("没有危害后果轻微的认定。", given=exemption.slight_harm, lawful="以证据说明危害后果轻微。")
    corrected, due = exemption.corrected_on, _as_date(exemption.correct_by)
    limit = min((day for day in (due, f.decided_on) if day), default=None)
    if corrected is None:
        v.absent("没有改正的日期，不能证明及时改正。", lawful="复查确认已经改正并记明日期。")
    elif limit and corrected > limit:
        v.fail(f"{say(corrected)}才改正，晚于{say(limit)}。", lawful="在限期以内、决定以前改正的，才是及时改正。")
    else:
        v.ok(f"{say(corrected)}改正。")


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


@rule(
    "CL07", "免罚清单事项已经考虑", SERIOUS, "PG", penalty("33-1", "27-2"),
    facts="item exemption.prior_violation case.harm decision.exemption_considered",
)  # fmt: skip
def list_considered(f: FileFacts, c: Context, v: Verdict) -> None:
    """列入免罚、首违不罚清单的事项，予以处罚的应当说明为什么不适用清单。"""
    if f.decision is None:
        return
    v.act(f.decided_on)
    considered = f.decision.exemption_considered
    if considered:
        v.ok("决定说明了不适用免罚清单的理由。")
        return
    rows = c.library.rows_of(f.item) if f.item else ()
    if not rows:
        v.lacks("没有事项代码，或者职权清单中没有收录，不知道是否在免罚清单内。")
        return
    listed = next((row for row in rows if row.exemption and _list_holds(c, row.exemption, f.decided_on)), None)
    if listed is None:
        return
    if f.case.harm or (f.exemption and f.exemption.prior_violation):
        v.ok(f"事项“{listed.name}”在清单内，但有危害后果或者以前违法，不符合清单条件。")
    elif considered is None:
        v.lacks(f"事项“{listed.name}”在免罚清单内，没有说明是否考虑过不予处罚。")
    else:
        v.fail(f"事项“{listed.name}”在免罚清单内，决定处罚而没有说明为什么不适用。", lawful="符合清单条件的不予处罚；不符合的写明理由。")


def _list_holds(c: Context, code: str, day: date | None) -> bool:
    return any(row.code == code and (day is None or day in row.effective) for row in c.reference.standards)


@rule(
    "CL08", "无主观过错有证据", SERIOUS, "PN PG", penalty("33-2"), since=NEW_PENALTY_LAW,
    facts="exemption.ground exemption.fault_evidence decision.penalties decision.exemption_considered",
)  # fmt: skip
def no_fault_proven(f: FileFacts, c: Context, v: Verdict) -> None:
    """以没有主观过错不予处罚的，应当有当事人提供的足够证据；当事人提供了证据而仍予处罚的，应当说明理由。"""
    exemption = f.exemption
    if exemption is None or not v.act(f.decided_on):
        return
    if f.file_type == "P_NON":
        if exemption.ground != "no_fault":
            return
        if exemption.fault_evidence:
            v.ok("当事人提供了没有主观过错的证据。")
        else:
            v.absent(
                "以没有主观过错不予处罚，没有当事人提供的证据。",
                given=exemption.fault_evidence,
                lawful="由当事人提供足以证明没有主观过错的证据。",
            )
    elif exemption.fault_evidence and f.decision and f.decision.penalties:
        if f.decision.exemption_considered:
            v.ok("决定回应了当事人没有主观过错的证据。")
        else:
            v.fail("当事人提供了没有主观过错的证据，决定没有回应。", lawful="审查该证据，采纳的不予处罚，不采纳的说明理由。")


manual(
    "CL09",
    "同案同罚",
    NOTE,
    "PG",
    penalty("5-2", "4-2"),
    demand="同类违法、同一阶次的罚款应当大体相当；与二十四个月内同类案件差距过大的，提示人工复核。",
    look="请在类案分析中查看同一事项、同一阶次近二十四个月的罚款分布，以及本案在其中的位置。",
    across_files=True,
)


@rule("CL10", "裁量说理", SERIOUS, "PG", penalty("5 59", "4 39"), facts="decision.reasons")
def reasons_given(f: FileFacts, c: Context, v: Verdict) -> None:
    """决定书应当说明裁量的理由，回应情节、后果与处罚轻重的关系。"""
    if f.decision is None:
        return
    v.act(f.decided_on)
    if f.decision.reasons:
        v.ok("决定书说明了裁量的理由。")
    else:
        v.absent("决定书没有说明裁量的理由。", given=f.decision.reasons, lawful="写明违法的事实、性质、情节、后果与所选阶次的关系。")


@rule(
    "CL11", "小微当事人过罚相当", NOTE, "PG", penalty("5-2", "4-2"),
    facts="decision.fine decision.confiscated_value decision.gains decision.base_amount decision.mitigating parties[].type",
)  # fmt: skip
def proportionate(f: FileFacts, c: Context, v: Verdict) -> None:
    """对个人、个体工商户的罚款达到货值或者所得五十倍以上而没有减轻考虑的，提示注意“小过重罚”。"""
    if f.fine is None or not f.party_types or not f.party_types <= CITIZENS:
        return
    v.act(f.decided_on)
    decision = f.decision
    value = next((amount for amount in (decision.confiscated_value, decision.gains, decision.base_amount) if amount), None)
    if value is None or value <= 0:
        v.lacks("没有货值、违法所得或者基数可以比较。")
        return
    multiple = c.library.sum_of("small_trader.multiple", f.decided_on, 50) if f.decided_on else 50
    times = f.fine / value
    said = f"罚款{yuan(f.fine)}，货值或者所得{yuan(value)}，约{times:.0f}倍"
    if times >= multiple and not decision.mitigating:
        v.manual(f"{said}，没有从轻、减轻的考虑，请判断是否过罚相当。")
    else:
        v.ok(f"{said}。")
