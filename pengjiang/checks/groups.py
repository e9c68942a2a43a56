"""The groups of a dossier/1 as typed objects: dates are dates, sums are ``Decimal``, what is absent is ``None``, ``""`` or ``()``.

One class a group, one attribute a key, in the words of the format; a meta-test keeps them equal to the schema. The attributes that
a file does not give come from the class, so that an object is made in the time of a small dict.
"""

from datetime import date, datetime
from decimal import Decimal

from pengjiang.checks.reading import Group
from pengjiang.law.citations import Citation


class Deferral(Group):
    """延期、分期缴款"""

    approved_on: date | None = None
    until: date | None = None
    amount: Decimal | None = None


class OtherFine(Group):
    """同一行为的另一罚款"""

    body: str = ""
    number: str = ""
    on: date | None = None
    act: str = ""


class Remedy(Group):
    """救济途径告知"""

    reconsider_organ: str = ""
    reconsider_days: int | None = None
    reconsider_start: str = ""
    court: str = ""
    suit_value: int | None = None
    suit_unit: str = ""
    suit_start: str = ""
    mode: str = ""
    online_channel: str = ""


class Extension(Group):
    """延长办案期限"""

    approved_on: date | None = None
    days: int | None = None
    approver: str = ""
    approver_kind: str = ""
    reason: str = ""


class Suspension(Group):
    """不计入办案期限的期间"""

    kind: str = ""
    from_: date | None = None
    to: date | None = None


