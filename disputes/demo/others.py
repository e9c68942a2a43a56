"""Other disputes, each at another point of its way. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from disputes.enums import Channel, Means, MeasureKind, Safeguard, Stage, Willingness
from disputes.models import Dispute
from disputes.services import agreeing, closing, intake, mediating, proceedings, supporting
from pengjiang.common import clock

if TYPE_CHECKING:
    from pengjiang.demo.district import District


@dataclass(frozen=True)
class Told:
    """What is told of one; ``end`` names how far it went."""

    start: int
    town: str
    title: str
    party: str
    act: str
    cause: str
    field: str
    stage: Stage
    amount: int
    demands: str
    end: str
    channel: Channel = Channel.RECONSIDERATION


TOLD = (
    Told(95, "tangxia", "李淑仪不服占道经营罚款争议", "李淑仪", "占道经营罚款八千元的处罚决定", "擅自占用城市道路", "urban", Stage.RECONSIDERATION, 8000, "请求减轻并分期缴纳。", "breached"),
    Told(70, "baisha", "邓氏祖屋翻建拆除争议", "邓国梁", "责令限期拆除祖屋后墙的决定", "违法建设", "resources", Stage.NOTICE, 0, "请求重新测量旧墙面积。", "supervised"),
    Told(48, "hetang", "梁秀英灼伤停工处罚执行争议", "梁秀英", "作坊停业及罚款三万元的执行", "安全标志缺失", "emergency", Stage.ENFORCEMENT, 30000, "家庭困难，请求减免加处罚款。", "relieved"),
    Told(21, "huanshi", "某茶餐厅换址经营处罚争议", "蓬江区环市某茶餐厅", "无证经营餐饮罚款五千元的处罚决定", "无证经营餐饮", "health", Stage.LITIGATION, 5000, "请求撤销处罚。", "mediating", Channel.PROCURATORATE),
    Told(12, "duruan", "陈伯咨询退休金争议", "陈炳坤", "退休金计算", "其他", "other", Stage.PETITION, 0, "请求重新计算退休金。", "refused", Channel.CITIZEN),
    Told(5, "chaolian", "潮连犬只未免疫处罚争议", "何志强", "犬只未免疫罚款八百元的处罚决定", "犬只未免疫", "agriculture", Stage.NOTICE, 800, "认为已经免疫。", "applied", Channel.TOWN),
)  # fmt: skip


def others(district: District) -> list[Iterator[datetime]]:
    """One story for each."""
    return [_play(told, district) for told in TOLD]


def _play(told: Told, district: District) -> Iterator[datetime]:
    officer, place = district.person("bureau_reconsideration"), TOLD.index(told) % 2
    # One who served in 环市街道 keeps away from it; the first two never did.
    procurator = district.person("procurator", place=place)
    applicants = {
        Channel.TOWN: district.person("town_head", told.town),
        Channel.PROCURATORATE: procurator,
        Channel.CITIZEN: district.person("case_manager"),
    }
    yield district.ago(told.start, 9, 20)
    dispute = intake.apply(
        actor=applicants.get(told.channel, officer),
        town=district.organisation(told.town),
        title=told.title,
        channel=told.channel,
        stage=told.stage,
        field=told.field,
        act=told.act,
        act_on=clock.today() - timedelta(days=7),
        served_on=clock.today() - timedelta(days=6),
        cause=told.cause,
        amount=Decimal(told.amount) or None,
        party_name=told.party,
        facts=f"{told.party}对{told.act}不服。",
        demands=told.demands,
        party_willing=Willingness.WILLING,
        town_willing=Willingness.WILLING,
    )
    if told.end == "applied":
        return
    yield district.ago(told.start - 2, 10, 5)
    if told.end == "refused":
        intake.refuse(
            dispute, actor=district.person("dept_head"), reason="退休金计算不属于镇街行政执法争议，请向人力资源社会保障部门咨询办理。"
        )
        return
    dispute = intake.accept(dispute, actor=district.person("dept_head"), procurator=procurator, officer=officer)
    yield district.ago(told.start - 4, 15)
    dispute = mediating.make_plan(
        dispute,
        actor=procurator,
        means=[Means.EXPLAIN, Means.PRECEDENTS],
        party_position=told.demands,
        town_position="依法处理，愿意听取意见。",
        gaps="处罚幅度与履行能力。",
        bottom_line="不得低于法定幅度，不损害公共利益。",
        roles="检察院释法，司法局主持。",
        timetable="四十五日内完成。",
    )
    dispute = mediating.begin(dispute, actor=procurator)
    if told.end == "mediating":
        # The decision on reconsideration came meanwhile: fifteen days to sue run on while the station mediates.
        served = dispute.served_on
        yield district.ago(8, 10)
        days = {"reconsider_applied_on": served + timedelta(days=1), "reconsider_accepted_on": served + timedelta(days=3)}
        proceedings.record_proceedings(dispute, actor=officer, served_on=served, **days, reconsider_decided_on=clock.today())
        return
    yield district.ago(told.start - 10, 9, 40)
    mediating.add_measure(
        dispute,
        actor=procurator,
        kind=MeasureKind.VISIT,
        means=Means.COMFORT,
        on=clock.today(),
        people=told.party,
        content="上门走访，了解困难与诉求。",
        result="情绪平稳，愿意协商。",
    )
    yield from ENDS[told.end](told, district, dispute)


def _breached(told: Told, district: District, dispute: Dispute) -> Iterator[datetime]:
    """Instalments agreed, the second not paid, another day agreed."""
    procurator = dispute.procurator
    yield district.ago(told.start - 14, 10)
    dispute = Dispute.objects.get(pk=dispute.pk)
    agreeing.draft_agreement(
        dispute, actor=procurator, kind="settlement", facts="当事人认可占道事实，愿意缴纳。", breach="逾期的，恢复复议程序。"
    )
    agreeing.add_obligation(
        dispute,
        actor=procurator,
        debtor="party",
        text="缴纳罚款",
        amount=Decimal(8000),
        due_on=clock.today() + timedelta(days=10),
        instalments=3,
    )
    dispute = agreeing.sign(dispute, actor=procurator, safeguards=list(Safeguard.values), signed_on=clock.today())
    first, second, _ = dispute.agreement_text.obligations.all()
    yield district.ago(told.start - 22, 11)
    agreeing.perform_obligation(first, actor=procurator, done_on=clock.today(), note="已缴第一期。")
    yield district.ago(told.start - 60, 9)
    agreeing.breach_obligation(second, actor=procurator, next_step="demand", note="第二期逾期未缴，已电话催告。")


def _supervised(told: Told, district: District, dispute: Dispute) -> Iterator[datetime]:
    """It fails, and what was seen goes to supervision."""
    yield district.ago(told.start - 30, 16)
    dispute = Dispute.objects.get(pk=dispute.pk)
    dispute = mediating.fail(dispute, actor=dispute.procurator, note="双方对旧墙面积分歧较大，未能达成一致，发现限期拆除前未依法公告。")
    closing.refer(dispute, actor=dispute.procurator, problem="procedure", reason="作出限期拆除决定前未依法告知陈述申辩权利。")


def _relieved(told: Told, district: District, dispute: Dispute) -> Iterator[datetime]:
    """Relief granted and paid while it is settled."""
    yield district.ago(told.start - 18, 9)
    row = supporting.apply_for_relief(
        dispute,
        actor=dispute.procurator,
        applicant=told.party,
        ground="tort",
        hardship="灼伤后丧失劳动能力，侵权人无赔偿能力，独自抚养一名学童。",
        checks=["case", "no_redress", "hardship", "first"],
        monthly_wage=Decimal("9100.00"),
        months=4,
    )
    supporting.ask_for_aid(dispute, actor=dispute.procurator, applicant=told.party, matter="人身损害赔偿", reason="经济困难，需要代理。")
    yield district.ago(told.start - 22, 10)
    row = supporting.review_relief(row, actor=district.person("dept_head"), note="符合救助条件。")
    yield district.ago(told.start - 25, 10)
    row = supporting.grant_relief(row, actor=district.person("chief"), note="同意。")
    yield district.ago(told.start - 28, 10)
    supporting.pay_relief(row, actor=district.person("clerk"), paid_on=clock.today(), bank="银行转账，尾号0001")


ENDS = {"breached": _breached, "supervised": _supervised, "relieved": _relieved}
