"""送达程序: receipts, receivers, methods, days."""

from collections.abc import Iterable
from datetime import date

from pengjiang.checks.basis import NEW_PENALTY_LAW, NEW_SERVICE_RULES, compulsion, penalty, service
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import EXTERNAL_PAPERS, GENERAL, NON_PENALTY, SUMMARY, FileFacts, announcement_days, paper_name
from pengjiang.checks.groups import Service
from pengjiang.checks.library import plain
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, rule

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


def _called(one: Service) -> str:
    return f"{paper_name(one.document) or '文书'}{one.number}"


def _day(one: Service, f: FileFacts) -> date | None:
    return one.on or one.mail_receipt_on or one.announced_on or f.act_on


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
        day = (one.announced_on if one.method == "announce" else None) or one.on or one.mail_receipt_on or one.announced_on
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


@rule("SD02", "须送达的文书都有送达回证", SERIOUS, "ALL", service("87", "84"), facts="documents[].type documents[].number services[].document services[].number")
def receipt_for_each(f: FileFacts, c: Context, v: Verdict) -> None:
    """对外文书都应当送达并有送达回证；当场处罚决定书当场交付，不另要求回证。"""
    wanted = [paper for paper in f.documents if paper.type.upper() in EXTERNAL_PAPERS]
    if f.file_type == SUMMARY:
        wanted = [paper for paper in wanted if paper.type.upper() != "CFJD"]
    missing = []
    for paper in wanted:
        v.act(paper.dated_on or f.act_on)
        if f.services_of(paper.type.upper()):
            v.ok(f"{paper_name(paper.type)}有送达回证。")
        else:
            missing.append(f"{paper.title or paper_name(paper.type)}{paper.number}")
    if f.file_type in (GENERAL, NON_PENALTY) and f.has_decision and not f.paper(*f.decision_codes) and not f.services_of(*f.decision_codes):
        missing.append(paper_name(f.decision_codes[0]))
    if missing:
        v.act(f.act_on)
        v.absent(f"{'、'.join(missing)}没有送达回证。", lawful="依法送达，由受送达人在送达回证上记明日期并签名。")


@rule(
    "SD03", "送达回证要素齐全", MINOR, "ALL", service("87 88", "84 85"),
    facts="services[].document services[].number services[].receiver services[].place services[].on services[].method services[].signed",
)  # fmt: skip
def receipt_elements(f: FileFacts, c: Context, v: Verdict) -> None:
    """送达回证应当写明文书名称和文号、受送达人、地点、日期、方式，并有签名；没有日期或者签名的为严重。"""
    for one in f.services:
        v.act(_day(one, f))
        grave, slight = _missing_elements(one, f)
        if grave:
            v.absent(f"{_called(one)}的送达回证没有{'、'.join(grave + slight)}。", severity=SERIOUS, lawful="在送达回证上记明日期并签名。")
        elif slight:
            v.absent(f"{_called(one)}的送达回证没有{'、'.join(slight)}。", lawful="补齐送达回证的各栏。")
        else:
            v.ok(f"{_called(one)}的送达回证要素齐全。")


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
        v.act(_day(one, f))
        kind = one.receiver_kind or ("party" if one.receiver and one.receiver in f.party_names else "")
        if not kind:
            if one.receiver:
                v.unknown(f"没有说明{_called(one)}的签收人{one.receiver}是何身份。")
            continue
        allowed = _allowed_kinds(f)
        names = "、".join(name for code, name in KIND_NAMES.items() if code in allowed)
        v.judge(
            kind in allowed,
            f"{_called(one)}由{one.receiver}（{KIND_NAMES[kind]}）签收。",
            f"{_called(one)}由{one.receiver or '某人'}（{one.relation or KIND_NAMES[kind]}）签收，不是有资格签收的人。",
            lawful=f"可以签收的有：{names}。",
        )


def _allowed_kinds(f: FileFacts) -> frozenset[str]:
    by_type = {"person": FOR_CITIZENS, "individual_business": FOR_TRADERS, "legal_person": FOR_ORGANISATIONS, "other_org": FOR_ORGANISATIONS}
    kinds: frozenset[str] = frozenset().union(*(by_type[kind] for kind in f.party_types))
    return kinds or FOR_CITIZENS | FOR_ORGANISATIONS


@rule("SD05", "代收关系写明", MINOR, "ALL", service("88", "85"), facts="services[].document services[].receiver services[].receiver_kind services[].relation")
def relation_given(f: FileFacts, c: Context, v: Verdict) -> None:
    """不是受送达人本人签收的，应当写明签收人与受送达人的关系。"""
    for one in f.services:
        if one.method not in HANDED or not (one.receiver or one.receiver_kind):
            continue
        if one.receiver_kind in ("party", "legal_rep") or (one.receiver and one.receiver in f.party_names):
            continue
        v.act(_day(one, f))
        if one.relation:
            v.ok(f"{_called(one)}的签收人{one.receiver}是受送达人的{one.relation}。")
        elif one.receiver_kind:
            v.absent(f"{_called(one)}由{one.receiver or KIND_NAMES[one.receiver_kind]}代收，没有写明与受送达人的关系。", lawful="写明代收人与受送达人的关系和身份证件。")
        else:
            v.unknown(f"不知道{_called(one)}的签收人{one.receiver}是否受送达人本人。")


