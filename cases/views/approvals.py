"""审批 and 用印: sending, deciding, comparing versions, sealing."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cases.forms.recommendations import DecisionForm, SealForm
from cases.models import Recommendation
from cases.permissions import RecommendationPermission as P
from cases.queries.approvals import chain_of, current_step
from cases.services import recommendations as services
from cases.views.recommendations import RecommendationAction
from cases.workflow.recommendation import TEXT_PARTS
from pengjiang.web.views.base import Crumb, ObjectView

# Parts of a version in the order of the paper, with their labels.
VERSION_PARTS = (("title", "事由"), *TEXT_PARTS, ("advices", "建议内容"), ("objection", "异议期"), ("reply", "回复期"), ("copies_to", "抄送"))


class SendForApproval(RecommendationAction):
    """送审."""

    permission = P.DRAFT
    title = "送审"
    template_name = "cases/recommendations/send.html"
    submit_label = "送审"
    service = staticmethod(services.send_for_approval)
    done = "已送审。"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "rungs": chain_of(self.object)}


class Recall(RecommendationAction):
    """撤回送审."""

    permission = P.DRAFT
    title = "撤回送审"
    service = staticmethod(services.recall_recommendation)
    done = "已撤回，可以继续修改。"


class DecideStep(RecommendationAction):
    """The approver's page: text on the left with a place for remarks beside each part, decision below."""

    permission = P.APPROVE
    template_name = "cases/recommendations/decide.html"
    form_class = DecisionForm
    submit_label = "同意"
    extra_keys = {"return": "退回修改（写 true）；不写即为同意", "step": "所见审批环节的编号：他人已办理时拒绝"}

    def get_title(self) -> str:
        return self.step.label if self.step else "审批"

    @property
    def step(self) -> Any:
        if not hasattr(self, "_step"):
            self._step = current_step(self.object)
        return self._step

    def get_context(self) -> dict[str, Any]:
        obj = self.object
        versions = list(obj.versions.order_by("-number")[:2])
        return {
            **super().get_context(),
            "step": self.step,
            "version": versions[0] if versions else None,
            "earlier": versions[1] if len(versions) > 1 else None,
            "advices": obj.advices.all(),
            "rungs": self.step.round.steps.select_related("decided_by") if self.step else (),
        }

    def render_form(self, form: Any, **kwargs: Any) -> Any:
        # Parts of the text with the field for remarks that belongs to each.
        obj = self.object
        form.parts = [(label, getattr(obj, field), form[f"remark_{field}"]) for field, label in TEXT_PARTS]
        return super().render_form(form, **kwargs)

    def perform(self, form: Any) -> Recommendation:
        seen = self.request.POST.get("step", "")
        return services.decide_step(
            self.object,
            actor=self.request.user,
            approve="return" not in self.request.POST,
            opinion=form.cleaned_data["opinion"],
            remarks=form.remarks(),
            step=int(seen) if seen.isdigit() else None,
        )

    def get_done_message(self, result: Recommendation) -> str:
        if result.state == "returned":
            return "已退回修改。"
        return f"已批准，登记号{result.serial}。" if result.serial else "已同意，转下一环节。"


class Versions(ObjectView):
    """两稿对照: two versions side by side."""

    model = Recommendation
    permission = P.VIEW
    template_name = "cases/recommendations/versions.html"
    menu_key = "recommendations"
    title = "送审稿对照"

    def get_queryset(self) -> QuerySet:
        # Drafts and remarks are the procuratorate's own.
        rows = super().get_queryset()
        return rows if self.request.user.is_procuratorate else rows.none()

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]

    def get_context(self) -> dict[str, Any]:
        versions = list(self.object.versions.select_related("made_by"))
        asked = {name: self.request.GET.get(name, "") for name in ("before", "after")}
        by_number = {str(version.number): version for version in versions}
        after = by_number.get(asked["after"]) or (versions[-1] if versions else None)
        before = by_number.get(asked["before"]) or (versions[-2] if len(versions) > 1 else None)
        parts = []
        if before and after:
            for key, label in VERSION_PARTS:
                old, new = _plain(before.content.get(key)), _plain(after.content.get(key))
                parts.append((label, old, new, old != new))
        remarks: dict[str, list[Any]] = {}
        for step in (step for row in self.object.rounds.prefetch_related("steps__remarks", "steps__decided_by") for step in row.steps.all()):
            for remark in step.remarks.all():
                remarks.setdefault(dict(VERSION_PARTS).get(remark.part, remark.part), []).append((step, remark))
        return {**super().get_context(), "versions": versions, "before": before, "after": after, "parts": parts, "remarks": remarks}


def _plain(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value or "")


class Seal(RecommendationAction):
    """编号用印."""

    permission = P.SEAL
    title = "编号用印"
    form_class = SealForm
    submit_label = "用印并制作文书"
    explanation = "在全国检察业务应用系统编号后，把文号录入此处；系统随即制作检察建议书。文书不套印章，留出用印位置。"
    service = staticmethod(services.seal_recommendation)
    done = "已编号，检察建议书正在制作。"


