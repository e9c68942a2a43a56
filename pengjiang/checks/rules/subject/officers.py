"""主体资格之二: officers, cards, auxiliaries, recusal; reviewers and hosts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pengjiang.checks.basis import NEW_PENALTY_LAW, basis, compulsion, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import SUMMARY, FileFacts, distinct, paper_name
from pengjiang.checks.rule import SERIOUS, VETO, Verdict, rule

INSPECTION_OPINION = basis("国务院办公厅关于严格规范涉企行政检查的意见")
QUALIFICATION_SINCE = date(2018, 1, 1)


@dataclass(frozen=True)
class Appearance:
    """An act at which officers appear: ``names`` is empty where the file does not say, ``further`` where they stand under a further key."""

    what: str
    day: date | None
    names: tuple[str, ...]
    further: bool = False


def _acts_of_two(f: FileFacts) -> Iterator[Appearance]:
    """The acts that two officers must do together: records, the measure, the decision on the spot, leaving a paper."""
    for record in f.records_of("JCBL", "XWBL"):
        yield Appearance(paper_name(record.type), record.start.date() if record.start else f.act_on, record.officers)
    if f.measure:
        yield Appearance("采取强制措施", f.measure_on, f.measure.officers, further=True)
    if f.enforcement and f.enforcement.executed_at:
        yield Appearance("实施强制执行", f.executed_on, f.enforcement.officers, further=True)
    if f.file_type == SUMMARY and f.has_decision:
        yield Appearance("当场处罚", f.decided_on, f.decision.officers if f.decision else (), further=True)
    for service in f.services:
        if service.method == "leave":
            yield Appearance(f"留置送达{paper_name(service.document)}", service.on or f.act_on, service.servers)


@rule(
    "ZT04", "执法人员不少于两人", VETO, "PG PS IN ME EN", penalty("42-1", "37-1"), compulsion("18#2"),
    facts="records[].type records[].officers measure.officers decision.officers enforcement.officers services[].servers officers[].role",
)  # fmt: skip
def two_officers(f: FileFacts, c: Context, v: Verdict) -> None:
    """检查、询问、采取强制措施、当场处罚、留置送达，都应当由两名以上具有执法资格的人员进行；简易程序自2021年7月15日起也不例外。"""
    for act in _acts_of_two(f):
        v.act(act.day)
        if f.file_type == SUMMARY and (act.day is None or act.day < NEW_PENALTY_LAW):
            continue
        officers = [name for name in distinct(act.names) if f.is_officer(name)]
        when = f"{say(act.day)}{act.what}"
        lawful = "由两名以上持证执法人员共同进行，并在文书上载明姓名和证号。"
        if act.names:
            v.judge(
                len(officers) >= 2,
                f"{when}有执法人员{'、'.join(officers)}。",
                f"{when}只有{len(officers)}名执法人员（{'、'.join(act.names)}）。",
                lawful=lawful,
            )
        elif not act.further:
            v.absent(f"{when}没有记载执法人员。", lawful=lawful)
        elif f.file_type == SUMMARY and f.complete and len([name for name in f.roles if f.is_officer(name)]) < 2:
            v.fail(f"{when}，全卷只有{len([name for name in f.roles if f.is_officer(name)])}名执法人员。", lawful=lawful)
        else:
            v.lacks(f"没有{act.what}的执法人员名单。")


@rule(
    "ZT05",
    "执法证号齐全",
    SERIOUS,
    "PG PS IN ME",
    penalty("42-1 55-1", "34 37-1"),
    facts="officers[].name officers[].cert_no records[].officers services[].servers",
)
def numbers_written(f: FileFacts, c: Context, v: Verdict) -> None:
    """笔录和送达回证上的执法人员都应当写明执法证号；两个人不会是同一个证号。"""
    numbers = {officer.name: officer.cert_no for officer in f.officers if officer.cert_no}
    names = distinct(name for name, _, _ in f.appearances)
    v.act(f.act_on)
    for name in names:
        if name not in numbers:
            v.absent(f"执法人员{name}没有执法证号。", lawful="在笔录、回证上写明每名执法人员的执法证号。")
    shared = {
        number for name in names if (number := numbers.get(name)) and any(numbers[other] == number for other in numbers if other != name)
    }
    for number in sorted(shared):
        v.fail(f"{'、'.join(name for name in numbers if numbers[name] == number)}写了同一个执法证号{number}。")
    if names and not v.said:
        v.ok(f"{'、'.join(names)}的执法证号齐全。")


@rule(
    "ZT06", "执法证在有效期内", VETO, "PG PS IN ME", penalty("42-1 76-1#5", "37-1"),
    facts="officers[].name officers[].cert_from officers[].cert_to records[].start records[].officers services[].on services[].servers",
)  # fmt: skip
def card_valid(f: FileFacts, c: Context, v: Verdict) -> None:
    """执法人员在检查、询问、送达当日应当持有在有效期内的执法证；一名有效持证人员都没有的，一票否决。"""
    cards = {officer.name: officer for officer in f.officers if officer.cert_from or officer.cert_to}
    groups: dict[tuple[str, date], list[str]] = {}
    for name, day, act in f.appearances:
        if day is not None:
            groups.setdefault((act, day), []).append(name)
    for (act, day), names in groups.items():
        v.act(day)
        known = [name for name in distinct(names) if name in cards]
        invalid = [name for name in known if not _is_valid(cards[name], day)]
        if len(known) < len(distinct(names)):
            missing = [name for name in distinct(names) if name not in cards]
            v.unknown(f"没有{'、'.join(missing)}执法证的有效期。")
        if invalid:
            severity = VETO if len(invalid) == len(distinct(names)) else SERIOUS
            periods = "、".join(f"{name}（{say(cards[name].cert_from)}至{say(cards[name].cert_to)}）" for name in invalid)
            v.fail(f"{say(day)}{act}时，执法证不在有效期内的有{periods}。", severity=severity, lawful="由执法证在有效期内的人员执法。")
        elif known and len(known) == len(distinct(names)):
            v.ok(f"{say(day)}{act}时，{'、'.join(known)}的执法证有效。")


def _is_valid(card: object, day: date) -> bool:
    return (card.cert_from is None or card.cert_from <= day) and (card.cert_to is None or day <= card.cert_to)


@rule(
    "ZT07",
    "辅助人员不得独立执法",
    VETO,
    "PG PS IN ME",
    penalty("42-1", "37-1"),
    INSPECTION_OPINION,
    facts="officers[].name officers[].role records[].officers measure.officers",
)
def no_auxiliaries_alone(f: FileFacts, c: Context, v: Verdict) -> None:
    """辅助人员只能协助，除去辅助人员后，每一执法活动仍应有两名执法人员（简易程序在2021年7月15日以前为一名）。"""
    for act in _acts_of_two(f):
        auxiliaries = [name for name in distinct(act.names) if f.is_auxiliary(name)]
        if not auxiliaries:
            continue
        v.act(act.day)
        needed = 1 if f.file_type == SUMMARY and (act.day is None or act.day < NEW_PENALTY_LAW) else 2
        left = [name for name in distinct(act.names) if f.is_officer(name)]
        v.judge(
            len(left) >= needed,
            f"{say(act.day)}{act.what}有辅助人员{'、'.join(auxiliaries)}协助，执法人员为{'、'.join(left)}。",
            f"{say(act.day)}{act.what}除去辅助人员{'、'.join(auxiliaries)}后，执法人员只有{len(left)}名。",
            lawful=f"由{needed}名以上执法人员进行，辅助人员只作协助。",
        )


@rule(
    "ZT08",
    "回避申请经负责人决定",
    SERIOUS,
    "PG PS IN",
    penalty("43", "37-3"),
    facts="recusal.ground recusal.requested_on recusal.decided_on recusal.decided_by",
)
def recusal_decided(f: FileFacts, c: Context, v: Verdict) -> None:
    """执法人员有应当回避的关系或者当事人申请回避的，由行政机关负责人决定；决定作出前不停止调查。"""
    recusal = f.recusal
    if recusal is None or not (recusal.ground or recusal.requested_on):
        return
    v.act(recusal.requested_on or f.act_on)
    why = f"{say(recusal.requested_on)}提出回避申请" if recusal.requested_on else f"有应当回避的情形（{recusal.ground}）"
    if recusal.decided_on is None:
        v.absent(f"{why}，卷内没有负责人的决定。", lawful="由行政机关负责人作出是否回避的决定并入卷。")
    else:
        v.ok(f"{why}，{say(recusal.decided_on)}由{recusal.decided_by or '负责人'}决定。")


@rule("ZT13", "法制审核人员与办案人员分离", SERIOUS, "PG", penalty("58-1", "38-3"), facts="legal_review.reviewer records[].officers")
def reviewer_independent(f: FileFacts, c: Context, v: Verdict) -> None:
    """法制审核由从事审核的人员进行，办案人员不得审核自己办的案件；几个镇街共用司法所的审核人员是可以的。"""
    if not f.legal_review:
        return
    v.act(f.reviewed_on)
    reviewer = f.legal_review.reviewer
    if not reviewer:
        v.unknown("没有法制审核人员的姓名。")
    else:
        v.judge(
            reviewer not in f.investigators,
            f"审核人员{reviewer}没有参与调查。",
            f"审核人员{reviewer}同时是本案的调查人员。",
            lawful="由未参与本案调查的人员审核。",
        )


@rule(
    "ZT14",
    "法制审核人员资格",
    SERIOUS,
    "PG",
    penalty("58-2", "38-3"),
    facts="legal_review.reviewer legal_review.first_review_on legal_review.qualified",
)
def reviewer_qualified(f: FileFacts, c: Context, v: Verdict) -> None:
    """2018年1月1日以后初次从事行政处罚决定法制审核的人员，应当通过国家统一法律职业资格考试取得资格。"""
    review = f.legal_review
    if not review:
        return
    v.act(f.reviewed_on)
    if review.qualified:
        v.ok(f"审核人员{review.reviewer}具有法律职业资格。")
    elif review.first_review_on is None:
        v.unknown("不知道审核人员何时初次从事审核，无法判断是否须有法律职业资格。")
    elif review.first_review_on < QUALIFICATION_SINCE:
        v.ok(f"审核人员{review.reviewer}{say(review.first_review_on)}已经从事审核，不受资格要求限制。")
    else:
        v.absent(
            f"审核人员{review.reviewer}{say(review.first_review_on)}初次从事审核，没有法律职业资格。",
            given=review.qualified,
            lawful="由具有法律职业资格的人员审核。",
        )


@rule("ZT15", "听证主持人不是本案调查人员", SERIOUS, "PG", penalty("64#4", "42-1#4"), facts="hearing.host records[].officers")
def host_independent(f: FileFacts, c: Context, v: Verdict) -> None:
    """听证由行政机关指定的非本案调查人员主持。"""
    if not f.hearing or not (f.hearing.held_on or f.hearing.host):
        return
    v.act(f.hearing_held_on)
    host = f.hearing.host
    if not host:
        v.unknown("没有听证主持人的姓名。")
    else:
        v.judge(
            host not in f.investigators,
            f"主持人{host}没有参与调查。",
            f"主持人{host}同时是本案的调查人员。",
            lawful="另行指定非本案调查人员主持听证。",
        )
