"""What other systems see of rounds, files, marks and findings. Blind review holds: nothing here is wider than ``visible_to``."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pengjiang.api.resources import Computed, Expansion, Resource, resource
from pengjiang.api.routes import act
from reviews.forms.files import MarkForm, VetoForm
from reviews.models import (
    Assignment,
    Clarification,
    DeclaredConflict,
    Finding,
    Mark,
    ObjectionItem,
    Panelist,
    PlanStep,
    Round,
    RubricVersion,
    SampledFile,
    TalkLine,
    TownPart,
)
from reviews.models.towns import TOLD
from reviews.permissions import ReviewPermission as P
from reviews.services import marking
from reviews.views.base import ReviewAction
from reviews.views.files import FilePage, PartPage
from reviews.views.findings import FindingList, FindingPage
from reviews.views.rounds import RoundList, RoundPage
from reviews.views.rubrics import RubricList, RubricPage
from reviews.views.scoring import TaskList

SETTLED = ("settled", "rechecking", "final")


def of_a_body(user: Any) -> bool:
    """Not of the side that is reviewed."""
    return not user.is_town


def _told(rows: QuerySet, user: Any) -> QuerySet:
    """Score and grade: to the town from the opinion paper on, to the bodies once the file is settled."""
    if not user.is_town:
        return rows.annotate(is_told=Q(state__in=SETTLED))
    paper = TownPart.objects.filter(round=OuterRef("round"), town=OuterRef("town"), state__in=TOLD)
    return rows.annotate(is_told=Exists(paper))


def _result(name: str, description: str, schema: dict[str, Any]) -> Computed:
    return Computed(name, f"{description}（形成并告知后可见）", schema, lambda row, _user: _plain(getattr(row, name)) if row.is_told else None)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, str)) else str(value)


resource(
    Resource(
        "reviews",
        Round,
        P.VIEW,
        fields=("title", "year", "quarter", "period_from", "period_to", "aims", "scope", "submit_by", "publish_by", "published_on"),
        inner=("size", "minimum", "ranked", "discipline", "score_by", "leader", "made_by", "approved_on", "drawn_on", "rubrics", "demands"),
        listing=RoundList,
        page=RoundPage,
        stamped=False,
        is_inside=of_a_body,
        expand={
            "files": Expansion(SampledFile, "round", "评查案卷", many=True),
            "parts": Expansion(TownPart, "round", "被评查单位情况", many=True),
            "steps": Expansion(PlanStep, "round", "方案审批", many=True),
            "panel": Expansion(Panelist, "round", "评查员", many=True),
            "clarifications": Expansion(Clarification, "round", "尺度说明", many=True),
        },
    )
)
resource(
    Resource(
        "reviews/files",
        SampledFile,
        P.VIEW,
        fields=("round", "dossier", "town", "rubric", "order", "purpose", "number", "file_type", "field", "submitted_on", "late", "excellent"),
        inner=("forced_reason", "stands_for", "replacement_reason"),
        computed=(
            _result("score", "得分", {"type": ["string", "null"]}),
            _result("grade", "等次", {"type": ["string", "null"]}),
            _result("vetoed", "一票否决", {"type": ["boolean", "null"]}),
        ),
        page=FilePage,
        by=("round", "town", "dossier"),
        prepare=_told,
        stamped=False,
        is_inside=of_a_body,
        expand={
            "findings": Expansion(Finding, "file", "评查问题", many=True),
            "assignments": Expansion(Assignment, "file", "评查任务", many=True),
            "talk": Expansion(TalkLine, "file", "合议记录", many=True),
        },
    )
)
resource(
    Resource(
        "reviews/parts",
        TownPart,
        P.VIEW,
        fields=("round", "town", "submitted_on", "late", "consulted_on", "objected_on", "answered_on", "receiver", "received_on"),
        page=PartPage,
        by=("round", "town"),
        stamped=False,
        is_inside=of_a_body,
        expand={
            "findings": Expansion(Finding, "part", "评查问题", many=True),
            "objections": Expansion(ObjectionItem, "part", "申诉", many=True),
        },
    )
)
resource(
    Resource(
        "reviews/tasks",
        Assignment,
        P.SCORE,
        fields=("file", "reviewer", "body", "seat", "score", "grade", "vetoed", "submitted_at"),
        listing=TaskList,
        is_inside=of_a_body,
        expand={"marks": Expansion(Mark, "assignment", "评分", many=True), "file": Expansion(SampledFile, "file", "评查案卷")},
    )
)
resource(
    Resource(
        "reviews/marks",
        Mark,
        P.SCORE,
        fields=("assignment", "code", "title", "group", "maximum", "is_veto", "lost", "absent", "reason", "page", "common", "revision"),
        computed=(Computed("rule", "引用的体检规则", {"type": "string"}, lambda row, _user: row.rule),),
        by=("assignment",),
        select=("assignment__file",),
        is_inside=of_a_body,
    )
)
resource(
    Resource(
        "reviews/talk",
        TalkLine,
        P.SCORE,
        fields=("file", "text", "changed"),
        by=("file",),
        is_inside=of_a_body,
    )
)
resource(
    Resource(
        "reviews/findings",
        Finding,
        P.VIEW,
        fields=(
            *("file", "part", "town", "code", "title", "group", "basis", "is_veto", "lost", "reasons", "pages", "common", "measure", "person"),
            *("due_on", "proof_note", "proved_on", "remarks", "ticked_on"),
        ),
        inner=("ticked_by",),
        listing=FindingList,
        page=FindingPage,
        is_inside=of_a_body,
        select=("part__town", "part__round"),
    )
)
resource(
    Resource(
        "reviews/appeals",
        ObjectionItem,
        P.VIEW,
        fields=("part", "file", "code", "title", "ground", "result", "lost_before", "lost_after", "reason", "answered_on"),
        inner=("rechecker",),
        by=("part", "file"),
        select=("part__town", "part__round"),
        is_inside=of_a_body,
    )
)
resource(
    Resource(
        "reviews/steps",
        PlanStep,
        P.VIEW,
        fields=("round", "turn", "order", "label", "decision", "opinion", "decided_by", "decided_on"),
        by=("round",),
        is_inside=of_a_body,
    )
)
resource(
    Resource(
        "reviews/panel",
        Panelist,
        P.VIEW,
        fields=("round", "person", "body"),
        by=("round",),
        is_inside=of_a_body,
    )
)
resource(
    Resource(
        "reviews/conflicts",
        DeclaredConflict,
        P.VIEW,
        fields=("round", "person", "town", "ground", "note"),
        by=("round",),
        is_inside=of_a_body,
    )
)
resource(
    Resource(
        "reviews/clarifications",
        Clarification,
        P.VIEW,
        fields=("round", "code", "version", "text"),
        by=("round",),
        is_inside=of_a_body,
    )
)
resource(
    Resource(
        "reviews/rubrics",
        RubricVersion,
        P.VIEW,
        fields=("version", "title", "valid_from", "status", "note"),
        computed=(
            Computed("file_kind", "案卷类别", {"type": "string"}, lambda row, _user: row.kind),
            Computed("document", "评分项目与否决项", {"type": "object"}, lambda row, _user: row.document),
        ),
        listing=RubricList,
        page=RubricPage,
        is_inside=of_a_body,
    )
)


class SaveMark(ReviewAction):
    """One item of one's own marks."""

    model = Assignment
    permission = P.SCORE
    title = "保存一项评分"
    form_class = MarkForm
    explanation = "不扣分且适用的项目即为满分；扣分须写明理由和页码。"
    done = "已保存。"

    def perform(self, form: Any) -> Any:
        return marking.save_mark(self.object, actor=self.request.user, code=self.kwargs["code"], **form.cleaned_data)


class SaveVeto(ReviewAction):
    """A veto marked or taken back."""

    model = Assignment
    permission = P.SCORE
    title = "标记或者取消一票否决"
    form_class = VetoForm
    done = "已保存。"

    def perform(self, form: Any) -> Any:
        return marking.save_veto(self.object, actor=self.request.user, code=self.kwargs["code"], **form.cleaned_data)


# The page saves them item by item without a form page.
act("reviews/tasks/<int:pk>/items/<slug:code>/", "reviews:save-mark", SaveMark)
act("reviews/tasks/<int:pk>/vetoes/<slug:code>/", "reviews:save-veto", SaveVeto)
