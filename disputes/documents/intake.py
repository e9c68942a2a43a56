"""申请（受理）表, 不予受理告知书, 化解方案, 调解笔录, 听证通知书."""

from __future__ import annotations

from cases.documents.parts import day_text, full, listed, opinion, pair, paragraphs
from cases.workflow.hearing import article
from disputes.citations import MEDIATION
from disputes.enums import Means
from disputes.models import Dispute, HearingNotice, Meeting, Plan
from pengjiang.common import clock
from pengjiang.documents.blocks import (
    Addressee,
    FieldTable,
    Form,
    Heading,
    Letterhead,
    Number,
    NumberedItem,
    Paragraph,
    Remark,
    Signature,
    Title,
    Tree,
)
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience

STATION = "行政争议联合化解工作站"


def money(amount) -> str:
    """1000000元; empty for none."""
    return f"{amount.normalize():f}元" if amount is not None else ""


def station(dispute: Dispute) -> str:
    """Both bodies that keep it."""
    return listed(dict.fromkeys(person.organisation.name for person in (dispute.procurator, dispute.officer) if person))


@document_type(
    "dispute_intake", "行政争议化解申请（受理）表", model="disputes.dispute", form=Form.PLAIN, audience=Audience.SHARED, citation=MEDIATION
)
def dispute_intake(dispute: Dispute, ctx: BuildContext) -> Tree:
    """Applicant, authority, dispute, stage, demand, willingness, mediators."""
    blocks = (
        Letterhead(STATION),
        Title("行政争议化解申请（受理）表"),
        Number(dispute.number),
        FieldTable(
            (
                full("争议名称", dispute.title),
                pair(("申请途径", dispute.get_channel_display()), ("申请日期", day_text(dispute.applied_on))),
                pair(("当事人", dispute.party_name), ("代理人", dispute.agent)),
                pair(("行政机关", dispute.town.name), ("第三人", dispute.third_parties)),
                full("争议行政行为", dispute.act, lines=2),
                pair(("行为日期", day_text(dispute.act_on)), ("送达日期", day_text(dispute.served_on))),
                pair(("争议案卷", dispute.dossier.number if dispute.dossier_id else ""), ("争议金额", money(dispute.amount))),
                pair(("所处阶段", dispute.get_stage_display()), ("风险等级", dispute.get_risk_display())),
                full("争议经过", dispute.facts, lines=4),
                full("当事人诉求", dispute.demands, lines=3),
                pair(("当事人意愿", dispute.get_party_willing_display()), ("行政机关意愿", dispute.get_town_willing_display())),
                full("商定的调解人", dispute.mediators),
                pair(("受理日期", day_text(dispute.accepted_on)), ("联合承办人", dispute.handlers_label)),
                opinion("检察院意见"),
                opinion("司法局意见"),
            )
        ),
        Remark("注：化解应当遵循自愿、合法原则，不得损害国家利益、社会公共利益和他人合法权益（《中华人民共和国行政复议法》第五条）。"),
    )
    return Tree(Form.PLAIN, "行政争议化解申请（受理）表", blocks)


@document_type("dispute_refusal", "不予受理告知书", model="disputes.dispute", form=Form.PLAIN, audience=Audience.SHARED)
def dispute_refusal(dispute: Dispute, ctx: BuildContext) -> Tree:
    """Why, and that the party's remedies are untouched."""
    blocks = (
        Letterhead(STATION),
        Title("不予受理告知书"),
        Paragraph(f"{dispute.party_name}：", indent=0),
        Paragraph(f"{day_text(dispute.applied_on)}收到“{dispute.title}”的化解申请。经审查，不予受理，理由如下："),
        *paragraphs(dispute.refusal),
        Paragraph("不予受理不影响当事人依法申请行政复议、提起行政诉讼的权利，请注意法定期限。"),
        Signature((STATION,), ctx.on, sealed=False),
    )
    return Tree(Form.PLAIN, "不予受理告知书", blocks)


