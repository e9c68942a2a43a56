"""Acts on a dispute up to its agreement and end."""

from __future__ import annotations

from typing import Any

from disputes.forms.intake import (
    AcceptForm,
    ExtendReconsiderationForm,
    HandlersForm,
    NoteForm,
    ProceedingsForm,
    ReasonForm,
    RecuseForm,
    StayForm,
)
from disputes.forms.settling import (
    AgreementForm,
    HearingForm,
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

AcceptDispute = DisputeAction.of(
    "受理",
    intake.accept,
    permission=P.ACCEPT,
    form_class=AcceptForm,
    begins={"mediators": "mediators"},
    explanation="检察院、司法局各确定一名承办人；应当回避的人员不列出。",
    done="已受理并确定联合承办人。",
)
RefuseDispute = DisputeAction.of("不予受理", intake.refuse, permission=P.ACCEPT, form_class=ReasonForm, danger=True, done="已不予受理，告知书正在生成。")
AssignDispute = DisputeAction.of(
    "确定联合承办人",
    intake.assign,
    permission=P.ACCEPT,
    form_class=HandlersForm,
    begins={"procurator": "procurator_id", "assistant": "assistant_id", "officer": "officer_id"},
    explanation="更换后，原承办人不再能查阅调解内容。",
    done="联合承办人已确定。",
)
RecuseHandler = DisputeAction.of(
    "承办人回避",
    intake.recuse,
    permission=P.RECUSE,
    form_class=RecuseForm,
    explanation="回避的承办人立即停止办理，不再能查阅调解内容。",
    done="已登记回避，请另行确定承办人。",
)
RecordProceedings = DisputeAction.of(
    "登记复议诉讼进展",
    proceedings.record_proceedings,
    form_class=ProceedingsForm,
    begins={name: name for name in ProceedingsForm.base_fields},
    submit_label="保存进展",
    explanation="复议、起诉期限不因调解停止计算；系统按这些日期计算期限并提前预警。",
    done="进展已登记，期限已重新计算。",
)
StayReconsideration = DisputeAction.of(
    "中止复议以便调解",
    proceedings.stay,
    form_class=StayForm,
    explanation="当事人和行政机关均同意调解的，可以中止复议（《中华人民共和国行政复议法》第三十九条第一款第六项）；中止期间复议审理期限停止计算。",
    done="复议已中止，审理期限停止计算。",
)
ExtendReconsideration = DisputeAction.of(
    "延长复议审理期限",
    proceedings.extend_reconsideration,
    form_class=ExtendReconsiderationForm,
    explanation="适用普通程序的复议，情况复杂的，经复议机构负责人批准可以延长，最多不超过三十日（《中华人民共和国行政复议法》第六十二条第一款）。",
    done="期限已延长。",
)
EndStay = DisputeAction.of("恢复复议", proceedings.end_stay, done="复议已恢复，审理期限继续计算。")
PLAN = {"form_class": PlanForm, "part": "plan", "begins": {"means": "means"}, "submit_label": "保存方案", "tab": "mediation", "explanation": "方案限联合承办人查阅。"}
MakePlan = DisputeAction.of("制定化解方案", mediating.make_plan, **PLAN, done="化解方案已保存。")
RevisePlan = DisputeAction.of("修改化解方案", mediating.make_plan, **PLAN, done="化解方案已修改。")
BeginMediation = DisputeAction.of("开始化解", mediating.begin, done="已开始联合化解。")


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


CallHearing = DisputeAction.of(
    "发出听证通知",
    mediating.call_hearing,
    form_class=HearingForm,
    tab="mediation",
    explanation="听证三日前将案由、时间、地点、主持人、听证员告知参加人（《人民检察院审查案件听证工作规定》第十条）；听证后登记为化解措施。",
    done="听证通知书正在生成。",
)
AddMeasure = FilesAction.of(
    "登记化解措施",
    mediating.add_measure,
    form_class=MeasureForm,
    submit_label="登记",
    tab="mediation",
    explanation="走访、会商、听证的内容限联合承办人查阅；道歉书、承诺书、改正证据等当事双方可以查阅。",
    done="已登记。",
)
DraftAgreement = DisputeAction.of(
    "起草协议",
    agreeing.draft_agreement,
    form_class=AgreementForm,
    part="agreement_text",
    submit_label="保存协议",
    tab="agreement",
    done="协议已保存，请逐项列明义务。",
)
AddObligation = DisputeAction.of(
    "增加义务",
    agreeing.add_obligation,
    form_class=ObligationForm,
    submit_label="增加",
    tab="agreement",
    explanation="分期履行的填写总金额和分期数，系统逐期列明金额和期限。",
    done="义务已列明。",
)


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


WithdrawApplication = DisputeAction.of("登记撤回申请", agreeing.withdraw_application, form_class=WithdrawForm, tab="agreement", done="撤回已登记。")
FinishPerformance = DisputeAction.of("协议履行完毕", agreeing.finish_performance, done="协议已全部履行。")
SettleDispute = DisputeAction.of(
    "未经协议化解",
    mediating.settle,
    form_class=SettleForm,
    explanation="行政机关自行变更撤销、当事人自愿撤回或者服判息诉而没有签订协议的，在此登记。",
    done="化解结果已登记。",
)
ReopenDispute = DisputeAction.of("恢复化解", mediating.reopen, form_class=NoteForm, done="已恢复化解。")
SuspendDispute = DisputeAction.of("中止化解", mediating.suspend, form_class=ReasonForm, done="已中止。")
ResumeDispute = DisputeAction.of("恢复办理", mediating.resume, done="已恢复办理。")
FailDispute = DisputeAction.of(
    "终止化解（未化解）",
    mediating.fail,
    form_class=NoteForm,
    danger=True,
    explanation="终止后当事人的复议、起诉期限继续计算并预警；发现违法的，由承办检察官转检察监督。",
    done="已终止化解。",
)
