"""评查批次: list, plan, approval, sample, assignment matrix."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy

from cases.views.base import state_kind
from pengjiang.documents.models import IssuedDocument
from pengjiang.files.models import StoredFile
from pengjiang.web.components.frames import Figure
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView
from pengjiang.web.views.base import Crumb, ObjectView
from pengjiang.web.views.listing import ListPage
from reviews.forms import rounds as forms
from reviews.models import Round, SampledFile
from reviews.permissions import ReviewPermission as P
from reviews.queries.calibration import agreement
from reviews.queries.matrix import loads, matrix
from reviews.queries.plans import current_step
from reviews.sampling import frame_digest
from reviews.services import assigning, calibrating, closing, consulting, rounds, sampling
from reviews.views.base import ROUND_STEPS, Narrower, ReviewAction, ReviewPage, is_overseer, word_of
from reviews.workflow import ROUND


class RoundList(ListPage):
    """所有批次."""

    model = Round
    permission = P.VIEW
    title = "联合评查"
    page_key = "reviews.rounds"
    menu_key = "rounds"
    search_fields = ("title",)
    default_order = "-year"
    columns = (
        Column("title", "批次", kind="key", link=True, always=True),
        Column("year", "季度", value="quarter_label", sort="year"),
        Column("size", "抽取件数", kind="number", sort="size"),
        Column("score_by", "初评截止", kind="date", sort="score_by"),
        Column("publish_by", "通报时间", kind="date", sort="publish_by"),
        Column("published_on", "通报日期", kind="date", sort="published_on", shown=False),
        Column("state", "状态", kind="badge", value=lambda row: row.word, badge=state_kind, sort="state", export=lambda row: row.word),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in ROUND.states.items()]),
        ChoiceFilter(name="quarter", label="季度", choices=[(1, "第一季度"), (2, "第二季度"), (3, "第三季度"), (4, "第四季度")]),
    )
    create_url = reverse_lazy("reviews:plan")
    create_label = "拟制评查方案"
    create_permission = P.PLAN
    empty_text = "每季度一个批次，由检察院和司法局共同批准方案后抽取案卷。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().defer("frame")

    def get_columns(self) -> Any:
        if not self.request.user.is_town:
            return self.columns
        return [column for column in self.columns if column.name != "size"]

    def decorate(self, rows: Any) -> None:
        for row in rows:
            row.word = word_of(row, self.request.user)


class PlanRound(CreateView):
    """拟制评查方案."""

    permission = P.PLAN
    title = "拟制评查方案"
    menu_key = "rounds"
    form_class = forms.PlanForm
    service = staticmethod(rounds.plan_round)
    submit_label = "保存方案"
    done = "方案已保存，请确定评查组后送审。"


class RoundPage(ReviewPage):
    """A round with its steps."""

    model = Round
    permission = P.VIEW
    template_name = "reviews/rounds/detail.html"
    prefix = "round"
    steps = ROUND_STEPS
    leave_out = ("return", "approve")
    icons = {"draw": "refresh", "send_for_approval": "send", "publish": "megaphone"}

    def get_tabs(self) -> Any:
        if self.request.user.is_town:
            return (("overview", "概况", ""), ("papers", "文书", ""))
        return (("overview", "概况", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("leader", "made_by").defer("frame")

    def get_context(self) -> dict[str, Any]:
        row, user = self.object, self.request.user
        parts = list(row.parts.visible_to(user).select_related("town"))
        for part in parts:
            part.word, part.kind = word_of(part, user), state_kind(part)
        counts: dict[str, int] = {}
        for state in row.files.visible_to(user).reviewed().values_list("state", flat=True):
            counts[state] = counts.get(state, 0) + 1
        total = sum(counts.values())
        settled = counts.get("settled", 0) + counts.get("final", 0) + counts.get("rechecking", 0)
        figures = [
            Figure("案卷", total, unit="件"),
            Figure("已报送", total - counts.get("drawn", 0), unit=f"/ {total}"),
            Figure("已形成评分", settled, unit=f"/ {total}"),
            Figure("单位", len(parts), unit="个"),
        ]
        overseer = is_overseer(user, row)
        return {
            **super().get_context(),
            "parts": parts,
            "period": f"{row.period_from:%Y-%m-%d} 至 {row.period_to:%Y-%m-%d}",
            "minimum_note": f"每单位不少于{row.minimum}件",
            "figures": figures if not user.is_town else [],
            "rubrics": row.rubrics.order_by("kind"),
            "steps_of_plan": row.steps.select_related("decided_by") if not user.is_town else (),
            "step": current_step(row),
            "overseer": overseer,
            "panel_count": row.panel.count(),
            "annexes": StoredFile.objects.of(row) if row.state in {"published", "closed"} else (),
        }


class RoundAction(ReviewAction):
    """An act on a round."""

    model = Round


class EditPlan(RoundAction):
    """修改方案."""

    permission = P.PLAN
    title = "修改评查方案"
    form_class = forms.PlanForm
    service = staticmethod(rounds.edit_plan)
    submit_label = "保存方案"
    done = "方案已保存。"

    def get_initial(self) -> dict[str, Any]:
        return forms.initial_of_plan(self.object)


class SetTeam(RoundAction):
    """确定评查组."""

    permission = P.PLAN
    title = "确定评查组"
    form_class = forms.TeamForm
    service = staticmethod(rounds.set_team)
    done = "评查组已确定。"

    def get_initial(self) -> dict[str, Any]:
        return {"leader": self.object.leader_id, "people": list(self.object.panel.values_list("person_id", flat=True))}


class SendPlan(RoundAction):
    """送审."""

    permission = P.PLAN
    title = "送审"
    explanation = "方案送司法局、检察院依次审批，批准后制作评查方案文书。"
    service = staticmethod(rounds.send_for_approval)
    done = "方案已送审。"


class DecidePlan(RoundAction):
    """审批."""

    permission = P.APPROVE
    title = "审批评查方案"
    form_class = forms.PlanDecisionForm
    service = staticmethod(rounds.decide_plan)
    submit_label = "确定"
    done = "已办理。"


class DrawRound(RoundAction):
    """抽取案卷."""

    permission = P.MANAGE
    title = "抽取案卷"
    form_class = forms.DrawForm
    service = staticmethod(sampling.draw_round)
    explanation = "从本期结案的案卷中分层抽取。种子、总体摘要和算法版本一并公布，可随时重新抽取核对。"
    done = "案卷已抽取。"

    def get_done_url(self, result: Any) -> str:
        return reverse("reviews:sample", args=[self.object.pk])


class SamplePage(ObjectView):
    """The sample with all that is needed to draw it again."""

    model = Round
    permission = P.MANAGE
    template_name = "reviews/rounds/sample.html"
    menu_key = "rounds"
    title = "抽取结果"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]

    def get_context(self) -> dict[str, Any]:
        row = self.object
        files = list(row.files.exclude(purpose="calibration").select_related("town").order_by("order"))
        same = row.seed is not None and frame_digest(sampling.stored_frame(row)) == row.frame_digest
        return {**super().get_context(), "files": files, "same": same, "frame_size": len(row.frame), "command": f"manage.py draw_sample {row.pk}"}


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


class NotifyTowns(RoundAction):
    """通知报送."""

    permission = P.MANAGE
    title = "通知报送"
    explanation = "各镇街收到抽取清单，五个工作日内报送扫描案卷。"
    service = staticmethod(sampling.notify_towns)
    done = "已通知各镇街报送。"


class DeclareConflict(RoundAction):
    """登记回避."""

    permission = P.MANAGE
    title = "登记评查回避"
    form_class = forms.ConflictForm
    service = staticmethod(rounds.declare_conflict)
    done = "已登记回避。"


class Calibrate(RoundAction):
    """安排校准."""

    permission = P.MANAGE
    title = "安排校准"
    form_class = forms.CalibrationForm
    explanation = "全体评查员先评同样的两件案卷，核对尺度；校准案卷不属于本批次，不通知镇街。"
    done = "校准已安排。"

    def perform(self, form: Any) -> Any:
        return calibrating.calibrate(self.object, actor=self.request.user, dossiers=list(form.cleaned_data["dossiers"]))


class OverseenPage(Narrower, ObjectView):
    """For who organises or leads the round and does not review in it."""

    model = Round
    permission = P.MANAGE
    menu_key = "rounds"

    def get_queryset(self) -> QuerySet:
        return Round.objects.overseen_by(self.request.user).select_related("leader")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]


class CalibrationPage(OverseenPage):
    """Agreement by item, veto, grade, score."""

    template_name = "reviews/rounds/calibration.html"
    title = "校准结果"

    def get_context(self) -> dict[str, Any]:
        row = self.object
        return {**super().get_context(), "found": agreement(row), "notes": row.clarifications.select_related("made_by")}


class Clarify(RoundAction):
    """统一尺度."""

    permission = P.LEAD
    title = "发布尺度说明"
    form_class = forms.ClarifyForm
    service = staticmethod(calibrating.clarify)
    done = "尺度说明已发布，评分页面随项目显示。"

    def get_initial(self) -> dict[str, Any]:
        return {"code": self.request.GET.get("code", "")[:8]}

    def get_done_url(self, result: Any) -> str:
        return reverse("reviews:calibration", args=[self.object.pk])


class AssignRound(RoundAction):
    """分配评查任务."""

    permission = P.MANAGE
    title = "分配评查任务"
    explanation = "每件两人，检察院、司法局各一人，数量均衡；已登记和系统核出的回避不予分配。"
    service = staticmethod(assigning.assign_round)
    done = "任务已分配。"


class MatrixPage(OverseenPage):
    """Who marks what and how far it is."""

    template_name = "reviews/rounds/matrix.html"
    title = "评查进度"

    def get_context(self) -> dict[str, Any]:
        rows = matrix(self.object)
        return {**super().get_context(), "rows": rows, "loads": loads(self.object, rows), "leads": self.object.leader_id == self.request.user.pk}


class ConsultTowns(RoundAction):
    """征求意见."""

    permission = P.MANAGE
    title = "征求意见"
    explanation = "向各镇街发送评查意见书（不显示评查员），五个工作日内可以申诉一次。"
    service = staticmethod(consulting.consult_towns)
    done = "评查意见书已发送。"


class Meet(RoundAction):
    """登记定级会议."""

    permission = P.MANAGE
    title = "登记定级会议"
    form_class = forms.MeetingForm
    service = staticmethod(closing.meet)
    done = "会议纪要已登记。"

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {"attending": row.attending, "minutes": row.minutes, **({"met_on": row.met_on} if row.met_on else {})}


class GradeRound(RoundAction):
    """定级."""

    permission = P.MANAGE
    title = "定级"
    explanation = "按联席会议纪要，全部案卷按现有得分定级，此后得分不再变动。"
    service = staticmethod(closing.grade_round)
    done = "案卷已定级。"


class ChooseExcellent(RoundAction):
    """评定优秀案卷."""

    permission = P.MANAGE
    title = "评定优秀案卷"
    form_class = forms.ExcellentForm
    service = staticmethod(closing.choose_excellent)
    done = "优秀案卷已评定。"

    def get_initial(self) -> dict[str, Any]:
        return {"files": list(self.object.files.filter(excellent=True).values_list("pk", flat=True))}


class WriteCircular(RoundAction):
    """撰写通报."""

    permission = P.MANAGE
    title = "撰写通报"
    form_class = forms.CircularForm
    service = staticmethod(closing.write_circular)
    submit_label = "保存"
    done = "通报正文已保存。"

    def get_initial(self) -> dict[str, Any]:
        return {"achievements": self.object.achievements, "demands": self.object.demands or closing.DEMANDS}


class Publish(RoundAction):
    """印发通报."""

    permission = P.MANAGE
    title = "印发通报"
    explanation = "印发后编号、排版并发送各镇街签收，问题列入整改台账，同时给每个镇街制作执法规范处方。"
    service = staticmethod(closing.publish)
    done = "通报已印发。"


class CloseRound(RoundAction):
    """办结."""

    permission = P.MANAGE
    title = "办结批次"
    service = staticmethod(closing.close_round)
    done = "批次已办结。"


class IssueYearly(RoundAction):
    """年度考评表."""

    permission = P.MANAGE
    title = "制作年度考评表"
    explanation = "按本年度已通报批次计算，公式印在表上。"
    service = staticmethod(closing.issue_yearly)
    done = "年度考评表正在制作。"

    def get_done_url(self, result: IssuedDocument) -> str:
        return f"{self.object.get_absolute_url()}?tab=papers"


class IssueStatistics(IssueYearly):
    """评查统计表."""

    title = "制作评查统计表"
    explanation = "按本批次定级结果制作，分母印在表上。"
    service = staticmethod(closing.issue_statistics)
    done = "评查统计表正在制作。"
