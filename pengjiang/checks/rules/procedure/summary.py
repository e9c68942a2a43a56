"""程序之四: 简易程序（当场处罚）."""

from datetime import date, timedelta

from pengjiang.checks.basis import NEW_PENALTY_LAW, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.library import plain
from pengjiang.checks.patterns import KIND_NAMES
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, rule

SUMMARY_KINDS = frozenset({"fine", "warning"})


@rule(
    "CX18", "简易程序当场决定", SERIOUS, "PS", penalty("51 52-1", "33 34-1"),
    facts="case.discovered_at case.violation_place decision.dated_on decision.decided_at decision.place decision.on_the_spot",
)  # fmt: skip
def on_the_spot(f: FileFacts, c: Context, v: Verdict) -> None:
    """简易程序应当在发现违法行为的现场、当时作出处罚决定；隔日、异地或者相隔过久的，不是当场处罚，应当转为普通程序。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    found, decided = f.case.discovered_at, f.decision.decided_at if f.decision else None
    faults = []
    if found is None or f.decided_on is None:
        v.unknown("没有发现时间或者决定日期，无法判断是否当场。")
    elif f.decided_on != found.date():
        days = (f.decided_on - found.date()).days
        faults.append(
            f"{say(found)}发现违法行为，{say(decided or f.decided_on)}作出决定，相隔{days}日"
            + (f"（{c.days.wd_between(found.date(), f.decided_on)}个工作日）" if days > 0 else "")
        )
    elif decided is None:
        v.unknown(f"{say(found)}发现，同日作出决定，没有写明决定的时刻。")
    else:
        faults += _too_late(c, f, v)
    faults += _elsewhere(f, v)
    if faults:
        v.fail(
            f"{'；'.join(faults)}，不是当场决定。",
            lawful="在现场填写预定格式、编有号码的决定书并当场交付；不能当场作出的，转为普通程序立案。",
        )


def _too_late(c: Context, f: FileFacts, v: Verdict) -> list[str]:
    found, decided = f.case.discovered_at, f.decision.decided_at
    hours = c.library.length_of("summary.on_the_spot", decided.date(), 4)
    gap = decided - found
    if gap < timedelta(0):
        v.manual(f"决定时刻{say(decided)}早于发现时刻{say(found)}，请核实。")
    elif gap > timedelta(hours=hours):
        return [f"{say(found)}发现违法行为，{say(decided)}作出决定，相隔{_span(gap)}，超过{hours}小时"]
    else:
        v.ok(f"{say(found)}发现违法行为，{say(decided)}作出决定，相隔{_span(gap)}。")
    return []


def _elsewhere(f: FileFacts, v: Verdict) -> list[str]:
    found, decided = plain(f.case.violation_place), plain(f.decision.place) if f.decision else ""
    on_the_spot = f.decision.on_the_spot if f.decision else None
    if on_the_spot is False:
        return [f"决定不是在现场作出{f'（{f.decision.place}）' if decided else ''}"]
    if on_the_spot or (found and decided and (found in decided or decided in found)):
        v.ok(f"决定在现场（{f.decision.place or f.case.violation_place}）作出。")
    elif found and decided:
        return [f"违法行为发生在{f.case.violation_place}，决定在{f.decision.place}作出"]
    else:
        v.unknown("没有违法地点或者决定地点，无法判断是否在现场作出。")
    return []


def _span(gap: timedelta) -> str:
    minutes = int(gap.total_seconds() // 60)
    return f"{minutes // 60}小时{minutes % 60}分钟" if minutes >= 60 else f"{minutes}分钟"


@rule(
    "CX19",
    "简易程序口头告知留痕",
    SERIOUS,
    "PS",
    penalty("44 45 62", "31 32 41"),
    facts="notice.form notice.trace records[].rights_told records[].video",
)
def oral_notice_traced(f: FileFacts, c: Context, v: Verdict) -> None:
    """当场处罚以前也应当告知事实、理由、依据和陈述申辩的权利；可以口头告知，但要在文书上记明或者有录像。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    notice = f.notice
    if notice and (notice.trace or notice.form == "written" or notice.served_on):
        v.ok("告知有书面记载。" if notice.trace != "video" else "告知有录像。")
    elif any(record.video or record.rights_told for record in f.records):
        v.ok("笔录或者录像记录了告知。")
    elif notice:
        v.lacks("有告知，没有说明是否在文书上记明或者录像。")
    else:
        v.absent("卷内没有处罚前口头告知的记载或者录像。", lawful="在当场处罚决定书的告知栏记明，或者全程录像。")


