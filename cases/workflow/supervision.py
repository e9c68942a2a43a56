"""监督案件 (domain.md 5.3 J-06 to J-09, 14)."""

from __future__ import annotations

from cases.citations import rule
from cases.permissions import CasePermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _has_records(case, user) -> str:
    return "" if case.records.exists() else "尚无调查核实记录，请先登记。"


def _has_report(case, user) -> str:
    missing = [label for key, label in REPORT_PARTS if not (case.report or {}).get(key)]
    return f"调查终结报告尚缺“{'”“'.join(missing)}”，请补齐。" if missing else ""


def _decided(case, user) -> str:
    return "" if case.investigation_decided_on else "尚未决定调查核实，请恢复审查。"


def _not_yet_decided(case, user) -> str:
    return "已决定调查核实，请恢复调查核实。" if case.investigation_decided_on else ""


def _recommendations_closed(case, user) -> str:
    open_ones = sum(row.state not in {"closed", "archived", "superseded", "withdrawn"} for row in case.recommendations.all())
    return f"尚有{open_ones}份检察建议未办结。" if open_ones else ""


def _no_hearing(case, user) -> str:
    return "本案已有一次听证正在进行。" if case.hearings.exclude(state__in=["refused", "cancelled", "closed"]).exists() else ""


def _has_review_limit(case, user) -> str:
    return "" if case.type.litigation else "此类案件没有三个月的审查期限。"


def _nothing_out(case, user) -> str:
    return "本案已起草检察建议或者发出函件，不能并入另案。" if any(case.recommendations.all()) or case.dispatches.exclude(state="dropped").exists() else ""


def _several_files(case, user) -> str:
    return "" if case.dossiers.count() > 1 else "本案只涉及一件案卷，不需要拆分。"


WORKING = ("accepted", "reviewing", "asking", "investigating", "concluded")
OPEN = (*WORKING, "recommended", "settled", "ended", "not_supported")

# 调查终结报告 in the parts of domain.md 11.3; risk is a part of its own but may say 无.
REPORT_PARTS = (
    ("process", "办理经过"),
    ("facts", "查明的事实与证据"),
    ("analysis", "分析论证（实体、程序、裁量、送达、救济）"),
    ("view", "审查意见"),
    ("proposal", "处理建议"),
    ("risk", "风险评估"),
)

