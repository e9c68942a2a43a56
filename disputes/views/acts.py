"""Acts on a dispute up to its agreement and end."""

from __future__ import annotations

from typing import Any

from disputes.forms.intake import AcceptForm, HandlersForm, NoteForm, ProceedingsForm, ReasonForm, RecuseForm, StayForm
from disputes.forms.settling import (
    AgreementForm,
    MeasureForm,
    MeetingForm,
    ObligationForm,
    PlanForm,
    SettleForm,
    SignForm,
    WithdrawForm,
)
from disputes.permissions import DisputePermission as P
from disputes.services import agreeing, intake, mediating, proceedings
from disputes.views.base import DisputeAction, FilesAction


class AcceptDispute(DisputeAction):
    """受理."""

    permission = P.ACCEPT
    title = "受理"
    form_class = AcceptForm
    explanation = "检察院、司法局各确定一名承办人；应当回避的人员不列出。"
    service = staticmethod(intake.accept)
    done = "已受理并确定联合承办人。"

    def get_initial(self) -> dict[str, Any]:
        return {"mediators": self.object.mediators}


class RefuseDispute(DisputeAction):
    """不予受理."""

    permission = P.ACCEPT
    title = "不予受理"
    form_class = ReasonForm
    danger = True
    service = staticmethod(intake.refuse)
    done = "已不予受理，告知书正在生成。"


class AssignDispute(DisputeAction):
    """确定联合承办人."""

    permission = P.ACCEPT
    title = "确定联合承办人"
    form_class = HandlersForm
    explanation = "更换后，原承办人不再能查阅调解内容。"
    service = staticmethod(intake.assign)
    done = "联合承办人已确定。"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, f"{name}_id") for name in ("procurator", "assistant", "officer")}


class RecuseHandler(DisputeAction):
    """承办人回避."""

    permission = P.RECUSE
    title = "承办人回避"
    form_class = RecuseForm
    explanation = "回避的承办人立即停止办理，不再能查阅调解内容。"
    service = staticmethod(intake.recuse)
    done = "已登记回避，请另行确定承办人。"


class RecordProceedings(DisputeAction):
    """登记复议诉讼进展."""

    title = "登记复议诉讼进展"
    form_class = ProceedingsForm
    submit_label = "保存进展"
    explanation = "复议、起诉期限不因调解停止计算；系统按这些日期计算期限并提前预警。"
    service = staticmethod(proceedings.record_proceedings)
    done = "进展已登记，期限已重新计算。"

    def get_initial(self) -> dict[str, Any]:
        names = ProceedingsForm.base_fields
        return {name: getattr(self.object, name) for name in names}


class StayReconsideration(DisputeAction):
    """中止复议以便调解."""

    title = "中止复议以便调解"
    form_class = StayForm
    explanation = (
        "当事人和行政机关均同意调解的，可以中止复议（《中华人民共和国行政复议法》第三十九条第一款第六项）；中止期间复议审理期限停止计算。"
    )
    service = staticmethod(proceedings.stay)
    done = "复议已中止，审理期限停止计算。"


class EndStay(DisputeAction):
    """恢复复议."""

    title = "恢复复议"
    service = staticmethod(proceedings.end_stay)
    done = "复议已恢复，审理期限继续计算。"


class MakePlan(DisputeAction):
    """制定化解方案."""

    title = "制定化解方案"
    form_class = PlanForm
    submit_label = "保存方案"
    tab = "mediation"
    explanation = "方案限联合承办人查阅。"
    service = staticmethod(mediating.make_plan)
    done = "化解方案已保存。"

    def get_initial(self) -> dict[str, Any]:
        plan = getattr(self.object, "plan", None)
        names = ("party_position", "town_position", "gaps", "bottom_line", "roles", "timetable")
        return {"means": self.object.means, **({name: getattr(plan, name) for name in names} if plan else {})}


class RevisePlan(MakePlan):
    """修改化解方案."""

    title = "修改化解方案"
    service = staticmethod(mediating.make_plan)
    done = "化解方案已修改。"


