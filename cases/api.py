"""What other systems see of clues, cases, recommendations and what belongs to them."""

from __future__ import annotations

from typing import Any

from cases.models import (
    Advice,
    ArchivePackage,
    Borrowing,
    Contact,
    Correction,
    CourtAnswer,
    Delivery,
    Destruction,
    Dispatch,
    Extension,
    Finding,
    Handoff,
    Handover,
    HandoverRow,
    Hearing,
    HearingPerson,
    InvestigationRecord,
    Listener,
    Objection,
    ProofRound,
    Recommendation,
    RectificationItem,
    Recusal,
    Reply,
    SupervisionCase,
    Supplement,
    Transfer,
    UnpaidDecision,
    Volume,
)
from cases.permissions import (
    ArchivePermission,
    CasePermission,
    DispatchPermission,
    HandoffPermission,
    HearingPermission,
    RecommendationPermission,
    TransferPermission,
    UnpaidPermission,
)
from cases.views.archive.leaving import DestructionList, DestructionPage, PackageList, PackagePage
from cases.views.archive.volumes import VolumeList, VolumePage
from cases.views.dispatches import DispatchList, DispatchPage
from cases.views.handoffs import HandoffList, HandoffPage
from cases.views.handovers import HandoverList, HandoverPage
from cases.views.hearings import HearingPage
from cases.views.listeners import ListenerList, ListenerPage
from cases.views.recommendations import RecommendationList, RecommendationPage
from cases.views.rectifications import ItemList, ItemPage
from cases.views.supervision import CaseList, CasePage
from cases.views.transfers import RecusalList, TransferList, TransferPage
from cases.views.unpaid import UnpaidList, UnpaidPage
from pengjiang.api.resources import Computed, Expansion, Resource, minute, resource

SCREENING = ("origin", "duty_note", "parallel", "parallel_note", "reasonableness", "effect", "tool")
TEXTS = {"type": ["object", "null"], "additionalProperties": {"type": "string"}}
CITATIONS = {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "string"}}}


def _screening(row: Transfer, _user: Any) -> dict[str, str] | None:
    screening = getattr(row, "screening", None)
    return {name: getattr(screening, name) for name in SCREENING} if screening is not None else None


def _approvals(row: Recommendation, _user: Any) -> list[dict[str, Any]]:
    return [
        {
            "round": number,
            "label": step.label,
            "decision": step.decision,
            "opinion": step.opinion,
            "decided_as": step.decided_as,
            "decided_at": minute(step.decided_at),
            "remarks": [{"part": remark.part, "text": remark.text} for remark in step.remarks.all()],
        }
        for number, one in enumerate(row.rounds.all(), 1)
        for step in one.steps.all()
    ]