SUPERVISION = register_machine(
    Machine(
        name="cases.supervisioncase",
        title="监督案件",
        initial="accepted",
        states={
            "accepted": State("受理"),
            "reviewing": State("审查中"),
            "asking": State("呈批中", tone="soon"),
            "investigating": State("调查核实中"),
            "concluded": State("调查终结"),
            "recommended": State("已提出检察建议"),
            "settled": State("已促成化解", tone="ok"),
            "ended": State("终结审查", tone="off"),
            "not_supported": State("不支持监督申请", tone="off"),
            "suspended": State("中止", tone="off"),
            "closed": State("办结", tone="ok"),
            "archived": State("归档", tone="off", final=True),
            "merged": State("并案", tone="off", final=True),
        },
        transitions=(
            Transition("review", "开始审查", ("accepted",), "reviewing", P.HANDLE, wording="开始审查", primary=True, undoable=True),
            Transition(
                "ask_investigation",
                "呈批调查核实",
                ("reviewing",),
                "asking",
                P.HANDLE,
                document="investigation_plan",
                citation=rule(13),
                wording="呈请检察长决定调查核实",
                primary=True,
            ),
            Transition(
                "decide_investigation",
                "决定调查核实",
                ("asking",),
                "investigating",
                P.DECIDE,
                starts=("TM19",),
                citation=rule(13),
                wording="决定进行调查核实",
                primary=True,
            ),
            Transition(
                "decline_investigation",
                "退回呈批",
                ("asking",),
                "reviewing",
                P.DECIDE,
                citation=rule(13),
                wording="退回呈批：{note}",
                undoable=True,
            ),
            Transition(
                "record",
                "登记调查核实记录",
                ("investigating",),
                None,
                P.HANDLE,
                document="investigation_record",
                citation=rule(14),
                wording="登记调查核实记录（{means}）：{persons}",
            ),
            Transition("write_report", "撰写调查终结报告", ("investigating",), None, P.HANDLE, citation=rule(15), wording="修改调查终结报告"),
            Transition(
                "conclude",
                "调查终结",
                ("investigating",),
                "concluded",
                P.HANDLE,
                document="closing_report",
                stops=("TM19",),
                citation=rule(15),
                guard=lambda case, user: _has_records(case, user) or _has_report(case, user),
                wording="调查终结，拟处理：{proposal}",
                primary=True,
            ),
            Transition("reinvestigate", "补充调查核实", ("concluded",), "investigating", P.HANDLE, starts=("TM19",), citation=rule(15), wording="补充调查核实：{note}"),
            Transition(
                "recommend",
                "起草检察建议",
                ("concluded", "recommended"),
                "recommended",
                P.HANDLE,
                citation=rule(15),
                wording="起草检察建议《{title}》",
                primary=True,
            ),
            Transition("settle", "促成化解", ("reviewing", "investigating", "concluded"), "settled", P.HANDLE, stops=("TM19", "TM23"), wording="促成化解：{note}", undoable=True),
            Transition("end", "终结审查", ("reviewing", "concluded"), "ended", P.HANDLE, document="end_decision", stops=("TM23",), citation=rule(15), wording="终结审查：{note}"),
            Transition(
                "not_support",
                "不支持监督申请",
                ("reviewing", "concluded"),
                "not_supported",
                P.HANDLE,
                document="non_support_decision",
                stops=("TM23",),
                wording="不支持监督申请：{note}",
            ),
            Transition(
                "suspend",
                "中止",
                ("reviewing", "investigating"),
                "suspended",
                P.HANDLE,
                document="suspension_decision",
                pauses=("TM19", "TM23"),
                wording="中止：{note}",
            ),
            Transition(
                "resume",
                "恢复审查",
                ("suspended",),
                "reviewing",
                P.HANDLE,
                resumes=("TM23",),
                guard=_not_yet_decided,
                wording="恢复审查",
            ),
            Transition(
                "resume_investigating",
                "恢复调查核实",
                ("suspended",),
                "investigating",
                P.HANDLE,
                resumes=("TM19", "TM23"),
                guard=_decided,
                wording="恢复调查核实",
            ),
            Transition(
                "close",
                "办结",
                ("recommended", "settled", "ended", "not_supported"),
                "closed",
                P.HANDLE,
                stops=("TM23", "TM49"),
                guard=_recommendations_closed,
                wording="办结，结果：{result}",
                primary=True,
            ),
            Transition("archive", "归档", ("closed",), "archived", P.ARCHIVE, citation=rule(28), wording="归档"),
            Transition("reassign", "变更承办人", (*OPEN, "suspended"), None, P.ASSIGN, wording="变更承办人：{before}→{after}（{reason}）"),
            Transition("join", "并入线索、案卷", WORKING, None, P.HANDLE, wording="并入{what}，一并办理"),
            Transition("merge", "并入另案", WORKING, "merged", P.HANDLE, stops=("TM19", "TM23"), guard=_nothing_out, wording="并入{other}一并办理：{note}"),
            Transition("take_in", "并案", WORKING, None, P.HANDLE, wording="{other}并入本案", system=True),
            Transition("relate", "串案", OPEN, None, P.HANDLE, wording="与{other}串案办理：{note}"),
            Transition("split", "拆分", WORKING, None, P.HANDLE, guard=_several_files, wording="拆出{other}，另案办理：{note}"),
            Transition("correct", "更正日期", (*OPEN, "suspended", "closed"), None, P.CORRECT, wording="更正{label}：{before}→{after}（{reason}）"),
            Transition("contact", "登记口头提示、座谈", OPEN, None, P.HANDLE, document="contact_record", wording="登记{kind}（{persons}）：{outcome}"),
            Transition("dispatch", "发函、移送", OPEN, None, P.HANDLE, wording="拟{kind}：{addressee}"),
            Transition("hold_hearing", "呈请公开听证", WORKING, None, P.HANDLE, guard=_no_hearing, wording="呈请决定公开听证：{reason}"),
            Transition(
                "extend_review",
                "延长审查期限",
                ("reviewing", "asking", "investigating", "concluded"),
                None,
                P.REOPEN,
                guard=_has_review_limit,
                wording="审查期限延长{by}个月：{reason}",
            ),
            Transition("reopen", "重新启动", ("closed",), "reviewing", P.REOPEN, wording="重新启动办理：{note}", undoable=True),
        ),
    ),
    model="cases.supervisioncase",
)