class BeginMediation(DisputeAction):
    """开始化解."""

    title = "开始化解"
    service = staticmethod(mediating.begin)
    done = "已开始联合化解。"


class AddMeeting(FilesAction):
    """登记调解."""

    title = "登记调解"
    form_class = MeetingForm
    submit_label = "登记"
    tab = "mediation"
    explanation = "调解中的陈述限联合承办人查阅，不进入检索、导出和时间线。"
    service = staticmethod(mediating.add_meeting)
    done = "已登记，调解笔录正在生成。"

    def get_initial(self) -> dict[str, Any]:
        return {"host": self.request.user.name, "place": "行政争议联合化解工作站"}


class AddMeasure(FilesAction):
    """登记化解措施."""

    title = "登记化解措施"
    form_class = MeasureForm
    submit_label = "登记"
    tab = "mediation"
    explanation = "走访、会商、听证的内容限联合承办人查阅；道歉书、承诺书、改正证据等当事双方可以查阅。"
    service = staticmethod(mediating.add_measure)
    done = "已登记。"


class DraftAgreement(DisputeAction):
    """起草协议."""

    title = "起草协议"
    form_class = AgreementForm
    submit_label = "保存协议"
    tab = "agreement"
    service = staticmethod(agreeing.draft_agreement)
    done = "协议已保存，请逐项列明义务。"

    def get_initial(self) -> dict[str, Any]:
        text = getattr(self.object, "agreement_text", None)
        names = ("kind", "witnesses", "facts", "breach", "other")
        return {name: getattr(text, name) for name in names} if text else {}


class AddObligation(DisputeAction):
    """增加义务."""

    title = "增加义务"
    form_class = ObligationForm
    submit_label = "增加"
    tab = "agreement"
    explanation = "分期履行的填写总金额和分期数，系统逐期列明金额和期限。"
    service = staticmethod(agreeing.add_obligation)
    done = "义务已列明。"


class SignAgreement(FilesAction):
    """签订协议."""

    title = "签订协议"
    form_class = SignForm
    tab = "agreement"
    explanation = "四项合法性保障须逐项确认，缺一项不得签订。"
    service = staticmethod(agreeing.sign)
    done = "协议已签订，履行期限开始计算。"

    def get_initial(self) -> dict[str, Any]:
        text = getattr(self.object, "agreement_text", None)
        return {"witnesses": text.witnesses if text else ""}


class WithdrawApplication(DisputeAction):
    """登记撤回申请."""

    title = "登记撤回申请"
    form_class = WithdrawForm
    tab = "agreement"
    service = staticmethod(agreeing.withdraw_application)
    done = "撤回已登记。"


class FinishPerformance(DisputeAction):
    """协议履行完毕."""

    title = "协议履行完毕"
    service = staticmethod(agreeing.finish_performance)
    done = "协议已全部履行。"


class SettleDispute(DisputeAction):
    """未经协议化解."""

    title = "未经协议化解"
    form_class = SettleForm
    explanation = "行政机关自行变更撤销、当事人自愿撤回或者服判息诉而没有签订协议的，在此登记。"
    service = staticmethod(mediating.settle)
    done = "化解结果已登记。"


class ReopenDispute(DisputeAction):
    """恢复化解."""

    title = "恢复化解"
    form_class = NoteForm
    service = staticmethod(mediating.reopen)
    done = "已恢复化解。"


class SuspendDispute(DisputeAction):
    """中止化解."""

    title = "中止化解"
    form_class = ReasonForm
    service = staticmethod(mediating.suspend)
    done = "已中止。"


class ResumeDispute(DisputeAction):
    """恢复办理."""

    title = "恢复办理"
    service = staticmethod(mediating.resume)
    done = "已恢复办理。"


class FailDispute(DisputeAction):
    """终止化解（未化解）."""

    title = "终止化解（未化解）"
    form_class = NoteForm
    danger = True
    explanation = "终止后当事人的复议、起诉期限继续计算并预警；发现违法的，由承办检察官转检察监督。"
    service = staticmethod(mediating.fail)
    done = "已终止化解。"
