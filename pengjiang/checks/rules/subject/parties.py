"""主体资格之三: parties."""

from datetime import date

from pengjiang.checks.basis import penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.groups import Party
from pengjiang.checks.identity import birth_in_id, is_id_number, is_uscc, looks_like_id_card
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, rule


@rule(
    "ZT09", "当事人身份明确", SERIOUS, "PG PS PN ME", penalty("59-1#1 40", "39-1#1"),
    facts="parties[].type parties[].name parties[].id_no parties[].uscc parties[].id_kind",
)  # fmt: skip
def party_identified(f: FileFacts, c: Context, v: Verdict) -> None:
    """自然人应当写明身份证件号码，组织应当写明十八位统一社会信用代码，且校验位正确。"""
    v.act(f.act_on)
    if not f.parties:
        v.absent("没有写明当事人。")
    for party in f.parties:
        if not party.name and not party.operator:
            v.absent("有一名当事人没有写明姓名或者名称。")
        elif party.type == "person":
            _person_identified(party, v)
        else:
            _organisation_identified(party, v)


def _person_identified(party: Party, v: Verdict) -> None:
    if not party.id_no or party.id_kind == "none":
        v.absent(f"{party.name}没有身份证件号码。", lawful="写明居民身份证号码；境外人员写明护照或者通行证号码。")
    elif party.id_kind in ("passport", "permit"):
        v.ok(f"{party.name}写有{'护照' if party.id_kind == 'passport' else '通行证'}号码。")
    elif "*" in party.id_no or "×" in party.id_no:
        v.unknown(f"{party.name}的身份证号码已经遮盖，无法校验。")
    elif not party.id_kind and not looks_like_id_card(party.id_no):
        v.lacks(f"{party.name}的证件号码不像居民身份证号码，又没有写明证件种类。")
    else:
        v.judge(is_id_number(party.id_no), f"{party.name}的身份证号码校验无误。", f"{party.name}的身份证号码{party.id_no}校验不通过。")


def _organisation_identified(party: Party, v: Verdict) -> None:
    if party.uscc:
        v.judge(
            is_uscc(party.uscc),
            f"{party.name}的统一社会信用代码校验无误。",
            f"{party.name}的统一社会信用代码{party.uscc}不是十八位或者校验不通过。",
        )
    elif party.type == "individual_business" and party.id_no:
        v.judge(
            is_id_number(party.id_no), f"{party.name}写有经营者身份证号码。", f"{party.name}经营者的身份证号码{party.id_no}校验不通过。"
        )
    elif not party.type and party.id_no:
        v.judge(is_id_number(party.id_no), f"{party.name}的身份证号码校验无误。", f"{party.name}的身份证号码{party.id_no}校验不通过。")
    else:
        v.absent(f"{party.name or party.operator}没有统一社会信用代码。", lawful="写明营业执照上的十八位统一社会信用代码。")


@rule(
    "ZT10",
    "当事人仍然存续",
    VETO,
    "PG ME",
    penalty("40", "30"),
    facts="parties[].name parties[].deregistered_on decision.dated_on measure.acted_at",
)
def party_exists(f: FileFacts, c: Context, v: Verdict) -> None:
    """作出决定时当事人应当存续；已经注销的组织不能再作为被处罚人。"""
    day = f.measure_on if f.file_type == "MEAS" else f.decided_on
    if day is None:
        return
    v.act(day)
    for party in f.parties:
        gone = party.deregistered_on
        v.judge(
            gone is None or gone >= day,
            f"{party.name}没有在{say(day)}以前注销的记载。",
            f"{party.name}已于{say(gone)}注销，{say(day)}仍被作为当事人。",
            lawful="有法律特别规定的，依法认定承受其权利义务的人；否则终止案件。",
        )


@rule(
    "ZT11",
    "个体工商户写明字号和经营者",
    MINOR,
    "PG PS",
    penalty("59-1#1", "39-1#1"),
    facts="parties[].type parties[].name parties[].operator",
)
def sole_trader_named(f: FileFacts, c: Context, v: Verdict) -> None:
    """当事人是个体工商户的，有字号的写字号并注明经营者，两者都要写明。"""
    v.act(f.act_on)
    for party in f.parties:
        if party.type != "individual_business":
            continue
        if party.name and party.operator:
            v.ok(f"{party.name}写明了经营者{party.operator}。")
        elif party.name:
            v.absent(f"个体工商户{party.name}没有写明经营者。", lawful="字号之后注明经营者姓名。")
        else:
            v.absent(f"经营者{party.operator or '（空）'}的字号没有写明。", lawful="有字号的写字号，并注明经营者姓名。")


@rule(
    "ZT12",
    "未成年人不罚或者从轻减轻",
    VETO,
    "PG PS",
    penalty("30", "25"),
    facts="parties[].birth parties[].id_no case.violation_to case.violation_from decision.mitigating",
)
def minors(f: FileFacts, c: Context, v: Verdict) -> None:
    """违法时不满十四周岁的不予处罚；已满十四不满十八周岁的，应当从轻或者减轻。周岁生日当日是否已满，两种算法结果不同的由人判断。"""
    day = f.violation_on or f.discovered_on
    if not f.has_decision or not (f.decision and f.decision.penalties) or day is None:
        return
    v.act(f.decided_on)
    for party in f.parties:
        if party.type == "person":
            _judge_age(f, v, party, day)


def _judge_age(f: FileFacts, v: Verdict, party: Party, day: date) -> None:
    birth = party.birth or birth_in_id(party.id_no)
    if birth is None:
        v.unknown(f"没有{party.name}的出生日期。")
        return
    # A year of age is full on the birthday by one reading, on the day after it by the other (as in criminal law).
    readings = {_outcome_at(age, lighter=bool(f.decision.mitigating)) for age in (_age(birth, day), _age_after_birthday(birth, day))}
    said = f"{party.name}{say(birth)}出生，{say(day)}违法时{_age(birth, day)}周岁"
    if readings == {None}:
        v.ok(f"{said}。" if _age(birth, day) >= 18 else f"{said}，决定载明了从轻或者减轻情节。")
    elif None in readings:
        v.manual(f"{said}，当日恰为周岁生日，请判断是否已满。")
    elif VETO in readings and len(readings) == 1:
        v.fail(f"{said}，不满十四周岁，仍予处罚。", severity=VETO, lawful="不予行政处罚，责令监护人加以管教。")
    else:
        v.fail(f"{said}，决定没有从轻或者减轻的记载。", severity=SERIOUS, lawful="应当从轻或者减轻行政处罚，并在决定书中写明。")


def _outcome_at(age: int, *, lighter: bool) -> str | None:
    if age < 14:
        return VETO
    return SERIOUS if age < 18 and not lighter else None


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _age_after_birthday(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) <= (birth.month, birth.day))
