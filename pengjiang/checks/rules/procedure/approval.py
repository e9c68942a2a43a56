"""程序之五: 法制审核、集体讨论、负责人审批、登记保存、责令改正、全过程记录、移送、罚缴."""

from datetime import date

from pengjiang.checks.basis import NEW_PENALTY_LAW, basis, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import GENERAL, SUMMARY, FileFacts, distinct
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, rule

THREE_SYSTEMS = basis("国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见")
HOUSE_WORDS = ("本单位", "内部", "house", "镇街规定", "本镇", "本街道")


@rule(
    "CX23", "法制审核", VETO, "PG", penalty("58-1", "38-3"),
    facts="legal_review.reviewed_on legal_review.result legal_review.required_by hearing.held_on case.public_interest case.complex_or_major decision.dated_on",
)  # fmt: skip
def legal_review(f: FileFacts, c: Context, v: Verdict) -> None:
    """涉及重大公共利益、直接关系重大权益并经过听证、案情疑难复杂或者法律规定应当审核的，决定以前应当经法制审核；未经审核或者审核未通过的，不得作出决定。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    reasons, house = _review_reasons(f)
    severity = VETO if reasons or not house else SERIOUS
    required = "、".join(reasons or house)
    lawful = "在负责人作出决定以前由法制审核人员审核并通过。"
    result = f.legal_review.result if f.legal_review else ""
    if not f.has_review:
        if required:
            v.absent(f"本案{required}，应当经法制审核，卷内没有审核意见。", severity=severity, lawful=lawful)
        return
    if not required:
        if result == "failed":
            v.manual("法制审核意见为未通过；本案没有必须审核的情形，请判断。")
        else:
            v.ok(f"{say(f.reviewed_on)}经法制审核。")
        return
    if f.reviewed_on is None:
        v.absent(f"本案{required}，法制审核意见没有日期，不能证明在决定以前审核。", severity=severity, lawful=lawful)
    elif f.decided_on and f.reviewed_on > f.decided_on:
        v.fail(f"本案{required}，{say(f.decided_on)}作出决定，{say(f.reviewed_on)}才审核。", severity=severity, lawful=lawful)
    else:
        v.ok(f"本案{required}，{say(f.reviewed_on)}审核，{say(f.decided_on)}决定。")
    if result == "failed":
        v.fail(f"本案{required}，法制审核没有通过，仍然作出决定。", severity=severity, lawful=lawful)
    elif not result:
        v.unknown("没有法制审核的结论。")


def _review_reasons(f: FileFacts) -> tuple[list[str], list[str]]:
    """Why the law demands a review, and why only a house rule does."""
    reasons, house = [], []
    if f.hearing_happened:
        reasons.append("经过听证")
    if f.case.public_interest:
        reasons.append("涉及重大公共利益")
    if f.case.complex_or_major:
        reasons.append("情节复杂或者重大")
    for text in f.legal_review.required_by if f.legal_review else ():
        if text:
            (house if any(word in text.lower() for word in HOUSE_WORDS) else reasons).append(f"按“{text}”须审核")
    return reasons, house


@rule(
    "CX24",
    "负责人审批",
    VETO,
    "PG PN",
    penalty("57-1", "38-1"),
    facts="approval.approved_on approval.approver documents[].type documents[].approver decision.dated_on",
)
def head_approves(f: FileFacts, c: Context, v: Verdict) -> None:
    """调查终结后由行政机关负责人审查，并在决定以前审批；审批人应当是镇长、主任或者分管负责人，不是科室负责人。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    lawful = "由镇街负责人在决定以前审批，签署意见和日期。"
    if f.approved_on is None or not f.approver:
        what = (
            "没有负责人审批"
            if f.approved_on is None and not f.approver
            else "负责人审批没有日期"
            if f.approved_on is None
            else "审批表没有负责人签名"
        )
        v.absent(f"{say(f.decided_on)}作出决定，{what}。", lawful=lawful)
    elif f.decided_on and f.approved_on > f.decided_on:
        v.fail(f"{say(f.decided_on)}作出决定，{f.approver}{say(f.approved_on)}才审批。", lawful=lawful)
    elif f.roles.get(f.approver) and "head" not in f.roles[f.approver]:
        v.manual(f"审批人{f.approver}在名单中不是负责人，请核实其职务。", lawful=lawful)
    else:
        v.ok(f"{f.approver}{say(f.approved_on)}审批，{say(f.decided_on)}决定。")


