"""案卷评查通报 (red head, GB/T 9704) and 年度评查考评表."""

from __future__ import annotations

from pengjiang.accounts.models import Organisation
from pengjiang.documents.blocks import (
    Addressee,
    AttachmentHead,
    Attachments,
    Block,
    CopyTo,
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
from pengjiang.documents.blocks import Form as Layout
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience
from reviews.documents.parts import LINE_HEAD, LINE_WIDTHS, bodies, day_text, line_row, masked, paragraphs, points, table
from reviews.models import Finding, Round
from reviews.queries.statistics import TYPES, Line, Statistics
from reviews.queries.yearly import FORMULA, yearly_rows
from reviews.workbooks import score_rows

EXAMPLES = 2


@document_type("review_circular", "案卷评查通报", model="reviews.round", form=Layout.RED_HEAD, scheme="review_circular", audience=Audience.SHARED)
def review_circular(row: Round, ctx: BuildContext) -> Tree:
    """基本情况, 做法成效和优秀案卷, 存在问题, 整改要求; score table and list of excellent files as annexes."""
    figures = Statistics([row])
    overall = figures.overall
    towns = list(Organisation.objects.filter(pk__in=row.parts.values("town")).order_by("order"))
    kinds = "、".join(f"{line.label}{line.count}件" for line in figures.by_kind())
    fields = "、".join(f"{line.label}{line.count}件" for line in figures.by_field())
    title = f"关于{row.title}情况的通报"
    lines = figures.by_town()
    if row.ranked:
        lines.sort(key=lambda line: -(line.mean or 0))
    excellent = list(row.files.filter(excellent=True).select_related("town", "dossier").order_by("town__order", "order"))
    forced = f"另有必评案卷{figures.forced}件，不计入平均分。" if figures.forced else ""
    blocks: list[Block] = [
        Letterhead(f"{ctx.mark}文件"),
        Number(ctx.number),
        Title(title),
        Addressee(tuple(town.name for town in towns)),
        Paragraph(f"根据《行政处罚法》第七十五条和《广东省行政执法案卷评查办法》，{'、'.join(bodies())}联合组织开展了{row.title}。现将有关情况通报如下："),
        Heading(1, "基本情况", 1),
        Paragraph(
            f"本次评查从{day_text(row.period_from)}至{day_text(row.period_to)}期间结案的{len(row.frame)}件案卷中随机抽取{overall.count}件，涉及{len(towns)}个镇街："
            f"{kinds}；领域分布为{fields}。{forced}"
        ),
        Paragraph(
            f"抽取案卷平均分{overall.mean}分（{overall.count}件），其中优秀{overall.excellent}件、良好{overall.good}件、合格{overall.fair}件、不合格{overall.failed}件"
            f"（一票否决{overall.vetoed}件）；逾期报送{overall.late}件。"
        ),
        table(LINE_HEAD, [line_row(line) for line in (*lines, overall)], LINE_WIDTHS, caption="各镇街评查情况表"),
        *((_ranking(lines),) if row.ranked else ()),
        Heading(1, "主要做法成效和优秀案卷", 2),
        *paragraphs(row.achievements),
    ]
    if excellent:
        blocks.append(Paragraph(f"经联席会议研究，评定优秀案卷{len(excellent)}件（见附件2）。"))
    blocks.append(Heading(1, "存在的问题", 3))
    for place, (group, count, lost) in enumerate(figures.by_group(), start=1):
        blocks.append(Heading(2, f"{group}方面", place, f"共{count}项，合计扣{points(lost.quantize(lost.__class__('0.1')))}分。{_examples(row, group)}"))
    blocks.append(Heading(1, "整改要求", 4))
    blocks += [NumberedItem(place, line.strip()) for place, line in enumerate([one for one in row.demands.splitlines() if one.strip()], start=1)]
    annexes = ("案卷得分表", *(("优秀案卷名单",) if excellent else ()))
    blocks += [Attachments(annexes), Signature(bodies(), ctx.on), AttachmentHead("案卷得分表", 1)]
    blocks.append(table(("序号", "单位", "案号", "类型", "得分", "等次", "备注"), _scores(row), (2, 3, 8, 5, 2, 2, 4), left=(2,)))
    if excellent:
        blocks.append(AttachmentHead("优秀案卷名单", 2))
        names = [(place, file.town.short_name, file.number, TYPES.get(file.file_type, "")) for place, file in enumerate(excellent, start=1)]
        blocks.append(table(("序号", "单位", "案号", "类型"), names, (1, 3, 6, 3), left=(2,)))
    blocks.append(CopyTo(("江门市司法局", "江门市人民检察院", "蓬江区人民政府"), ctx.organisation.name, ctx.on))
    return Tree(Layout.RED_HEAD, title, tuple(blocks))


def _ranking(lines: list[Line]) -> Paragraph:
    """Only where the plan said so: towns by their mean, with what it is the mean of."""
    said = "、".join(f"{line.label}（{line.mean}分，{line.count}件）" for line in lines)
    return Paragraph(f"按评查方案公布排名，各镇街平均分由高到低依次为：{said}。")


def _scores(row: Round) -> list[tuple]:
    return [(place, town, number, kind, f"{score:g}", grade, note) for place, town, number, kind, _, score, grade, note in score_rows(row)]


def _examples(row: Round, group: str) -> str:
    """Some cases without town or names."""
    rows = Finding.objects.filter(file__round=row, group=group).standing().select_related("file__dossier").prefetch_related("file__dossier__parties")
    said: dict[str, str] = {}
    for one in rows.order_by("-is_veto", "-lost", "pk")[: EXAMPLES * 10]:
        if one.code in said or len(said) == EXAMPLES:
            continue
        words = masked(one.reasons.splitlines()[0] if one.reasons else one.title, one.file).rstrip("。；")
        said[one.code] = f"某镇（街道）一件{TYPES.get(one.file.file_type, '')}案卷，{one.title}：{words}"
    return f"如：{'；'.join(said.values())}。" if said else ""


@document_type("review_yearly", "年度案卷评查考评表", model="reviews.round", form=Layout.PLAIN)
def review_yearly(row: Round, ctx: BuildContext) -> Tree:
    """For the law-based-administration assessment: a town's yearly figure with its formula."""
    title = f"{row.year}年度行政执法案卷评查考评表"
    rows = [
        (line.town, line.files, line.mean, line.failed, line.late, f"{line.ticked}/{line.problems}", line.result) for line in yearly_rows(row.year)
    ]
    head = ("单位", "评查件数", "平均分", "不合格件数", "逾期报送件数", "已销号问题", "考评得分")
    blocks = (
        Letterhead(ctx.mark),
        Title(title),
        Number(""),
        table(head, rows, (3, 2, 2, 2, 2, 2, 2)),
        Remark(f"计算公式：{FORMULA}"),
        Signature((ctx.organisation.name,), ctx.on, sealed=False),
    )
    return Tree(Layout.PLAIN, title, blocks)


@document_type("review_statistics", "案卷评查统计表", model="reviews.round", form=Layout.PLAIN)
def review_statistics(row: Round, ctx: BuildContext) -> Tree:
    """The tables of the statistics page for one round, denominators printed."""
    title = f"{row.title}统计表"
    figures = Statistics([row])
    overall = figures.overall
    blocks: list[Block] = [Letterhead(ctx.mark), Title(title), Number("")]
    for place, (name, lines) in enumerate((("镇街", figures.by_town()), ("类型", figures.by_kind()), ("领域", figures.by_field())), start=1):
        blocks += [Heading(1, f"按{name}", place), table((name, *LINE_HEAD[1:]), [line_row(line) for line in (*lines, overall)], LINE_WIDTHS)]
    bands = [(label, count) for label, count in figures.distribution()]
    blocks += [Heading(1, "得分分布", 4), table(("分数段", "件数"), bands, (3, 2))]
    groups = [(group, count, points(lost)) for group, count, lost in figures.by_group()]
    blocks += [Heading(1, "问题类别", 5), table(("类别", "问题数", "扣分合计"), groups, (4, 2, 2), left=(0,))]
    items = [(code, name, count, points(lost)) for code, name, count, lost in figures.by_item()]
    blocks += [Heading(1, "常见问题", 6), table(("编号", "评查项目", "问题数", "扣分合计"), items, (2, 6, 2, 2), left=(1,))]
    blocks.append(Remark(f"注：分母为抽取并定级的案卷{overall.count}件，必评案卷{figures.forced}件不计入。"))
    blocks.append(Signature((ctx.organisation.name,), ctx.on, sealed=False))
    return Tree(Layout.PLAIN, title, tuple(blocks))
