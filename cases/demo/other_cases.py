"""Matters that the office registers itself: the other types of case, each at another point of its way. All invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cases.demo.ways import hearing_on
from cases.models import SupervisionCase, Transfer
from cases.services import dispatches, transfers
from cases.services import supervision as cases

if TYPE_CHECKING:
    from pengjiang.demo.district import District

Act = Callable[["OwnCase"], SupervisionCase]


@dataclass(frozen=True)
class Told:
    """What is told of one matter. ``acts``: days after registration, and the act on the case."""

    start: int
    case_type: str
    channel: str
    title: str
    problem: str
    reason: str
    duty: str
    effect: str
    parties: str
    holder: int = 0
    subject: str = ""
    subject_name: str = ""
    external: str = ""
    parallel: str = "none"
    parallel_note: str = ""
    tool: str = "talk"
    acts: Sequence[tuple[int, Act]] = ()


class OwnCase:
    """Registered by case management, accepted, assigned, docketed; then its own acts."""

    def __init__(self, told: Told, district: District) -> None:
        self.told, self.district = told, district
        self.manager = district.person("case_manager", place=told.start % 2)
        self.holder = district.person("procurator", place=told.holder)
        self.transfer: Transfer
        self.case: SupervisionCase

    def play(self) -> Iterator[datetime]:
        """The moments of the acts, each played when resumed."""
        told = self.told
        for offset, act in ((0, self._register), (2, self._accept), (3, self._assign), (5, self._docket)):
            yield self.district.ago(told.start - offset, 9 + offset % 4, told.start % 50)
            act()
        for offset, act in told.acts:
            yield self.district.ago(told.start - offset, 10 + offset % 6, told.start % 50)
            self.case = act(self)

    def _register(self) -> None:
        told = self.told
        self.transfer = transfers.register_transfer(
            channel=told.channel,
            title=told.title,
            problem=told.problem,
            reason=told.reason,
            subject=self.district.organisation(told.subject) if told.subject else None,
            subject_name=told.subject_name,
            parties=told.parties,
            external_number=told.external,
            actor=self.manager,
        )

    def _accept(self) -> None:
        told = self.told
        gate: dict[str, Any] = {"parallel": told.parallel, "parallel_note": told.parallel_note, "reasonableness": "legality", "tool": told.tool}
        self.transfer = transfers.accept_transfer(
            self.transfer, actor=self.manager, origin=told.channel, duty_note=told.duty, effect=told.effect, **gate
        )

    def _assign(self) -> None:
        self.transfer = transfers.assign_transfer(self.transfer, actor=self.manager, holder=self.holder)

    def _docket(self) -> None:
        self.case = cases.docket_case(
            self.transfer, actor=self.holder, case_type=self.told.case_type, title=f"{self.told.title}案", assistant=self.district.person("assistant")
        )


def _review(own: OwnCase) -> SupervisionCase:
    return cases.review_case(own.case, actor=own.holder)


def _ask(plan: str) -> Act:
    return lambda own: cases.ask_investigation(own.case, actor=own.holder, plan=plan)


def _decide(own: OwnCase) -> SupervisionCase:
    return cases.decide_investigation(own.case, actor=own.district.person("chief"), note="同意。")


def _suspend(note: str) -> Act:
    return lambda own: cases.suspend_case(own.case, actor=own.holder, note=note)


def _settle(note: str) -> Act:
    return lambda own: cases.settle_case(own.case, actor=own.holder, note=note)


def _end(note: str) -> Act:
    return lambda own: cases.end_case(own.case, actor=own.holder, note=note)


def _hearing(step: str) -> Act:
    def act(own: OwnCase) -> SupervisionCase:
        hearing_on(own.case, holder=own.holder, district=own.district, step=step)
        return SupervisionCase.objects.get(pk=own.case.pk)

    return act


def _letter(kind: str, facts: str, **values: Any) -> Act:
    """Drafted, approved where it must be, and out; to the body under supervision where that works here."""

    def act(own: OwnCase) -> SupervisionCase:
        draft = dispatches.draft_dispatch(own.case, actor=own.holder, kind=kind, facts=facts, organisation=own.case.subject, addressee_name=own.case.subject_label, **values)
        if draft.type.approval:
            dispatches.approve_dispatch(dispatches.ask_dispatch(draft, actor=own.holder), actor=own.district.person("chief"), opinion="同意。")
        else:
            dispatches.send_dispatch(draft, actor=own.holder)
        return SupervisionCase.objects.get(pk=own.case.pk)

    return act


def _close(result: str, note: str) -> Act:
    return lambda own: cases.close_case(own.case, actor=own.holder, result=result, result_note=note)


OPINION = _letter(
    "opinion",
    "被不起诉人温某辉未经批准占用农用地堆放建材，犯罪情节轻微，本院已依法作出不起诉决定。",
    reason="其行为违反土地管理法的规定，未超过处罚时效，具有可处罚性。",
    request="请你单位依法对温某辉作出行政处罚，责令恢复土地原状，并将处理结果书面通知本院。",
    materials="不起诉决定书\n现场勘验笔录",
)

TOLD = (
    Told(
        start=38,
        case_type="judgment",
        channel="complaint",
        title="黄桂枝不服行政处罚判决申请监督",
        problem="law",
        reason="申请人不服二审判决，认为处罚决定认定的违法建设面积包含其祖屋旧墙，再审申请被驳回后向本院申请监督。",
        duty="申请人在法定期限内向本院提出监督申请，属于依申请受理的行政生效裁判监督案件。",
        effect="影响申请人住宅的财产权。",
        parties="黄桂枝",
        subject_name="江门市演示区人民法院",
        external="（演示）行终字第19号",
        acts=(
            (6, _review),
            (7, _letter("authority_notice", "申请人不服二审判决，向本院申请监督，本院已依法受理。")),
            (9, _hearing("ask")),
        ),
    ),
    Told(
        start=74,
        case_type="dispute",
        channel="complaint",
        title="启明电镀加工部与荷塘镇人民政府环境行政处罚争议化解",
        problem="discretion",
        reason="当事人因污水处理设施故障短时超标排放，拟被罚款一百万元。当事人在复议阶段向本院反映：属首次违法，已停产整改，处罚将导致停业。",
        duty="本院与区司法局共建的行政争议联合化解工作站在复议阶段接访，属于履行行政争议实质性化解职责。",
        effect="影响当事人生产经营和二十余名职工就业，同时涉及受纳水体的公共利益。",
        parties="蓬江区荷塘启明电镀加工部",
        holder=1,
        subject="hetang",
        parallel="reconsideration",
        parallel_note="（演示）蓬府行复〔受〕27号，已中止审理，复议机关同意联合化解",
        acts=(
            (6, _review),
            (8, _hearing("ask")),
            (10, _hearing("decide")),
            (11, _hearing("arrange")),
            (25, _hearing("record")),
            (25, _hearing("use")),
            (26, _settle("组织公开听证和三次会商。当事人完成设备改造，经两次检测达标，并在厂区公开致歉；镇政府依据首违不罚规定不予处罚，当事人撤回复议申请。")),
            (34, _close("settled", "争议实质性化解，已对当事人开展普法教育，三个月后回访。")),
        ),
    ),
    Told(
        start=24,
        case_type="reverse_link",
        channel="reverse_link",
        title="温某辉不起诉后行政处罚审查",
        problem="inaction",
        reason="被不起诉人非法占用农用地，犯罪情节轻微，依法作出不起诉决定，需要审查是否应当给予行政处罚。",
        duty="刑事检察部门作出不起诉决定后移送本部门审查，属于行刑反向衔接职责。",
        effect="涉及农用地保护的国家利益和公共利益。",
        parties="温某辉",
        holder=2,
        subject="duruan",
        tool="transfer",
        acts=((6, _review), (8, OPINION), (9, _ask("一、向镇综合执法办核实是否已作出处理。\n二、审查是否超过处罚时效、是否具有可处罚性。\n三、查看现场恢复情况。"))),
    ),
    Told(
        start=58,
        case_type="execution",
        channel="nonlitigation",
        title="棠下镇违法用地处罚非诉执行审查期限监督",
        problem="time",
        reason="本院开展非诉执行专项监督发现，镇政府申请强制执行后，法院逾期没有作出裁定。",
        duty="在开展行政非诉执行监督专项活动、调阅执行案件台账时发现。",
        effect="影响土地管理秩序，行政决定迟迟不能实现。",
        parties="某建材经营部",
        subject_name="江门市演示区人民法院",
        tool="recommendation",
        acts=((6, _review), (7, _ask("一、调阅执行审查案卷，核对立案和裁定日期。\n二、听取承办法官说明。")), (9, _decide)),
    ),
    Told(
        start=47,
        case_type="public_interest",
        channel="other_cases",
        title="潮连街道沿江固体废物清理公益诉讼",
        problem="inaction",
        reason="办理污染环境刑事案件时发现，沿江滩地仍堆放固体废物约三百立方米，没有明确清理主体。",
        duty="在办理污染环境罪刑事案件过程中发现，属于履行检察职责中发现。",
        effect="影响西江水环境安全和沿岸居民的公共利益。",
        parties="",
        holder=1,
        subject="chaolian",
        acts=((6, _review), (12, _suspend("固体废物性质和数量需要鉴定，等待鉴定意见。"))),
    ),
    Told(
        start=13,
        case_type="support_suit",
        channel="complaint",
        title="六名环卫工人追索劳动报酬支持起诉",
        problem="other",
        reason="六名六十岁以上的环卫工人被拖欠报酬，经街道调解未果，诉讼能力弱，申请支持起诉。",
        duty="申请人到12309检察服务中心提出申请，属于依法履行支持起诉职责。",
        effect="影响六名务工人员的劳动报酬权益。",
        parties="郑某娥等六人",
        holder=2,
        subject_name="江门市洁邻保洁服务部",
        acts=((6, _review),),
    ),
    Told(
        start=92,
        case_type="relief",
        channel="other_cases",
        title="李小棠国家司法救助",
        problem="other",
        reason="道路交通肇事案件被害人的未成年女儿，肇事者无赔偿能力，家庭生活陷入急迫困难。",
        duty="在办理交通肇事刑事案件中发现救助线索，属于主动开展国家司法救助。",
        effect="影响未成年人基本生活和就学。",
        parties="李小棠（未成年人，化名）",
        subject_name="江门市演示区民政局",
        acts=(
            (6, _review),
            (17, _end("符合国家司法救助条件，已报检察长批准发放救助金，并转介民政、教育部门落实长期帮扶。")),
            (20, _close("granted", "救助金已发放，三个月后回访。")),
        ),
    ),
)


def other_cases(district: District) -> list[Iterator[datetime]]:
    """One story for each."""
    return [OwnCase(told, district).play() for told in TOLD]