@rule(
    "CX25", "集体讨论", VETO, "PG", penalty("57-2", "38-2"),
    facts="case.complex_or_major discussion.held_on discussion.heads decision.dated_on",
)  # fmt: skip
def collective_discussion(f: FileFacts, c: Context, v: Verdict) -> None:
    """情节复杂或者重大违法行为的处罚，由行政机关负责人集体讨论决定；只有一名负责人参加、其余是科室人员的，不是负责人集体讨论。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    required = bool(f.case.complex_or_major)
    lawful = "决定以前由两名以上负责人集体讨论，笔录写明各负责人及其意见。"
    if not f.has_discussion:
        if required:
            v.absent("本案情节复杂或者重大，没有负责人集体讨论。", lawful=lawful)
        return
    if not required:
        v.ok(f"{say(f.discussed_on)}经集体讨论。")
        return
    if f.discussed_on is None:
        v.unknown("没有集体讨论的日期。")
    elif f.decided_on and f.discussed_on > f.decided_on:
        v.fail(f"{say(f.decided_on)}作出决定，{say(f.discussed_on)}才集体讨论。", lawful=lawful)
    else:
        v.ok(f"{say(f.discussed_on)}集体讨论，{say(f.decided_on)}决定。")
    named = distinct(f.discussion.heads if f.discussion else ())
    heads = [name for name in named if not f.roles.get(name) or "head" in f.roles[name]]
    if len(heads) < 2:
        others = "、".join(name for name in named if name not in heads)
        v.absent(
            f"集体讨论只有{len(heads)}名负责人参加{f'（{others}不是负责人）' if others else ''}。",
            given=not named,
            severity=SERIOUS,
            lawful=lawful,
        )


@rule(
    "CX26",
    "先行登记保存经批准",
    SERIOUS,
    "PG",
    penalty("56", "37-2"),
    facts="preservation.on preservation.approved_on documents[].type documents[].approved_on",
)
def preservation_approved(f: FileFacts, c: Context, v: Verdict) -> None:
    """证据可能灭失或者以后难以取得的，经行政机关负责人批准，可以先行登记保存；批准应当在保存以前。"""
    if f.preservation is None and f.paper("XXDJ") is None:
        return
    started = (f.preservation.on if f.preservation else None) or f.paper_day("XXDJ")
    approved = f.preservation.approved_on if f.preservation else None
    approved = approved or next((paper.approved_on for paper in f.papers("XXDJ") if paper.approved_on), None)
    v.act(started)
    lawful = "登记保存以前报负责人批准；情况紧急的，当日电话报批并记明。"
    if approved is None:
        v.absent(f"{say(started)}先行登记保存，没有负责人批准。", lawful=lawful)
    elif started is None:
        v.unknown("没有登记保存的日期。")
    else:
        v.judge(
            approved <= started,
            f"{say(approved)}批准，{say(started)}登记保存。",
            f"{say(started)}登记保存，{say(approved)}才批准。",
            lawful=lawful,
        )


@rule(
    "CX27", "处罚同时责令改正", SERIOUS, "PG PS PN", penalty("28-1", "23"),
    facts="decision.correction_ordered decision.no_correction_reason correction_order.served_on documents[].type",
)  # fmt: skip
def correction_ordered(f: FileFacts, c: Context, v: Verdict) -> None:
    """实施处罚时应当责令当事人改正或者限期改正违法行为；无法改正的，应当说明。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    if f.decision and f.decision.correction_ordered:
        v.ok("决定责令改正违法行为。")
    elif f.correction_order or f.paper("ZLGZ") or f.services_of("ZLGZ"):
        v.ok("另有责令改正通知书。")
    elif f.decision and f.decision.no_correction_reason:
        v.ok("说明了无须或者无法责令改正的理由。")
    else:
        v.absent("没有责令当事人改正违法行为。", lawful="决定书写明责令改正，或者另行送达责令（限期）改正通知书；无法改正的写明理由。")


