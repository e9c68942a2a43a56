"""程序之二: 处罚前告知、陈述申辩."""

from collections.abc import Iterable

from pengjiang.checks.basis import penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import WORKING_DAY_NUMBERS, say, yuan
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.patterns import KIND_NAMES, is_heavier
from pengjiang.checks.rule import SERIOUS, VETO, Verdict, rule
from pengjiang.law.citations import Citation


@rule(
    "CX06",
    "有处罚前告知",
    VETO,
    "PG",
    penalty("44 62", "31 41"),
    facts="notice.dated_on notice.served_on documents[].type decision.dated_on",
)
def notice_exists(f: FileFacts, c: Context, v: Verdict) -> None:
    """作出处罚决定以前，应当把拟作出的处罚内容及事实、理由、依据告知当事人；没有告知的，不得作出处罚决定。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    if f.has_notice:
        v.ok(f"{say(f.noticed_on or f.notice_dated_on)}告知了拟作出的处罚。")
    else:
        v.absent(
            f"{say(f.decided_on)}作出处罚决定，卷内没有处罚前告知。", lawful="决定以前制作行政处罚事先告知书并送达，听取陈述申辩后再决定。"
        )


@rule(
    "CX07", "告知内容完整", SERIOUS, "PG", penalty("44", "31"),
    facts="notice.penalties notice.fine notice.facts notice.reasons notice.basis notice.rights",
)  # fmt: skip
def notice_complete(f: FileFacts, c: Context, v: Verdict) -> None:
    """告知书应当写明拟处罚的种类和数额、事实、理由、依据，以及陈述、申辩等权利；只写“拟处罚款”而没有数额的，视为没有写明内容。"""
    if not f.has_notice:
        return
    v.act(f.noticed_on or f.notice_dated_on)
    notice = f.notice
    missing = []
    if notice is None or not notice.penalties:
        missing.append("拟处罚的种类")
    if notice is not None and "fine" in notice.penalties and notice.fine is None:
        missing.append("拟处罚款的数额")
    parts = {"事实": "facts", "理由": "reasons", "依据": "basis", "陈述、申辩的权利": "rights"}
    missing += [name for name, key in parts.items() if notice is None or not getattr(notice, key)]
    explicit = notice is not None and False in (notice.facts, notice.reasons, notice.rights)
    if missing:
        v.absent(
            f"告知书没有写明{'、'.join(missing)}。",
            given=not explicit,
            lawful="告知书写明拟处罚的种类、数额及事实、理由、依据和当事人的权利。",
        )
    else:
        v.ok("告知书写明了处罚内容、事实、理由、依据和权利。")


@rule("CX08", "告知在决定之前", VETO, "PG", penalty("44 62", "31 41"), facts="notice.served_on notice.waived_on decision.dated_on")
def notice_before_decision(f: FileFacts, c: Context, v: Verdict) -> None:
    """告知书应当在作出决定以前送达；同日送达又同日决定的，须有当事人当时的书面放弃。"""
    served, decided = f.noticed_on, f.decided_on
    if served is None or decided is None:
        return
    v.act(decided)
    waived = f.notice.waived_on if f.notice else None
    if served < decided:
        v.ok(f"{say(served)}送达告知书，{say(decided)}作出决定。")
    elif served == decided and waived == decided:
        v.ok(f"告知与决定同在{say(decided)}，当事人当日书面放弃陈述申辩。")
    elif served == decided:
        v.fail(f"{say(served)}送达告知书，同日即作出决定，当事人没有书面放弃陈述申辩。", lawful="告知期满以后再作出决定。")
    else:
        v.fail(
            f"{say(decided)}作出决定，告知书{say(served)}才送达，晚于决定{(served - decided).days}日。", lawful="告知期满以后再作出决定。"
        )


@rule(
    "CX09", "陈述申辩期未满不得决定", VETO, "PG", penalty("45-1 62", "31 41"),
    facts="notice.served_on notice.period_days notice.period_unit notice.waived_on defence.finished_on decision.dated_on",
)  # fmt: skip
def defence_period_respected(f: FileFacts, c: Context, v: Verdict) -> None:
    """告知书给了陈述申辩的期限，期满以前不得决定，除非当事人书面放弃或者声明已经陈述完毕。期限为二、三、五、七日的按工作日计算，其他按自然日计算。"""
    served, decided, notice = f.noticed_on, f.decided_on, f.notice
    if served is None or decided is None or notice is None:
        return
    v.act(decided)
    finished = f.defence.finished_on if f.defence else None
    for day, what in ((notice.waived_on, "书面放弃陈述申辩"), (finished, "声明已经陈述申辩完毕")):
        if day and served <= day <= decided:
            v.ok(f"{say(served)}送达告知书，当事人{say(day)}{what}，{say(decided)}作出决定。")
            return
    days = notice.period_days
    if days is None:
        v.unknown("没有告知书所给的陈述申辩期限。")
        return
    unit, end = _period(c, served, days, notice.period_unit)
    v.see(period_end=end)
    said = f"{say(served)}送达告知书，{days}{unit}的陈述申辩期到{say(end)}届满，{say(decided)}作出决定"
    first = c.days.add_cd(end, 1)
    v.judge(decided > end, f"{said}。", f"{said}，期限未满。", lawful=f"{say(first)}起方可作出决定。")


def _period(c: Context, served: object, days: int, unit: str) -> tuple[str, object]:
    """The unit in words and the last day. The notice's own unit counts where it is plain: 工作日, 自然日."""
    if "工作" in unit or "work" in unit.lower():
        return "个工作日", c.days.add_wd(served, max(days, 1))
    if "自然" in unit or "calendar" in unit.lower() or "natural" in unit.lower():
        return "日（自然日）", c.days.roll(c.days.add_cd(served, days))
    return "个工作日" if days in WORKING_DAY_NUMBERS else "日（自然日）", c.days.period_end(served, days)


