"""A dispute walked as far as a test needs it, by the people whose step it is; each step begins with the one before."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from disputes.enums import AgreementKind, Channel, Means, MeasureKind, Risk, Safeguard, Stage, Willingness
from disputes.models import Dispute, Leniency, Obligation
from disputes.services import agreeing, closing, intake, leniency, mediating, proceedings, supporting
from pengjiang.common import clock
from tests import factories as f

SECRET = "我愿意私下多付两万元"
LAND = "《中华人民共和国土地管理法》第八十三条"
SECRET_OF_TOWN = "镇里内部意见是最低可以降到三成"
DAY = timedelta(days=1)


def application(d: f.District, **values: Any) -> Dispute:
    given = {
        "title": "黄某拟被处罚一百万元争议",
        "channel": Channel.RECONSIDERATION,
        "stage": Stage.NOTICE,
        "field": "environment",
        "town": d.town,
        "act": "拟对超标排放水污染物罚款一百万元的事先告知",
        "act_on": f.TODAY - 6 * DAY,
        "cause": "超标排放水污染物",
        "amount": Decimal(1000000),
        "party_name": "黄阿炳",
        "party_phone": "19900000077",
        "facts": "污水处理设施故障，短时超标排放，收到拟处罚一百万元的告知。",
        "demands": "请求不予处罚。",
        "party_willing": Willingness.WILLING,
        "town_willing": Willingness.CONDITIONAL,
        "risk": Risk.MIDDLE,
    }
    actor = values.pop("actor", d.reconsiderer)
    return intake.apply(actor=actor, **{**given, **values})


def accepted(d: f.District, **values: Any) -> Dispute:
    return intake.accept(application(d, **values), actor=d.head, procurator=d.procurator, officer=d.reconsiderer, assistant=d.assistant)


def planned(d: f.District, **values: Any) -> Dispute:
    return mediating.make_plan(
        accepted(d, **values),
        actor=d.procurator,
        means=[Means.EXPLAIN, Means.CORRECT],
        party_position=f"认为属于首次违法。{SECRET}",
        town_position=SECRET_OF_TOWN,
        gaps="是否符合首违不罚",
        bottom_line="不得超出裁量范围",
        roles="检察院释法，司法局主持。",
        timetable="三十日内完成。",
    )


def mediating_(d: f.District, **values: Any) -> Dispute:
    return mediating.begin(planned(d, **values), actor=d.procurator)


def meeting(d: f.District, dispute: Dispute, **values: Any) -> Any:
    given = {
        "held_on": f.TODAY,
        "place": "行政争议联合化解工作站",
        "host": "莫知远",
        "present": "黄阿炳、李堃",
        "party_said": SECRET,
        "town_said": SECRET_OF_TOWN,
        "minutes": f"双方交换意见。黄阿炳：{SECRET}。",
        "result": "双方同意继续协商。",
    }
    return mediating.add_meeting(dispute, actor=d.procurator, **{**given, **values})


def measure(d: f.District, dispute: Dispute, kind: str = MeasureKind.CORRECTION, means: str = Means.CORRECT, **values: Any) -> Any:
    given = {"on": f.TODAY, "people": "黄阿炳", "content": "设备已修复，两次检测达标。", "result": "已改正。"}
    return mediating.add_measure(dispute, actor=d.procurator, kind=kind, means=means, **{**given, **values})


def hearing(d: f.District, dispute: Dispute, **values: Any) -> Any:
    given = {
        "at": datetime.combine(f.TODAY + 5 * DAY, time(9, 30), tzinfo=clock.ZONE),
        "place": "检察听证室",
        "host": "陈喆",
        "listeners": "梁启明、苏惠珍、罗国栋",
        "questions": "是否符合首违不罚条件。",
        "is_public": True,
    }
    return mediating.call_hearing(dispute, actor=d.procurator, **{**given, **values})


def drafted(d: f.District, dispute: Dispute | None = None, **values: Any) -> Dispute:
    """An agreement with one obligation of each side."""
    dispute = dispute or mediating_(d, **values)
    agreeing.draft_agreement(
        dispute,
        actor=d.procurator,
        kind=AgreementKind.SETTLEMENT,
        facts="设备故障致短时超标，已改正。",
        breach="逾期不履行的，恢复复议程序。",
    )
    agreeing.add_obligation(dispute, actor=d.procurator, debtor="party", text="公开致歉", due_on=f.TODAY + 10 * DAY)
    agreeing.add_obligation(dispute, actor=d.procurator, debtor="town", text="重新审查拟处罚决定", due_on=f.TODAY + 20 * DAY)
    return dispute


def agreed(d: f.District, dispute: Dispute | None = None, **values: Any) -> Dispute:
    return agreeing.sign(
        drafted(d, dispute, **values), actor=d.procurator, safeguards=list(Safeguard.values), signed_on=f.TODAY, witnesses="村委会主任"
    )


def fulfil(d: f.District, dispute: Dispute, on: date = f.TODAY) -> Dispute:
    for row in Obligation.objects.filter(agreement__dispute=dispute, state="running"):
        agreeing.perform_obligation(row, actor=d.procurator, done_on=on, note="已履行。")
    return agreeing.finish_performance(dispute, actor=d.procurator)


def performed(d: f.District, **values: Any) -> Dispute:
    return fulfil(d, agreed(d, **values))


def visiting(d: f.District, dispute: Dispute | None = None, **values: Any) -> Dispute:
    return closing.close(
        dispute or performed(d, **values),
        actor=d.procurator,
        course="释法说理，督促改正，组织两次调解。",
        result="当事人改正并公开致歉，镇政府决定不予处罚。",
        follow_up="三个月后回访。",
        visit_on=f.TODAY + 90 * DAY,
        recurring=True,
        lessons="首违不罚的适用条件应当逐项核实。",
    )


def closed(d: f.District, **values: Any) -> Dispute:
    dispute = visiting(d, **values)
    for row in dispute.visits.all():
        closing.do_visit(row, actor=d.procurator, done_on=f.TODAY, way="visit", people="陈喆", content="经营正常，无新的违法。")
    return closing.finish(dispute, actor=d.procurator)


def assessed(d: f.District, dispute: Dispute, **values: Any) -> Leniency:
    given = {
        "violated_on": f.TODAY - 20 * DAY,
        "look_back_years": 2,
        "slight_harm": True,
        "harm_note": "超标0.2倍，持续不足二小时，未造成环境损害。",
        "corrected_on": f.TODAY - 10 * DAY,
        "corrected_in_time": True,
        "correction_note": "十日内修复设备，两次检测达标。",
        "list_name": "广东省生态环境轻微违法不予处罚清单",
        "list_item": "短时超标排放",
        "list_since": date(2022, 1, 1),
        "recheck_on": f.TODAY - 5 * DAY,
        "recheck_note": "复查达标",
        "commitment_on": f.TODAY - 5 * DAY,
        "view": "fits",
    }
    return leniency.assess(dispute, actor=d.procurator, **{**given, **values})


def sent(d: f.District, dispute: Dispute) -> Leniency:
    return leniency.send(assessed(d, dispute), actor=d.procurator)


def decided(d: f.District, dispute: Dispute) -> Leniency:
    return leniency.decide(
        sent(d, dispute),
        actor=d.town_head,
        decision="exempt",
        decided_on=f.TODAY,
        decision_number="杜府不罚〔2026〕1号",
        decision_note="符合首违不罚条件。",
    )


def relief(d: f.District, dispute: Dispute, **values: Any) -> Any:
    given = {
        "applicant": "黄阿炳",
        "ground": "tort",
        "hardship": "受污染侵权致病，家庭无收入。",
        "checks": ["case", "no_redress", "hardship", "first"],
        "monthly_wage": Decimal("9250.50"),
        "months": 3,
    }
    return supporting.apply_for_relief(dispute, actor=d.procurator, **{**given, **values})


def paid(d: f.District, dispute: Dispute) -> Any:
    row = supporting.review_relief(relief(d, dispute), actor=d.head, note="符合条件。")
    row = supporting.grant_relief(row, actor=d.chief, note="同意。")
    return supporting.pay_relief(row, actor=d.clerk, paid_on=f.TODAY, bank="农商银行，尾号0001")


def aid(d: f.District, dispute: Dispute) -> Any:
    return supporting.ask_for_aid(dispute, actor=d.procurator, applicant="黄阿炳", matter="环境侵权损害赔偿", reason="经济困难，需要代理。")


def suit(d: f.District, dispute: Dispute) -> Any:
    return supporting.support_suit(
        dispute,
        actor=d.procurator,
        civil=True,
        supported="黄阿炳",
        defendant="某设备公司",
        court="江门市蓬江区人民法院",
        facts="设备质量缺陷致排放超标。",
        harm="停产损失十二万元。",
        reasons="诉讼能力弱。",
        evidence="合同、检测报告。",
    )


def riding(d: f.District, **days: Any) -> Dispute:
    """In mediation, with the days of a reconsideration."""
    dispute = mediating_(d, stage=Stage.RECONSIDERATION, served_on=f.TODAY - 3 * DAY)
    return proceedings.record_proceedings(dispute, actor=d.reconsiderer, **{"served_on": f.TODAY - 3 * DAY, **days})


def walk_papers(d: f.District) -> None:
    """Every paper of the station."""
    intake.refuse(application(d), actor=d.head, reason="不属于行政争议。")
    dispute = mediating_(d)
    meeting(d, dispute)
    measure(d, dispute)
    hearing(d, dispute)
    decided(d, dispute)
    paid(d, dispute)
    aid(d, dispute)
    suit(d, dispute)
    dispute = visiting(d, fulfil(d, agreed(d, dispute)))
    closing.mark_typical(dispute, actor=d.procurator)
    closing.refer(dispute, actor=d.procurator, problem="procedure", reason="处罚前未依法告知听证权利。")
