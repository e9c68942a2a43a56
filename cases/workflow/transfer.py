"""线索 (domain.md 14): from a town's draft to where the matter goes."""

from __future__ import annotations

from cases.citations import ORGANISATION_21, rule
from cases.permissions import TransferPermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _assigned(obj, user) -> str:
    return "" if obj.holder_id else "尚未分案。"


TRANSFER = register_machine(
    Machine(
        name="cases.transfer",
        title="线索移送",
        initial="draft",
        states={
            "draft": State("草稿", tone="off"),
            "pending": State("待受理", public="已移送，待检察院受理", tone="soon"),
            "returned": State("退回补正", tone="bad"),
            "accepted": State("已受理", public="检察院已受理"),
            "investigating": State("调查核实中", public="检察院已受理"),
            "docketed": State("转立案", public="检察院办理中"),
            "handed_over": State("转其他部门", public="检察院办理中"),
            "filed": State("存查", public="检察院已审查", tone="off"),
            "merged": State("并案", public="检察院办理中", tone="off", final=True),
            "refused": State("不予受理", tone="off", final=True),
            "closed": State("办结", public="检察院已办结", tone="ok", final=True),
        },
        transitions=(
            Transition(
                "submit",
                "移送检察院",
                ("draft", "returned"),
                "pending",
                P.REFER,
                document="transfer_letter",
                wording="移送线索《{title}》，附案卷{files}件",
                shared=True,
                primary=True,
            ),
            Transition("register", "登记线索", ("draft",), "pending", P.REGISTER, wording="登记线索《{title}》（{channel}）"),
            Transition(
                "accept",
                "受理",
                ("pending",),
                "accepted",
                P.RECEIVE,
                document="intake_register",
                citation=ORGANISATION_21,
                wording="受理线索，编号{number}",
                shared=True,
                primary=True,
            ),
            Transition("return", "退回补正", ("pending",), "returned", P.RECEIVE, wording="退回补正：{answer}", shared=True),
            Transition("refuse", "不予受理", ("pending",), "refused", P.RECEIVE, document="refusal_notice", wording="不予受理：{answer}", shared=True),
            Transition("assign", "分案", ("accepted", "investigating"), None, P.ASSIGN, wording="分案给{holder}", primary=True, undoable=True),
            Transition("follow_case", "随案变更承办人", ("docketed", "handed_over", "filed"), None, P.ASSIGN, wording="承办人变更为{holder}", system=True),
            Transition("merge", "并案", ("accepted", "investigating"), "merged", P.ASSIGN, wording="并入线索{other}", undoable=True),
            Transition(
                "investigate",
                "先行调查核实",
                ("accepted",),
                "investigating",
                P.HANDLE,
                citation=rule(13),
                guard=_assigned,
                wording="开始调查核实：{note}",
                undoable=True,
            ),
            Transition(
                "docket",
                "立案",
                ("accepted", "investigating"),
                "docketed",
                P.HANDLE,
                guard=_assigned,
                wording="转为监督案件{case}",
                primary=True,
            ),
            Transition(
                "join", "并入案件", ("accepted", "investigating"), "docketed", P.HANDLE, guard=_assigned, wording="并入监督案件{case}一并办理"
            ),
            Transition(
                "hand_over", "转其他部门", ("accepted", "investigating"), "handed_over", P.HANDLE, guard=_assigned, wording="转{handed_to}：{answer}", undoable=True
            ),
            Transition("file", "存查", ("accepted", "investigating"), "filed", P.HANDLE, guard=_assigned, wording="存查：{answer}", undoable=True),
            Transition("reopen", "重新启用", ("filed",), "accepted", P.HANDLE, wording="存查后重新启用：{note}"),
            Transition("close", "办结", ("docketed", "handed_over", "filed"), "closed", P.HANDLE, wording="线索办结：{note}", shared=True),
        ),
    ),
    model="cases.transfer",
)
