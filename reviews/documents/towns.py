"""案卷评查意见书, 申诉复核答复, 整改处方: what one town gets. Reviewers are never named."""

from __future__ import annotations

from collections import Counter

from pengjiang.documents.blocks import Addressee, Block, Heading, Letterhead, Note, Number, NumberedItem, Paragraph, Signature, Title, Tree
from pengjiang.documents.blocks import Form as Layout
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience
from reviews.documents.parts import day_text, points, table
from reviews.models import Finding, TownPart

# What a prescription offers for a category: the model paper to copy from.
MODELS = {
    "主体与人员": "执法主体与执法人员信息核对表",
    "立案": "立案审批表（示范文本）",
    "调查取证": "现场检查笔录、询问笔录（示范文本）",
    "事实与证据": "证据目录与证据说明（示范文本）",
    "适用法律与裁量": "行政处罚裁量说理（示范文本）",
    "告知、听证与审核": "行政处罚事先告知书（示范文本）",
    "决定与救济": "行政处罚决定书（示范文本）",
    "送达与执行": "送达回证（示范文本）",
    "卷宗与文书": "卷内目录（示范文本）",
}


def _findings(part: TownPart) -> list[Finding]:
    rows = part.findings.standing().select_related("file").order_by("file__order", "-is_veto", "code")
    return list(rows)


@document_type("review_opinion", "案卷评查意见书", model="reviews.townpart", form=Layout.PLAIN, audience=Audience.SHARED)
def review_opinion(part: TownPart, ctx: BuildContext) -> Tree:
    """Files with scores, problems by category with file numbers, the way to object."""
    files = list(part.round.files.reviewed().filter(town=part.town).order_by("order"))
    findings = _findings(part)
    groups: dict[str, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.group, []).append(one)
    rows = [(place, file.number, points(file.score), file.get_grade_display()) for place, file in enumerate(files, start=1)]
    blocks: list[Block] = [
        Letterhead(ctx.mark),
        Title("案卷评查意见书（征求意见）"),
        Number(""),
        Addressee((part.town.name,)),
        Paragraph(f"按照《{part.round.title}方案》，评查组对你单位{len(files)}件行政执法案卷进行了评查，现将评查意见发给你单位征求意见。"),
        Heading(1, "评查得分", 1),
        table(("序号", "案号", "得分", "等次"), rows, (1, 6, 2, 2)),
        Heading(1, "存在的问题", 2),
    ]
    for place, (group, some) in enumerate(groups.items(), start=1):
        blocks.append(Heading(2, f"{group}（{len(some)}项）", place))
        blocks += [NumberedItem(at, _sentence(one)) for at, one in enumerate(some, start=1)]
    if not findings:
        blocks.append(Paragraph("未发现扣分问题。"))
    blocks += [
        Heading(1, "申诉方式", 3),
        Paragraph("你单位对评查意见有异议的，请自收到本意见书之日起五个工作日内逐项提出申诉，写明理由并附证据；申诉以一次为限，逾期不提出的视为无异议。"),
        Signature((ctx.organisation.name,), ctx.on),
        Note(ctx.contact_line),
    ]
    return Tree(Layout.PLAIN, f"案卷评查意见书（{part.town.short_name}）", tuple(blocks))


def _sentence(one: Finding) -> str:
    lost = "一票否决" if one.is_veto else f"扣{points(one.lost)}分"
    pages = f"第{one.pages}页" if one.pages else ""
    reasons = one.reasons.replace("\n", "；").rstrip("。；")
    return f"{one.file.number}{pages}：{one.title}，{lost}。{reasons}。依据：{one.basis}。"


@document_type("review_answer", "申诉复核答复", model="reviews.townpart", form=Layout.PLAIN, audience=Audience.SHARED)
def review_answer(part: TownPart, ctx: BuildContext) -> Tree:
    """Item by item: upheld or changed, with reasons, and the scores that follow."""
    items = list(part.objections.select_related("file").order_by("file__order", "code"))
    files = {item.file_id: item.file for item in items}
    blocks: list[Block] = [
        Letterhead(ctx.mark),
        Title("案卷评查申诉复核答复"),
        Number(""),
        Addressee((part.town.name,)),
        Paragraph(f"你单位于{day_text(part.objected_on)}对{part.round.title}评查意见提出的申诉，已由未参与原评查的人员复核，现答复如下："),
    ]
    for place, item in enumerate(items, start=1):
        after = f"，扣分由{points(item.lost_before)}分变更为{points(item.lost_after)}分" if item.result == "changed" else ""
        words = f"{item.file.number}“{item.title}”：{item.get_result_display()}{after}。理由：{item.reason.rstrip('。')}。"
        blocks.append(NumberedItem(place, words))
    scores = "；".join(f"{file.number}{points(file.score)}分（{file.get_grade_display()}）" for file in files.values())
    blocks += [Paragraph(f"复核后得分：{scores}。"), Signature((ctx.organisation.name,), ctx.on), Note(ctx.contact_line)]
    return Tree(Layout.PLAIN, f"申诉复核答复（{part.town.short_name}）", tuple(blocks))


@document_type("review_prescription", "执法规范处方", model="reviews.townpart", form=Layout.PLAIN, audience=Audience.SHARED)
def review_prescription(part: TownPart, ctx: BuildContext) -> Tree:
    """The three commonest problems with their articles, the model paper, and what to read."""
    findings = _findings(part)
    commonest = Counter((one.code, one.title, one.group, one.basis) for one in findings).most_common(3)
    blocks: list[Block] = [
        Letterhead(ctx.mark),
        Title("执法规范处方"),
        Number(""),
        Addressee((part.town.name,)),
        Paragraph(f"{part.round.title}共发现你单位案卷问题{len(findings)}项，最常见的{len(commonest)}类问题和改进办法如下："),
    ]
    for place, ((code, title, group, basis), count) in enumerate(commonest, start=1):
        reasons = list(dict.fromkeys(line for one in findings if one.code == code for line in one.reasons.splitlines()))[:2]
        blocks += [
            Heading(1, f"{title}（{count}件）", place),
            Paragraph(f"主要表现：{'；'.join(reason.rstrip('。') for reason in reasons)}。"),
            Paragraph(f"应当遵守：{basis}。"),
            Paragraph(f"参照文书：{MODELS.get(group, '统一执法文书（示范文本）')}；参阅同类典型案例和网上课程。"),
        ]
    if not commonest:
        blocks.append(Paragraph("本次评查未发现问题，请继续保持。"))
    blocks.append(Signature((ctx.organisation.name,), ctx.on))
    return Tree(Layout.PLAIN, f"执法规范处方（{part.town.short_name}）", tuple(blocks))