@document_type("dispute_plan", "行政争议化解方案", model="disputes.plan", form=Form.PLAIN, audience=Audience.SHARED)
def dispute_plan(plan: Plan, ctx: BuildContext) -> Tree:
    """Positions, gaps, bottom line, means, roles, timetable."""
    dispute = plan.dispute
    parts = (
        ("当事人立场", plan.party_position),
        ("行政机关立场", plan.town_position),
        ("分歧焦点", plan.gaps),
        ("法律底线", plan.bottom_line),
        ("化解手段", listed(Means(one).label for one in dispute.means)),
        ("分工", plan.roles),
        ("时间安排", plan.timetable),
    )
    blocks: list = [Letterhead(STATION), Title("行政争议化解方案"), Number(dispute.number), Paragraph(f"争议名称：{dispute.title}")]
    for place, (label, text) in enumerate(parts, start=1):
        blocks += [Heading(1, label, place), *paragraphs(text, "无。")]
    blocks += [Signature((station(dispute),), ctx.on, sealed=False), Remark("注：本方案限联合承办人查阅，不得对外提供。")]
    return Tree(Form.PLAIN, "行政争议化解方案", tuple(blocks))


@document_type("mediation_record", "调解笔录", model="disputes.meeting", form=Form.PLAIN, audience=Audience.SHARED, citation=MEDIATION)
def mediation_record(meeting: Meeting, ctx: BuildContext) -> Tree:
    """Who said what; for the handlers alone."""
    blocks = (
        Letterhead(STATION),
        Title("调解笔录"),
        Number(meeting.dispute.number),
        FieldTable(
            (
                pair(("日期", day_text(meeting.held_on)), ("主持人", meeting.host)),
                full("地点", meeting.place),
                full("参加人员", meeting.present, lines=2),
                full("当事人意见", meeting.party_said, lines=4),
                full("行政机关意见", meeting.town_said, lines=4),
                full("笔录", meeting.minutes, lines=8),
                full("结果", meeting.result),
                opinion("当事人签名"),
                opinion("行政机关签名"),
            )
        ),
        Remark("注：调解中的陈述和让步不得在其后的复议、诉讼中作为对其不利的依据；本笔录限联合承办人查阅。"),
    )
    return Tree(Form.PLAIN, "调解笔录", blocks)


@document_type(
    "dispute_hearing_notice",
    "争议化解听证通知书",
    model="disputes.hearingnotice",
    form=Form.LEGAL,
    audience=Audience.SHARED,
    citation=article(10),
    texts={
        "rights": "参加听证的人员可以就听证的问题陈述事实、说明理由、出示证据；认为听证主持人、听证员与争议有利害关系，可能影响公正的，可以申请回避。",
        "attend": "请携带本通知书和本人有效身份证件准时参加；因故不能参加的，请在听证前告知工作站。",
    },
)
def dispute_hearing_notice(notice: HearingNotice, ctx: BuildContext) -> Tree:
    """To party and authority: case, time, place, host, listeners, questions, rights (domain.md 11.3)."""
    dispute = notice.dispute
    at = notice.at.astimezone(clock.ZONE)
    blocks = (
        Letterhead(ctx.mark),
        Title("听证通知书"),
        Number(dispute.number),
        Addressee((dispute.party_name, dispute.town.name)),
        Paragraph(f"{STATION}化解的{dispute.title}，决定{'公开' if notice.is_public else '不公开'}举行听证。现将有关事项通知如下："),
        NumberedItem(1, f"听证时间：{day_text(at.date())}{at.hour}时{at.minute:02d}分"),
        NumberedItem(2, f"听证地点：{notice.place}"),
        NumberedItem(3, f"听证主持人：{notice.host}"),
        NumberedItem(4, f"听证员：{notice.listeners}"),
        NumberedItem(5, f"听证的问题：{notice.questions.rstrip('。')}。"),
        Paragraph(ctx.text("rights")),
        Paragraph(ctx.text("attend")),
        Paragraph(f"联合承办人：{dispute.handlers_label}"),
        Signature((ctx.organisation.name,), ctx.on),
    )
    return Tree(Form.LEGAL, "听证通知书", blocks)
