"""听证方案, 听证通知书, 不举行听证答复, 听证笔录, 听证意见书 (domain.md 5.7, 11.3)."""

from __future__ import annotations

from cases.documents.parts import day_text, full, listed, opinion, pair, paragraphs
from cases.models import Hearing, HearingPerson
from cases.workflow.hearing import HEARING_STEPS, article
from pengjiang.common import clock
from pengjiang.documents.blocks import (
    Addressee,
    Cell,
    FieldTable,
    Form,
    Heading,
    Letterhead,
    Note,
    Number,
    NumberedItem,
    Paragraph,
    Remark,
    Signature,
    Table,
    Title,
    Tree,
)
from pengjiang.documents.registry import BuildContext, document_type


def _when(hearing: Hearing) -> str:
    at = hearing.at.astimezone(clock.ZONE)
    return f"{day_text(at.date())}{at.hour}时{at.minute:02d}分"


def _names(hearing: Hearing, *parts: str) -> str:
    return listed(f"{row.name}{f'（{row.title}）' if row.title else ''}" for row in hearing.persons.all() if row.part in parts)


@document_type("hearing_plan", "听证方案", model="cases.hearing", form=Form.PLAIN, citation=article(10))
def hearing_plan(hearing: Hearing, ctx: BuildContext) -> Tree:
    """What is to be heard by whom, and the running order with its minutes."""
    rows = [(Cell("序号", head=True), Cell("程序", head=True), Cell("预计时间", head=True))]
    rows += [(Cell(str(place)), Cell(label, align="left"), Cell(f"{minutes}分钟")) for place, (_, label, minutes) in enumerate(HEARING_STEPS, start=1)]
    blocks = (
        Letterhead(ctx.mark),
        Title("听证方案"),
        Number(hearing.case.number),
        FieldTable(
            (
                full("案件名称", hearing.case.title),
                pair(("听证时间", _when(hearing)), ("听证方式", "公开" if hearing.is_public else "不公开")),
                pair(("听证地点", hearing.place), ("主持人", hearing.host.name)),
                full("听证理由", hearing.reason, lines=2),
                full("听证要解决的问题", hearing.issues, lines=3),
                full("听证员", _names(hearing, "listener"), lines=2),
                full("当事人及代理人", _names(hearing, "party", "agent")),
                full("行政机关", _names(hearing, "authority")),
                full("其他参加人、旁听人员", _names(hearing, "other", "observer")),
            )
        ),
        Paragraph("听证程序安排", indent=0, align="center"),
        Table(tuple(rows), (1, 7, 2)),
        Remark("注：听证程序依照《人民检察院审查案件听证工作规定》第十五条；听证过程全程录音录像，听证笔录由参加人核对后签名。"),
    )
    return Tree(Form.PLAIN, "听证方案", blocks)


@document_type(
    "hearing_notice",
    "听证通知书",
    model="cases.hearingperson",
    form=Form.LEGAL,
    citation=article(10),
    texts={
        "rights": "参加听证的人员可以就听证的问题陈述事实、说明理由、出示证据；认为听证主持人、听证员与案件有利害关系，可能影响公正的，可以申请回避。",
        "attend": "请携带本通知书和本人有效身份证件准时参加；因故不能参加的，请在听证会召开前告知本院。",
    },
)
def hearing_notice(person: HearingPerson, ctx: BuildContext) -> Tree:
    """One for each: case, time, place, host, listeners, questions, rights."""
    hearing = person.hearing
    about = {"listener": "特邀请你担任听证员", "party": "通知你作为当事人参加听证", "authority": "通知你单位派员参加听证"}.get(person.part, "通知你参加听证")
    blocks = (
        Letterhead(ctx.mark),
        Title("听证通知书"),
        Number(hearing.case.number),
        Addressee((person.name,)),
        Paragraph(f"本院办理的{hearing.case.title}，决定{'公开' if hearing.is_public else ''}举行听证，{about}。现将有关事项通知如下："),
        NumberedItem(1, f"听证时间：{_when(hearing)}"),
        NumberedItem(2, f"听证地点：{hearing.place}"),
        NumberedItem(3, f"听证主持人：{hearing.host.name}"),
        NumberedItem(4, f"听证员：{listed(row.name for row in hearing.persons.all() if row.part == 'listener')}"),
        NumberedItem(5, f"需要听证的问题：{hearing.issues.strip().rstrip('。')}。"),
        Paragraph(ctx.text("rights")),
        Paragraph(ctx.text("attend")),
        Signature((ctx.organisation.name,), ctx.on),
        *((Note(ctx.contact_line),) if ctx.contact_line else ()),
    )
    return Tree(Form.LEGAL, f"听证通知书（{person.name}）", blocks)


