"""监督案件: list, page with records, findings and report, and its acts."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.urls import reverse_lazy

from cases.case_types import CASE_TYPE_CHOICES
from cases.enums import Channel
from cases.forms.handovers import BulkReassignForm
from cases.forms.supervision import (
    CloseForm,
    ConclusionForm,
    DecideForm,
    FindingForm,
    PlanForm,
    RecordForm,
    ReportForm,
    TakeOverForm,
    cite,
)
from cases.models import Correction, Finding, InvestigationRecord, Recommendation, SupervisionCase
from cases.models.supervision import OVER
from cases.permissions import CasePermission as P
from cases.queries.checks import faults_of
from cases.queries.counting import parts
from cases.queries.limits import nearest_deadlines
from cases.services import handovers
from cases.services import supervision as services
from cases.services.archive import volumes
from cases.views.base import CasesPage, corrections_of, state_kind
from cases.workflow import SUPERVISION
from cases.workflow.supervision import REPORT_PARTS
from pengjiang.access import can
from pengjiang.web.filters import ChoiceFilter, DateFilter, FlagFilter
from pengjiang.web.limits import lights_of
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage


def holders_of(user: Any) -> list[tuple[str, str]]:
    """Everybody who handles a case that the reader may see."""
    rows = SupervisionCase.objects.visible_to(user).order_by("holder__name").values_list("holder_id", "holder__name").distinct()
    return [(str(key), name) for key, name in rows]


class CaseList(ListPage):
    """Supervision cases."""

    model = SupervisionCase
    permission = P.VIEW
    title = "监督案件"
    page_key = "cases.supervision"
    template_name = "cases/supervision/list.html"
    menu_key = "supervision"
    search_fields = ("number", "unified_number", "title", "subject_name")
    search_placeholder = "案号、名称"
    default_order = "-docketed_on"
    columns = (
        Column("number", "案号", link=True, always=True, sort="number"),
        Column("title", "案件名称", kind="clip", link=True, wide=True),
        Column("case_type", "案件类别", value="get_case_type_display"),
        Column("subject", "被监督单位", value=lambda row: row.subject.short_name if row.subject_id else row.subject_name),
        Column("docketed_on", "立案日期", kind="date", sort="docketed_on"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
        Column("holder", "承办", value="holder__name", sort="holder__name"),
        Column("result", "结果", value="result_label", shown=False),
        Column("closed_on", "办结日期", kind="date", sort="closed_on", shown=False),
        Column("unified_number", "统一受案号", shown=False),
        Column("channel", "案源", value="get_channel_display", shown=False),
        Column("is_history", "补录", kind="flag", shown=False),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in SUPERVISION.states.items()]),
        ChoiceFilter(name="case_type", label="案件类别", choices=CASE_TYPE_CHOICES),
        ChoiceFilter(name="channel", label="案源", choices=Channel.choices),
        DateFilter(name="docketed_on", label="立案日期"),
        ChoiceFilter(name="holder", label="承办", choices=holders_of),
        FlagFilter(name="is_history", label="补录", yes="补录的历史案件", no="本系统办理"),
    )
    presets = (
        Preset("mine", "我承办的", lambda user: f"holder={user.pk}", counted=True),
        Preset("asking", "待检察长决定", "state=asking", counted=True),
        Preset("recommended", "已提出检察建议", "state=recommended"),
    )
    bulk_actions = (
        BulkAction(
            "reassign", "变更承办人", handovers.change_handler, P.ASSIGN, icon="user", form_class=BulkReassignForm,
            explanation="案件的线索、检察建议、函件、听证和期限随案转给新的承办人；调离、长期休假的，请用“工作交接”一并移交并生成清单。",
        ),
    )  # fmt: skip
    empty_text = "线索受理并分案后，由承办检察官立案。"
    create_url = reverse_lazy("cases:enter-history")
    create_label = "补录历史案件"
    create_permission = P.HISTORY

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("subject", "holder")

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "may_enter": can(self.request.user, P.HISTORY).ok}


class CasePage(CasesPage):
    """One case."""

    model = SupervisionCase
    permission = P.VIEW
    template_name = "cases/supervision/detail.html"
    menu_key = "supervision"
    prefix = "case"
    icons = {"review": "eye", "ask_investigation": "send", "record": "edit", "conclude": "check", "recommend": "document", "close": "check"}
    steps = (
        ("受理", ("accepted",)),
        ("审查", ("reviewing", "suspended")),
        ("呈批", ("asking",)),
        ("调查核实", ("investigating",)),
        ("调查终结", ("concluded",)),
        ("提出监督意见", ("recommended", "settled", "ended", "not_supported")),
        ("办结", ("closed",)),
        ("归档", ("archived",)),
    )

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().select_related(
            "subject", "holder", "assistant", "transfer__screening", "investigation_decided_by", "follows", "merged_into", "split_from", "volume"
        )
        here = OuterRef("pk")
        tied = SupervisionCase.objects.filter(Q(merged_into=here) | Q(split_from=here) | Q(related=here))
        rows = rows.annotate(has_corrections=Exists(Correction.objects.filter(case=here)), has_ties=Exists(tied))
        rows = rows.annotate(finding_count=parts(Finding, "case"), record_count=parts(InvestigationRecord, "case"))
        # The guards of the buttons and the list ask for the same rows.
        return rows.prefetch_related(Prefetch("recommendations", Recommendation.objects.select_related("addressee")))

    def get_title(self) -> str:
        return self.object.title

    def get_tabs(self) -> Any:
        case = self.object
        return (
            ("overview", "概况", ""),
            ("findings", "认定问题", case.finding_count or ""),
            ("records", "调查核实", case.record_count or ""),
            ("report", "终结报告", ""),
            ("contacts", "沟通与发函", len(self.contacts) + len(self.dispatches) or ""),
            ("hearing", "听证", len(self.hearings) or ""),
            ("papers", "文书", ""),
            ("timeline", "时间线", ""),
        )

    @cached_property
    def contacts(self) -> list[Any]:
        return list(self.object.contacts.select_related("recommendation"))

    @cached_property
    def dispatches(self) -> list[Any]:
        return list(self.object.dispatches.all())

    @cached_property
    def hearings(self) -> list[Any]:
        return list(self.object.hearings.all())

    def paper_objects(self) -> Any:
        corrections = self.object.corrections.all() if self.object.has_corrections else ()
        return (self.object, *self.object.records.all(), *self.contacts, *self.dispatches, *self.hearings, *corrections)

    def linked(self) -> list[tuple[str, Any]]:
        """Cases merged into this one, split off from it, related to it."""
        case = self.object
        rows = SupervisionCase.objects.filter(Q(merged_into=case) | Q(split_from=case) | Q(related=case)).distinct()
        return [("已并入本案" if row.merged_into_id == case.pk else "拆出案件" if row.split_from_id == case.pk else "串案", row) for row in rows]

    def get_context(self) -> dict[str, Any]:
        case = self.object
        recommendations = list(case.recommendations.all())
        nearest = nearest_deadlines(recommendations)
        findings = list(case.findings.select_related("dossier"))
        for row in findings:
            row.cited = [str(one) for one in cite(row.citations)]
        lights = lights_of(nearest.values())
        for row in recommendations:
            row.light = lights.get(nearest[row.pk].pk) if row.pk in nearest else None
        return {
            **super().get_context(),
            "dossiers": case.dossiers.select_related("organisation"),
            "findings": findings,
            "records": case.records.all() if self.tab == "records" else (),
            "report": [(label, (case.report or {}).get(key, "")) for key, label in REPORT_PARTS],
            "recommendations": recommendations,
            "contacts": self.contacts,
            "dispatches": self.dispatches,
            "hearings": self.hearings,
            "joined": case.joined.all() if self.tab == "overview" else (),
            "linked": self.linked() if self.tab == "overview" and case.has_ties else (),
            "corrections": corrections_of(self.request.user, case=case) if self.tab == "overview" and case.has_corrections else (),
            "may_handle": can(self.request.user, P.HANDLE, case).ok and case.state not in OVER,
        }


class CaseAction(ActionView):
    """An act on a case."""

    model = SupervisionCase
    permission = P.HANDLE
    menu_key = "supervision"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("holder", "transfer")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.number, self.object.get_absolute_url())]


class ReviewCase(CaseAction):
    """开始审查."""

    title = "开始审查"
    service = staticmethod(services.review_case)
    done = "已开始审查。"


class AskInvestigation(CaseAction):
    """呈批调查核实."""

    title = "呈批调查核实"
    form_class = PlanForm
    submit_label = "呈检察长决定"
    explanation = "调查核实由检察长决定（《人民检察院检察建议工作规定》第十三条）；决定之日起两个月内完成（第十五条）。"
    service = staticmethod(services.ask_investigation)
    done = "已呈请检察长决定。"

    def get_initial(self) -> dict[str, Any]:
        return {"plan": self.object.plan}


class DecideInvestigation(CaseAction):
    """决定调查核实."""

    permission = P.DECIDE
    title = "决定调查核实"
    form_class = DecideForm
    template_name = "cases/supervision/decide.html"
    service = staticmethod(services.decide_investigation)
    done = "已决定调查核实，办理期限开始计算。"


class DeclineInvestigation(CaseAction):
    """退回呈批."""

    permission = P.DECIDE
    title = "退回呈批"
    form_class = ConclusionForm
    service = staticmethod(services.decline_investigation)
    done = "已退回承办检察官。"


class AddRecord(CaseAction):
    """登记调查核实记录."""

    title = "登记调查核实记录"
    form_class = RecordForm
    submit_label = "登记"
    explanation = "不得采取限制人身自由和查封、扣押、冻结财产等强制性措施（规定第十四条）。"
    service = staticmethod(services.add_record)
    done = "已登记，调查核实笔录正在生成。"

    def get_initial(self) -> dict[str, Any]:
        case = self.object
        return {"officers": "、".join(person.name for person in (case.holder, case.assistant) if person)}

    def get_done_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}?tab=records"


class AddFinding(CaseAction):
    """增加认定问题."""

    title = "增加认定问题"
    form_class = FindingForm
    submit_label = "保存"
    service = staticmethod(services.save_finding)
    done = "已保存。"

    def get_done_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}?tab=findings"


class TakeOverFaults(CaseAction):
    """从体检结果引入."""

    title = "从体检结果引入认定问题"
    form_class = TakeOverForm
    submit_label = "引入所选问题"
    service = staticmethod(services.take_over_faults)
    explanation = "列出本案案卷最近一次体检不符合、尚未引入的问题；引入时填好案卷、文书、页码和条款，请逐条核对后修改。"
    drafts = False

    def get_initial(self) -> dict[str, Any]:
        return {"chosen": [fault.key for fault in faults_of(self.object)]}

    def get_done_message(self, result: Any) -> str:
        return f"已引入{len(result)}条认定问题，请逐条核对。"

    def get_done_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}?tab=findings"


class EditFinding(AddFinding):
    """修改认定问题."""

    title = "修改认定问题"

    @property
    def finding(self) -> Finding:
        row = self.object.findings.filter(pk=self.kwargs["finding"]).first()
        if row is None:
            raise Http404
        return row

    def get_initial(self) -> dict[str, Any]:
        row = self.finding
        values = {name: getattr(row, name) for name in ("category", "document", "page", "fact", "problem")}
        return {**values, "dossier": row.dossier_id, "citations": "\n".join(str(one) for one in cite(row.citations))}

    def perform(self, form: Any) -> Any:
        return services.save_finding(self.object, actor=self.request.user, finding=self.finding, **form.cleaned_data)


class RemoveFinding(EditFinding):
    """删除认定问题."""

    title = "删除认定问题"
    form_class = ActionView.form_class
    danger = True

    def get_initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> Any:
        return services.remove_finding(self.finding, actor=self.request.user)


class WriteReport(CaseAction):
    """撰写调查终结报告."""

    title = "撰写调查终结报告"
    form_class = ReportForm
    submit_label = "保存报告"
    service = staticmethod(services.write_report)
    done = "报告已保存。"

    def get_initial(self) -> dict[str, Any]:
        return self.object.report or {}

    def get_done_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}?tab=report"


class ConcludeCase(CaseAction):
    """调查终结."""

    title = "调查终结"
    explanation = "调查终结报告将定稿并生成文书；其后由检察长决定提出检察建议或者终结审查。"
    service = staticmethod(services.conclude_case)
    done = "调查终结，报告正在生成。"


class ReinvestigateCase(CaseAction):
    """补充调查核实."""

    title = "补充调查核实"
    form_class = ConclusionForm
    service = staticmethod(services.reinvestigate_case)
    done = "已转入补充调查核实。"


class SettleCase(CaseAction):
    """促成化解."""

    title = "促成化解"
    form_class = ConclusionForm
    service = staticmethod(services.settle_case)
    done = "已登记化解。"


class EndCase(CaseAction):
    """终结审查."""

    title = "终结审查"
    form_class = ConclusionForm
    service = staticmethod(services.end_case)
    done = "已终结审查。"


class NotSupportCase(CaseAction):
    """不支持监督申请."""

    title = "不支持监督申请"
    form_class = ConclusionForm
    service = staticmethod(services.not_support_case)
    done = "已作不支持监督申请。"


class SuspendCase(CaseAction):
    """中止."""

    title = "中止"
    form_class = ConclusionForm
    service = staticmethod(services.suspend_case)
    done = "已中止，办理期限停止计算。"


class ResumeCase(CaseAction):
    """恢复审查."""

    title = "恢复审查"
    service = staticmethod(services.resume_case)
    done = "已恢复，办理期限继续计算。"


class CloseCase(CaseAction):
    """办结."""

    title = "办结"
    form_class = CloseForm
    service = staticmethod(services.close_case)
    done = "案件已办结。"


class ArchiveCase(CaseAction):
    """归档."""

    permission = P.ARCHIVE
    title = "归档"
    explanation = "归档后案件只读，不能再修改；系统装订正卷、副卷。其后的材料经补充归档入卷。"
    service = staticmethod(volumes.archive_case)
    done = "已归档，卷宗正在装订。"
