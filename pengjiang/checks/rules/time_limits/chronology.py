"""期限之四: 文书时间顺序、异常日期."""

from collections.abc import Iterable
from datetime import date

from pengjiang.checks.basis import REVIEW_PRACTICE, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts, effective_day, paper_name
from pengjiang.checks.groups import Service
from pengjiang.checks.rule import NOTE, SERIOUS, Verdict, rule

INTERNAL_PAPERS = ("LASP", "DCZJ", "FZSH", "JTTL", "CFSP", "JASP", "JCSP", "CSFH")

Dated = tuple[str, date | None]


@rule(
    "QX21", "文书时间顺序", SERIOUS, "ALL", penalty("54 57 61", "36 38 40"),
    facts="case.discovered_at case.filed_on notice.dated_on notice.served_on defence.raised_on hearing.held_on legal_review.reviewed_on discussion.held_on "
    "approval.approved_on decision.dated_on services[].document services[].on payment.paid_on case.closed_on case.archived_on documents[].type documents[].dated_on",
)  # fmt: skip
def in_order(f: FileFacts, c: Context, v: Verdict) -> None:
    """各环节应当依次进行：发现、立案、调查终结、告知、陈述申辩和听证、法制审核、集体讨论、审批、决定、送达、缴款、结案、归档；同一事实在不同文书上的日期应当一致。"""
    chain = [(name, day) for name, day in _chain(f) if day]
    v.act(f.act_on)
    for place, (later_name, later) in enumerate(chain):
        before = [(name, day) for name, day in chain[:place] if day > later]
        if before:
            name, day = before[-1]
            v.fail(
                f"{later_name}（{say(later)}）早于{name}（{say(day)}）。",
                lawful="核对各文书日期，属于笔误的依法补正，属于程序颠倒的重新履行。",
            )
    _review_place(f, v)
    for what, group, paper in _contradictions(f):
        v.fail(f"{what}：一处为{say(group)}，另一处为{paper}，互相矛盾。", lawful="以原始文书为准核对，改正录入或者补正文书。")
    if not v.said and len(chain) > 1:
        v.ok("各环节的日期依次而行，没有矛盾。")


def _chain(f: FileFacts) -> list[Dated]:
    """The steps in the order that the law wants; a legal review is looked at by itself."""
    hearing, defence, case = f.hearing, f.defence, f.case
    steps: list[Dated] = [
        ("发现违法行为", f.discovered_on),
        ("立案", f.filed_on),
        ("调查终结", f.paper_day("DCZJ")),
        ("处罚告知书的日期", f.notice_dated_on),
        ("处罚告知书的送达", f.noticed_on),
    ]
    if not hearing:
        steps.append(("陈述申辩", defence.raised_on if defence else None))
    else:
        steps += [("听证申请", f.hearing_requested_on), ("听证通知", f.hearing_notified_on), ("听证", hearing.held_on)]
    review = [("法制审核", f.reviewed_on)] if f.reviewed_on and not _early_review(f) else []
    steps += [*review, ("集体讨论", f.discussed_on), ("负责人审批", f.approved_on), ("处罚决定", f.decided_on)]
    if f.decision or f.has_decision:
        steps.append(
            ("决定书送达", min((day for service in f.services_of(*f.decision_codes) if (day := effective_day(service))), default=None))
        )
        steps.append(("缴款", f.payment.paid_on if f.payment and not f.collected_on_the_spot else None))
    steps += [("结案", case.closed_on), ("归档", case.archived_on)]
    return steps


def _early_review(f: FileFacts) -> bool:
    """Before the notice, the defence or the hearing: many offices review twice, so it is for a person."""
    marks = [f.notice_dated_on, f.noticed_on, f.hearing_held_on, f.defence.raised_on if f.defence else None]
    return any(day and f.reviewed_on < day for day in marks)


