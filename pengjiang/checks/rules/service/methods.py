"""送达之二: leaving, mail, announcement, electronic service."""

from datetime import date

from pengjiang.checks.basis import NEW_PENALTY_LAW, NEW_SERVICE_RULES, compulsion, penalty, service
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts, announcement_days
from pengjiang.checks.groups import Service
from pengjiang.checks.library import plain
from pengjiang.checks.rule import MINOR, SERIOUS, Verdict, rule
from pengjiang.checks.rules.service.naming import called, service_day


@rule(
    "SD06", "留置送达条件", SERIOUS, "ALL", service("89", "86"),
    facts="services[].document services[].method services[].refused services[].witness services[].signed services[].video services[].at_residence services[].place parties[].address",
)  # fmt: skip
def left_properly(f: FileFacts, c: Context, v: Verdict) -> None:
    """受送达人或者其同住成年家属拒绝接收的，才可以留置；须留在其住所，有见证人签名或者拍照、录像。家中无人不是拒收。"""
    for one in f.services:
        if one.method != "leave":
            continue
        v.act(service_day(one, f))
        lawful = "受送达人拒收时，邀请基层组织代表见证并签名，或者拍照、录像，把文书留在住所；无人在家的改用其他方式。"
        if not one.refused:
            v.absent(f"{called(one)}留置送达，没有拒收的记载。", given=one.refused, lawful=lawful)
        if not (one.video or (one.witness and one.signed)):
            what = "见证人没有签名，也没有照片、录像" if one.witness else "没有见证人，也没有照片、录像"
            v.absent(f"{called(one)}留置送达，{what}。", lawful=lawful)
        at_home = one.at_residence
        if at_home is None and one.place:
            at_home = (
                any(
                    plain(one.place) in plain(party.address) or plain(party.address) in plain(one.place)
                    for party in f.parties
                    if party.address
                )
                or None
            )
        if at_home is False:
            v.fail(f"{called(one)}没有留在受送达人的住所（{one.place}）。", lawful=lawful)
        elif at_home is None:
            v.lacks("没有说明留置的地点是否受送达人的住所。")
        if one.refused and (one.video or (one.witness and one.signed)):
            v.ok(f"{called(one)}因拒收留置送达，有{'录像' if one.video else f'见证人{one.witness}签名'}。")


@rule(
    "SD07", "邮寄送达以签收日为准", SERIOUS, "ALL", service("91", "88"),
    facts="services[].document services[].method services[].on services[].mail_receipt_on services[].posted_on services[].returned",
)  # fmt: skip
def mail_received(f: FileFacts, c: Context, v: Verdict) -> None:
    """邮寄送达的，以回执上注明的收件日期为送达日期，不是交邮日；被退回的不算送达。"""
    for one in f.services:
        if one.method != "mail":
            continue
        v.act(service_day(one, f))
        receipt = one.mail_receipt_on
        if one.returned:
            v.fail(f"{called(one)}的邮件被退回，没有送达。", lawful="改用直接、留置、公告等方式送达。")
        elif receipt is None:
            v.absent(f"{called(one)}邮寄送达，没有回执上的收件日期。", lawful="向邮政查询并附回执，以收件日期为送达日期。")
        elif one.on and one.on != receipt:
            posted = "（即交邮日）" if one.posted_on == one.on else ""
            v.fail(
                f"{called(one)}的送达日写成{say(one.on)}{posted}，回执上的收件日期是{say(receipt)}。",
                lawful=f"送达日期以{say(receipt)}为准，各项期限从该日起算。",
            )
        else:
            v.ok(f"{called(one)}于{say(receipt)}签收。")