@rule(
    "CX28", "关键环节有音像记录", MINOR, "PG IN ME EN", penalty("47"), THREE_SYSTEMS,
    facts="measure.video enforcement.video hearing.video services[].method services[].video",
)  # fmt: skip
def video_recorded(f: FileFacts, c: Context, v: Verdict) -> None:
    """查封扣押、强制拆除、留置送达、听证等关键环节应当有音像记录（强制措施、强制执行案卷缺少的为严重）。"""
    severity = SERIOUS if f.file_type in ("MEAS", "ENF") else MINOR
    steps: list[tuple[str, date | None, bool | None, bool]] = []
    if f.measure:
        steps.append(("查封、扣押", f.measure_on, f.measure.video, False))
    if f.enforcement and (f.enforcement.executed_at or f.enforcement.demolition):
        steps.append(("强制执行", f.executed_on, f.enforcement.video, False))
    if f.hearing and f.hearing.held_on:
        steps.append(("听证", f.hearing.held_on, f.hearing.video, False))
    steps += [("留置送达", service.on, service.video, True) for service in f.services if service.method == "leave"]
    for what, day, video, core in steps:
        v.act(day or f.act_on)
        if video:
            v.ok(f"{what}有音像记录。")
        elif video is False or core:
            v.absent(f"{say(day)}{what}没有音像记录。", given=video, severity=severity, lawful=f"{what}全程录音录像并归档。")
        else:
            v.lacks(f"没有说明{what}是否有音像记录。")


@rule(
    "CX29",
    "电子监控证据经审核",
    SERIOUS,
    "PG",
    penalty("41"),
    since=NEW_PENALTY_LAW,
    facts="monitor.legal_reviewed monitor.tech_reviewed monitor.location_published monitor.told_on",
)
def monitor_reviewed(f: FileFacts, c: Context, v: Verdict) -> None:
    """利用电子技术监控设备收集证据的，应当经过法制和技术审核，设置地点向社会公布，并及时告知当事人。"""
    if f.monitor is None or not v.act(f.decided_on or f.filed_on):
        return
    parts = {"法制审核": f.monitor.legal_reviewed, "技术审核": f.monitor.tech_reviewed, "设置地点的公布": f.monitor.location_published}
    missing = [name for name, done in parts.items() if not done]
    if missing:
        v.absent(
            f"电子监控设备没有{'、'.join(missing)}。",
            given=False not in parts.values(),
            lawful="使用前完成法制、技术审核并公布设置地点，否则不得作为证据。",
        )
    else:
        v.ok("电子监控设备经过法制、技术审核并公布了地点。")


@rule("CX30", "涉嫌犯罪移送", VETO, "PG", penalty("27 82", "22 61"), facts="case.crime_suspected transfer.sent_at documents[].type")
def crime_transferred(f: FileFacts, c: Context, v: Verdict) -> None:
    """违法行为涉嫌犯罪的，应当及时移送司法机关，不得以罚代刑。"""
    if not f.case.crime_suspected:
        return
    v.act(f.decided_on or f.filed_on)
    if f.transfer or f.paper("YSSP"):
        v.ok("卷内有移送材料。")
    else:
        v.absent("本案涉嫌犯罪，卷内没有移送材料。", lawful="报负责人批准后移送公安机关，并抄送人民检察院。")


