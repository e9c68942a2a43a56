"""期限之三: 当场罚款上缴、公示、撤回、移送."""

from datetime import date, timedelta

from pengjiang.checks.basis import NEW_PENALTY_LAW, basis, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import INSPECTION, FileFacts
from pengjiang.checks.rule import MINOR, SERIOUS, Verdict, rule

HANDING_IN_DAYS, WITHDRAWAL_DAYS = 2, 3
THREE_SYSTEMS = basis("国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见")
TRANSFER_RULES = basis("行政执法机关移送涉嫌犯罪案件的规定", "5 6")


@rule(
    "QX14",
    "当场罚款及时上缴",
    MINOR,
    "PS",
    penalty("71 85", "50"),
    facts="payment.channel payment.paid_on payment.handed_in_on payment.banked_on",
)
def handed_in(f: FileFacts, c: Context, v: Verdict) -> None:
    """执法人员当场收缴的罚款，应当自收缴之日起二个工作日内交至行政机关；行政机关应当在二个工作日内缴付指定的银行（2021年7月15日以前为二日）。"""
    if not f.collected_on_the_spot:
        return
    payment = f.payment
    v.act(payment.paid_on or f.decided_on)
    if payment.paid_on is None:
        v.unknown("没有当场收缴的日期。")
        return
    _in_two_days(c, v, payment.paid_on, payment.handed_in_on, "收缴", "交至行政机关")
    if payment.handed_in_on:
        _in_two_days(c, v, payment.handed_in_on, payment.banked_on, "交至行政机关", "缴付银行")


def _in_two_days(c: Context, v: Verdict, start: date, done: date | None, first: str, then: str) -> None:
    working = start >= NEW_PENALTY_LAW
    last = c.days.add_wd(start, HANDING_IN_DAYS) if working else c.days.roll(c.days.add_cd(start, HANDING_IN_DAYS))
    said = f"{say(start)}{first}，二{'个工作日' if working else '日'}内应{then}，末日{say(last)}"
    if done:
        v.judge(done <= last, f"{said}，{say(done)}{then}。", f"{said}，{say(done)}才{then}。", lawful=f"{say(last)}以前{then}。")
    elif c.today > last:
        v.absent(f"{said}，没有{then}的记载。", lawful=f"{say(last)}以前{then}并留存凭证。")
    else:
        v.ok(f"{said}，尚在期限以内。")


@rule(
    "QX15",
    "执法结果公示及时",
    MINOR,
    "PG PS IN",
    penalty("48-1"),
    THREE_SYSTEMS,
    facts="publication.on decision.dated_on inspection.started_on",
)
def published_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """行政处罚决定应当在作出之日起七个工作日内公示，其他执法结果在二十个工作日内公示；不是所有决定都必须公开，没有公示的由人判断。"""
    inspection = f.file_type == INSPECTION
    start = f.inspected_on if inspection else f.decided_on
    if start is None:
        return
    v.act(start)
    days = c.library.length_of("publication.other" if inspection else "publication.penalty", start, 20 if inspection else 7)
    last = c.days.add_wd(start, days)
    v.see(publish_by=last)
    published = f.publication.on if f.publication else None
    said = f"{say(start)}{'检查' if inspection else '作出决定'}，{days}个工作日的公示期限到{say(last)}"
    if published is None:
        v.manual(f"{said}，没有公示的记载；是否属于应当公开的决定请判断。")
    else:
        v.judge(published <= last, f"{said}，{say(published)}公示。", f"{said}，{say(published)}才公示。", lawful=f"{say(last)}以前公示。")


@rule(
    "QX16",
    "决定变更后撤回公示",
    SERIOUS,
    "PG",
    penalty("48-2"),
    since=NEW_PENALTY_LAW,
    facts="publication.changed_on publication.withdrawn_on",
)
def withdrawn_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """公开的处罚决定被依法变更、撤销、确认违法或者确认无效的，应当在三个工作日内撤回公示信息并说明理由。"""
    changed = f.publication.changed_on if f.publication else None
    if changed is None or not v.act(changed):
        return
    last = c.days.add_wd(changed, WITHDRAWAL_DAYS)
    v.see(withdraw_by=last)
    withdrawn = f.publication.withdrawn_on
    said = f"{say(changed)}决定被变更或者撤销，三个工作日的末日是{say(last)}"
    lawful = f"{say(last)}以前撤回公示信息并公开说明理由。"
    if withdrawn:
        v.judge(withdrawn <= last, f"{said}，{say(withdrawn)}撤回。", f"{said}，{say(withdrawn)}才撤回。", lawful=lawful)
    elif c.today > last:
        v.absent(f"{said}，没有撤回公示。", lawful=lawful)
    else:
        v.ok(f"{said}，尚在期限以内。")


@rule(
    "QX17",
    "涉嫌犯罪及时移送",
    SERIOUS,
    "PG",
    TRANSFER_RULES,
    penalty("27-1", "22"),
    facts="transfer.suspected_on transfer.approved_at transfer.sent_at",
)
def transferred_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """接到移送报告之日起三日内决定是否移送；决定移送的，二十四小时内向同级公安机关移送。"""
    transfer = f.transfer
    if transfer is None:
        return
    v.act(transfer.suspected_on or (transfer.approved_at.date() if transfer.approved_at else f.act_on))
    if transfer.suspected_on and transfer.approved_at:
        days = c.library.length_of("crime.decide", transfer.suspected_on, 3)
        last = c.days.roll(c.days.add_cd(transfer.suspected_on, days))
        said = f"{say(transfer.suspected_on)}报告涉嫌犯罪，{days}日内决定，末日{say(last)}，{say(transfer.approved_at)}批准移送"
        v.judge(transfer.approved_at.date() <= last, f"{said}。", f"{said}，已经逾期。", lawful=f"{say(last)}以前决定是否移送。")
    else:
        v.lacks("没有报告涉嫌犯罪或者批准移送的日期。")
    if transfer.approved_at and transfer.sent_at:
        last_time = transfer.approved_at + timedelta(hours=c.library.length_of("crime.send", transfer.approved_at.date(), 24))
        said = f"{say(transfer.approved_at)}批准移送，应在{say(last_time)}以前送出，{say(transfer.sent_at)}送出"
        v.judge(
            transfer.sent_at <= last_time, f"{said}。", f"{said}，超过二十四小时。", lawful="批准后二十四小时内移送，并抄送同级人民检察院。"
        )
    else:
        v.lacks("没有批准或者送出的时间。")