@rule(
    "SD08",
    "公告送达先穷尽其他方式",
    SERIOUS,
    "ALL",
    service("95", "92"),
    facts="services[].document services[].method services[].prior_attempts services[].whereabouts_proof services[].note",
)
def announced_last(f: FileFacts, c: Context, v: Verdict) -> None:
    """受送达人下落不明，或者用其他方式无法送达的，才可以公告送达。"""
    for one in f.services:
        if one.method != "announce":
            continue
        v.act(one.announced_on or service_day(one, f))
        if (one.prior_attempts or 0) >= 1:
            v.ok(f"{called(one)}用其他方式送达{one.prior_attempts}次未成后公告。")
        elif one.whereabouts_proof:
            v.ok(f"{called(one)}因受送达人下落不明公告，有证明材料。")
        elif "下落不明" in one.note:
            v.manual(f"{called(one)}以受送达人下落不明公告，请核对有无证明材料。")
        else:
            v.absent(
                f"{called(one)}公告送达，没有先用其他方式送达，也没有受送达人下落不明的证明。",
                lawful="先直接、邮寄等方式送达并留存未成的证明，再公告。",
            )


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
            v.judge(
                one.announce_days >= days,
                f"公告期写为{one.announce_days}日。",
                f"公告期写为{one.announce_days}日，{'现行' if start >= NEW_SERVICE_RULES else '当时'}规定为{days}日。",
                lawful=lawful,
            )
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
        v.act(one.announced_on or service_day(one, f))
        if one.note:
            v.ok(f"{called(one)}公告送达记明了原因和经过。")
        else:
            v.absent(f"{called(one)}公告送达，没有记明原因和经过。", lawful="在案卷中记明公告的原因、经过，附公告样本和张贴、刊登的证明。")


@rule(
    "SD11",
    "电子送达经当事人确认",
    SERIOUS,
    "ALL",
    penalty("61-2"),
    service("90", "87"),
    facts="services[].document services[].method services[].consent_on services[].on",
)
def consent_signed(f: FileFacts, c: Context, v: Verdict) -> None:
    """电子送达须经当事人同意并签订确认书，确认书在送达以前签署；处罚决定书自2021年7月15日起才可以电子送达。"""
    for one in f.services:
        if one.method != "electronic":
            continue
        day = service_day(one, f)
        v.act(day)
        lawful = "送达以前由当事人签订送达地址和方式确认书。"
        if one.document.upper() in ("CFJD", "BYCF") and day and day < NEW_PENALTY_LAW:
            v.manual(f"{say(day)}电子送达{called(one)}，当时法律没有规定决定书可以电子送达，请判断。")
        elif one.consent_on is None:
            v.absent(f"{called(one)}电子送达，没有当事人签订的确认书。", lawful=lawful)
        elif one.on and one.consent_on > one.on:
            v.fail(f"{called(one)}于{say(one.on)}电子送达，确认书{say(one.consent_on)}才签订。", lawful=lawful)
        else:
            v.ok(f"{say(one.consent_on)}签订确认书，{say(one.on)}电子送达{called(one)}。")


@rule(
    "SD15", "送达地址确认书", MINOR, "PG", service("90 91", "87 88"), facts="services[].method services[].on parties[].address_confirmed_on"
)
def address_confirmed(f: FileFacts, c: Context, v: Verdict) -> None:
    """邮寄、电子送达的，应当先由当事人填写送达地址确认书。"""
    days = [service_day(one, f) for one in f.services if one.method in ("mail", "electronic")]
    if not days:
        return
    first = min((day for day in days if day), default=None)
    v.act(first)
    confirmed = min((party.address_confirmed_on for party in f.parties if party.address_confirmed_on), default=None)
    if confirmed is None:
        v.lacks("没有送达地址确认书的日期。")
    else:
        v.judge(
            first is None or confirmed <= first,
            f"{say(confirmed)}填写送达地址确认书。",
            f"{say(first)}已经邮寄或者电子送达，{say(confirmed)}才填写送达地址确认书。",
        )


@rule(
    "SD16",
    "催告书先直接送达",
    MINOR,
    "EN",
    compulsion("38"),
    facts="enforcement.demand_method services[].document services[].method services[].prior_attempts",
)
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