@rule(
    "CX31", "当场收缴罚款的条件", SERIOUS, "PS PG", penalty("68 69", "47 48"),
    facts="payment.channel payment.amount payment.on_the_spot_ground payment.requested_by_party payment.paid_on decision.fine",
)  # fmt: skip
def collection_ground(f: FileFacts, c: Context, v: Verdict) -> None:
    """当场收缴只限：当场处罚一百元以下罚款（2021年7月15日以前为二十元）或者不当场收缴事后难以执行的；边远、水上、交通不便地区当事人缴纳确有困难并且提出的。"""
    if not f.collected_on_the_spot:
        return
    day = f.payment.paid_on or f.decided_on
    v.act(day)
    ground, amount = f.payment.on_the_spot_ground, f.payment.amount if f.payment.amount is not None else f.fine
    new = day is None or day >= NEW_PENALTY_LAW
    limit = c.library.sum_of("on_the_spot", day, 100 if new else 20) if day else 100
    lawful = f"{yuan(limit)}以下或者事后难以执行的当场处罚，以及边远地区当事人提出的，才可以当场收缴；其他的到银行或者通过电子支付缴纳。"
    said = f"当场收缴{yuan(amount)}"
    if ground == "remote":
        if f.payment.requested_by_party is False:
            v.fail(f"{said}，以边远、交通不便为由，但当事人没有提出。", lawful=lawful)
        else:
            v.ok(f"{said}，依据是边远、水上、交通不便地区当事人提出。")
    elif f.file_type == GENERAL:
        v.fail(f"普通程序案件{said}，没有边远、水上、交通不便地区当事人提出的依据。", lawful=lawful)
    elif ground == "hard_later":
        v.ok(f"{said}，依据是不当场收缴事后难以执行。")
    elif amount is None:
        v.unknown("没有当场收缴的数额。")
    elif amount <= limit:
        v.ok(f"{said}，没有超过{yuan(limit)}。")
    elif ground == "small_fine":
        v.fail(f"{said}，超过{yuan(limit)}，不属于小额罚款。", lawful=lawful)
    else:
        v.absent(f"{said}，超过{yuan(limit)}，没有写明依据。", lawful=lawful)


@rule("CX32", "当场收缴出具专用票据", VETO, "PS PG", penalty("70", "49"), facts="payment.channel payment.receipt_no")
def receipt_given(f: FileFacts, c: Context, v: Verdict) -> None:
    """当场收缴罚款，应当出具国务院财政部门或者省级财政部门统一制发的专用票据；不出具的，当事人有权拒绝缴纳。"""
    if not f.collected_on_the_spot:
        return
    v.act(f.payment.paid_on or f.decided_on)
    if f.payment.receipt_no:
        v.ok(f"出具了票据{f.payment.receipt_no}。")
    else:
        v.absent("当场收缴罚款，没有票据号。", lawful="出具财政部门统一制发的专用票据，票号记入案卷。")


@rule(
    "CX33",
    "罚缴分离",
    SERIOUS,
    "PG PS",
    penalty("67", "46"),
    facts="payment.channel payment.collected_by payment.on_the_spot_ground payment.amount",
)
def collector_separate(f: FileFacts, c: Context, v: Verdict) -> None:
    """作出决定的机关与收缴罚款的机构分离；除法律规定可以当场收缴的以外，执法人员不得自行收缴。扫码缴入国库账户不属于自行收缴。"""
    if f.payment is None or f.payment.unpaid:
        return
    day = f.payment.paid_on or f.decided_on
    v.act(day)
    collector = f.payment.collected_by
    by_officer = bool(collector) and (collector in f.roles or collector in f.investigators or "执法人员" in collector)
    if f.collected_on_the_spot:
        amount = f.payment.amount if f.payment.amount is not None else f.fine
        limit = c.library.sum_of("on_the_spot", day, 100 if day >= NEW_PENALTY_LAW else 20) if day else 100
        small = f.file_type == SUMMARY and amount is not None and amount <= limit
        hard = f.file_type == SUMMARY and f.payment.on_the_spot_ground == "hard_later"
        lawful_ground = small or hard or f.payment.on_the_spot_ground == "remote"
        v.judge(
            lawful_ground,
            "当场收缴有法定依据。",
            f"执法人员当场收缴{yuan(amount)}，没有法定的当场收缴依据。",
            lawful="由当事人到指定银行或者通过电子支付系统缴纳。",
        )
    elif by_officer:
        v.fail(f"罚款由执法人员{collector}收缴，没有当场收缴的法定依据。", lawful="由当事人到指定银行或者通过电子支付系统缴纳。")
    elif f.payment.channel:
        v.ok(f"罚款通过{'银行' if f.payment.channel == 'bank' else '电子支付系统'}缴纳。")
    else:
        v.unknown("没有缴款的渠道。")