class Case(Group):
    """案件"""

    violation_from: date | None = None
    violation_to: date | None = None
    continuous: bool | None = None
    violation_place: str = ""
    inside_area: bool | None = None
    discovered_at: datetime | None = None
    source_kind: str = ""
    filed_on: date | None = None
    closed_on: date | None = None
    archived_on: date | None = None
    region_type: str = ""
    harm: bool | None = None
    life_safety_or_finance: bool | None = None
    crime_suspected: bool | None = None
    complex_or_major: bool | None = None
    extensions: tuple[Extension, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    designated_by: str = ""
    public_interest: bool | None = None
    land_kind: str = ""
    cross_area: bool | None = None


class Party(Group):
    """当事人"""

    type: str = ""
    name: str = ""
    operator: str = ""
    id_no: str = ""
    uscc: str = ""
    birth: date | None = None
    address: str = ""
    deregistered_on: date | None = None
    id_kind: str = ""
    address_confirmed_on: date | None = None


class Officer(Group):
    """执法人员等"""

    name: str = ""
    cert_no: str = ""
    cert_from: date | None = None
    cert_to: date | None = None
    role: str = ""


class Document(Group):
    """卷内文书"""

    type: str = ""
    number: str = ""
    title: str = ""
    issuer: str = ""
    seal: str = ""
    dated_on: date | None = None
    approver: str = ""
    approved_on: date | None = None
    pages: int | None = None
    entrusted_by: str = ""
    party_as_written: str = ""
    text: str = ""


class Record(Group):
    """笔录"""

    type: str = ""
    start: datetime | None = None
    end: datetime | None = None
    place: str = ""
    persons: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    card_shown: bool | None = None
    rights_told: bool | None = None
    signed: bool | None = None
    refused_note: str = ""
    video: bool | None = None
    facts_stated: bool | None = None
    refused_reason: str = ""


class Preservation(Group):
    """先行登记保存"""

    on: date | None = None
    approved_on: date | None = None
    handled_on: date | None = None


class Notice(Group):
    """处罚前告知"""

    dated_on: date | None = None
    served_on: date | None = None
    facts: bool | None = None
    reasons: bool | None = None
    rights: bool | None = None
    basis: tuple[Citation, ...] = ()
    penalties: tuple[str, ...] = ()
    fine: Decimal | None = None
    hearing_told: bool | None = None
    period_days: int | None = None
    waived_on: date | None = None
    period_unit: str = ""
    hearing_waived_on: date | None = None
    form: str = ""
    trace: str = ""


class Defence(Group):
    """陈述申辩"""

    raised_on: date | None = None
    recheck_on: date | None = None
    answered_in_decision: bool | None = None
    finished_on: date | None = None


class Hearing(Group):
    """听证"""

    requested_on: date | None = None
    withdrawn_on: date | None = None
    notified_on: date | None = None
    held_on: date | None = None
    host: str = ""
    record_signed: bool | None = None
    mentioned_in_decision: bool | None = None
    party_absent: bool | None = None
    video: bool | None = None


class LegalReview(Group):
    """法制审核"""

    reviewed_on: date | None = None
    reviewer: str = ""
    qualified: bool | None = None
    first_review_on: date | None = None
    result: str = ""
    required_by: tuple[str, ...] = ()


class Discussion(Group):
    """集体讨论"""

    held_on: date | None = None
    heads: tuple[str, ...] = ()


class Approval(Group):
    """负责人审批"""

    approved_on: date | None = None
    approver: str = ""


class Decision(Group):
    """处罚决定（不予处罚决定）"""

    dated_on: date | None = None
    decided_at: datetime | None = None
    place: str = ""
    penalties: tuple[str, ...] = ()
    fine: Decimal | None = None
    fine_in_words: str = ""
    confiscated_value: Decimal | None = None
    violated: tuple[Citation, ...] = ()
    penalised_by: tuple[Citation, ...] = ()
    discretion_standard: str = ""
    step: str = ""
    step_min: Decimal | None = None
    step_max: Decimal | None = None
    outside_step_reasons: bool | None = None
    mitigating: tuple[str, ...] = ()
    aggravating: tuple[str, ...] = ()
    circumstances_proven: bool | None = None
    reasons: bool | None = None
    correction_ordered: bool | None = None
    pay_days: int | None = None
    pay_institution: str = ""
    surcharge_told: bool | None = None
    evidence_listed: tuple[str, ...] = ()
    remedy: Remedy | None = None
    officers: tuple[str, ...] = ()
    facts_as_noticed: bool | None = None
    on_the_spot: bool | None = None
    handed_over_at: datetime | None = None
    reported_on: date | None = None
    no_correction_reason: bool | None = None
    law_comparison_noted: bool | None = None
    procedure_cited: tuple[Citation, ...] = ()
    exemption_considered: bool | None = None
    other_fines: tuple[OtherFine, ...] = ()
    law_min: Decimal | None = None
    law_max: Decimal | None = None
    gains: Decimal | None = None
    gains_calculated: bool | None = None
    base_amount: Decimal | None = None
    base_proven: bool | None = None
    facts_stated: bool | None = None
    performance_stated: bool | None = None


class Service(Group):
    """送达"""

    document: str = ""
    number: str = ""
    method: str = ""
    on: date | None = None
    place: str = ""
    receiver: str = ""
    receiver_kind: str = ""
    relation: str = ""
    refused: bool | None = None
    witness: str = ""
    video: bool | None = None
    mail_receipt_on: date | None = None
    announced_on: date | None = None
    announce_days: int | None = None
    prior_attempts: int | None = None
    note: str = ""
    consent_on: date | None = None
    servers: tuple[str, ...] = ()
    signed: bool | None = None
    at_residence: bool | None = None
    posted_on: date | None = None
    returned: bool | None = None
    whereabouts_proof: bool | None = None


class Payment(Group):
    """缴款"""

    paid_on: date | None = None
    channel: str = ""
    on_the_spot_ground: str = ""
    amount: Decimal | None = None
    receipt_no: str = ""
    handed_in_on: date | None = None
    banked_on: date | None = None
    deferral: tuple[Deferral, ...] = ()
    unpaid: bool | None = None
    requested_by_party: bool | None = None
    collected_by: str = ""


class Measure(Group):
    """行政强制措施"""

    acted_at: datetime | None = None
    approved_at: datetime | None = None
    urgent: bool | None = None
    party_present: bool | None = None
    witness: str = ""
    rights_told: bool | None = None
    record_signed: bool | None = None
    decision_served_on: date | None = None
    list_made: bool | None = None
    until: date | None = None
    ext_approved_on: date | None = None
    ext_until: date | None = None
    ext_told_on: date | None = None
    test_from: date | None = None
    test_to: date | None = None
    test_told_on: date | None = None
    handled_on: date | None = None
    lifted_on: date | None = None
    items_related: bool | None = None
    remedy: Remedy | None = None
    kind: str = ""
    basis: tuple[Citation, ...] = ()
    officers: tuple[str, ...] = ()
    video: bool | None = None


class Enforcement(Group):
    """行政强制执行"""

    own_power: bool | None = None
    demand_served_on: date | None = None
    demand_method: str = ""
    decision_on: date | None = None
    executed_at: datetime | None = None
    urgent: bool | None = None
    utilities_cut: bool | None = None
    court_applied_on: date | None = None
    notice_posted_on: date | None = None
    demolition: bool | None = None
    substitute_performance: bool | None = None
    immediate: bool | None = None
    surcharge_claimed: Decimal | None = None
    remedy: Remedy | None = None
    officers: tuple[str, ...] = ()
    video: bool | None = None
    surcharge_to: date | None = None
    ruling_on: date | None = None


class Inspection(Group):
    """行政检查"""

    approved_on: date | None = None
    started_on: date | None = None
    notice_on: date | None = None
    unannounced_approved: bool | None = None
    urgent: bool | None = None
    item_published: bool | None = None
    problems_found: bool | None = None
    follow_up: str = ""
    result_told_on: date | None = None
    kind: str = ""
    nth_this_year: int | None = None
    ceiling: int | None = None


class Exemption(Group):
    """不予处罚"""

    ground: str = ""
    prior_violation: bool | None = None
    slight_harm: bool | None = None
    corrected_on: date | None = None
    educated: bool | None = None
    fault_evidence: bool | None = None
    correct_by: str = ""
    commitment_on: date | None = None


class Publication(Group):
    """公示"""

    on: date | None = None
    masked: bool | None = None
    changed_on: date | None = None
    withdrawn_on: date | None = None


class Recusal(Group):
    """回避"""

    ground: str = ""
    requested_on: date | None = None
    decided_on: date | None = None
    decided_by: str = ""


class Monitor(Group):
    """电子技术监控设备"""

    legal_reviewed: bool | None = None
    tech_reviewed: bool | None = None
    location_published: bool | None = None
    told_on: date | None = None


class Transfer(Group):
    """移送涉嫌犯罪案件"""

    receiver: str = ""
    suspected_on: date | None = None
    approved_at: datetime | None = None
    sent_at: datetime | None = None
    copied_on: date | None = None


class RemedyUsed(Group):
    """当事人提起的复议、诉讼"""

    kind: str = ""
    filed_on: date | None = None
    ended_on: date | None = None
    result: str = ""


class CorrectionOrder(Group):
    """责令改正"""

    served_on: date | None = None
    due_on: date | None = None
    rechecked_on: date | None = None
    complied: bool | None = None


class Evidence(Group):
    """证据材料"""

    kind: str = ""
    title: str = ""
    made_on: date | None = None
    maker: str = ""
    place: str = ""
    copy_checked: bool | None = None
    document: str = ""
    sha256: str = ""


class Testing(Group):
    """抽样检测、检验、鉴定"""

    sampled_on: date | None = None
    institution: str = ""
    qualified: bool | None = None
    reported_on: date | None = None
    told_on: date | None = None