@rule(
    "SD06", "留置送达条件", SERIOUS, "ALL", service("89", "86"),
    facts="services[].document services[].method services[].refused services[].witness services[].signed services[].video services[].at_residence services[].place parties[].address",
)  # fmt: skip
def left_properly(f: FileFacts, c: Context, v: Verdict) -> None:
    """受送达人或者其同住成年家属拒绝接收的，才可以留置；须留在其住所，有见证人签名或者拍照、录像。家中无人不是拒收。"""
    for one in f.services:
        if one.method != "leave":
            continue
        v.act(_day(one, f))
        lawful = "受送达人拒收时，邀请基层组织代表见证并签名，或者拍照、录像，把文书留在住所；无人在家的改用其他方式。"
        if not one.refused:
            v.absent(f"{_called(one)}留置送达，没有拒收的记载。", lawful=lawful)
        if not (one.video or (one.witness and one.signed)):
            what = "见证人没有签名，也没有照片、录像" if one.witness else "没有见证人，也没有照片、录像"
            v.absent(f"{_called(one)}留置送达，{what}。", lawful=lawful)
        at_home = one.at_residence
        if at_home is None and one.place:
            at_home = any(plain(one.place) in plain(party.address) or plain(party.address) in plain(one.place) for party in f.parties if party.address) or None
        if at_home is False:
            v.fail(f"{_called(one)}没有留在受送达人的住所（{one.place}）。", lawful=lawful)
        elif at_home is None:
            v.lacks("没有说明留置的地点是否受送达人的住所。")
        if one.refused and (one.video or (one.witness and one.signed)):
            v.ok(f"{_called(one)}因拒收留置送达，有{'录像' if one.video else f'见证人{one.witness}签名'}。")


@rule(
    "SD07", "邮寄送达以签收日为准", SERIOUS, "ALL", service("91", "88"),
    facts="services[].document services[].method services[].on services[].mail_receipt_on services[].posted_on services[].returned",
)  # fmt: skip
def mail_received(f: FileFacts, c: Context, v: Verdict) -> None:
    """邮寄送达的，以回执上注明的收件日期为送达日期，不是交邮日；被退回的不算送达。"""
    for one in f.services:
        if one.method != "mail":
            continue
        v.act(_day(one, f))
        receipt = one.mail_receipt_on
        if one.returned:
            v.fail(f"{_called(one)}的邮件被退回，没有送达。", lawful="改用直接、留置、公告等方式送达。")
        elif receipt is None:
            v.absent(f"{_called(one)}邮寄送达，没有回执上的收件日期。", lawful="向邮政查询并附回执，以收件日期为送达日期。")
        elif one.on and one.on != receipt:
            posted = "（即交邮日）" if one.posted_on == one.on else ""
            v.fail(f"{_called(one)}的送达日写成{say(one.on)}{posted}，回执上的收件日期是{say(receipt)}。", lawful=f"送达日期以{say(receipt)}为准，各项期限从该日起算。")
        else:
            v.ok(f"{_called(one)}于{say(receipt)}签收。")


@rule("SD08", "公告送达先穷尽其他方式", SERIOUS, "ALL", service("95", "92"), facts="services[].document services[].method services[].prior_attempts services[].whereabouts_proof services[].note")
def announced_last(f: FileFacts, c: Context, v: Verdict) -> None:
    """受送达人下落不明，或者用其他方式无法送达的，才可以公告送达。"""
    for one in f.services:
        if one.method != "announce":
            continue
        v.act(one.announced_on or _day(one, f))
        if (one.prior_attempts or 0) >= 1:
            v.ok(f"{_called(one)}用其他方式送达{one.prior_attempts}次未成后公告。")
        elif one.whereabouts_proof:
            v.ok(f"{_called(one)}因受送达人下落不明公告，有证明材料。")
        elif "下落不明" in one.note:
            v.manual(f"{_called(one)}以受送达人下落不明公告，请核对有无证明材料。")
        else:
            v.absent(f"{_called(one)}公告送达，没有先用其他方式送达，也没有受送达人下落不明的证明。", lawful="先直接、邮寄等方式送达并留存未成的证明，再公告。")