def _review_place(f: FileFacts, v: Verdict) -> None:
    if f.reviewed_on and _early_review(f) and (f.decided_on is None or f.reviewed_on <= f.decided_on):
        v.manual(f"法制审核（{say(f.reviewed_on)}）在告知或者听证以前；不少单位在决定以前再审核一次，请核对。")
    elif f.reviewed_on and f.decided_on and f.reviewed_on > f.decided_on and _early_review(f):
        v.fail(f"法制审核（{say(f.reviewed_on)}）晚于处罚决定（{say(f.decided_on)}）。")


def _contradictions(f: FileFacts) -> Iterable[tuple[str, date, str]]:
    """One fact stated in the group and on paper, differently. Several papers of a type: one that agrees is enough."""
    stated = [
        ("立案日期", f.case.filed_on, lambda: [paper.approved_on or paper.dated_on for paper in f.papers("LASP")]),
        ("告知书日期", f.notice.dated_on if f.notice else None, lambda: [paper.dated_on for paper in f.papers("GZS")]),
        ("告知书送达日", f.notice.served_on if f.notice else None, lambda: _service_days(f.services_of("GZS"))),
        ("决定日期", f.decision.dated_on if f.decision else None, lambda: [paper.dated_on for paper in f.papers(*f.decision_codes)]),
        ("决定审批日", f.approval.approved_on if f.approval else None, lambda: [paper.approved_on for paper in f.papers("CFSP")]),
        ("法制审核日", f.legal_review.reviewed_on if f.legal_review else None, lambda: [paper.dated_on for paper in f.papers("FZSH")]),
        ("集体讨论日", f.discussion.held_on if f.discussion else None, lambda: [paper.dated_on for paper in f.papers("JTTL")]),
        ("听证通知日", f.hearing.notified_on if f.hearing else None, lambda: _service_days(f.services_of("TZTZ"))),
        ("强制措施决定书交付日", f.measure.decision_served_on if f.measure else None, lambda: _service_days(f.services_of("QZCS"))),
        ("催告书送达日", f.enforcement.demand_served_on if f.enforcement else None, lambda: _service_days(f.services_of("CGS"))),
        ("强制执行决定日期", f.enforcement.decision_on if f.enforcement else None, lambda: [paper.dated_on for paper in f.papers("QZJD", "DLXJ")]),
    ]
    for what, group, papers in stated:
        written = [day for day in papers() if day] if group else []
        if written and group not in written:
            yield what, group, "、".join(say(day) for day in dict.fromkeys(written))
    if f.decision and f.decision.dated_on and f.decision.decided_at and f.decision.decided_at.date() != f.decision.dated_on:
        yield "决定日期与决定时刻", f.decision.dated_on, say(f.decision.decided_at)


def _service_days(services: Iterable[Service]) -> list[date | None]:
    return [day for service in services for day in (service.on, service.mail_receipt_on, service.announced_on, effective_day(service))]


@rule(
    "QX22",
    "非工作日异常日期",
    NOTE,
    "ALL",
    REVIEW_PRACTICE,
    facts="documents[].type documents[].approved_on documents[].dated_on approval.approved_on legal_review.reviewed_on discussion.held_on",
)
def odd_dates(f: FileFacts, c: Context, v: Verdict) -> None:
    """内部审批的日期落在休息日的，可能是事后补签，只作提示，由人判断。"""
    days: list[Dated] = [(paper_name(paper.type), paper.approved_on or paper.dated_on) for paper in f.papers(*INTERNAL_PAPERS)]
    days += [("负责人审批", f.approved_on), ("法制审核", f.reviewed_on), ("集体讨论", f.discussed_on)]
    known = list(dict.fromkeys((what, day) for what, day in days if day))
    odd = [f"{what}{say(day)}（{c.days.describe(day)}）" for what, day in known if not c.days.is_workday(day)]
    if odd:
        v.manual(f"{'、'.join(odd)}在休息日，请核实是否当日所签。")
    elif known:
        v.ok("内部审批的日期都是工作日。")
