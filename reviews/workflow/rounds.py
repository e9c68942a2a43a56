"""评查批次 (domain.md 6.8)."""

from __future__ import annotations

from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine
from reviews.permissions import ReviewPermission as P


def _team(row, user) -> str:
    if row.leader_id is None:
        return "尚未确定评查组长。"
    bodies = set(row.panel.values_list("body__kind", flat=True))
    if not {"procuratorate", "bureau"} <= bodies:
        return "评查组须有检察院和司法局的评查员。"
    return "" if row.rubrics.exists() else "尚未选定评查标准。"


def _all_submitted(row, user) -> str:
    left = row.files.filter(state="drawn").exclude(purpose="calibration").count()
    return f"尚有{left}件案卷未报送。" if left else ""


def _all_settled(row, user) -> str:
    left = row.files.exclude(purpose="calibration").exclude(state__in=["settled", "replaced"]).count()
    return f"尚有{left}件案卷未形成评分。" if left else ""


def _objections_answered(row, user) -> str:
    if row.parts.filter(state__in=["called", "submitted", "consulted", "objected"]).exists():
        return "尚有单位在申诉期内或者申诉未答复。"
    return "" if row.minutes else "请先登记定级会议纪要。"


def _rectified(row, user) -> str:
    from reviews.models import Finding  # noqa: PLC0415 — asked while running

    left = Finding.objects.filter(file__round=row).unfinished().count()
    return f"尚有{left}项问题未销号。" if left else ""


ROUND = register_machine(
    Machine(
        name="reviews.round",
        title="评查批次",
        initial="draft",
        states={
            "draft": State("拟制方案", tone="off"),
            "approving": State("方案审批中", tone="soon"),
            "approved": State("方案已批准"),
            "drawn": State("已抽取"),
            "collecting": State("报送中"),
            "scoring": State("评查中", public="评查中"),
            "consulting": State("征求意见和复核"),
            "graded": State("已定级", public="征求意见和复核"),
            "published": State("已通报", tone="ok"),
            "closed": State("办结", tone="off", final=True),
        },
        transitions=(
            Transition("edit", "修改方案", ("draft",), None, P.PLAN, wording="修改评查方案"),
            Transition("team", "确定评查组", ("draft",), None, P.PLAN, wording="确定评查组{count}人"),
            Transition("send_for_approval", "送审", ("draft",), "approving", P.PLAN, guard=_team, wording="评查方案送审：{chain}", primary=True),
            Transition("approve_step", "同意", ("approving",), None, P.APPROVE, wording="{label}：同意。{opinion}"),
            Transition("return", "退回", ("approving",), "draft", P.APPROVE, wording="{label}：退回修改。{opinion}"),
            Transition("approve", "批准", ("approving",), "approved", P.APPROVE, document="review_plan", wording="评查方案经两家批准"),
            Transition(
                "draw", "抽取案卷", ("approved",), "drawn", P.MANAGE, wording="从{frame}件中抽取{count}件，必评{forced}件，种子{seed}，算法{algorithm}", primary=True
            ),
            Transition("notify", "通知报送", ("drawn",), "collecting", P.MANAGE, wording="通知{towns}个单位报送案卷", shared=True, primary=True),
            Transition("calibrate", "安排校准", ("collecting", "scoring"), None, P.MANAGE, wording="安排{files}件校准案卷，{people}人试评"),
            Transition(
                "assign", "分配评查任务", ("collecting",), "scoring", P.MANAGE, guard=_all_submitted, wording="分配{files}件案卷，每件两人", primary=True
            ),
            Transition("consult", "征求意见", ("scoring",), "consulting", P.MANAGE, guard=_all_settled, wording="向{towns}个单位征求评查意见", primary=True),
            Transition("meet", "登记定级会议", ("consulting",), None, P.MANAGE, wording="登记定级会议纪要（{met_on}）"),
            Transition("grade", "定级", ("consulting",), "graded", P.MANAGE, guard=_objections_answered, wording="{files}件案卷定级", primary=True),
            Transition("choose", "评定优秀案卷", ("graded",), None, P.MANAGE, wording="评定优秀案卷{count}件"),
            Transition("write", "撰写通报", ("consulting", "graded"), None, P.MANAGE, wording="撰写通报正文"),
            Transition(
                "publish",
                "印发通报",
                ("graded",),
                "published",
                P.MANAGE,
                document="review_circular",
                wording="印发评查通报{number}",
                shared=True,
                primary=True,
            ),
            Transition("close", "办结", ("published",), "closed", P.MANAGE, guard=_rectified, wording="问题全部销号，批次办结", shared=True, primary=True),
        ),
    ),
    model="reviews.round",
)
