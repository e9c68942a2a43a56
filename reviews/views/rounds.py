"""评查批次: list, plan, the round's own page, sample, calibration, assignment matrix."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy

from cases.views.base import state_kind
from pengjiang.events.reading import handles
from pengjiang.files.models import StoredFile
from pengjiang.web.components.frames import Figure
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView
from pengjiang.web.views.base import Crumb, ObjectView
from reviews.forms import rounds as forms
from reviews.models import Round
from reviews.permissions import ReviewPermission as P
from reviews.queries.calibration import agreement
from reviews.queries.matrix import loads, matrix
from reviews.queries.plans import current_step
from reviews.sampling import frame_digest
from reviews.services import rounds, sampling
from reviews.views.base import ROUND_STEPS, Narrower, ReviewPage, WordedList, word_of
from reviews.workflow import ROUND


class RoundList(WordedList):
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
        Column("state", "状态", kind="badge", badge=state_kind, sort="state"),
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
        columns = super().get_columns()
        return [column for column in columns if column.name != "size"] if self.request.user.is_town else columns


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
        overseer = handles(user, row)
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


class MatrixPage(OverseenPage):
    """Who marks what and how far it is."""

    template_name = "reviews/rounds/matrix.html"
    title = "评查进度"

    def get_context(self) -> dict[str, Any]:
        rows = matrix(self.object)
        return {**super().get_context(), "rows": rows, "loads": loads(self.object, rows), "leads": self.object.leader_id == self.request.user.pk}
