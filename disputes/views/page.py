"""The page of one dispute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet

from cases.models import Transfer
from cases.views.base import CasesPage, state_kind
from disputes.enums import Means
from disputes.models import Dispute, FollowUp, HearingNotice, LegalAid, Leniency, Measure, Meeting, Plan, Relief, SuitSupport
from disputes.permissions import DisputePermission as P
from disputes.queries.limits import warnings_for
from disputes.search import compared_of
from disputes.views.base import address_of, part_actions, word_of
from pengjiang.access import can
from pengjiang.common.refs import ObjectRef
from pengjiang.files.models import StoredFile
from pengjiang.law.stored import stored
from pengjiang.search.similar import similar

# These need no button of their own in the row above: they stand in their tabs.
IN_TABS = ("draft_agreement", "plan_visit", "refer", "mark_typical", "recuse", "assign", "proceedings", "stay", "end_stay", "extend")
KINDS = (("", "全部"), ("dossiers.dossier", "执法案卷"), ("disputes.dispute", "行政争议"), ("liaison.typicalcase", "典型案例"))


class DisputePage(CasesPage):
    """One dispute; what was said in mediation shows to its handlers alone."""

    model = Dispute
    permission = P.VIEW
    template_name = "disputes/detail.html"
    menu_key = "disputes"
    prefix = "dispute"
    icons = {
        "accept": "check",
        "plan": "clipboard",
        "begin": "settle",
        "meet": "group",
        "measure": "edit",
        "sign": "stamp",
        "close": "check",
    }
    leave_out = IN_TABS
    steps = (
        ("申请", ("applied", "refused")),
        ("受理", ("accepted",)),
        ("方案", ("planned",)),
        ("化解", ("mediating", "suspended")),
        ("协议", ("agreed",)),
        ("履行", ("performed", "unsettled")),
        ("回访", ("visiting",)),
        ("办结", ("closed",)),
    )

    def get_queryset(self) -> QuerySet:
        related = (
            "town",
            "source",
            "dossier",
            "procurator",
            "officer",
            "assistant",
            "applied_by",
            "agreement_text",
            "leniency",
            "closing",
            "plan",
        )
        return super().get_queryset().select_related(*related)

    def get_title(self) -> str:
        return self.object.title

    def address(self, name: str) -> str:
        return address_of("dispute", self.object, name)

    @property
    def is_handler(self) -> bool:
        return self.request.user.pk in self.object.handler_ids

    def get_tabs(self) -> Any:
        tabs = [("overview", "概况", ""), ("mediation", "化解过程", ""), ("agreement", "协议与履行", "")]
        if self.handles():
            tabs[2:2] = [("similar", "类案指引", "")]
            tabs += [("leniency", "首违不罚", ""), ("support", "救助与支持", ""), ("closing", "结案回访", "")]
        elif Leniency.objects.visible_to(self.request.user).filter(dispute=self.object).exists():
            tabs += [("leniency", "首违不罚", "")]
        return (*tabs, ("papers", "文书", ""), ("timeline", "时间线", ""))

    @property
    def tab(self) -> str:
        wanted = super().tab
        return wanted if wanted in {key for key, _, _ in self.get_tabs()} else "overview"

    def obligations(self) -> list[Model]:
        agreement = getattr(self.object, "agreement_text", None)
        return list(agreement.obligations.select_related("agreement__dispute__town")) if agreement else []

    def deadline_objects(self) -> Sequence[Model]:
        return (self.object, *self.obligations())

    def paper_objects(self) -> Sequence[Model]:
        """Parts as far as they exist for the reader."""
        user, own = self.request.user, {"dispute": self.object}
        parts: list[Model] = [self.object]
        for model in (Plan, Meeting, HearingNotice, Leniency, Relief, LegalAid, SuitSupport):
            parts += model.objects.visible_to(user).filter(**own)
        agreement = getattr(self.object, "agreement_text", None)
        closing = getattr(self.object, "closing", None) if self.handles() else None
        return [*parts, *(part for part in (agreement, closing) if part is not None)]

    def get_context(self) -> dict[str, Any]:
        user, dispute = self.request.user, self.object
        context = super().get_context()
        may_handle = can(user, P.HANDLE, dispute).ok
        extra = getattr(self, f"_{self.tab}", dict)()
        return {
            **context,
            "state_word": word_of(dispute, user),
            "state_kind": state_kind(dispute),
            "warnings": warnings_for([dispute]).get(dispute.pk, []) if self.handles() else [],
            "may_handle": may_handle,
            "may_accept": can(user, P.ACCEPT, dispute).ok,
            "may_recuse": can(user, P.RECUSE, dispute).ok,
            "may_refer": can(user, P.REFER, dispute).ok,
            "is_handler": self.is_handler,
            "is_station": self.handles(),
            "means": [Means(one).label for one in dispute.means],
            "files": StoredFile.objects.of(dispute) if self.tab == "overview" else (),
            **extra,
        }

    def _overview(self) -> dict[str, Any]:
        transfers = Transfer.objects.visible_to(self.request.user).filter(source_ref=str(ObjectRef.of(self.object)))
        return {"transfers": transfers}

    def _mediation(self) -> dict[str, Any]:
        user, dispute = self.request.user, self.object
        meetings = list(Meeting.objects.visible_to(user).filter(dispute=dispute))
        measures = list(Measure.objects.visible_to(user).filter(dispute=dispute))
        for rows in (meetings, measures):
            files = StoredFile.objects.of_many(rows) if rows else {}
            for row in rows:
                row.files = files.get(row.pk, [])
        plan = Plan.objects.visible_to(user).filter(dispute=dispute).first()
        return {"plan": plan, "meetings": meetings, "measures": measures, "hearings": HearingNotice.objects.visible_to(user).filter(dispute=dispute)}

    def _similar(self) -> dict[str, Any]:
        dispute, asked = self.object, self.request.GET.get("kind", "")
        kind = asked if asked in dict(KINDS) else ""
        own = {str(ObjectRef.of(dispute)), *([str(ObjectRef.of(dispute.dossier))] if dispute.dossier_id else [])}
        found = similar(self.request.user, compared_of(dispute), kinds=[kind] if kind else (), leave_out=own)
        marks = {mark.target: mark for mark in dispute.marks.select_related("marked_by")}
        return {
            "found": [(one, marks.get(one.target)) for one in found],
            "kinds": [(key, label, key == kind) for key, label in KINDS],
            **self._discretion(),
        }

    def _discretion(self) -> dict[str, Any]:
        """The standards that held when the act was done, with the steps of the item; the one that the amount lies in is marked."""
        dispute, law = self.object, stored()
        on = dispute.act_on or dispute.applied_on
        item = law.item(dispute.item) if dispute.item else None
        in_yuan = item is None or item.base_kind == "fixed"
        standards = []
        for row in law.standards_for(dispute.field, on):
            steps = row.steps_for(dispute.item)
            marked = [(step, in_yuan and dispute.amount is not None and step.holds(dispute.amount)) for step in steps if step.low is not None or step.high is not None or step.circumstances]
            standards.append((row, marked))
        return {"standards": standards, "item": item}

    def _agreement(self) -> dict[str, Any]:
        agreement = getattr(self.object, "agreement_text", None)
        rows = self.obligations()
        files = StoredFile.objects.of_many(rows) if rows else {}
        for row in rows:
            row.files, row.actions, row.kind = files.get(row.pk, []), part_actions(row, self.request.user, "obligation"), state_kind(row)
        return {"agreement": agreement, "obligations": rows, "signed_files": StoredFile.objects.of(agreement) if agreement else ()}

    def _leniency(self) -> dict[str, Any]:
        row = Leniency.objects.visible_to(self.request.user).filter(dispute=self.object).select_related("dispute", "decided_by").first()
        return {
            "leniency": row,
            "part_actions": part_actions(row, self.request.user, "leniency") if row else (),
            "leniency_kind": state_kind(row) if row else "",
        }

    def _support(self) -> dict[str, Any]:
        user, parts = self.request.user, {}
        for name, model, prefix in (("reliefs", Relief, "relief"), ("aids", LegalAid, "aid")):
            rows = list(model.objects.visible_to(user).filter(dispute=self.object).select_related("dispute"))
            for row in rows:
                row.actions, row.kind = part_actions(row, user, prefix), state_kind(row)
            parts[name] = rows
        return {**parts, "suits": SuitSupport.objects.visible_to(user).filter(dispute=self.object)}

    def _closing(self) -> dict[str, Any]:
        visits = FollowUp.objects.visible_to(self.request.user).filter(dispute=self.object)
        return {"closing": getattr(self.object, "closing", None), "visits": visits}
