"""How every matter of the demonstration comes in: referred or registered, accepted through the gate, assigned, docketed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cases.demo.matters import Matter, cited, make_file
from cases.models import SupervisionCase, Transfer
from cases.services import supervision as cases
from cases.services import transfers
from pengjiang.accounts.models import User
from pengjiang.common import clock

if TYPE_CHECKING:
    from pengjiang.demo.district import District

PLAN = (
    "一、核实事项：{title}所涉程序是否合法，是否影响当事人权益，同类问题是否普遍。\n"
    "二、核实方式：调取并复制执法案卷、执法记录仪视频；听取{body}意见；询问承办人员和当事人。不采取任何强制性措施。\n"
    "三、人员与时间：由承办检察官{holder}、检察官助理{assistant}办理，二十日内完成。"
)


class Intake:
    """The acts on a matter up to its docketing and investigation, by the people whose part they are."""

    def __init__(self, matter: Matter, district: District) -> None:
        self.matter, self.district = matter, district
        self.officer: User = district.person("town_officer", matter.body)
        self.manager: User = district.person("case_manager", place=matter.file["seq"] % 2)
        self.holder: User = district.person("procurator", place=matter.holder)
        self.assistant: User = district.person("assistant", place=matter.assistant)
        self.transfer: Transfer
        self.case: SupervisionCase

    def say(self, text: str) -> str:
        """With the matter's days filled in."""
        return self.matter.say(text, self.district)

    def draft(self) -> None:
        matter = self.matter
        self.transfer = transfers.draft_transfer(
            dossiers=[make_file(matter, self.district)],
            title=matter.title,
            problem=matter.problem,
            reason=self.say(matter.reason),
            facts=self.say(matter.facts),
            provisions=matter.provisions,
            parties=matter.party["name"],
            contact=f"{self.officer.name} {self.officer.phone}",
            is_urgent=matter.is_urgent,
            actor=self.officer,
        )

    def submit(self) -> None:
        self.transfer = transfers.submit_transfer(self.transfer, actor=self.officer)

    def accept(self) -> None:
        matter = self.matter
        self.transfer = transfers.accept_transfer(
            self.transfer,
            actor=self.manager,
            origin=self.transfer.channel,
            duty_note=matter.duty,
            parallel="none",
            reasonableness="legality",
            effect=matter.effect,
            tool="recommendation",
        )

    def assign(self) -> None:
        self.transfer = transfers.assign_transfer(self.transfer, actor=self.manager, holder=self.holder)

    def docket(self) -> None:
        year = clock.today().year
        serial = SupervisionCase.objects.filter(docketed_on__year=year).count() + 1
        self.case = cases.docket_case(
            self.transfer,
            actor=self.holder,
            case_type=self.matter.case_type,
            title=f"{self.matter.title}监督案",
            # The unified system's number is not ours to make: an invented one of the invented region.
            unified_number=f"440799{year}07{serial:05d}",
            assistant=self.assistant,
        )

    def review(self) -> None:
        self.case = cases.review_case(self.case, actor=self.holder)

    def ask(self) -> None:
        names = {"title": self.matter.title, "body": self.case.subject_label, "holder": self.holder.name, "assistant": self.assistant.name}
        self.case = cases.ask_investigation(self.case, actor=self.holder, plan=PLAN.format(**names))

    def decide(self) -> None:
        self.case = cases.decide_investigation(self.case, actor=self.district.person("chief"), note="同意，注意听取被监督单位意见。")

    def read_file(self) -> None:
        found = "；".join(self.say(row["fact"]).rstrip("。") for row in self.matter.findings)
        self._record("query", persons="", place=self.case.subject_label, content=f"调取并复制执法案卷。经查阅：{found}。")

    def hear(self) -> None:
        head = self.district.person("town_head", self.matter.body)
        content = f"听取{self.case.subject_label}意见。{head.name}对案卷所载事实没有异议，表示属于承办人员对程序要求掌握不准，愿意自行纠正并举一反三。{self.matter.addition}"
        self._record("hear", persons=f"{head.name}（综合行政执法办公室主任）", place=f"{self.case.subject_label}会议室", content=content)

    def _record(self, means: str, *, persons: str, place: str, content: str) -> None:
        officers = f"{self.holder.name}、{self.assistant.name}"
        cases.add_record(self.case, actor=self.holder, means=means, on=clock.today(), officers=officers, persons=persons, place=place, content=content)

    def find(self) -> None:
        dossier = self.case.dossiers.first()
        for row in self.matter.findings:
            cases.save_finding(
                self.case,
                actor=self.holder,
                category=row["category"],
                fact=self.say(row["fact"]),
                problem=self.say(row["problem"]),
                citations=cited(row["citations"]),
                dossier=dossier,
                document=row["document"],
                page=row["page"],
            )

    def report(self) -> None:
        matter = self.matter
        facts, problems = (self.say("\n".join(row[name] for row in matter.findings)) for name in ("fact", "problem"))
        self.case = cases.write_report(
            self.case,
            actor=self.holder,
            process=f"本案由{self.case.subject_label}移送，立案后经检察长决定进行调查核实，先后调取案卷、听取被监督单位意见，现已调查终结。",
            facts=f"{self.say(matter.facts)}\n{facts}",
            analysis=f"实体方面，违法事实清楚，处罚对象正确。程序、送达和救济告知方面存在以下问题：\n{problems}\n上述问题不属于一般合理性问题，{matter.effect}",
            view="被监督单位的行政行为存在违法情形，符合提出检察建议的条件。",
            proposal=f"向{self.case.subject_label}提出“{matter.recommendation}”的检察建议。",
            risk="当事人对处罚事实无争议，未发现信访和舆情风险。",
        )

    def conclude(self) -> None:
        self.case = cases.conclude_case(self.case, actor=self.holder)
