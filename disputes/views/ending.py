"""Assessment, support, closing, referral, similar cases."""

from __future__ import annotations

from typing import Any

from disputes.forms.settling import CloseForm, MarkForm, ReferForm, VisitDayForm
from disputes.forms.supporting import AidForm, LeniencyForm, ReliefForm, SuitForm
from disputes.permissions import DisputePermission as P
from disputes.services import closing, leniency, supporting
from disputes.views.base import DisputeAction


class CloseDispute(DisputeAction):
    """结案."""

    title = "结案"
    form_class = CloseForm
    tab = "closing"
    explanation = "结案报告不得写入调解中的陈述。"
    service = staticmethod(closing.close)
    done = "已结案，结案报告正在生成。"


class PlanVisit(DisputeAction):
    """安排回访."""

    title = "安排回访"
    form_class = VisitDayForm
    tab = "closing"
    service = staticmethod(closing.plan_visit)
    done = "回访已安排。"


class FinishDispute(DisputeAction):
    """办结."""

    title = "办结"
    service = staticmethod(closing.finish)
    done = "已办结。"


class MarkTypical(DisputeAction):
    """列为典型案例素材."""

    title = "列为典型案例素材"
    tab = "closing"
    explanation = "素材中的姓名、单位、案号自动隐去，供联络室编写典型案例。"
    service = staticmethod(closing.mark_typical)
    done = "已列为典型案例素材。"


class ReferDispute(DisputeAction):
    """转检察监督."""

    permission = P.REFER
    title = "转检察监督"
    form_class = ReferForm
    explanation = "生成一条检察监督线索，由案件管理部门审查受理；一件争议只转一次。"
    service = staticmethod(closing.refer)
    done = "已转检察监督线索。"


class AssessLeniency(DisputeAction):
    """首违不罚评估."""

    title = "首违不罚评估"
    form_class = LeniencyForm
    submit_label = "查询登记簿并保存"
    tab = "leniency"
    explanation = "三项条件须同时成立：初次违法、危害后果轻微、及时改正（《中华人民共和国行政处罚法》第三十三条第一款）。工作站只作评估，是否处罚由镇街决定。"
    service = staticmethod(leniency.assess)
    done = "登记簿已查询，评估已保存。"

    def get_initial(self) -> dict[str, Any]:
        row = getattr(self.object, "leniency", None)
        return {name: getattr(row, name) for name in LeniencyForm.base_fields} if row else {}


class ApplyForRelief(DisputeAction):
    """申请司法救助."""

    title = "申请司法救助"
    form_class = ReliefForm
    submit_label = "提出申请"
    tab = "support"
    explanation = "司法救助限于受犯罪侵害或者民事侵权、无法通过诉讼获得赔偿、生活急迫困难的当事人；其他困难转介社会救助。"
    service = staticmethod(supporting.apply_for_relief)
    done = "救助申请已提出，待部门负责人审核。"

    def get_initial(self) -> dict[str, Any]:
        return {"applicant": self.object.party_name}


class AskForAid(DisputeAction):
    """转介法律援助."""

    title = "转介法律援助"
    form_class = AidForm
    tab = "support"
    service = staticmethod(supporting.ask_for_aid)
    done = "已转介司法局，转介函正在生成。"

    def get_initial(self) -> dict[str, Any]:
        return {"applicant": self.object.party_name}


class SupportSuit(DisputeAction):
    """支持起诉."""

    permission = P.REFER
    title = "支持起诉"
    form_class = SuitForm
    submit_label = "制发支持起诉意见书"
    tab = "support"
    explanation = "仅限民事诉讼（《中华人民共和国民事诉讼法》第十五条）。"
    service = staticmethod(supporting.support_suit)
    done = "支持起诉意见书正在生成。"

    def get_initial(self) -> dict[str, Any]:
        return {"supported": self.object.party_name}


class MarkSimilar(DisputeAction):
    """标记类案."""

    title = "标记类案"
    form_class = MarkForm
    tab = "similar"
    service = staticmethod(closing.mark_similar)
    done = "已标记。"

    drafts = False