@document_type("hearing_refusal", "不举行听证答复书", model="cases.hearing", form=Form.LEGAL, citation=article(9))
def hearing_refusal(hearing: Hearing, ctx: BuildContext) -> Tree:
    """第九条: whoever asked is told why there is none."""
    blocks = (
        Letterhead(ctx.mark),
        Title("不举行听证答复书"),
        Number(hearing.case.number),
        Addressee((hearing.requested_by or f"{hearing.holder.name}检察官",)),
        Paragraph(f"关于{hearing.case.title}举行听证的{'申请' if hearing.requested_by else '呈请'}，经检察长决定，不举行听证。理由是："),
        *paragraphs(hearing.decision_note),
        Signature((ctx.organisation.name,), ctx.on),
    )
    return Tree(Form.LEGAL, "不举行听证答复书", blocks)


@document_type("hearing_record", "听证笔录", model="cases.hearing", form=Form.PLAIN, citation=article(15))
def hearing_record(hearing: Hearing, ctx: BuildContext) -> Tree:
    """Participants, the steps in their order, the listeners' opinion, signatures."""
    steps = [full(f"{place}. {label}", hearing.course.get(key, ""), lines=3) for place, (key, label, _) in enumerate(HEARING_STEPS, start=1)]
    blocks = (
        Letterhead(ctx.mark),
        Title("听证笔录"),
        Number(hearing.case.number),
        FieldTable(
            (
                full("案件名称", hearing.case.title),
                pair(("听证时间", _when(hearing)), ("听证地点", hearing.place)),
                pair(("主持人", hearing.host.name), ("录音录像", "全程录音录像" if hearing.recorded else "未录音录像")),
                full("听证员", _names(hearing, "listener")),
                full("当事人及代理人", _names(hearing, "party", "agent")),
                full("行政机关", _names(hearing, "authority")),
                full("其他参加人、旁听人员", _names(hearing, "other", "observer")),
                *steps,
                full("听证员意见", hearing.opinion, lines=4),
                opinion("听证员签名"),
                opinion("参加人签名"),
                opinion("主持人、记录人签名"),
            )
        ),
    )
    return Tree(Form.PLAIN, "听证笔录", blocks)


@document_type("hearing_opinion", "听证意见书", model="cases.hearing", form=Form.LEGAL, citation=article(16))
def hearing_opinion(hearing: Hearing, ctx: BuildContext) -> Tree:
    """What the listeners said and what was made of it."""
    blocks = (
        Letterhead(ctx.mark),
        Title("听证意见书"),
        Number(hearing.case.number),
        Paragraph(f"{hearing.case.title}，于{_when(hearing)}在{hearing.place}举行听证，主持人{hearing.host.name}。"),
        Heading(1, "听证员", 1),
        Paragraph(f"{_names(hearing, 'listener')}。"),
        Heading(1, "听证的问题", 2),
        *paragraphs(hearing.issues),
        Heading(1, "听证员意见", 3),
        *paragraphs(hearing.opinion),
        Heading(1, "意见处理情况", 4),
        Paragraph(f"{hearing.get_use_display()}。"),
        *paragraphs(hearing.use_note),
        Signature((ctx.organisation.name,), ctx.on, sealed=False, person=f"承办检察官：{hearing.holder.name}"),
    )
    return Tree(Form.LEGAL, "听证意见书", blocks)
