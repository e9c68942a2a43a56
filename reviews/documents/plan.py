"""案卷评查方案."""

from __future__ import annotations

from pengjiang.accounts.enums import Role
from pengjiang.documents.blocks import Addressee, Heading, Letterhead, Number, NumberedItem, Paragraph, Signature, Title, Tree
from pengjiang.documents.blocks import Form as Layout
from pengjiang.documents.registry import BuildContext, document_type
from reviews.documents.parts import bodies, day_text, paragraphs
from reviews.models import Round

# Each body approves the plan that both carry out.
CHAIN = (
    {"role": Role.BUREAU_LEADER.value, "label": "司法局分管领导审批", "when": "always"},
    {"role": Role.DEPUTY_CHIEF.value, "label": "检察院分管副检察长审批", "when": "always"},
)


@document_type("review_plan", "案卷评查方案", model="reviews.round", form=Layout.PLAIN, chain=CHAIN)
def review_plan(row: Round, ctx: BuildContext) -> Tree:
    """Aims, scope, sample, standards, team (by number: who reviews stays unknown), timetable, discipline."""
    title = f"{row.title}方案"
    panel = list(row.panel.select_related("body"))
    counts = "、".join(f"{name}{sum(one.body.name == name for one in panel)}人" for name in bodies())
    limited = f"本批次限定在清单所列{len(row.numbers.split())}件案卷内抽取。" if row.numbers.strip() else ""
    high = f"罚款{row.high_fine.normalize():f}元以上、" if row.high_fine else ""
    sample = (
        f"抽取{row.size}件，每个单位不少于{row.minimum}件，其余按各单位结案数量以最大余额法分配；单位内按类型、领域、案号排序后等距抽取，随机起点由种子确定，"
        f"种子、抽样总体摘要和算法版本一并公布，可随时重新抽取核对。{high}有投诉举报、复议被纠正或者诉讼败诉的案卷列为必评，在抽取数量之外，不计入平均分。{limited}"
    )
    standards = [one.rubric.name for one in row.rubrics.order_by("kind")]
    blocks = (
        Letterhead(ctx.mark),
        Title(title),
        Number(""),
        Addressee(("各镇人民政府、街道办事处",)),
        Heading(1, "评查目的", 1),
        *paragraphs(row.aims or "规范镇街综合行政执法行为，提高执法案卷质量，推进行政检察与行政执法监督衔接。"),
        Heading(1, "评查范围", 2),
        Paragraph(f"{day_text(row.period_from)}至{day_text(row.period_to)}期间结案的行政执法案卷。{row.scope}"),
        Heading(1, "抽取办法", 3),
        Paragraph(sample),
        Heading(1, "评查标准", 4),
        *(NumberedItem(place, f"{name}，满分100分。") for place, name in enumerate(standards, start=1)),
        Paragraph(f"90分以上为优秀，80分以上为良好，60分以上为合格，不足60分或者有一票否决情形的为不合格。{row.rule.label}。"),
        Heading(1, "评查组织", 5),
        Paragraph(f"组长：{row.leader.name if row.leader_id else '待定'}。评查员{len(panel)}人，其中{counts}。每件案卷由两家各一名评查员独立评分，应当回避的不予分配。"),
        Heading(1, "时间安排", 6),
        NumberedItem(1, f"{day_text(row.submit_by)}前报送案卷。"),
        NumberedItem(2, f"{day_text(row.score_by)}前完成初评。"),
        NumberedItem(3, f"{day_text(row.publish_by)}前定级、通报。"),
        Heading(1, "评查纪律", 7),
        *paragraphs(row.discipline),
        Signature(bodies(), ctx.on),
    )
    return Tree(Layout.PLAIN, title, blocks)
