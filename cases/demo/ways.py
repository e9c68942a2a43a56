"""Matters of the demonstration off the main path: objection, change, withdrawal, extension, escalation, hearing, opinion, unpaid fines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from cases.demo.matters import Matter, load
from cases.demo.recommending import WAY, Recommending
from cases.services import contacts, dispatches, extensions, hearings, own_cases, unpaid, ways
from cases.services import recommendations as services
from cases.workflow.hearing import HEARING_STEPS
from pengjiang.common import clock
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.dossiers.demo_cases import uscc
from pengjiang.dossiers.services import create_dossier
from pengjiang.law.reference import packaged

if TYPE_CHECKING:
    from pengjiang.demo.district import District

# Days after the referral; service is on the thirty-first.
OBJECTED, RECHECKED, DECIDED, REDRAFTED = 34, 36, 38, 40
ENDS = {
    "objected": ((OBJECTED, "object"),),
    "rechecked": ((OBJECTED, "object"), (RECHECKED, "recheck")),
    "upheld": ((OBJECTED, "object"), (RECHECKED, "recheck"), (DECIDED, "uphold"), (45, "extend")),
    "amending": ((OBJECTED, "object"), (RECHECKED, "recheck"), (DECIDED, "amend"), (REDRAFTED, "redraft")),
    "superseded": (
        *((OBJECTED, "object"), (RECHECKED, "recheck"), (DECIDED, "amend"), (REDRAFTED, "redraft"), (41, "send")),
        *((42, "approve"), (43, "approve"), (44, "approve"), (45, "approve"), (46, "seal"), (47, "serve")),
    ),
    "withdrawn": ((OBJECTED, "object"), (RECHECKED, "recheck"), (DECIDED, "withdraw")),
    "unheeded": ((38, "begin"), (50, "ask_extension"), (52, "refuse_extension"), (81, "reply"), (88, "find_unheeded"), (90, "visit"), (92, "report_up"), (95, "follow_up")),
}
TOLD = (
    ("objected", 37, "baisha", 0),
    ("rechecked", 39, "huanshi", 1),
    ("upheld", 52, "chaolian", 2),
    ("amending", 44, "hetang", 0),
    ("superseded", 57, "baisha", 2),
    ("withdrawn", 61, "tangxia", 1),
    ("unheeded", 128, "duruan", 2),
)
BEFORE_OBJECTION = [pair for pair in WAY if pair[0] <= 32]


class OffPath(Recommending):
    """A recommendation that is objected to, changed, withdrawn or not heeded."""

    def _acts(self) -> list[tuple[int, Callable[[], None]]]:
        acts = [(offset, getattr(self, name)) for offset, name in (*BEFORE_OBJECTION, *ENDS[self.matter.until])]
        return [pair for pair in acts if pair[0] <= self.matter.start]

    @property
    def head(self):
        return self.district.person("town_head", self.matter.body)

    def object(self) -> None:
        ways.raise_objection(
            self.recommendation,
            actor=self.head,
            reasons="检察建议书认定的第一项问题，卷内另有补充送达的材料未随案移送；第二项建议的整改期限偏短，培训师资须由市级部门统一安排。",
        )
        self.recommendation.refresh_from_db()

    def recheck(self) -> None:
        proposal = {"amending": "amended", "superseded": "amended", "withdrawn": "withdrawn"}.get(self.matter.until, "upheld")
        self.recommendation = ways.recheck_objection(
            self.recommendation, actor=self.holder, opinion="经调取补充材料原件、询问承办人员，已核实异议所述情况，意见如拟处理。", proposal=proposal
        )

    def uphold(self) -> None:
        self.recommendation = ways.uphold_recommendation(
            self.recommendation, actor=self.district.person("chief"), note="补充送达发生在处罚决定之后，不能替代决定前的告知；培训可分期完成。"
        )

    def amend(self) -> None:
        self.recommendation = ways.amend_recommendation(self.recommendation, actor=self.district.person("chief"), note="末项建议的整改期限改为一百二十日，其余不变。")

    def redraft(self) -> None:
        self.recommendation = ways.redraft_recommendation(self.recommendation, actor=self.holder)

    def withdraw(self) -> None:
        self.recommendation = ways.withdraw_recommendation(
            self.recommendation, actor=self.district.person("chief"), note="补充材料证明决定前已依法告知，原认定的主要事实不能成立。"
        )

    def ask_extension(self) -> None:
        self.asked = extensions.ask_extension(self.recommendation, actor=self.head, by=1, reason="承办人员轮岗，需要一个月时间重新核对案卷。")

    def extend(self) -> None:
        self.ask_extension()
        extensions.grant_extension(self.asked, actor=self.district.person("deputy_chief"), note="同意，请按期书面回复。")

    def refuse_extension(self) -> None:
        extensions.refuse_extension(self.asked, actor=self.district.person("deputy_chief"), note="人员轮岗不属于延期的正当理由，请按期办理。")

    def find_unheeded(self) -> None:
        self.recommendation = services.assess_recommendation(
            self.recommendation, actor=self.holder, adoption="none", adoption_reason="复函只说明客观困难，没有对涉案决定作出任何处理。"
        )

    def visit(self) -> None:
        contacts.add_contact(
            self.recommendation,
            actor=self.holder,
            kind="visit",
            on=clock.today(),
            place=f"{self.case.subject_label}会议室",
            persons=f"{self.head.name}（综合行政执法办公室主任）",
            officers=f"{self.holder.name}、{self.assistant.name}",
            content="当面说明检察建议的事实和法律依据，了解未落实的原因。",
            outcome="对方仍未提出整改时间，拟报告上级院并跟进监督。",
        )

    def report_up(self) -> None:
        draft = dispatches.draft_dispatch(
            self.recommendation, actor=self.holder, kind="upper", facts="经书面建议和走访督促，被建议单位至今没有对涉案处罚决定作出处理。", reason="没有正当理由。"
        )
        asked = dispatches.ask_dispatch(draft, actor=self.holder)
        dispatches.approve_dispatch(asked, actor=self.district.person("chief"), opinion="同意报告。")

    def follow_up(self) -> None:
        own_cases.follow_up(self.recommendation, actor=self.holder, origin="检察建议发出后三个月仍未落实，依职权跟进监督。")


def off_path(district: District) -> list[Iterator[datetime]]:
    """Each told like a matter of ``recommended.toml``, with another town, number and end."""
    patterns = load("recommended.toml")
    found = []
    for place, (until, start, body, holder) in enumerate(TOLD):
        matter = patterns[place % len(patterns)]
        file = {**matter.file, "seq": 601 + place}
        title = matter.title.replace(packaged().body(matter.body).name, packaged().body(body).name)
        told: Matter = replace(matter, key=f"{until}-{matter.key}", until=until, start=start, body=body, holder=holder, file=file, title=title)
        found.append(OffPath(told, district).play())
    return found


def hearing_on(case, *, holder, district: District, step: str) -> None:
    """One act of a hearing on a case; a story calls them on their days."""
    chief, hearing = district.person("chief"), case.hearings.last()
    if step == "ask":
        hearings.ask_hearing(case, actor=holder, reason="案件社会关注度高，需要听取各方意见。", issues="当事人的诉求是否有事实和法律依据，争议能否实质性化解。", requested_by="当事人")
    elif step == "decide":
        hearings.decide_hearing(hearing, actor=chief, note="同意，做好释法说理。")
    elif step == "arrange":
        day = stored_calendar().roll(clock.today() + timedelta(days=6))
        at = datetime.combine(day, time(9, 30), tzinfo=clock.ZONE)
        hearing = hearings.arrange_hearing(hearing, actor=holder, at=at, place="本院检察听证室", host=holder)
        people = (("listener", "黎某辉", "区人大代表"), ("listener", "司徒某慧", "人民监督员"), ("listener", "关某文", "律师"), ("party", "当事人", ""), ("authority", case.subject_label, "负责人"))
        for part, name, title in people:
            hearings.add_hearing_person(hearing, actor=holder, part=part, name=name, title=title)
        hearings.notify_hearing(hearing, actor=holder)
    elif step == "record":
        course = {key: f"{label}。各方按程序发表意见，详见录音录像。" for key, label, _ in HEARING_STEPS}
        hearings.record_hearing(hearing, actor=holder, opinion="三名听证员一致认为事实清楚，建议继续协调化解。", recorded=True, **course)
    else:
        hearings.use_hearing_opinion(hearing, actor=holder, use="full")


# Months ago of service, and what else the file says.
UNPAID = (("tangxia", 13, {}), ("hetang", 8, {}), ("duruan", 7, {"demand": 10}), ("chaolian", 4, {}), ("huanshi", 9, {"demand": 40, "applied": 20}), ("baisha", 0.4, {}))


def unpaid_fines(district: District) -> list[Iterator[datetime]]:
    """A fine in each stage of its enforcement."""
    return [_unpaid(district, place, *told) for place, told in enumerate(UNPAID)]


def _unpaid(district: District, place: int, town: str, months: float, more: dict[str, int]) -> Iterator[datetime]:
    served = (district.ago(0) - timedelta(days=round(months * 30.5))).date()
    yield district.ago(12, 9, place * 7)
    body = packaged().body(town)
    enforcement = {
        key: district.ago(more[name]).date().isoformat() for key, name in (("demand_served_on", "demand"), ("court_applied_on", "applied")) if name in more
    }
    facts = {
        "format": "dossier/1",
        "complete": False,
        "number": f"{body.number_prefixes[0]}罚字〔{served.year}〕{701 + place}号",
        "title": "擅自占用城市道路案",
        "body": town,
        "file_type": "P_GEN",
        "field": "urban",
        "parties": [{"type": "individual_business", "name": f"蓬江区演示{'甲乙丙丁戊己'[place]}建材经营部", "uscc": uscc((701 + place) * 6131)}],
        "decision": {"dated_on": served.isoformat(), "penalties": ["fine"], "fine": 2000 + place * 500},
        "services": [{"document": "CFJD", "method": "direct", "on": served.isoformat()}],
        **({"enforcement": enforcement} if enforcement else {}),
    }
    dossier = create_dossier(organisation=district.organisation(town), facts=facts, actor=district.person("town_clerk", town), cause="擅自占用城市道路")
    if place == 0:
        yield district.ago(5, 10)
        row = unpaid.refresh_unpaid(dossier)
        holder = district.person("procurator")
        unpaid.open_enforcement_case(row, actor=holder, title=f"{body.name}怠于申请强制执行监督案", origin="核查执法案卷登记时发现，罚款未缴，已过申请人民法院强制执行的期限。")
