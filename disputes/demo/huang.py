"""The case everybody knows the station by: an intended fine of a million, corrected, a public apology, no penalty for a first violation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from disputes.enums import AgreementKind, Channel, Means, MeasureKind, Risk, Safeguard, Stage, Willingness
from disputes.models import Dispute, Obligation
from disputes.services import agreeing, closing, intake, leniency, mediating
from pengjiang.common import clock

if TYPE_CHECKING:
    from pengjiang.demo.district import District

TITLE = "黄永炽拟被处罚一百万元环境违法争议"


def huang(district: District) -> Iterator[datetime]:
    """From the application in the notice stage to the visit."""
    procurator, officer = district.person("procurator"), district.person("bureau_reconsideration")
    town_head = district.person("town_head", "duruan")
    yield district.ago(150, 9, 10)
    dispute = intake.apply(
        actor=officer,
        town=district.organisation("duruan"),
        title=TITLE,
        channel=Channel.RECONSIDERATION,
        stage=Stage.NOTICE,
        field="environment",
        act="拟对超标排放水污染物罚款一百万元的事先告知",
        act_on=clock.today(),
        cause="超标排放水污染物",
        amount=Decimal(1000000),
        party_name="黄永炽",
        facts="黄永炽经营的电镀加工点因污水处理设施故障，短时超标排放。镇政府告知拟罚款一百万元。",
        demands="设备已经停用并修复，属首次违法，请求不予处罚。",
        party_willing=Willingness.WILLING,
        town_willing=Willingness.CONDITIONAL,
        risk=Risk.MIDDLE,
        risk_note="涉及二十余名工人就业",
        mediators="村调解委员会",
    )
    yield district.ago(148, 10)
    dispute = intake.accept(
        dispute, actor=district.person("dept_head"), procurator=procurator, officer=officer, assistant=district.person("assistant")
    )
    yield district.ago(146, 15)
    dispute = mediating.make_plan(
        dispute,
        actor=procurator,
        means=[Means.EXPLAIN, Means.PRECEDENTS, Means.COMFORT, Means.CORRECT],
        party_position="认可事实，认为处罚将导致停业。",
        town_position="违法事实清楚，愿意听取意见。",
        gaps="是否符合首违不罚的三项条件。",
        bottom_line="环境损害必须消除；不得超出法定裁量范围。",
        roles="检察院释法说理、调取类案；司法局主持会商、核实清单。",
        timetable="三十日内完成改正核验，六十日内形成意见。",
    )
    dispute = mediating.begin(dispute, actor=procurator)
    yield district.ago(140, 9, 30)
    mediating.add_meeting(
        dispute,
        actor=procurator,
        held_on=clock.today(),
        place="行政争议联合化解工作站",
        host=officer.name,
        present="黄永炽、镇综合行政执法办公室、村调解委员会",
        party_said="愿意停产改造，公开致歉，请求给予改正机会。",
        town_said="如改正到位，可以考虑首违不罚。",
        minutes="主持人说明调解规则；检察官释明首违不罚的三项条件；双方就改正标准取得一致。",
        result="约定二十日内完成改造并接受检测。",
    )
    yield district.ago(122, 10)
    for kind, content, result in (
        (MeasureKind.CORRECTION, "污水处理设施改造完成，委托机构两次检测均达标。", "违法行为已改正。"),
        (MeasureKind.APOLOGY, "在村务公开栏和厂区门口张贴道歉书。", "已公开致歉。"),
        (MeasureKind.COMMITMENT, "书面承诺定期检测、不再超标排放。", "已提交承诺书。"),
    ):
        mediating.add_measure(
            Dispute.objects.get(pk=dispute.pk),
            actor=procurator,
            kind=kind,
            means=Means.CORRECT,
            on=clock.today(),
            people="黄永炽",
            content=content,
            result=result,
        )
    yield district.ago(118, 14)
    opinion = leniency.assess(
        dispute,
        actor=procurator,
        violated_on=clock.today() - timedelta(days=45),
        look_back_years=2,
        slight_harm=True,
        harm_note="超标0.2倍，持续不足二小时，受纳水体断面监测未见异常。",
        corrected_on=clock.today() - timedelta(days=6),
        corrected_in_time=True,
        correction_note="二十日内完成改造，两次检测达标。",
        recheck_on=clock.today() - timedelta(days=2),
        recheck_note="现场复查，设施运行正常。",
        commitment_on=clock.today() - timedelta(days=5),
        view="fits",
    )
    opinion = leniency.send(opinion, actor=procurator)
    yield district.ago(110, 11)
    leniency.decide(
        opinion,
        actor=town_head,
        decision="exempt",
        decided_on=clock.today(),
        decision_number=f"杜府不罚〔{clock.today().year}〕1号",
        decision_note="属初次违法、危害后果轻微并及时改正，依法不予行政处罚，已当面进行普法教育。",
    )
    yield district.ago(106, 9)
    dispute = Dispute.objects.get(pk=dispute.pk)
    agreeing.draft_agreement(
        dispute,
        actor=procurator,
        kind=AgreementKind.SETTLEMENT,
        facts="因设施故障短时超标排放，黄永炽已完成改造并公开致歉；镇政府决定不予处罚。",
        breach="再次违法的，依法处理，不再适用首违不罚。",
    )
    for debtor, text, days in (("party", "委托检测机构每月检测一次并公开结果", 30), ("town", "送达不予处罚决定并开展一次现场指导", 15)):
        agreeing.add_obligation(dispute, actor=procurator, debtor=debtor, text=text, due_on=clock.today() + timedelta(days=days))
    dispute = agreeing.sign(dispute, actor=procurator, safeguards=list(Safeguard.values), signed_on=clock.today(), witnesses="村调解委员会")
    yield district.ago(84, 16)
    for row in Obligation.objects.filter(agreement__dispute=dispute):
        agreeing.perform_obligation(row, actor=procurator, done_on=clock.today(), note="已核实履行。")
    dispute = agreeing.finish_performance(dispute, actor=procurator)
    yield district.ago(80, 9)
    dispute = closing.close(
        dispute,
        actor=procurator,
        course="告知阶段介入，联合释法说理、类案指引、督促改正，组织一次调解，开展首违不罚评估。",
        result="当事人改正并公开致歉，镇政府依法决定不予处罚，当事人服从。",
        follow_up="三个月内上门回访，核实设施运行和经营情况。",
        visit_on=clock.today() + timedelta(days=45),
        recurring=True,
        lessons="首违不罚须逐项核实初次违法、危害轻微、及时改正三项条件；告知阶段介入，可以把争议化解在处罚之前。",
    )
    yield district.ago(34, 10)
    closing.do_visit(
        dispute.visits.get(),
        actor=procurator,
        done_on=clock.today(),
        way="visit",
        people=f"{procurator.name}、{officer.name}",
        content="设施运行正常，近三个月检测达标，工人稳定就业。",
    )
    dispute = closing.finish(dispute, actor=procurator)
    closing.mark_typical(dispute, actor=procurator)
