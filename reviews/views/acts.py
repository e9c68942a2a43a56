"""Acts on a round, in the order in which a round goes; each is a row: what it is called, what does it, what its page says."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from pengjiang.web.views.base import Crumb
from reviews.forms import files as file_forms
from reviews.forms import rounds as forms
from reviews.models import Assignment, Round, SampledFile
from reviews.permissions import ReviewPermission as P
from reviews.services import assigning, calibrating, closing, consulting, rounds, sampling
from reviews.views.base import Narrower, ReviewAction


class RoundAction(ReviewAction):
    """An act on a round; ``leads_to`` names the page of the round that shows what came of it."""

    model = Round
    permission = P.MANAGE
    leads_to = ""

    def get_done_url(self, result: Any) -> str:
        if self.leads_to.startswith("?"):
            return f"{self.object.get_absolute_url()}{self.leads_to}"
        return reverse(self.leads_to, args=[self.object.pk]) if self.leads_to else super().get_done_url(result)


# -- the plan

EditPlan = RoundAction.of("修改评查方案", rounds.edit_plan, permission=P.PLAN, form_class=forms.EditPlanForm, submit_label="保存方案", done="方案已保存。")
SetTeam = RoundAction.of("确定评查组", rounds.set_team, permission=P.PLAN, form_class=forms.TeamForm, done="评查组已确定。")
SendPlan = RoundAction.of(
    "送审", rounds.send_for_approval, permission=P.PLAN, explanation="方案送司法局、检察院依次审批，批准后制作评查方案文书。", done="方案已送审。"
)
DecidePlan = RoundAction.of(
    "审批评查方案", rounds.decide_plan, permission=P.APPROVE, form_class=forms.PlanDecisionForm, submit_label="确定", done="已办理。"
)

# -- the sample

DrawRound = RoundAction.of(
    "抽取案卷",
    sampling.draw_round,
    form_class=forms.DrawForm,
    explanation="从本期结案的案卷中分层抽取。种子、总体摘要和算法版本一并公布，可随时重新抽取核对。",
    leads_to="reviews:sample",
    done="案卷已抽取。",
)
NotifyTowns = RoundAction.of("通知报送", sampling.notify_towns, explanation="各镇街收到抽取清单，五个工作日内报送扫描案卷。", done="已通知各镇街报送。")


class ReplaceFile(ReviewAction):
    """替换不能使用的案卷."""

    model = SampledFile
    permission = P.MANAGE
    title = "替换案卷"
    form_class = forms.ReasonForm
    service = staticmethod(sampling.replace_file)
    explanation = "由系统从同一单位、同类、同领域未抽中的案卷中按种子抽取替换，理由和替换结果一并记录。"
    done = "案卷已替换。"

    def get_done_url(self, result: Any) -> str:
        return reverse("reviews:sample", args=[self.object.round_id])


# -- the reviewers

DeclareConflict = RoundAction.of("登记评查回避", rounds.declare_conflict, form_class=forms.ConflictForm, done="已登记回避。")
Calibrate = RoundAction.of(
    "安排校准",
    calibrating.calibrate,
    form_class=forms.CalibrationForm,
    explanation="全体评查员先评同样的两件案卷，核对尺度；校准案卷不属于本批次，不通知镇街。",
    done="校准已安排。",
)
AssignRound = RoundAction.of(
    "分配评查任务",
    assigning.assign_round,
    explanation="每件两人，检察院、司法局各一人，数量均衡；已登记和系统核出的回避不予分配。",
    done="任务已分配。",
)


class Clarify(RoundAction):
    """统一尺度."""

    permission = P.LEAD
    title = "发布尺度说明"
    form_class = forms.ClarifyForm
    service = staticmethod(calibrating.clarify)
    leads_to = "reviews:calibration"
    done = "尺度说明已发布，评分页面随项目显示。"

    def get_initial(self) -> dict[str, Any]:
        return {"code": self.request.GET.get("code", "")[:8]}


class Reassign(Narrower, ReviewAction):
    """改派: one seat on one file, for who oversees the round."""

    model = Assignment
    permission = P.MANAGE
    title = "改派评查任务"
    form_class = file_forms.ReassignForm
    service = staticmethod(assigning.reassign)
    explanation = "原评查员未提交的评分随任务终止，由改派的评查员独立评查；双方均不知道对方。"
    submit_label = "改派"
    done = "任务已改派。"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object.round), self.object.round.get_absolute_url()), Crumb("评查进度", self.get_matrix())]

    def get_queryset(self) -> QuerySet:
        overseen = Round.objects.overseen_by(self.request.user)
        rows = super().get_queryset().exclude(state="ended").filter(file__round__in=overseen)
        return rows.select_related("file__round", "file__rubric", "body").defer("file__round__frame")

    def get_matrix(self) -> str:
        return reverse("reviews:matrix", args=[self.object.file.round_id])

    def get_done_url(self, result: Any) -> str:
        return self.get_matrix()

    def get_cancel_url(self) -> str:
        return self.get_matrix()

    def get_title(self) -> str:
        return f"改派评查任务：{self.object.file.number}"


# -- from the opinion to the circular

ConsultTowns = RoundAction.of(
    "征求意见", consulting.consult_towns, explanation="向各镇街发送评查意见书（不显示评查员），五个工作日内可以申诉一次。", done="评查意见书已发送。"
)
Meet = RoundAction.of("登记定级会议", closing.meet, form_class=forms.MeetingForm, done="会议纪要已登记。")
GradeRound = RoundAction.of("定级", closing.grade_round, explanation="按联席会议纪要，全部案卷按现有得分定级，此后得分不再变动。", done="案卷已定级。")
ChooseExcellent = RoundAction.of("评定优秀案卷", closing.choose_excellent, form_class=forms.ExcellentForm, done="优秀案卷已评定。")
WriteCircular = RoundAction.of("撰写通报", closing.write_circular, form_class=forms.CircularForm, submit_label="保存", done="通报正文已保存。")
Publish = RoundAction.of(
    "印发通报",
    closing.publish,
    explanation="印发后编号、排版并发送各镇街签收，问题列入整改台账，同时给每个镇街制作执法规范处方。",
    done="通报已印发。",
)
CloseRound = RoundAction.of("办结批次", closing.close_round, done="批次已办结。")
IssueYearly = RoundAction.of(
    "制作年度考评表", closing.issue_yearly, explanation="按本年度已通报批次计算，公式印在表上。", leads_to="?tab=papers", done="年度考评表正在制作。"
)
IssueStatistics = RoundAction.of(
    "制作评查统计表", closing.issue_statistics, explanation="按本批次定级结果制作，分母印在表上。", leads_to="?tab=papers", done="评查统计表正在制作。"
)