@rule(
    "SD09", "公告期限已满", SERIOUS, "ALL", service("95", "92"),
    facts="services[].document services[].method services[].announced_on services[].announce_days enforcement.demand_served_on enforcement.executed_at enforcement.court_applied_on case.closed_on",
)  # fmt: skip
def announcement_ran(f: FileFacts, c: Context, v: Verdict) -> None:
    """公告送达自发出之日起满三十日（2022年1月1日以前发出的为六十日）视为送达；期满以前不得进行催告、执行、结案等下一步。"""
    for one in f.services:
        if one.method != "announce" or one.announced_on is None:
            continue
        start = one.announced_on
        v.act(start)
        days = announcement_days(start)
        end = c.days.add_cd(start, days)
        v.see(announcement_end=end, announcement_end_rolled=c.days.roll(end))
        said = f"{say(start)}发出公告，{days}日到{say(end)}届满"
        lawful = f"公告{days}日期满（{say(end)}）以后再进行下一步。"
        if one.announce_days is not None:
            v.judge(one.announce_days >= days, f"公告期写为{one.announce_days}日。", f"公告期写为{one.announce_days}日，{'现行' if start >= NEW_SERVICE_RULES else '当时'}规定为{days}日。", lawful=lawful)
        following = _next_step(f, one, start)
        if following:
            what, day = following
            v.judge(day > end, f"{said}，{say(day)}{what}。", f"{said}，{say(day)}即{what}。", lawful=lawful)
        elif one.announce_days is None:
            v.unknown("没有公告的天数和公告以后的下一步日期。")


def _next_step(f: FileFacts, one: Service, start: date) -> tuple[str, date] | None:
    """The earliest of demand, enforcement and closing after this announcement; a demand that is itself announced is no step after itself."""
    steps = [("结案", f.case.closed_on), ("实施执行", f.executed_on), ("作出强制执行决定", f.enforcement_decided_on)]
    if f.enforcement:
        steps.append(("申请法院执行", f.enforcement.court_applied_on))
    if one.document.upper() != "CGS":
        steps.append(("催告", f.demand_served_on))
    later = [(what, day) for what, day in steps if day and day >= start]
    return min(later, key=lambda step: step[1], default=None)


@rule("SD10", "公告送达记明原因经过", MINOR, "ALL", service("95-2", "92-2"), facts="services[].document services[].method services[].note")
def announcement_noted(f: FileFacts, c: Context, v: Verdict) -> None:
    """公告送达的，应当在案卷中记明原因和经过。"""
    for one in f.services:
        if one.method != "announce":
            continue
        v.act(one.announced_on or _day(one, f))
        if one.note:
            v.ok(f"{_called(one)}公告送达记明了原因和经过。")
        else:
            v.absent(f"{_called(one)}公告送达，没有记明原因和经过。", lawful="在案卷中记明公告的原因、经过，附公告样本和张贴、刊登的证明。")


@rule("SD11", "电子送达经当事人确认", SERIOUS, "ALL", penalty("61-2"), service("90", "87"), facts="services[].document services[].method services[].consent_on services[].on")
def consent_signed(f: FileFacts, c: Context, v: Verdict) -> None:
    """电子送达须经当事人同意并签订确认书，确认书在送达以前签署；处罚决定书自2021年7月15日起才可以电子送达。"""
    for one in f.services:
        if one.method != "electronic":
            continue
        day = _day(one, f)
        v.act(day)
        lawful = "送达以前由当事人签订送达地址和方式确认书。"
        if one.document.upper() in ("CFJD", "BYCF") and day and day < NEW_PENALTY_LAW:
            v.manual(f"{say(day)}电子送达{_called(one)}，当时法律没有规定决定书可以电子送达，请判断。")
        elif one.consent_on is None:
            v.absent(f"{_called(one)}电子送达，没有当事人签订的确认书。", lawful=lawful)
        elif one.on and one.consent_on > one.on:
            v.fail(f"{_called(one)}于{say(one.on)}电子送达，确认书{say(one.consent_on)}才签订。", lawful=lawful)
        else:
            v.ok(f"{say(one.consent_on)}签订确认书，{say(one.on)}电子送达{_called(one)}。")


@rule("SD12", "送达日不早于文书日", SERIOUS, "ALL", service("87", "84"), facts="services[].document services[].number services[].on documents[].type documents[].dated_on decision.dated_on notice.dated_on")
def not_before_paper(f: FileFacts, c: Context, v: Verdict) -> None:
    """送达日期不可能早于文书的成文日期。"""
    for one in f.services:
        day = one.on or one.mail_receipt_on or one.announced_on
        dated = _paper_day(f, one)
        if day is None or dated is None:
            continue
        v.act(day)
        v.judge(day >= dated, f"{_called(one)}{say(dated)}成文，{say(day)}送达。", f"{_called(one)}{say(dated)}成文，送达日却写成{say(day)}。", lawful="核对送达回证的日期，属于笔误的依法补正。")


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


