"""行政争议 (domain.md 14): from application to the last follow-up."""

from __future__ import annotations

from cases.workflow.hearing import article
from disputes.citations import EXTENSION, MEDIATION, SETTLEMENT, STAY
from disputes.permissions import DisputePermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine

AT_WORK = ("accepted", "planned", "mediating")
RUNNING = (*AT_WORK, "suspended", "agreed")


def _all_performed(dispute, user) -> str:
    text = getattr(dispute, "agreement_text", None)
    if text is None:
        return "尚无协议。"
    left = text.obligations.exclude(state__in=["done", "excused"]).count()
    return f"尚有{left}项义务未履行。" if left else ""


def _signed(dispute, user) -> str:
    text = getattr(dispute, "agreement_text", None)
    return "" if text is not None and text.obligations.exists() else "请先起草协议并逐项列明义务。"


def _visited(dispute, user) -> str:
    left = dispute.visits.filter(done_on=None).count()
    if left:
        return f"尚有{left}次回访未完成。"
    return "" if dispute.visits.exists() else "请至少安排并完成一次回访。"


def _not_stayed(dispute, user) -> str:
    return "复议已中止。" if dispute.stayed_on else ""


def _stayed(dispute, user) -> str:
    return "" if dispute.stayed_on else "复议没有中止。"


DISPUTE = register_machine(
    Machine(
        name="disputes.dispute",
        title="行政争议",
        initial="applied",
        states={
            "applied": State("申请", public="已申请，待受理", tone="soon"),
            "refused": State("不予受理", tone="off", final=True),
            "accepted": State("受理"),
            "planned": State("方案", public="受理"),
            "mediating": State("化解中"),
            "suspended": State("中止", tone="off"),
            "agreed": State("达成协议", tone="soon"),
            "performed": State("已履行", tone="ok"),
            "unsettled": State("未化解", tone="bad"),
            "visiting": State("回访", public="已结案"),
            "closed": State("办结", public="已结案", tone="ok", final=True),
        },
        transitions=(
            Transition(
                "accept",
                "受理",
                ("applied",),
                "accepted",
                P.ACCEPT,
                document="dispute_intake",
                citation=MEDIATION,
                wording="受理争议化解申请，编号{number}",
                shared=True,
                primary=True,
            ),
            Transition(
                "refuse",
                "不予受理",
                ("applied",),
                "refused",
                P.ACCEPT,
                document="dispute_refusal",
                wording="不予受理：{reason}",
                shared=True,
            ),
            Transition("assign", "确定联合承办人", RUNNING, None, P.ACCEPT, wording="确定联合承办人：{people}", shared=True),
            Transition(
                "hand_over", "交接承办人", (*RUNNING, "performed", "unsettled", "visiting"), None, P.ACCEPT, wording="{before}移交{after}承办：{reason}", shared=True
            ),
            Transition("recuse", "承办人回避", RUNNING, None, P.RECUSE, wording="{person}回避：{ground}"),
            Transition("proceedings", "登记复议诉讼进展", (*RUNNING, "unsettled"), None, P.HANDLE, wording="登记复议、诉讼进展"),
            Transition(
                "stay",
                "中止复议以便调解",
                ("planned", "mediating"),
                None,
                P.HANDLE,
                pauses=("TM31", "TM32"),
                citation=STAY,
                guard=_not_stayed,
                wording="双方同意调解，复议自{on}起中止",
                shared=True,
            ),
            Transition(
                "end_stay",
                "恢复复议",
                (*RUNNING, "unsettled"),
                None,
                P.HANDLE,
                resumes=("TM31", "TM32"),
                guard=_stayed,
                wording="复议恢复审理，期限继续计算",
                shared=True,
            ),
            Transition(
                "extend",
                "延长复议审理期限",
                (*RUNNING, "unsettled"),
                None,
                P.HANDLE,
                citation=EXTENSION,
                guard=_not_stayed,
                wording="经{approved_by}批准，复议审理期限延长{by}日：{reason}",
                shared=True,
            ),
            Transition(
                "plan", "制定化解方案", ("accepted",), "planned", P.HANDLE, document="dispute_plan", wording="制定化解方案", primary=True
            ),
            Transition(
                "revise_plan", "修改化解方案", ("planned", "mediating"), None, P.HANDLE, document="dispute_plan", wording="修改化解方案"
            ),
            Transition(
                "begin",
                "开始化解",
                ("planned",),
                "mediating",
                P.HANDLE,
                citation=MEDIATION,
                wording="开始联合化解",
                shared=True,
                primary=True,
            ),
            Transition(
                "meet", "登记调解", ("mediating",), None, P.HANDLE, document="mediation_record", citation=MEDIATION, wording="召开调解会"
            ),
            Transition(
                "call_hearing",
                "发出听证通知",
                ("planned", "mediating"),
                None,
                P.HANDLE,
                document="dispute_hearing_notice",
                citation=article(10),
                wording="定于{at}在{place}听证，已通知各方",
                shared=True,
            ),
            Transition("measure", "登记化解措施", ("planned", "mediating", "agreed"), None, P.HANDLE, wording="登记化解措施：{means}"),
            Transition("draft_agreement", "起草协议", ("mediating",), None, P.HANDLE, wording="起草{kind}"),
            Transition(
                "sign",
                "签订协议",
                ("mediating",),
                "agreed",
                P.HANDLE,
                document="settlement_agreement",
                citation=SETTLEMENT,
                guard=_signed,
                wording="签订{kind}",
                shared=True,
                primary=True,
            ),
            Transition(
                "withdraw_application",
                "登记撤回申请",
                ("agreed", "performed"),
                None,
                P.HANDLE,
                citation=SETTLEMENT,
                wording="当事人自愿撤回{what}",
                shared=True,
            ),
            Transition(
                "perform",
                "协议履行完毕",
                ("agreed",),
                "performed",
                P.HANDLE,
                guard=_all_performed,
                wording="协议全部履行",
                shared=True,
                primary=True,
            ),
            Transition("settle", "未经协议化解", ("mediating",), "performed", P.HANDLE, wording="化解：{outcome}", shared=True),
            Transition("reopen", "恢复化解", ("agreed", "unsettled"), "mediating", P.HANDLE, wording="恢复化解"),
            Transition("suspend", "中止化解", ("planned", "mediating"), "suspended", P.HANDLE, wording="中止化解：{reason}", shared=True),
            Transition("resume", "恢复办理", ("suspended",), "mediating", P.HANDLE, wording="恢复办理", shared=True),
            Transition(
                "fail",
                "终止化解（未化解）",
                ("accepted", "planned", "mediating", "suspended", "agreed"),
                "unsettled",
                P.HANDLE,
                wording="未能化解",
                shared=True,
            ),
            Transition(
                "refer",
                "转检察监督",
                ("mediating", "agreed", "performed", "unsettled", "visiting", "closed"),
                None,
                P.REFER,
                wording="转检察监督线索",
            ),
            Transition(
                "close",
                "结案",
                ("performed", "unsettled"),
                "visiting",
                P.HANDLE,
                document="dispute_report",
                wording="结案：{outcome}，转入回访",
                primary=True,
            ),
            Transition("plan_visit", "安排回访", ("visiting",), None, P.HANDLE, wording="安排{on}回访"),
            Transition("mark_typical", "列为典型案例素材", ("visiting", "closed"), None, P.HANDLE, wording="列为典型案例素材（已脱敏）"),
            Transition("finish", "办结", ("visiting",), "closed", P.HANDLE, guard=_visited, wording="回访完成，办结", primary=True),
        ),
    ),
    model="disputes.dispute",
)