@rule(
    "CX20", "简易程序适用条件", VETO, "PS", penalty("51", "33"),
    facts="decision.penalties decision.fine parties[].type decision.dated_on",
)  # fmt: skip
def summary_ceiling(f: FileFacts, c: Context, v: Verdict) -> None:
    """当场处罚只限警告和对公民二百元以下、对法人或者其他组织三千元以下罚款（2021年7月15日以前为五十元、一千元）。个体工商户在两个数额之间的，由人判断。"""
    if f.decision is None or f.decided_on is None:
        return
    day = f.decided_on
    v.act(day)
    others = [KIND_NAMES[kind] for kind in f.decision.penalties if kind not in SUMMARY_KINDS]
    if others:
        v.fail(f"当场处罚决定中有{'、'.join(others)}，不能适用简易程序。", lawful="转为普通程序办理。")
    if f.fine is None:
        if "fine" in f.decision.penalties:
            v.unknown("没有罚款数额。")
        elif f.decision.penalties and not others:
            v.ok("当场处罚的种类为警告。")
        return
    _judge_ceiling(f, c, v, day)


def _judge_ceiling(f: FileFacts, c: Context, v: Verdict, day: date) -> None:
    new = day >= NEW_PENALTY_LAW
    citizen = c.library.sum_of("summary.person", day, 200 if new else 50)
    organisation = c.library.sum_of("summary.organisation", day, 3_000 if new else 1_000)
    said = f"{say(day)}罚款{yuan(f.fine)}"
    lawful = f"公民以{yuan(citizen)}、组织以{yuan(organisation)}为限，超过的转为普通程序。"
    kinds = f.party_types or {""}
    if f.fine > organisation or (f.fine > citizen and "person" in kinds):
        limit = citizen if "person" in kinds else organisation
        v.fail(f"{said}，超过简易程序的上限{yuan(limit)}。", lawful=lawful)
    elif f.fine > citizen and "individual_business" in kinds:
        v.manual(
            f"{said}，当事人是个体工商户：按公民标准超过{yuan(citizen)}，按组织标准没有超过{yuan(organisation)}，请判断。", lawful=lawful
        )
    elif f.fine > citizen and "" in kinds:
        v.unknown(f"{said}，没有当事人的类型，无法确定适用哪个上限。")
    else:
        v.ok(f"{said}，没有超过简易程序的上限。")


@rule(
    "CX21",
    "当场处罚决定报备",
    MINOR,
    "PS",
    penalty("52-3", "34-3"),
    facts="decision.reported_on documents[].type documents[].dated_on decision.dated_on",
)
def summary_reported(f: FileFacts, c: Context, v: Verdict) -> None:
    """执法人员当场作出的处罚决定，应当报所属行政机关备案；法律没有规定天数，本单位的期限见参照数据。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    reported = (f.decision.reported_on if f.decision else None) or f.paper_day("BADJ")
    if reported is None and f.paper("BADJ"):
        v.ok("卷内有备案表。")
    elif reported is None:
        v.absent("卷内没有报所属机关备案的记载。", lawful="填写备案表，报所属机关备案。")
    elif f.decided_on is not None:
        days = c.library.length_of("summary.filing", f.decided_on, 5)
        last = c.days.add_wd(f.decided_on, days)
        said = f"{say(f.decided_on)}作出决定，{say(reported)}备案，本单位期限为{days}个工作日，末日{say(last)}"
        v.judge(reported <= last, f"{said}。", f"{said}，已经超过。", lawful=f"{say(last)}以前备案。")


@rule(
    "CX22",
    "简易程序与普通程序不混用",
    MINOR,
    "PS",
    penalty("51 52 54 57", "33 34 36 38"),
    facts="documents[].type documents[].dated_on case.filed_on notice.dated_on decision.dated_on",
)
def not_mixed(f: FileFacts, c: Context, v: Verdict) -> None:
    """当场处罚的案卷不应有另日的立案审批或者书面告知；有的，说明实际走的是普通程序，请弄清应当适用哪一程序。"""
    if f.decided_on is None:
        return
    v.act(f.decided_on)
    days = [("立案审批表", paper.approved_on or paper.dated_on) for paper in f.papers("LASP")]
    days += [("处罚事先告知书", paper.dated_on) for paper in f.papers("GZS")]
    days.append(("立案", f.case.filed_on))
    if f.notice and f.notice.form != "oral":
        days += [("处罚告知", f.notice.dated_on), ("处罚告知的送达", f.notice.served_on)]
    other = list(dict.fromkeys(f"{say(day)}的{what}" for what, day in days if day and day != f.decided_on))
    v.judge(
        not other,
        "没有另日的立案或者告知文书。",
        f"{say(f.decided_on)}当场处罚的案卷里有{'、'.join(other)}。",
        lawful="需要立案、书面告知的，按普通程序办理。",
    )
