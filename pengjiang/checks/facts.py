"""One enforcement file, read once: its groups, and the acts that the rules ask for.

An act stands in its group (``notice.served_on``); the paper (``documents[]``, ``services[]``) is read only where the group is silent
(dossier-format: one fact, two places). ``FileFacts`` holds no law: what a day means is for the rules.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from pengjiang.checks import groups as g
from pengjiang.checks.reading import Group

GENERAL, SUMMARY, NON_PENALTY, INSPECTION, MEASURE, ENFORCEMENT = "P_GEN", "P_SUM", "P_NON", "INSP", "MEAS", "ENF"

# Papers that leave the house: only these are judged by ZT01, ZT03 and SD02.
EXTERNAL_PAPERS = frozenset("ZLGZ XXDJ CYQZ JDGZ GZS TZTZ CFJD BYCF QZCS YCJD JCJD CGS QZJD DLXJ YQFQ JCTZ JCJG".split())
PAPER_NAMES = {
    "FM": "案卷封面", "ML": "卷内目录", "CFJD": "行政处罚决定书", "AYDJ": "案源登记表", "LASP": "立案审批表", "ZFZJ": "执法证件", "JCBL": "现场检查（勘验）笔录",
    "XWBL": "询问（调查）笔录", "SFZM": "当事人身份证明", "ZJ": "证据材料", "CYQZ": "抽样取证凭证", "JDBG": "检测（鉴定）报告", "XXDJ": "先行登记保存通知书",
    "QZCS": "查封（扣押）决定书", "ZLGZ": "责令（限期）改正通知书", "DCZJ": "调查终结报告", "FZSH": "法制审核意见书", "JTTL": "集体讨论笔录",
    "GZS": "行政处罚事先告知书", "CSSB": "陈述申辩材料", "CSFH": "陈述申辩复核意见", "TZSQ": "听证申请书", "TZTZ": "听证通知书", "TZBL": "听证笔录",
    "CFSP": "行政处罚决定审批表", "JKPJ": "缴款凭证", "YQFQ": "延期（分期）缴款批准书", "CGS": "催告书", "QZZX": "强制执行申请书", "YSSP": "案件移送材料",
    "GSJL": "公示记录", "JASP": "结案审批表", "BKB": "备考表", "BYCF": "不予行政处罚决定书", "JDGZ": "鉴定意见告知书", "QD": "查封（扣押）清单",
    "YCJD": "延长查封（扣押）期限通知书", "JCJD": "解除查封（扣押）决定书", "QZJD": "强制执行决定书", "DLXJ": "代履行决定书", "JCSP": "行政检查审批表",
    "JCTZ": "行政检查通知书", "JCJG": "行政检查结果告知书", "BADJ": "备案表", "WTS": "委托书",
}  # fmt: skip
# Records of meetings, not of contact with the person examined.
MEETING_RECORDS = frozenset({"TZBL", "JTTL", "CSFH"})
CITIZENS = frozenset({"person", "individual_business"})


def paper_name(code: str) -> str:
    """行政处罚决定书 for CFJD; an unknown code stands for itself."""
    return PAPER_NAMES.get(code, code)


class FileFacts(Group):
    """A dossier that satisfies the schema."""

    format: str = ""
    complete: bool | None = None
    number: str = ""
    title: str = ""
    body: str = ""
    file_type: str = ""
    field: str = ""
    item: str = ""
    case: g.Case | None = None
    parties: tuple[g.Party, ...] = ()
    officers: tuple[g.Officer, ...] = ()
    documents: tuple[g.Document, ...] = ()
    records: tuple[g.Record, ...] = ()
    preservation: g.Preservation | None = None
    notice: g.Notice | None = None
    earlier_notices: tuple[g.Notice, ...] = ()
    defence: g.Defence | None = None
    hearing: g.Hearing | None = None
    legal_review: g.LegalReview | None = None
    discussion: g.Discussion | None = None
    approval: g.Approval | None = None
    decision: g.Decision | None = None
    services: tuple[g.Service, ...] = ()
    payment: g.Payment | None = None
    measure: g.Measure | None = None
    enforcement: g.Enforcement | None = None
    inspection: g.Inspection | None = None
    exemption: g.Exemption | None = None
    publication: g.Publication | None = None
    recusal: g.Recusal | None = None
    monitor: g.Monitor | None = None
    transfer: g.Transfer | None = None
    remedies_used: tuple[g.RemedyUsed, ...] = ()
    correction_order: g.CorrectionOrder | None = None
    evidence: tuple[g.Evidence, ...] = ()
    testing: tuple[g.Testing, ...] = ()

    def __init__(self, raw: dict[str, Any]) -> None:
        super().__init__(raw)
        # Always there: every file has a case, even where nothing has been written of it.
        self.case = self.case or g.Case({})
        self.complete = self.complete is not False

    # --- papers -------------------------------------------------------------------------------------------------------------

    @cached_property
    def _papers(self) -> dict[str, list[g.Document]]:
        papers = defaultdict(list)
        for document in self.documents:
            papers[document.type.upper()].append(document)
        return papers

    @cached_property
    def _services(self) -> dict[str, list[g.Service]]:
        services = defaultdict(list)
        for service in self.services:
            services[service.document.upper()].append(service)
        return services

    def papers(self, *codes: str) -> list[g.Document]:
        """The documents of these types, in the order of the file."""
        return [paper for code in codes for paper in self._papers.get(code, ())]

    def paper(self, *codes: str) -> g.Document | None:
        """The first document of these types."""
        return next((paper for code in codes for paper in self._papers.get(code, ())), None)

    def services_of(self, *codes: str) -> list[g.Service]:
        """The services of documents of these types."""
        return [service for code in codes for service in self._services.get(code, ())]

    def paper_day(self, *codes: str) -> date | None:
        """The date written on the first document of these types."""
        return next((paper.dated_on for paper in self.papers(*codes) if paper.dated_on), None)

    def approval_day(self, *codes: str) -> date | None:
        """The day on which the first such form was approved, else its date."""
        return next((paper.approved_on or paper.dated_on for paper in self.papers(*codes) if paper.approved_on or paper.dated_on), None)

    def served_day(self, *codes: str) -> date | None:
        """The last day on which one of these documents took effect on somebody: with several parties, all have it by then."""
        days = [day for service in self.services_of(*codes) if (day := effective_day(service))]
        return max(days) if days else None

    # --- acts: the group first, then the paper --------------------------------------------------------------------------------

    @cached_property
    def decision_codes(self) -> tuple[str, ...]:
        return ("BYCF",) if self.file_type == NON_PENALTY else ("CFJD",)

    @cached_property
    def decided_on(self) -> date | None:
        """The day of the penalty (or non-penalty) decision."""
        if self.decision and self.decision.dated_on:
            return self.decision.dated_on
        if self.decision and self.decision.decided_at:
            return self.decision.decided_at.date()
        return self.paper_day(*self.decision_codes)

    @cached_property
    def has_decision(self) -> bool:
        return self.decision is not None or self.paper(*self.decision_codes) is not None

    @cached_property
    def decision_served_on(self) -> date | None:
        return self.served_day(*self.decision_codes)

    @cached_property
    def filed_on(self) -> date | None:
        return self.case.filed_on or self.approval_day("LASP")

    @cached_property
    def discovered_on(self) -> date | None:
        return self.case.discovered_at.date() if self.case.discovered_at else None

    @cached_property
    def violation_on(self) -> date | None:
        """The last day of the violation: it picks the version of the substantive law."""
        return self.case.violation_to or self.case.violation_from

    @cached_property
    def has_notice(self) -> bool:
        return self.notice is not None or self.paper("GZS") is not None or bool(self.services_of("GZS"))

    @cached_property
    def noticed_on(self) -> date | None:
        """The day on which the party had the notice."""
        return (self.notice.served_on if self.notice else None) or self.served_day("GZS")

    @cached_property
    def notice_dated_on(self) -> date | None:
        return (self.notice.dated_on if self.notice else None) or self.paper_day("GZS")

    @cached_property
    def approved_on(self) -> date | None:
        """The day on which the head approved the decision."""
        return (self.approval.approved_on if self.approval else None) or self.approval_day("CFSP")

    @cached_property
    def approver(self) -> str:
        if self.approval and self.approval.approver:
            return self.approval.approver
        return next((paper.approver for paper in self.papers("CFSP") if paper.approver), "")

    @cached_property
    def reviewed_on(self) -> date | None:
        """The day of the legal review."""
        return (self.legal_review.reviewed_on if self.legal_review else None) or self.approval_day("FZSH")

    @cached_property
    def has_review(self) -> bool:
        return self.legal_review is not None or self.paper("FZSH") is not None

    @cached_property
    def discussed_on(self) -> date | None:
        return (self.discussion.held_on if self.discussion else None) or self.paper_day("JTTL")

    @cached_property
    def has_discussion(self) -> bool:
        return self.discussion is not None or self.paper("JTTL") is not None

    @cached_property
    def hearing_requested_on(self) -> date | None:
        return (self.hearing.requested_on if self.hearing else None) or self.paper_day("TZSQ")

    @cached_property
    def hearing_notified_on(self) -> date | None:
        return (self.hearing.notified_on if self.hearing else None) or self.served_day("TZTZ")

    @cached_property
    def hearing_held_on(self) -> date | None:
        return self.hearing.held_on if self.hearing else None

    @cached_property
    def hearing_happened(self) -> bool:
        return (
            self.hearing_held_on is not None
            or any(record.type.upper() == "TZBL" for record in self.records)
            or self.paper("TZBL") is not None
        )

    @cached_property
    def measure_on(self) -> date | None:
        return self.measure.acted_at.date() if self.measure and self.measure.acted_at else None

    @cached_property
    def measure_served_on(self) -> date | None:
        return (self.measure.decision_served_on if self.measure else None) or self.served_day("QZCS")

    @cached_property
    def demand_served_on(self) -> date | None:
        """The day on which the party had the demand (催告书)."""
        return (self.enforcement.demand_served_on if self.enforcement else None) or self.served_day("CGS")

    @cached_property
    def enforcement_decided_on(self) -> date | None:
        return (self.enforcement.decision_on if self.enforcement else None) or self.paper_day("QZJD", "DLXJ")

    @cached_property
    def executed_on(self) -> date | None:
        return self.enforcement.executed_at.date() if self.enforcement and self.enforcement.executed_at else None

    @cached_property
    def inspected_on(self) -> date | None:
        """The day on which the inspection began."""
        if self.inspection and self.inspection.started_on:
            return self.inspection.started_on
        return min((record.start.date() for record in self.records if record.start), default=None)

    @cached_property
    def inspection_approved_on(self) -> date | None:
        return (self.inspection.approved_on if self.inspection else None) or self.approval_day("JCSP")

    @cached_property
    def act_on(self) -> date | None:
        """The day that stands for the whole file: its decision, measure, enforcement or inspection."""
        days = {MEASURE: self.measure_on, ENFORCEMENT: self.enforcement_decided_on or self.demand_served_on, INSPECTION: self.inspected_on}
        return days.get(self.file_type) or self.decided_on or self.filed_on or self.discovered_on

    # --- persons --------------------------------------------------------------------------------------------------------------

    @cached_property
    def roles(self) -> dict[str, set[str]]:
        """Name → roles; the same name may stand twice."""
        roles: dict[str, set[str]] = defaultdict(set)
        for officer in self.officers:
            roles[officer.name].add(officer.role)
        return dict(roles)

    def is_officer(self, name: str) -> bool:
        """True unless the list of officers says that the person is somebody else."""
        return name not in self._others

    @cached_property
    def _others(self) -> frozenset[str]:
        """Whoever the list calls something else and nowhere an officer."""
        return frozenset(name for name, roles in self.roles.items() if roles - {""} and "officer" not in roles)

    @cached_property
    def appearances(self) -> list[tuple[str, date | None, str]]:
        """Name, day and act of each officer named in a record or as a server; heads, reviewers, hosts and auxiliaries carry no card."""
        named = [
            (name, record.start.date() if record.start else None, paper_name(record.type))
            for record in self.contact_records
            for name in record.officers
            if name
        ]
        named += [(name, service.on, f"送达{paper_name(service.document)}") for service in self.services for name in service.servers if name]
        return [entry for entry in named if self.is_officer(entry[0])]

    def is_auxiliary(self, name: str) -> bool:
        roles = self.roles.get(name, set())
        return "auxiliary" in roles and "officer" not in roles

    @cached_property
    def investigators(self) -> frozenset[str]:
        """Officers of any record of this file, those of meetings left out."""
        return frozenset(name for record in self.contact_records for name in record.officers if name)

    @cached_property
    def contact_records(self) -> list[g.Record]:
        """Inspections, questionings and other records made with the party or at the place."""
        return [record for record in self.records if record.type.upper() not in MEETING_RECORDS]

    def records_of(self, *codes: str) -> list[g.Record]:
        return [record for record in self.records if record.type.upper() in codes]

    @cached_property
    def party_types(self) -> frozenset[str]:
        return frozenset(party.type for party in self.parties if party.type)

    @cached_property
    def party_names(self) -> frozenset[str]:
        return frozenset(name for party in self.parties for name in (party.name, party.operator) if name)

    # --- sums -----------------------------------------------------------------------------------------------------------------

    @cached_property
    def fine(self) -> Decimal | None:
        return self.decision.fine if self.decision else None

    @cached_property
    def fine_imposed(self) -> bool:
        """True where the decision contains a fine."""
        return bool(self.decision and ("fine" in self.decision.penalties or (self.decision.fine or 0) > 0))

    @cached_property
    def collected_on_the_spot(self) -> bool:
        return self.payment is not None and self.payment.channel == "on_the_spot"


def effective_day(service: g.Service) -> date | None:
    """The day on which a service took effect: the receipt's for mail, the end of the announcement's days for an announcement."""
    if service.method == "mail":
        return service.mail_receipt_on or service.on
    if service.method == "announce":
        if service.announced_on is None:
            return service.on
        return service.announced_on + timedelta(days=announcement_days(service.announced_on))
    return service.on or service.mail_receipt_on


def announcement_days(announced_on: date) -> int:
    """Thirty days for announcements from 2022-01-01 on, sixty before: the day of issue picks the text."""
    return 30 if announced_on >= date(2022, 1, 1) else 60


def at_noon(day: date | None) -> datetime | None:
    """A day as a time, for comparing with times."""
    return datetime(day.year, day.month, day.day, 12) if day else None


def distinct(names: Iterable[str]) -> list[str]:
    """The names once each, in their order."""
    return list(dict.fromkeys(name for name in names if name))
