"""A file's way through a round, and the marks on it (domain.md 6.9)."""

from __future__ import annotations

from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine
from reviews.permissions import ReviewPermission as P

# Where 6.9 may lead from and to, one act after another.
JUDGED = ("scoring", "veto", "talking", "third", "leading")

SAMPLED_FILE = register_machine(
    Machine(
        name="reviews.sampledfile",
        title="评查案卷",
        initial="drawn",
        states={
            "drawn": State("待报送", tone="soon"),
            "submitted": State("已报送"),
            "scoring": State("初评中", public="评查中"),
            "veto": State("待认定否决", public="评查中", tone="bad"),
            "talking": State("合议中", public="评查中", tone="soon"),
            "third": State("第三人评查中", public="评查中", tone="soon"),
            "leading": State("待组长定分", public="评查中", tone="soon"),
            "settled": State("已形成评分", public="评查中"),
            "rechecking": State("复核中", tone="soon"),
            "final": State("已定级", public="已评查", tone="ok", final=True),
            "replaced": State("已替换", tone="off", final=True),
        },
        transitions=(
            Transition("submit", "报送", ("drawn",), "submitted", P.SUBMIT, wording="报送案卷，共{pages}页", shared=True, primary=True),
            Transition("take_in", "代为接收", ("drawn",), "submitted", P.MANAGE, wording="代为接收案卷，共{pages}页", shared=True),
            Transition("replace", "替换", ("drawn", "submitted"), "replaced", P.MANAGE, wording="替换为{number}：{reason}", shared=True),
            Transition("assign", "开始初评", ("submitted",), "scoring", P.MANAGE, wording="分配评查员"),
            Transition("to_veto", "否决待认定", JUDGED, "veto", P.LEAD, wording="否决待认定：{why}", system=True),
            Transition("to_talk", "转入合议", JUDGED, "talking", P.LEAD, wording="转入合议：{why}", system=True),
            Transition("to_third", "转第三人", JUDGED, "third", P.LEAD, wording="转第三人评查：{why}", system=True),
            Transition("to_leader", "转组长", JUDGED, "leading", P.LEAD, wording="转组长定分：{why}", system=True),
            Transition("settle", "形成评分", JUDGED, "settled", P.LEAD, wording="{why}：{score}分，{grade}", system=True),
            Transition("rule", "认定否决", ("veto",), None, P.LEAD, wording="{ruling}一票否决：{reason}", primary=True),
            Transition("name_third", "指定第三人", ("third",), None, P.LEAD, wording="指定第三人评查", primary=True),
            Transition("set_score", "组长定分", ("leading",), None, P.LEAD, wording="组长定分{score}分：{reason}", primary=True),
            Transition("object", "提出申诉", ("settled",), "rechecking", P.OBJECT, wording="对{count}项提出申诉", shared=True),
            Transition("answer", "复核答复", ("rechecking",), "settled", P.SCORE, wording="复核{count}项，变更{changed}项，得分{score}分", shared=True, system=True),
            Transition("grade", "定级", ("settled",), "final", P.MANAGE, wording="定为{grade}（{score}分）", shared=True),
        ),
    ),
    model="reviews.sampledfile",
)

ASSIGNMENT = register_machine(
    Machine(
        name="reviews.assignment",
        title="评查任务",
        initial="open",
        states={
            "open": State("待评", tone="soon"),
            "submitted": State("已提交", tone="ok", final=True),
            "ended": State("已终止", tone="off", final=True),
        },
        transitions=(
            Transition("submit", "提交评分", ("open",), "submitted", P.SCORE, wording="提交评分", primary=True),
            Transition("speak", "合议表态", ("submitted",), None, P.SCORE, wording="合议表态"),
            Transition("end", "改派", ("open",), "ended", P.MANAGE, wording="任务改派：{reason}"),
        ),
    ),
    model="reviews.assignment",
)
