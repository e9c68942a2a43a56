"""What other systems see of disputes. What was said in mediation exists for its handlers alone, here as on the pages."""

from __future__ import annotations

from typing import Any

from disputes.models import (
    Agreement,
    Closing,
    Dispute,
    FollowUp,
    HearingNotice,
    LegalAid,
    Leniency,
    Measure,
    Meeting,
    Obligation,
    Plan,
    Relief,
    SimilarMark,
    SuitSupport,
)
from disputes.permissions import DisputePermission as P
from disputes.views.lists import DisputeList
from disputes.views.page import DisputePage
from pengjiang.api.resources import Computed, Expansion, Resource, resource

ROWS = {"type": "array", "items": {"type": "object"}}


def of_the_station(user: Any) -> bool:
    """Of one of its two bodies."""
    return user.is_procuratorate or user.is_bureau


def part(path: str, model: Any, fields: tuple[str, ...], **rest: Any) -> None:
    """Something that belongs to one dispute."""
    resource(Resource(f"disputes/{path}", model, P.VIEW, ("dispute", *fields), **{"by": ("dispute",), "is_inside": of_the_station, **rest}))


resource(
    Resource(
        "disputes",
        Dispute,
        P.VIEW,
        fields=(
            *("number", "title", "channel", "stage", "field", "source", "town", "dossier", "act", "act_on", "served_on", "item", "cause"),
            *("amount", "party_name", "party_kind", "agent", "third_parties", "facts", "demands", "party_willing", "town_willing", "risk"),
            *("risk_note", "mediators", "applied_on", "accepted_on", "refusal", "procurator", "assistant", "officer"),
            *("reconsider_applied_on", "reconsider_accepted_on", "reconsider_simple", "copy_received_on", "answered_on"),
            *("reconsider_decided_on", "sued_on", "suit_basis", "suit_days", "stayed_on", "means", "outcome", "outcome_note", "ended_on"),
            *("closed_on", "suspension"),
        ),
        inner=("applied_by", "typical_on"),
        listing=DisputeList,
        page=DisputePage,
        is_inside=of_the_station,
        expand={
            "plan": Expansion(Plan, "dispute", "化解方案（限承办人）", many=True),
            "meetings": Expansion(Meeting, "dispute", "调解笔录（限承办人）", many=True),
            "measures": Expansion(Measure, "dispute", "化解措施", many=True),
            "hearings": Expansion(HearingNotice, "dispute", "听证", many=True),
            "agreement": Expansion(Agreement, "dispute", "化解协议", many=True),
            "leniency": Expansion(Leniency, "dispute", "首违不罚评估", many=True),
            "reliefs": Expansion(Relief, "dispute", "司法救助", many=True),
            "aids": Expansion(LegalAid, "dispute", "法律援助转介", many=True),
            "visits": Expansion(FollowUp, "dispute", "回访", many=True),
        },
    )
)
part("plans", Plan, ("party_position", "town_position", "gaps", "bottom_line", "roles", "timetable"))
part("meetings", Meeting, ("held_on", "place", "host", "present", "party_said", "town_said", "minutes", "result"))
part(
    "measures",
    Measure,
    ("means", "on", "people", "content", "result"),
    computed=(Computed("form", "形式", {"type": "string"}, lambda row, _user: row.kind),),
)
part("hearings", HearingNotice, ("at", "place", "host", "listeners", "questions", "is_public"))
part(
    "agreements",
    Agreement,
    ("facts", "breach", "other", "witnesses", "signed_on", "withdrawn_on", "withdrawn_what", "confirmation", "confirmed_on"),
    computed=(Computed("agreement_kind", "协议种类", {"type": "string"}, lambda row, _user: row.kind),),
    expand={"obligations": Expansion(Obligation, "agreement", "协议义务", many=True)},
)
resource(
    Resource(
        "disputes/obligation",
        Obligation,
        P.VIEW,
        fields=("agreement", "order", "debtor", "text", "amount", "due_on", "done_on", "note", "next_step"),
        by=("agreement",),
        select=("agreement__dispute",),
        is_inside=of_the_station,
    )
)
part(
    "leniency",
    Leniency,
    (
        *("violated_on", "look_back_years", "checked_on", "slight_harm", "harm_note", "corrected_on", "corrected_in_time", "correction_note"),
        *("list_name", "list_item", "list_since", "list_until", "recheck_on", "recheck_note", "commitment_on", "view", "sent_on"),
        *("decision", "decided_on", "decision_number", "decision_note", "decided_by"),
    ),
    computed=(Computed("earlier", "登记簿中的在先处罚", ROWS, lambda row, _user: row.earlier),),
)
part(
    "relief",
    Relief,
    (
        *("applicant", "ground", "hardship", "monthly_wage", "months", "applied_on", "review_note", "grant_note", "reviewed_by"),
        *("granted_by", "granted_on", "paid_on", "referred_to", "referred_result"),
    ),
)
part("aid", LegalAid, ("applicant", "matter", "reason", "asked_on", "answer", "lawyer", "answered_on"))
part("suits", SuitSupport, ("supported", "defendant", "court", "facts", "harm", "reasons", "evidence", "issued_on"))
part("marks", SimilarMark, ("title", "helped", "marked_by"), label="类案标记")
part("closings", Closing, ("course", "result", "follow_up", "recurring", "lessons"))
part("visit", FollowUp, ("due_on", "done_on", "way", "people", "content", "done_by"))