@rule("SD13", "送达人两名", MINOR, "ALL", penalty("42-1", "37-1"), service("87", "84"), facts="services[].document services[].servers officers[].name officers[].cert_no officers[].role")
def two_servers(f: FileFacts, c: Context, v: Verdict) -> None:
    """直接送达、留置送达应当由两名持证执法人员进行。"""
    for one in f.services:
        if one.method not in ("direct", "leave", ""):
            continue
        v.act(_day(one, f))
        servers = list(dict.fromkeys(name for name in one.servers if name))
        if len(servers) < 2:
            v.absent(f"{_called(one)}只有{len(servers)}名送达人。", lawful="由两名持证执法人员送达并签名。")
            continue
        uncertified = [name for name in servers if not _certified(f, name)]
        if uncertified:
            v.absent(f"{_called(one)}的送达人{'、'.join(uncertified)}没有执法证。", lawful="由两名持证执法人员送达并签名。")
        else:
            v.ok(f"{_called(one)}由{'、'.join(servers)}送达。")


def _certified(f: FileFacts, name: str) -> bool:
    return any(officer.name == name and officer.cert_no and officer.role in ("officer", "") for officer in f.officers)


@rule("SD14", "告知书的送达日明确", VETO, "PG", penalty("44 62", "31 41"), facts="notice.served_on services[].document services[].on decision.dated_on")
def notice_served(f: FileFacts, c: Context, v: Verdict) -> None:
    """陈述、申辩、听证的期限都从告知书送达之日起算；已经作出决定而没有告知书送达日的，等于没有告知。"""
    if not f.has_notice or not f.has_decision:
        return
    v.act(f.decided_on)
    if f.noticed_on:
        v.ok(f"告知书于{say(f.noticed_on)}送达。")
    else:
        v.absent(f"{say(f.decided_on)}作出决定，卷内没有告知书的送达日期。", lawful="告知书依法送达并取得送达回证后，再起算各项期限。")


@rule("SD15", "送达地址确认书", MINOR, "PG", service("90 91", "87 88"), facts="services[].method services[].on parties[].address_confirmed_on")
def address_confirmed(f: FileFacts, c: Context, v: Verdict) -> None:
    """邮寄、电子送达的，应当先由当事人填写送达地址确认书。"""
    days = [_day(one, f) for one in f.services if one.method in ("mail", "electronic")]
    if not days:
        return
    first = min((day for day in days if day), default=None)
    v.act(first)
    confirmed = min((party.address_confirmed_on for party in f.parties if party.address_confirmed_on), default=None)
    if confirmed is None:
        v.lacks("没有送达地址确认书的日期。")
    else:
        v.judge(first is None or confirmed <= first, f"{say(confirmed)}填写送达地址确认书。", f"{say(first)}已经邮寄或者电子送达，{say(confirmed)}才填写送达地址确认书。")


@rule("SD16", "催告书先直接送达", MINOR, "EN", compulsion("38"), facts="enforcement.demand_method services[].document services[].method services[].prior_attempts")
def demand_direct_first(f: FileFacts, c: Context, v: Verdict) -> None:
    """催告书、强制执行决定书应当直接送达；当事人拒绝接收或者无法直接送达的，才用邮寄、公告等方式。"""
    if f.enforcement is None:
        return
    served = f.services_of("CGS")
    methods = [(one.method, one.prior_attempts or 0) for one in served if one.method] or [(f.enforcement.demand_method, 0)]
    v.act(f.demand_served_on)
    for method, attempts in methods:
        if not method:
            continue
        failed = method in ("mail", "announce") and attempts < 1
        name = {"mail": "邮寄", "announce": "公告"}.get(method, "直接")
        if failed:
            v.absent(f"催告书用{name}送达，没有直接送达未成的记载。", lawful="先直接送达；拒收或者无法直接送达的，记明后再用其他方式。")
        else:
            v.ok("催告书直接送达，或者直接送达未成后用其他方式。")


@rule("SD17", "送达回证的文号与文书一致", MINOR, "ALL", service("87", "84"), facts="number services[].document services[].number documents[].number")
def numbers_match(f: FileFacts, c: Context, v: Verdict) -> None:
    """送达回证上的文书名称、文号应当与所送达的文书一致。"""
    known = _numbers([f.number, *(paper.number for paper in f.documents)])
    for one in f.services:
        if not one.number:
            continue
        v.act(_day(one, f))
        if plain(one.number) in known:
            v.ok(f"{_called(one)}与文书一致。")
        elif not f.documents:
            v.unknown("没有录入卷内文书，无法核对文号。")
        else:
            v.absent(f"送达回证上的文号{one.number}在卷内文书中找不到。", lawful="核对并改正送达回证的文号。")


def _numbers(texts: Iterable[str]) -> set[str]:
    return {plain(text) for text in texts if text}
