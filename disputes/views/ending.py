"""Assessment, support, closing, referral, similar cases."""

from __future__ import annotations

from disputes.forms.settling import CloseForm, MarkForm, ReferForm, VisitDayForm
from disputes.forms.supporting import AidForm, LeniencyForm, ReliefForm, SuitForm
from disputes.permissions import DisputePermission as P
from disputes.services import closing, leniency, supporting
from disputes.views.base import DisputeAction

CloseDispute = DisputeAction.of(
    "结案",
    closing.close,
    form_class=CloseForm,
    tab="closing",
    explanation="结案报告不得写入调解中的陈述。",
    done="已结案，结案报告正在生成。",
)
PlanVisit = DisputeAction.of("安排回访", closing.plan_visit, form_class=VisitDayForm, tab="closing", done="回访已安排。")
FinishDispute = DisputeAction.of("办结", closing.finish, done="已办结。")
MarkTypical = DisputeAction.of(
    "列为典型案例素材",
    closing.mark_typical,
    tab="closing",
    explanation="素材中的姓名、单位、案号自动隐去，供联络室编写典型案例。",
    done="已列为典型案例素材。",
)
ReferDispute = DisputeAction.of(
    "转检察监督",
    closing.refer,
    permission=P.REFER,
    form_class=ReferForm,
    explanation="生成一条检察监督线索，由案件管理部门审查受理；一件争议只转一次。",
    done="已转检察监督线索。",
)
AssessLeniency = DisputeAction.of(
    "首违不罚评估",
    leniency.assess,
    form_class=LeniencyForm,
    part="leniency",
    submit_label="查询登记簿并保存",
    tab="leniency",
    explanation="三项条件须同时成立：初次违法、危害后果轻微、及时改正（《中华人民共和国行政处罚法》第三十三条第一款）。工作站只作评估，是否处罚由镇街决定。",
    done="登记簿已查询，评估已保存。",
)
ApplyForRelief = DisputeAction.of(
    "申请司法救助",
    supporting.apply_for_relief,
    form_class=ReliefForm,
    begins={"applicant": "party_name"},
    submit_label="提出申请",
    tab="support",
    explanation="司法救助限于受犯罪侵害或者民事侵权、无法通过诉讼获得赔偿、生活急迫困难的当事人；其他困难转介社会救助。",
    done="救助申请已提出，待部门负责人审核。",
)
AskForAid = DisputeAction.of(
    "转介法律援助",
    supporting.ask_for_aid,
    form_class=AidForm,
    begins={"applicant": "party_name"},
    tab="support",
    done="已转介司法局，转介函正在生成。",
)
SupportSuit = DisputeAction.of(
    "支持起诉",
    supporting.support_suit,
    permission=P.REFER,
    form_class=SuitForm,
    begins={"supported": "party_name"},
    submit_label="制发支持起诉意见书",
    tab="support",
    explanation="仅限民事诉讼（《中华人民共和国民事诉讼法》第十五条）。",
    done="支持起诉意见书正在生成。",
)
MarkSimilar = DisputeAction.of("标记类案", closing.mark_similar, form_class=MarkForm, tab="similar", done="已标记。", drafts=False)
