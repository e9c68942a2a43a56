"""送达之一: days, receipts, receivers, servers."""

from collections.abc import Iterable
from datetime import date

from pengjiang.checks.basis import NEW_PENALTY_LAW, penalty, service
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import EXTERNAL_PAPERS, GENERAL, NON_PENALTY, SUMMARY, FileFacts, effective_day, paper_name
from pengjiang.checks.groups import Document, Service
from pengjiang.checks.library import plain
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, rule
from pengjiang.checks.rules.service.naming import called, service_day

SERVICE_DAYS = 7
# Methods by which somebody takes the paper and signs for it.
HANDED = frozenset({"direct", "entrust", "transfer", "mail", ""})
FOR_CITIZENS = frozenset({"party", "cohabiting_adult", "agent", "designated"})
FOR_TRADERS = FOR_CITIZENS | {"legal_rep"}
FOR_ORGANISATIONS = frozenset({"party", "legal_rep", "mail_clerk", "agent", "designated"})
KIND_NAMES = {
    "party": "受送达人本人", "cohabiting_adult": "同住成年家属", "agent": "代理人", "designated": "指定的代收人",
    "legal_rep": "法定代表人或者负责人", "mail_clerk": "负责收件的人", "other": "其他人员",
}  # fmt: skip


@rule(
    "SD01", "决定书七日内送达", SERIOUS, "PG PN", penalty("61 85", "40"),
    facts="decision.dated_on services[].document services[].on services[].announced_on services[].prior_attempts",
)  # fmt: skip
def served_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """决定书应当当场交付，当事人不在场的在七个工作日内送达（2021年7月15日以前为七日）；公告送达的看发出公告之日。迟延三个工作日以内或者期内曾送达未成的，为轻微。"""
    decided = f.decided_on
    if decided is None:
        return
    v.act(decided)
    working = decided >= NEW_PENALTY_LAW
    last = c.days.add_wd(decided, SERVICE_DAYS) if working else c.days.roll(c.days.add_cd(decided, SERVICE_DAYS))
    for one in f.services_of(*f.decision_codes):
        day = (one.announced_on if one.method == "announce" else effective_day(one)) or one.on
        if day is None:
            continue
        v.see(serve_by=last)
        said = f"{say(decided)}作出决定，七{'个工作日' if working else '日'}的末日是{say(last)}，{say(day)}{'发出公告' if one.method == 'announce' else '送达'}"
        if day <= last:
            v.ok(f"{said}。")
            continue
        late = c.days.wd_between(last, day)
        slight = late <= c.library.length_of("service.late_minor", decided, 3) or (one.prior_attempts or 0) > 0
        v.fail(f"{said}，迟延{late}个工作日。", severity=MINOR if slight else SERIOUS, lawful=f"{say(last)}以前送达。")


@rule(
    "SD02",
    "须送达的文书都有送达回证",
    SERIOUS,
    "ALL",
    service("87", "84"),
    facts="documents[].type documents[].number services[].document services[].number",
)
def receipt_for_each(f: FileFacts, c: Context, v: Verdict) -> None:
    """对外文书都应当送达并有送达回证；当场处罚决定书当场交付，不另要求回证。"""
    wanted = [paper for paper in f.documents if paper.type.upper() in EXTERNAL_PAPERS]
    if f.file_type == SUMMARY:
        wanted = [paper for paper in wanted if paper.type.upper() != "CFJD"]
    missing = []
    unserved = {id(paper) for code in {paper.type.upper() for paper in wanted} for paper in _unserved(f, code)}
    for paper in wanted:
        v.act(paper.dated_on or f.act_on)
        if id(paper) not in unserved:
            v.ok(f"{paper_name(paper.type)}有送达回证。")
        else:
            missing.append(f"{paper.title or paper_name(paper.type)}{paper.number}")
    if f.file_type in (GENERAL, NON_PENALTY) and f.has_decision and not f.paper(*f.decision_codes) and not f.services_of(*f.decision_codes):
        missing.append(paper_name(f.decision_codes[0]))
    if missing:
        v.act(f.act_on)
        v.absent(f"{'、'.join(missing)}没有送达回证。", lawful="依法送达，由受送达人在送达回证上记明日期并签名。")


def _unserved(f: FileFacts, code: str) -> list[Document]:
    """Papers of this type without a receipt of their own. A receipt whose number is only mistyped still counts for one (SD17 names it)."""
    papers, services = f.papers(code), f.services_of(code)
    served = {plain(one.number) for one in services if one.number}
    without = [paper for paper in papers if not paper.number or plain(paper.number) not in served]
    known = {plain(paper.number) for paper in papers if paper.number}
    spare = len({plain(one.number) or place for place, one in enumerate(services)} - known)
    return without[spare:]


