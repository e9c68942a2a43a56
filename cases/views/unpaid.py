"""非诉执行监督 (domain.md 5.9): unpaid fines with what is due when; court answers; a case of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cases.enums import CourtAnswerKind
from cases.forms.dispatches import CourtAnswerForm, OpenCaseForm
from cases.models import SupervisionCase, UnpaidDecision
from cases.models.unpaid import STAGES, stage_condition
from cases.permissions import UnpaidPermission as P
from cases.services import unpaid as services
from pengjiang.access import can
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.web.components.story import Action
from pengjiang.web.filters import ChoiceFilter, DateFilter, FlagFilter, NumberFilter
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb, DetailPage
from pengjiang.web.views.listing import ListPage

TONES = {
    "paying": "outline",
    "remedy": "active",
    "undemanded": "bad",
    "waiting": "active",
    "ready": "warn",
    "lost": "veto",
    "applied": "active",
    "answered": "good",
    "undated": "warn",
}
WORDS = dict(STAGES)


def _towns(user: Any) -> list[tuple[str, str]]:
    return [(str(row.pk), row.short_name) for row in Organisation.objects.filter(kind=OrganisationKind.TOWN)]


def _at_stage(stage: str) -> Q:
    return stage_condition(stage, clock.today())


class UnpaidList(ListPage):
    """Every fine that is not known to be paid."""

    model = UnpaidDecision
    permission = P.VIEW
    title = "非诉执行监督"
    page_key = "cases.unpaid"
    menu_key = "unpaid"
    search_fields = ("dossier__number", "dossier__title", "dossier__party_name")
    search_placeholder = "案号、案件名称、当事人"
    default_order = "apply_last_on"
    columns = (
        Column("number", "案号", value="dossier__number", link=True, always=True, sort="dossier__number"),
        Column("town", "行政机关", value="organisation__short_name", sort="organisation__order"),
        Column("title", "案件名称", value="dossier__name", kind="clip", wide=True, link=True),
        Column("fine", "罚款（元）", kind="money", sort="fine"),
        Column("served_on", "送达", kind="date", sort="served_on"),
        Column("pay_last_on", "缴款末日", kind="date", sort="pay_last_on", shown=False),
        Column("suit_last_on", "起诉期末日", kind="date", sort="suit_last_on", shown=False),
        Column("demand_last_on", "最迟催告", kind="date", sort="demand_last_on"),
        Column("demand_served_on", "已催告", kind="date", sort="demand_served_on"),
        Column("apply_last_on", "申请末日", kind="date", sort="apply_last_on"),
        Column("applied_on", "已申请", kind="date", sort="applied_on", shown=False),
        Column("answer", "法院答复", value="get_answer_display", shown=False),
        Column("stage", "现状", kind="badge", value="stage_word", badge=lambda row: row.stage_tone),
        Column("case", "监督案件", value=lambda row: "已立案" if row.has_case else ""),
    )
    filters = (
        ChoiceFilter(name="stage", label="现状", choices=STAGES, condition=_at_stage),
        ChoiceFilter(name="town", label="行政机关", lookup="organisation", choices=_towns),
        ChoiceFilter(name="answer", label="法院答复", choices=CourtAnswerKind.choices),
        DateFilter(name="apply_last_on", label="申请末日"),
        NumberFilter(name="fine", label="罚款", unit="元"),
        FlagFilter(name="has_case", label="监督案件", yes="已立案", no="未立案"),
    )
    presets = (
        Preset("lost", "已过申请期限", "stage=lost", counted=True, bad=True),
        Preset("undemanded", "未催告", "stage=undemanded", counted=True),
        Preset("ready", "可申请未申请", "stage=ready", counted=True),
        Preset("applied", "待法院答复", "stage=applied"),
    )
    empty_text = "执法案卷登记了罚款而没有缴款日期的，自动列在这里，并按送达日期推算各项末日。"

    def get_rows(self) -> QuerySet:
        case = SupervisionCase.objects.filter(case_type="execution", dossiers=OuterRef("dossier_id"))
        return super().get_rows().select_related("dossier", "organisation").defer("dossier__facts", "dossier__ledger").annotate(has_case=Exists(case))

    def decorate(self, rows: Any) -> None:
        today = clock.today()
        for row in rows:
            stage = row.stage(today)
            row.stage_word, row.stage_tone = WORDS[stage], TONES[stage]


class UnpaidPage(DetailPage):
    """One unpaid fine: its days with their reasons, what the court answered, cases of it."""

    model = UnpaidDecision
    permission = P.VIEW
    template_name = "cases/unpaid/detail.html"
    menu_key = "unpaid"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("dossier__organisation", "organisation")

    def get_title(self) -> str:
        return self.object.dossier.number

    def get_actions(self) -> list[Action]:
        user, row = self.request.user, self.object
        actions = []
        if can(user, P.OPEN).ok:
            actions.append(Action("立案监督", reverse("cases:unpaid-open", args=[row.pk]), can(user, P.OPEN, row), icon="case", primary=True))
        if can(user, P.RECORD).ok:
            actions.append(Action("登记法院答复", reverse("cases:unpaid-answer", args=[row.pk]), can(user, P.RECORD, row), icon="inbox"))
        return actions

    def get_context(self) -> dict[str, Any]:
        row, today = self.object, clock.today()
        stage = row.stage(today)
        return {
            **super().get_context(),
            "stage_word": WORDS[stage],
            "stage_tone": TONES[stage],
            "days": self.days(),
            "answers": row.answers.select_related("made_by"),
            "cases": SupervisionCase.objects.visible_to(self.request.user).filter(dossiers=row.dossier).select_related("holder"),
        }

    def days(self) -> list[tuple[str, Any, str]]:
        """Each day with the rule it follows from."""
        row = self.object
        return [
            ("决定书送达", row.served_on, "各项期限自此起算"),
            ("缴款末日", row.pay_last_on, "收到决定书之日起十五日"),
            ("起诉期末日", row.suit_last_on, "六个月；经复议的自收到复议决定之日起十五日"),
            ("最迟催告日", row.demand_last_on, "催告书送达满十个工作日后方可申请，《行政强制法》第五十四条"),
            ("催告书送达", row.demand_served_on, "满十个工作日"),
            ("最早可申请日", row.apply_first_on, "起诉期届满且催告满十个工作日"),
            ("申请法院执行末日", row.apply_last_on, "起诉期届满之日起三个月，《行政强制法》第五十三条"),
            ("已申请法院执行", row.applied_on, "案卷或者法院答复登记的日期"),
        ]


class UnpaidAction(ActionView):
    """An act on it."""

    model = UnpaidDecision
    permission = P.RECORD
    menu_key = "unpaid"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("dossier", "organisation")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.dossier.number, self.object.get_absolute_url())]


class RecordCourtAnswer(UnpaidAction):
    """登记法院答复."""

    title = "登记法院答复"
    form_class = CourtAnswerForm
    service = staticmethod(services.record_court_answer)
    done = "法院答复已登记。"

    def get_initial(self) -> dict[str, Any]:
        return {"on": clock.today(), "applied_on": self.object.applied_on}


class OpenEnforcementCase(UnpaidAction):
    """立案监督."""

    permission = P.OPEN
    title = "立案监督"
    form_class = OpenCaseForm
    submit_label = "立案"
    explanation = "由您承办，该案卷一并带入；案件类别为行政执行活动监督（含非诉执行监督）。"
    service = staticmethod(services.open_enforcement_case)
    done = "已立案，立案审批表正在生成。"

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        stage = WORDS[row.stage(clock.today())]
        fine = f"{row.fine:.2f}".rstrip("0").rstrip(".")
        origin = f"在开展行政非诉执行监督、核查执法案卷登记时发现：{row.dossier.number}案罚款{fine}元未登记缴款，现状为“{stage}”"
        if row.apply_last_on:
            origin += f"，申请人民法院强制执行的末日为{row.apply_last_on:%Y-%m-%d}"
        return {"title": f"{row.organisation.short_name}{row.dossier.name}非诉执行监督案"[:120], "origin": f"{origin}。"}

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()