@rule(
    "CX10",
    "陈述申辩经过复核",
    SERIOUS,
    "PG",
    penalty("45-1", "32-1"),
    facts="defence.raised_on defence.recheck_on defence.answered_in_decision",
)
def defence_rechecked(f: FileFacts, c: Context, v: Verdict) -> None:
    """当事人提出陈述申辩的，应当对其事实、理由和证据进行复核，并在决定书中回应是否采纳。"""
    defence = f.defence
    if defence is None:
        return
    v.act(defence.raised_on or f.decided_on)
    if defence.recheck_on:
        v.ok(f"{say(defence.raised_on)}提出陈述申辩，{say(defence.recheck_on)}复核。")
    else:
        v.absent(f"{say(defence.raised_on)}提出陈述申辩，卷内没有复核。", lawful="对当事人提出的事实、理由和证据进行复核，形成复核意见。")
    if not f.has_decision:
        return
    if defence.answered_in_decision:
        v.ok("决定书回应了陈述申辩。")
    else:
        v.absent(
            "决定书没有回应当事人的陈述申辩。", given=defence.answered_in_decision, lawful="决定书写明陈述申辩的内容和是否采纳、理由。"
        )


@rule(
    "CX11", "不得因申辩加重处罚", VETO, "PG", penalty("45-2", "32-2"),
    facts="notice.fine notice.penalties decision.fine decision.penalties earlier_notices[].fine",
)  # fmt: skip
def not_heavier(f: FileFacts, c: Context, v: Verdict) -> None:
    """决定不得重于告知的内容：罚款不得高于告知的数额，不得增加处罚种类。因新的事实需要加重的，应当重新告知；重新告知的，以最后一次告知为准。"""
    notice, decision = f.notice, f.decision
    if notice is None or decision is None or not (notice.penalties or notice.fine is not None):
        return
    v.act(f.decided_on)
    faults = []
    if notice.fine is not None and decision.fine is not None and decision.fine > notice.fine:
        faults.append(f"告知拟罚款{yuan(notice.fine)}，决定罚款{yuan(decision.fine)}，多{yuan(decision.fine - notice.fine)}")
    extra = [KIND_NAMES[kind] for kind in decision.penalties if kind not in notice.penalties]
    if notice.penalties and extra and is_heavier(decision.penalties, notice.penalties):
        faults.append(f"决定增加了告知中没有的{'、'.join(extra)}")
    again = "（已重新告知，以最后一次告知比较）" if f.earlier_notices else ""
    if faults:
        v.fail(f"{'；'.join(faults)}，没有重新告知{again}。", lawful="不得因陈述申辩加重处罚；因新的事实改变的，重新告知并听取意见。")
    elif not decision.penalties and decision.fine is None:
        v.unknown("没有决定的处罚内容，无法与告知比较。")
    else:
        v.ok(f"决定没有重于告知的内容{again}。")


@rule(
    "CX12", "决定的依据与告知一致", VETO, "PG", penalty("44 62", "31 41"),
    facts="notice.basis[] decision.penalised_by[] decision.facts_as_noticed",
)  # fmt: skip
def same_basis(f: FileFacts, c: Context, v: Verdict) -> None:
    """决定适用的处罚条款和认定的主要事实应当与告知一致；改变的，应当重新告知。在同一依据下减轻数额的除外。"""
    notice, decision = f.notice, f.decision
    if notice is None or decision is None:
        return
    v.act(f.decided_on)
    if notice.basis and decision.penalised_by:
        strange = [citation for citation in decision.penalised_by if not _told(citation, notice.basis)]
        told = "、".join(str(citation) for citation in notice.basis)
        v.judge(
            not strange,
            "决定的处罚条款都在告知书中告知过。",
            f"决定适用的{'、'.join(map(str, strange))}没有在告知书中告知（告知的是{told}）。",
            lawful="改变处罚条款的，重新告知并听取陈述申辩后再决定。",
        )
    elif notice.basis:
        v.unknown("没有决定适用的处罚条款，无法与告知比较。")
    if decision.facts_as_noticed is False:
        v.fail("决定认定的主要事实与告知不同，没有重新告知。", lawful="改变主要事实的，重新告知。")
    elif decision.facts_as_noticed:
        v.ok("决定认定的主要事实与告知一致。")
    else:
        v.lacks("没有说明决定认定的事实与告知是否一致。")


def _told(citation: Citation, told: Iterable[Citation]) -> bool:
    """True where the notice named this place, a part of it or the whole of it."""
    return any(one.covers(citation) or citation.covers(one) for one in told)
