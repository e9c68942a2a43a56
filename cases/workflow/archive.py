"""归档卷宗, 借阅, 移交, 销毁."""

from __future__ import annotations

from cases.permissions import ArchivePermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _returned(volume, user) -> str:
    return "卷宗尚有借阅未归还。" if volume.borrowings.filter(state="lent").exists() else ""


def _own(borrowing, user) -> str:
    return "借阅须由他人审批。" if borrowing.asked_by_id in {user.pk, getattr(user.acted_by, "pk", None)} else ""


def _passed(package, user) -> str:
    return "" if package.passed else "四性检测未通过，请处理后重新生成移交包。"


def _another(destruction, user) -> str:
    return "审核人与批准人不能是同一人。" if destruction.reviewed_by_id in {user.pk, getattr(user.acted_by, "pk", None)} else ""


VOLUME = register_machine(
    Machine(
        name="cases.volume",
        title="归档卷宗",
        initial="waiting",
        states={
            "waiting": State("待装订", tone="soon"),
            "kept": State("在库", tone="ok"),
            "transferred": State("已移交", tone="off", final=True),
            "destroyed": State("已销毁", tone="off", final=True),
        },
        transitions=(
            Transition("bind", "装订", ("waiting", "kept"), "kept", P.KEEP, wording="装订卷宗：正卷{main}页，副卷{inner}页", system=True),
            Transition("supplement", "补充归档", ("kept",), "waiting", P.KEEP, wording="补充归档《{title}》：{reason}"),
            Transition("borrow", "申请借阅", ("kept",), None, P.BORROW, wording="申请借阅：{purpose}", primary=True),
            Transition("hand_on", "移交档案馆", ("kept",), "transferred", P.KEEP, guard=_returned, wording="移交{receiver}", system=True),
            Transition("destroy", "销毁", ("kept",), "destroyed", P.KEEP, guard=_returned, wording="按批准的销毁清单销毁，监销人{witnesses}", system=True),
        ),
    ),
    model="cases.volume",
)

BORROWING = register_machine(
    Machine(
        name="cases.borrowing",
        title="借阅",
        initial="asked",
        states={
            "asked": State("待审批", tone="soon"),
            "lent": State("借阅中"),
            "refused": State("不同意借阅", tone="bad", final=True),
            "returned": State("已归还", tone="ok", final=True),
        },
        transitions=(
            Transition("lend", "同意借阅", ("asked",), "lent", P.LEND, guard=_own, document="borrowing_slip", wording="同意借阅，{due}前归还", primary=True),
            Transition("refuse", "不同意借阅", ("asked",), "refused", P.LEND, guard=_own, wording="不同意借阅：{note}"),
            Transition("give_back", "归还", ("lent",), "returned", P.BORROW, wording="归还", primary=True),
        ),
    ),
    model="cases.borrowing",
)

PACKAGE = register_machine(
    Machine(
        name="cases.archivepackage",
        title="档案移交",
        initial="made",
        states={"made": State("待移交", tone="soon"), "handed": State("已移交", tone="ok", final=True), "dropped": State("作废", tone="off", final=True)},
        transitions=(
            Transition("hand", "登记移交", ("made",), "handed", P.KEEP, guard=_passed, document="transfer_list", wording="移交{receiver}，接收人{received_by}", primary=True),
            Transition("drop", "作废", ("made",), "dropped", P.KEEP, wording="移交包作废：{note}"),
        ),
    ),
    model="cases.archivepackage",
)

DESTRUCTION = register_machine(
    Machine(
        name="cases.destruction",
        title="档案销毁",
        initial="listed",
        states={
            "listed": State("待审核", tone="soon"),
            "reviewed": State("待批准", tone="soon"),
            "approved": State("待销毁", tone="soon"),
            "refused": State("不予销毁", tone="off", final=True),
            "done": State("已销毁", tone="off", final=True),
        },
        transitions=(
            Transition("review", "审核同意", ("listed",), "reviewed", P.REVIEW, wording="审核同意销毁", primary=True),
            Transition("approve", "批准销毁", ("reviewed",), "approved", P.DESTROY, guard=_another, wording="批准销毁", primary=True),
            Transition("refuse", "不予销毁", ("listed",), "refused", P.REVIEW, wording="不予销毁：{note}"),
            Transition("reject", "不批准", ("reviewed",), "refused", P.DESTROY, wording="不批准销毁：{note}"),
            Transition("carry_out", "登记销毁", ("approved",), "done", P.KEEP, document="destruction_list", wording="已销毁，监销人{witnesses}", primary=True),
        ),
    ),
    model="cases.destruction",
)