@rule(
    "SD03", "送达回证要素齐全", MINOR, "ALL", service("87 88", "84 85"),
    facts="services[].document services[].number services[].receiver services[].place services[].on services[].method services[].signed",
)  # fmt: skip
def receipt_elements(f: FileFacts, c: Context, v: Verdict) -> None:
    """送达回证应当写明文书名称和文号、受送达人、地点、日期、方式，并有签名；没有日期或者签名的为严重。"""
    for one in f.services:
        v.act(service_day(one, f))
        grave, slight = _missing_elements(one, f)
        if grave:
            v.absent(
                f"{called(one)}的送达回证没有{'、'.join(grave + slight)}。",
                given=one.signed,
                severity=SERIOUS,
                lawful="在送达回证上记明日期并签名。",
            )
        elif slight:
            v.absent(f"{called(one)}的送达回证没有{'、'.join(slight)}。", lawful="补齐送达回证的各栏。")
        else:
            v.ok(f"{called(one)}的送达回证要素齐全。")


def _missing_elements(one: Service, f: FileFacts) -> tuple[list[str], list[str]]:
    grave, slight = [], []
    if not (one.on or one.mail_receipt_on or one.announced_on):
        grave.append("日期")
    # Left, mailed, announced and electronic papers are proved otherwise (SD06 to SD11).
    if one.method in ("direct", "entrust", "transfer", "") and not one.signed:
        grave.append("签名")
    if not one.document:
        slight.append("文书名称")
    if not one.number and any(paper.number for paper in f.papers(one.document.upper())):
        slight.append("文号")
    if not one.method:
        slight.append("送达方式")
    if one.method != "announce" and not one.receiver:
        slight.append("受送达人或者签收人")
    if one.method not in ("announce", "electronic") and not one.place:
        slight.append("地点")
    return grave, slight


@rule(
    "SD04", "签收人有资格", SERIOUS, "ALL", service("88", "85"),
    facts="parties[].type services[].document services[].method services[].receiver services[].receiver_kind",
)  # fmt: skip
def receiver_entitled(f: FileFacts, c: Context, v: Verdict) -> None:
    """受送达人是公民的，由本人、同住成年家属、代理人或者指定的代收人签收；是组织的，由法定代表人、负责人、负责收件的人或者代理人签收。店员、邻居、房东不在其列。"""
    for one in f.services:
        if one.method not in HANDED:
            continue
        v.act(service_day(one, f))
        kind = one.receiver_kind or ("party" if one.receiver and one.receiver in f.party_names else "")
        if not kind:
            if one.receiver:
                v.unknown(f"没有说明{called(one)}的签收人{one.receiver}是何身份。")
            continue
        allowed = _allowed_kinds(f)
        names = "、".join(name for code, name in KIND_NAMES.items() if code in allowed)
        v.judge(
            kind in allowed,
            f"{called(one)}由{one.receiver}（{KIND_NAMES[kind]}）签收。",
            f"{called(one)}由{one.receiver or '某人'}（{one.relation or KIND_NAMES[kind]}）签收，不是有资格签收的人。",
            lawful=f"可以签收的有：{names}。",
        )


def _allowed_kinds(f: FileFacts) -> frozenset[str]:
    by_type = {
        "person": FOR_CITIZENS,
        "individual_business": FOR_TRADERS,
        "legal_person": FOR_ORGANISATIONS,
        "other_org": FOR_ORGANISATIONS,
    }
    kinds: frozenset[str] = frozenset().union(*(by_type[kind] for kind in f.party_types))
    return kinds or FOR_CITIZENS | FOR_ORGANISATIONS


@rule(
    "SD05",
    "代收关系写明",
    MINOR,
    "ALL",
    service("88", "85"),
    facts="services[].document services[].receiver services[].receiver_kind services[].relation",
)
def relation_given(f: FileFacts, c: Context, v: Verdict) -> None:
    """不是受送达人本人签收的，应当写明签收人与受送达人的关系。"""
    for one in f.services:
        if one.method not in HANDED or not (one.receiver or one.receiver_kind):
            continue
        if one.receiver_kind in ("party", "legal_rep") or (one.receiver and one.receiver in f.party_names):
            continue
        v.act(service_day(one, f))
        if one.relation:
            v.ok(f"{called(one)}的签收人{one.receiver}是受送达人的{one.relation}。")
        elif one.receiver_kind:
            v.absent(
                f"{called(one)}由{one.receiver or KIND_NAMES[one.receiver_kind]}代收，没有写明与受送达人的关系。",
                lawful="写明代收人与受送达人的关系和身份证件。",
            )
        else:
            v.unknown(f"不知道{called(one)}的签收人{one.receiver}是否受送达人本人。")


