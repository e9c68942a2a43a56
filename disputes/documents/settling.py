"""和解（调解）协议, 首违不罚评估意见, 结案报告."""

from __future__ import annotations

from cases.documents.parts import day_text, ended, listed, paragraphs
from disputes.citations import FIRST_VIOLATION, SETTLEMENT
from disputes.documents.intake import STATION, money, station
from disputes.enums import Means, Safeguard
from disputes.models import Agreement, Closing, Leniency
from pengjiang.common.money import yuan_in_words
from pengjiang.documents.blocks import (
    Addressee,
    Cell,
    Form,
    Heading,
    Letterhead,
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
from pengjiang.events.types import Audience

WORDS = {True: "成立", False: "不成立", None: "尚未核实"}


@document_type(
    "settlement_agreement", "化解协议", model="disputes.agreement", form=Form.PLAIN, audience=Audience.SHARED, citation=SETTLEMENT
)
def settlement_agreement(agreement: Agreement, ctx: BuildContext) -> Tree:
    """Parties, facts agreed, obligations with dates and amounts, breach, signatures, witnesses."""
    dispute = agreement.dispute
    title = f"行政争议{agreement.get_kind_display()}"
    blocks: list = [
        Letterhead(STATION),
        Title(title),
        Number(dispute.number),
        Paragraph(f"甲方（当事人）：{dispute.party_name}{f'（代理人：{dispute.agent}）' if dispute.agent else ''}"),
        Paragraph(f"乙方（行政机关）：{dispute.town.name}"),
        *((Paragraph(f"第三人：{dispute.third_parties}"),) if dispute.third_parties else ()),
        Paragraph(f"甲乙双方就{ended(dispute.act).rstrip('。')}产生争议，经{station(dispute)}联合化解，自愿达成协议如下："),
        Heading(1, "双方确认的事实", 1),
        *paragraphs(agreement.facts),
        Heading(1, "各方义务", 2),
    ]
    for row in agreement.obligations.all():
        amount = f"，金额{money(row.amount)}（{yuan_in_words(row.amount)}）" if row.amount is not None else ""
        blocks.append(NumberedItem(row.order, f"{row.debtor_name}：{row.text.rstrip('。')}{amount}，于{day_text(row.due_on)}前履行。"))
    blocks += [Heading(1, "违约处理", 3), *paragraphs(agreement.breach), Heading(1, "其他约定", 4), *paragraphs(agreement.other, "无。")]
    blocks += [
        Heading(1, "合法性确认", 5),
        *(
            NumberedItem(place, f"{label}。")
            for place, (code, label) in enumerate(Safeguard.choices, start=1)
            if code in agreement.safeguards
        ),
        Paragraph("本协议自双方签名（盖章）之日起生效，一式四份。"),
        Paragraph("甲方（签名或者盖章）：　　　　　　　　　　　年　　月　　日"),
        Paragraph("乙方（盖章）：　　　　　　　　　　　　　　　年　　月　　日"),
        Paragraph(f"见证人：{agreement.witnesses or '　　　　　　　　'}"),
        Signature((STATION,), agreement.signed_on or ctx.on, sealed=False),
    ]
    return Tree(Form.PLAIN, title, tuple(blocks))


@document_type(
    "leniency_opinion", "首违不罚评估意见", model="disputes.leniency", form=Form.LETTER, audience=Audience.SHARED, citation=FIRST_VIOLATION
)
def leniency_opinion(row: Leniency, ctx: BuildContext) -> Tree:
    """Three conditions, each with its proof; the town decides."""
    dispute = row.dispute
    title = f"关于{dispute.party_name}首违不罚的评估意见"
    head = tuple(Cell(label, head=True) for label in ("条件", "结论", "依据"))
    body = tuple((Cell(name), Cell(WORDS[value]), Cell(basis, align="left")) for name, value, basis in row.conditions)
    earlier = [
        NumberedItem(place, f"{one['number']}（{one['town']}，{one['cause']}，{one['decided_on']}）。")
        for place, one in enumerate(row.earlier, start=1)
    ]
    listing = (
        f"《{row.list_name.strip('《》')}》（{day_text(row.list_since)}起施行{f'，至{day_text(row.list_until)}' if row.list_until else ''}）“{row.list_item}”。"
        if row.list_name
        else "未见现行有效的清单事项。"
    )
    blocks = (
        Letterhead(ctx.mark),
        Title(title),
        Addressee((dispute.town.name,)),
        Paragraph(
            f"你单位与{dispute.party_name}就{ended(dispute.act).rstrip('。')}产生的争议，由{STATION}受理（{dispute.number}）。现依据{FIRST_VIOLATION}，就是否符合首违不罚条件提出评估意见，供你单位决定时参考。"
        ),
        Heading(1, "三项条件", 1),
        Table((head, *body), widths=(18, 14, 68)),
        *((Paragraph("登记簿中的在先处罚："), *earlier) if earlier else ()),
        Heading(1, "免罚清单", 2),
        Paragraph(listing),
        Heading(1, "复查与承诺", 3),
        Paragraph(
            f"复查：{f'{day_text(row.recheck_on)}，{row.recheck_note}' if row.recheck_on else '尚未复查'}。承诺书：{day_text(row.commitment_on) or '尚未提交'}。"
        ),
        Heading(1, "评估意见", 4),
        Paragraph(f"{row.get_view_display()}。"),
        Paragraph("是否处罚由你单位依法决定；决定不予处罚的，应当对当事人进行教育。请将决定及文号告知工作站。"),
        Signature((ctx.organisation.name,), ctx.on),
    )
    return Tree(Form.LETTER, title, blocks)


@document_type("dispute_report", "行政争议化解结案报告", model="disputes.closing", form=Form.PLAIN, audience=Audience.SHARED)
def dispute_report(closing: Closing, ctx: BuildContext) -> Tree:
    """Course, means, result, follow-up, whether it is a problem of a whole type of case."""
    dispute = closing.dispute
    visit = dispute.visits.order_by("due_on").first()
    parts = (
        (
            "基本情况",
            f"{dispute.title}（{dispute.number}），{day_text(dispute.accepted_on)}受理，所处阶段：{dispute.get_stage_display()}，联合承办人：{dispute.handlers_label}。",
        ),
        ("化解经过", closing.course),
        ("采取的手段", ended(listed(Means(one).label for one in dispute.means)) or "无。"),
        ("化解结果", f"{dispute.get_outcome_display()}。\n{closing.result}"),
        ("回访安排", f"{closing.follow_up}\n计划于{day_text(visit.due_on)}回访。" if visit else closing.follow_up),
        ("是否存在类案问题", closing.lessons if closing.recurring else "未发现类案问题。"),
    )
    blocks: list = [Letterhead(STATION), Title("行政争议化解结案报告"), Number(dispute.number)]
    for place, (label, text) in enumerate(parts, start=1):
        blocks += [Heading(1, label, place), *paragraphs(text)]
    blocks += [Signature((station(dispute),), ctx.on, sealed=False), Remark("注：报告不载明调解中的陈述。")]
    return Tree(Form.PLAIN, "行政争议化解结案报告", tuple(blocks))