resource(
    Resource(
        "cases/transfers",
        Transfer,
        TransferPermission.VIEW,
        fields=(
            *("number", "channel", "sender", "subject", "subject_name", "title", "problem", "reason", "facts", "provisions", "parties"),
            *("contact", "is_urgent", "external_number", "submitted_by", "submitted_on", "received_on", "answer", "dossiers"),
        ),
        inner=("received_by", "holder", "assigned_on", "merged_into", "handed_to"),
        computed=(Computed("screening", "受理审查（检察院可见）", TEXTS, _screening, inner=True),),
        listing=TransferList,
        page=TransferPage,
        select=("screening",),
        expand={"case": Expansion(SupervisionCase, "transfer", "监督案件", many=True)},
    )
)
resource(
    Resource(
        "cases/supervision",
        SupervisionCase,
        CasePermission.VIEW,
        fields=(
            *("number", "unified_number", "case_type", "channel", "title", "transfer", "origin", "follows", "subject", "subject_name"),
            *("holder", "assistant", "merged_into", "split_from", "is_history", "handled_by_name", "docketed_on", "plan"),
            *("investigation_asked_on", "investigation_decided_on", "investigation_decided_by", "concluded_on", "suspended_reason"),
            *("result", "result_note", "closed_on", "dossiers", "related"),
        ),
        computed=(Computed("report", "调查终结报告各部分", TEXTS, lambda row, _user: row.report or {}),),
        listing=CaseList,
        page=CasePage,
        expand={
            "findings": Expansion(Finding, "case", "认定问题", many=True),
            "records": Expansion(InvestigationRecord, "case", "调查核实记录", many=True),
            "recommendations": Expansion(Recommendation, "case", "检察建议", many=True),
            "dispatches": Expansion(Dispatch, "case", "发函与移送", many=True),
            "hearings": Expansion(Hearing, "case", "公开听证", many=True),
            "transfer": Expansion(Transfer, "transfer", "线索"),
        },
    )
)
resource(
    Resource(
        "cases/findings",
        Finding,
        CasePermission.VIEW,
        fields=("case", "order", "dossier", "document", "page", "category", "fact", "problem"),
        computed=(Computed("citations", "依据", CITATIONS, lambda row, _user: row.citations),),
        by=("case", "dossier"),
    )
)
resource(
    Resource(
        "cases/records",
        InvestigationRecord,
        CasePermission.VIEW,
        fields=("case", "means", "on", "place", "persons", "officers", "content", "made_by"),
        by=("case",),
    )
)
resource(
    Resource(
        "cases/recommendations",
        Recommendation,
        RecommendationPermission.VIEW,
        fields=(
            *("number", "kind", "title", "addressee", "addressee_name", "origin_text", "facts_text", "unlawful_text", "objection_days"),
            *("reply_months", "reply_days", "is_urgent", "contact", "copies_to", "issued_on", "served_on", "replied_on", "adoption"),
            *("adoption_reason", "assessed_on", "closed_on", "change_reason"),
        ),
        inner=("case", "serial", "drafted_by", "approved_on", "approved_by", "policy_review_asked", "committee", "is_series", "replaces"),
        computed=(
            Computed("approvals", "审批经过（检察院可见）", {"type": "array", "items": {"type": "object"}}, _approvals, inner=True),
        ),
        listing=RecommendationList,
        page=RecommendationPage,
        prefetch=("rounds__steps__remarks",),
        expand={
            "advices": Expansion(Advice, "recommendation", "建议内容", many=True),
            "items": Expansion(RectificationItem, "recommendation", "整改事项", many=True),
            "deliveries": Expansion(Delivery, "recommendation", "送达", many=True),
            "replies": Expansion(Reply, "recommendation", "书面回复", many=True),
            "objections": Expansion(Objection, "recommendation", "异议", many=True),
            "extensions": Expansion(Extension, "recommendation", "延期申请", many=True),
            "case": Expansion(SupervisionCase, "case", "监督案件"),
        },
    )
)
resource(
    Resource(
        "cases/advices",
        Advice,
        RecommendationPermission.VIEW,
        fields=("recommendation", "order", "text", "basis", "rectify_days"),
        by=("recommendation",),
    )
)
resource(
    Resource(
        "cases/deliveries",
        Delivery,
        RecommendationPermission.VIEW,
        fields=(
            *("recommendation", "method", "place", "receiver", "receiver_title", "servers", "witness", "consent", "invited", "opinion"),
            *("note", "served_on"),
        ),
        by=("recommendation",),
    )
)
resource(
    Resource(
        "cases/replies",
        Reply,
        RecommendationPermission.VIEW,
        fields=("recommendation", "number", "measures", "results", "remaining", "contact", "replied_by", "replied_on"),
        by=("recommendation",),
    )
)
resource(
    Resource(
        "cases/objections",
        Objection,
        RecommendationPermission.VIEW,
        fields=("recommendation", "reasons", "number", "raised_by", "raised_on", "result", "note", "decided_on"),
        inner=("opinion", "proposal", "rechecked_by", "rechecked_on", "decided_by"),
        by=("recommendation",),
    )
)
resource(
    Resource(
        "cases/extensions",
        Extension,
        RecommendationPermission.VIEW,
        fields=("recommendation", "item", "by", "reason", "asked_by", "asked_on", "note", "decided_on", "due_on"),
        inner=("decided_by",),
        by=("recommendation",),
        label="延期申请",
    )
)
resource(
    Resource(
        "cases/rectifications",
        RectificationItem,
        RecommendationPermission.VIEW,
        fields=("recommendation", "advice", "order", "text", "measure", "person", "due_days", "due_on", "ticked_on", "long_term_note"),
        inner=("ticked_by",),
        listing=ItemList,
        page=ItemPage,
        expand={
            "rounds": Expansion(ProofRound, "item", "整改证明", many=True),
            "recommendation": Expansion(Recommendation, "recommendation", "检察建议"),
        },
    )
)
resource(
    Resource(
        "cases/proofs",
        ProofRound,
        RecommendationPermission.VIEW,
        fields=("item", "note", "submitted_by", "submitted_on", "verdict", "remarks", "verified_on"),
        inner=("verified_by",),
        by=("item",),
        label="整改证明",
    )
)
resource(
    Resource(
        "cases/contacts",
        Contact,
        CasePermission.VIEW,
        fields=("case", "recommendation", "kind", "on", "place", "persons", "officers", "content", "outcome", "made_by"),
        by=("case", "recommendation"),
    )
)
resource(
    Resource(
        "cases/dispatches",
        Dispatch,
        DispatchPermission.VIEW,
        fields=(
            *("kind", "organisation", "addressee_name", "facts", "reason", "request", "materials", "reply_months", "contact", "number"),
            *("sent_on", "receiver", "received_on", "answer", "answer_number", "answered_on"),
        ),
        inner=("case", "recommendation", "drafted_by", "opinion", "approved_by"),
        listing=DispatchList,
        page=DispatchPage,
    )
)
resource(
    Resource(
        "cases/hearings",
        Hearing,
        HearingPermission.VIEW,
        fields=(
            *("case", "reason", "requested_by", "issues", "is_public", "decision_note", "decided_by", "decided_on", "host", "at", "place"),
            *("place_approved", "notified_on", "held_on", "recorded", "opinion", "use", "use_note", "closed_on"),
        ),
        computed=(Computed("course", "听证过程各步骤", TEXTS, lambda row, _user: row.course or {}),),
        page=HearingPage,
        by=("case",),
        expand={"persons": Expansion(HearingPerson, "hearing", "参加人", many=True)},
    )
)
resource(
    Resource(
        "cases/hearings/persons",
        HearingPerson,
        HearingPermission.VIEW,
        fields=("hearing", "part", "name", "title"),
        by=("hearing",),
        select=("hearing__case",),
    )
)
resource(
    Resource(
        "cases/listeners",
        Listener,
        HearingPermission.VIEW,
        fields=("name", "unit", "profession", "since", "until", "note", "avoids"),
        computed=(Computed("listener_kind", "身份类别", {"type": "string"}, lambda row, _user: row.kind),),
        listing=ListenerList,
        page=ListenerPage,
    )
)
resource(
    Resource(
        "cases/recusals",
        Recusal,
        TransferPermission.ASSIGN,
        fields=("person", "ground", "note", "organisation", "declared_by", "declared_on", "lifted_on"),
        listing=RecusalList,
    )
)
resource(
    Resource(
        "cases/corrections",
        Correction,
        CasePermission.VIEW,
        fields=("case", "recommendation", "dispatch", "field", "label", "before", "after", "reason", "made_by", "made_on"),
        by=("case", "recommendation", "dispatch"),
        label="日期更正",
    )
)
resource(
    Resource(
        "cases/handovers",
        Handover,
        CasePermission.VIEW,
        fields=("giver", "taker", "reason", "made_by", "made_on", "received_on", "received_as", "note"),
        listing=HandoverList,
        page=HandoverPage,
        expand={"rows": Expansion(HandoverRow, "handover", "交接事项", many=True)},
    )
)
resource(
    Resource(
        "cases/handovers/rows",
        HandoverRow,
        CasePermission.VIEW,
        fields=("handover", "number", "title", "due_on", "kept"),
        computed=(Computed("target", "对象", {"type": "string"}, lambda row, _user: row.target),),
        by=("handover",),
        select=("handover__giver", "handover__taker"),
    )
)
resource(
    Resource(
        "cases/handoffs",
        Handoff,
        HandoffPermission.VIEW,
        fields=(
            *("number", "sender", "receiver", "title", "subject", "person", "facts", "request", "answer_days", "sent_on"),
            *("accepted_on", "return_reason", "is_joint", "joint_note", "opinion_kind", "opinion_number", "opinion", "opined_on"),
            *("correct_by", "correction", "corrected_on", "answer", "answered_on", "dossiers"),
        ),
        inner=("case",),
        computed=(Computed("handoff_kind", "种类", {"type": "string"}, lambda row, _user: row.kind),),
        listing=HandoffList,
        page=HandoffPage,
    )
)
resource(
    Resource(
        "cases/unpaid",
        UnpaidDecision,
        UnpaidPermission.VIEW,
        fields=(
            *("dossier", "organisation", "fine", "served_on", "pay_last_on", "suit_last_on", "apply_last_on", "demand_last_on"),
            *("demand_served_on", "apply_first_on", "applied_on", "answer"),
        ),
        listing=UnpaidList,
        page=UnpaidPage,
        expand={"answers": Expansion(CourtAnswer, "row", "法院答复", many=True)},
    )
)
resource(
    Resource(
        "cases/unpaid/answers",
        CourtAnswer,
        UnpaidPermission.VIEW,
        fields=("row", "on", "number", "note", "made_by"),
        computed=(Computed("answer_kind", "答复种类", {"type": "string"}, lambda row, _user: row.kind),),
        by=("row",),
        select=("row__dossier",),
    )
)
resource(
    Resource(
        "cases/archive",
        Volume,
        ArchivePermission.VIEW,
        fields=("case", "number", "retention", "basis", "keep_until", "archived_on", "archived_by", "main_pages", "inner_pages", "bound_at"),
        computed=(
            Computed("main_sha256", "正卷的 SHA-256", {"type": "string"}, lambda row, _user: row.main_sha256),
            Computed("inner_sha256", "副卷的 SHA-256", {"type": "string"}, lambda row, _user: row.inner_sha256),
        ),
        listing=VolumeList,
        page=VolumePage,
        expand={
            "supplements": Expansion(Supplement, "volume", "补充归档", many=True),
            "borrowings": Expansion(Borrowing, "volume", "借阅", many=True),
        },
    )
)
resource(
    Resource(
        "cases/supplements",
        Supplement,
        ArchivePermission.VIEW,
        fields=("volume", "title", "part", "reason", "made_by", "made_on"),
        by=("volume",),
    )
)
resource(
    Resource(
        "cases/borrowings",
        Borrowing,
        ArchivePermission.VIEW,
        fields=("volume", "asked_by", "asked_on", "purpose", "inner", "due_on", "decided_as", "note", "decided_on", "returned_on"),
        by=("volume",),
    )
)
resource(
    Resource(
        "cases/archive/packages",
        ArchivePackage,
        ArchivePermission.VIEW,
        fields=("receiver", "made_on", "made_by", "passed", "sha256", "handed_on", "received_by", "volumes"),
        listing=PackageList,
        page=PackagePage,
    )
)
resource(
    Resource(
        "cases/archive/destructions",
        Destruction,
        ArchivePermission.VIEW,
        fields=(
            *("opinion", "made_by", "made_on", "reviewed_by", "reviewed_on", "approved_by", "approved_on", "note", "done_on", "witnesses"),
            "volumes",
        ),
        listing=DestructionList,
        page=DestructionPage,
    )
)