@rule(
    "SD12",
    "送达日不早于文书日",
    SERIOUS,
    "ALL",
    service("87", "84"),
    facts="services[].document services[].number services[].on documents[].type documents[].dated_on decision.dated_on notice.dated_on",
)
def not_before_paper(f: FileFacts, c: Context, v: Verdict) -> None:
    """送达日期不可能早于文书的成文日期。"""
    for one in f.services:
        day = one.on or one.mail_receipt_on or one.announced_on
        dated = _paper_day(f, one)
        if day is None or dated is None:
            continue
        v.act(day)
        v.judge(
            day >= dated,
            f"{called(one)}{say(dated)}成文，{say(day)}送达。",
            f"{called(one)}{say(dated)}成文，送达日却写成{say(day)}。",
            lawful="核对送达回证的日期，属于笔误的依法补正。",
        )


def _paper_day(f: FileFacts, one: Service) -> date | None:
    code = one.document.upper()
    papers = f.papers(code)
    same = [paper for paper in papers if one.number and plain(paper.number) == plain(one.number)]
    days = [paper.dated_on for paper in same or papers if paper.dated_on]
    if days:
        return min(days)
    if code in f.decision_codes:
        return f.decided_on
    return f.notice_dated_on if code == "GZS" else None


@rule(
    "SD13",
    "送达人两名",
    MINOR,
    "ALL",
    penalty("42-1", "37-1"),
    service("87", "84"),
    facts="services[].document services[].servers officers[].name officers[].cert_no officers[].role",
)
def two_servers(f: FileFacts, c: Context, v: Verdict) -> None:
    """直接送达、留置送达应当由两名持证执法人员进行。"""
    for one in f.services:
        if one.method not in ("direct", "leave", ""):
            continue
        v.act(service_day(one, f))
        servers = list(dict.fromkeys(name for name in one.servers if name))
        if len(servers) < 2:
            v.absent(f"{called(one)}只有{len(servers)}名送达人。", given=not servers, lawful="由两名持证执法人员送达并签名。")
            continue
        uncertified = [name for name in servers if not _certified(f, name)]
        if uncertified:
            v.absent(f"{called(one)}的送达人{'、'.join(uncertified)}没有执法证。", lawful="由两名持证执法人员送达并签名。")
        else:
            v.ok(f"{called(one)}由{'、'.join(servers)}送达。")


def _certified(f: FileFacts, name: str) -> bool:
    return any(officer.name == name and officer.cert_no and officer.role in ("officer", "") for officer in f.officers)


@rule(
    "SD14",
    "告知书的送达日明确",
    VETO,
    "PG",
    penalty("44 62", "31 41"),
    facts="notice.served_on services[].document services[].on decision.dated_on",
)
def notice_served(f: FileFacts, c: Context, v: Verdict) -> None:
    """陈述、申辩、听证的期限都从告知书送达之日起算；已经作出决定而没有告知书送达日的，等于没有告知。"""
    if not f.has_notice or not f.has_decision:
        return
    v.act(f.decided_on)
    if f.noticed_on:
        v.ok(f"告知书于{say(f.noticed_on)}送达。")
    else:
        v.absent(f"{say(f.decided_on)}作出决定，卷内没有告知书的送达日期。", lawful="告知书依法送达并取得送达回证后，再起算各项期限。")


@rule(
    "SD17",
    "送达回证的文号与文书一致",
    MINOR,
    "ALL",
    service("87", "84"),
    facts="number services[].document services[].number documents[].number",
)
def numbers_match(f: FileFacts, c: Context, v: Verdict) -> None:
    """送达回证上的文书名称、文号应当与所送达的文书一致。"""
    known = _numbers([f.number, *(paper.number for paper in f.documents)])
    for one in f.services:
        if not one.number:
            continue
        v.act(service_day(one, f))
        if plain(one.number) in known:
            v.ok(f"{called(one)}与文书一致。")
        elif not f.documents:
            v.unknown("没有录入卷内文书，无法核对文号。")
        else:
            v.absent(f"送达回证上的文号{one.number}在卷内文书中找不到。", lawful="核对并改正送达回证的文号。")


def _numbers(texts: Iterable[str]) -> set[str]:
    return {plain(text) for text in texts if text}
