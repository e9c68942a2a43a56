"""A matter from its referral to where its 检察建议 stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from cases.demo.intake import Intake
from cases.demo.proofs import proof_file
from cases.models import Recommendation, RectificationItem
from cases.queries.approvals import current_step
from cases.services import recommendations as services
from cases.services import rectifications as items
from cases.services import supervision as cases
from cases.services.archive.volumes import archive_case
from pengjiang.accounts.enums import Role
from pengjiang.common import clock

# Days after the referral on which each act happens.
WAY = (
    (0, "draft"), (0, "submit"), (2, "accept"), (3, "assign"), (5, "docket"), (6, "review"), (7, "ask"), (9, "decide"), (12, "read_file"),
    (15, "hear"), (18, "find"), (19, "report"), (20, "conclude"), (21, "recommend"), (23, "advise"), (24, "send"), (25, "approve"),
    (26, "approve"), (27, "approve"), (28, "approve"), (30, "seal"), (31, "serve"), (32, "file_up"), (38, "begin"), (81, "reply"),
    (88, "assess"), (96, "close"), (97, "close_case"), (106, "archive"), (106, "archive_case"),
)  # fmt: skip
SERVED, PLANNED, TICKED_AFTER = 31, 40, 4
# The last act of each state.
LAST = {
    "draft": "advise", "approving_head": "send", "approving_chief": "approve", "returned": "approve", "approved": "approve", "issued": "seal",
    "objection": "file_up", "rectifying": "begin", "replied": "reply", "assessed": "assess", "closed": "close_case", "archived": "archive_case",
}  # fmt: skip
# A proof comes when seven tenths of an item's time are over.
PROOF_AT = 0.7
AGREED = {
    Role.DEPT_HEAD: "同意。事实清楚，引用条文准确，建议具体可行。",
    Role.POLICY_REVIEWER: "同意。提出建议确有必要，说理充分。",
    Role.DEPUTY_CHIEF: "同意，报检察长审批。",
    Role.CHIEF: "同意发出。请跟踪落实，不以数量论成效。",
}
RETURNED = "建议内容过于笼统，被建议单位难以落实，请补充具体措施后再报。"
REMARKS = {
    "advices": "“加强期限管理”没有可操作性，请写明由谁、在何时、用什么办法管理，并与九十日期限衔接。",
    "unlawful_text": "请说明卷内有无可以扣除的期间，避免被建议单位提出异议。",
}


class Recommending(Intake):
    """The acts that follow the investigation."""

    recommendation: Recommendation

    def play(self) -> Iterator[datetime]:
        """The moments of the acts, each played when resumed."""
        for place, (offset, act) in enumerate(self._acts()):
            yield self.district.ago(self.matter.start - offset, 9 + (place * 3 + self.matter.file["seq"]) % 8, self.matter.file["seq"] % 50)
            act()

    def _acts(self) -> list[tuple[int, Callable[[], None]]]:
        last = max(place for place, (_, name) in enumerate(WAY) if name == LAST[self.matter.until])
        acts = [(offset, getattr(self, name)) for offset, name in WAY[: last + 1]]
        if self.matter.until in ("rectifying", "replied", "assessed", "closed", "archived"):
            acts += self._item_acts()
        return sorted((pair for pair in acts if pair[0] <= self.matter.start), key=lambda pair: pair[0])

    def _item_acts(self) -> list[tuple[int, Callable[[], None]]]:
        acts = []
        for order, advice in enumerate(self.matter.advices, start=1):
            proved = SERVED + round(advice["days"] * PROOF_AT)
            if "measure" in advice:
                acts.append((PLANNED, lambda order=order, advice=advice: self._plan(order, advice)))
            if "proof" in advice:
                acts.append((proved, lambda order=order, advice=advice: self._prove(order, advice)))
                acts.append((proved + TICKED_AFTER, lambda order=order: self._tick(order)))
        return acts

    def recommend(self) -> None:
        self.recommendation = services.draft_recommendation(
            self.case,
            actor=self.holder,
            kind=self.matter.kind,
            title=self.matter.recommendation,
            addressee=self.case.subject,
            contact=f"{self.assistant.name} {self.assistant.phone}",
        )

    def advise(self) -> None:
        rows = [{"text": row["text"], "basis": row["basis"], "rectify_days": row["days"]} for row in self.matter.advices]
        self.recommendation = services.edit_recommendation(
            self.recommendation, actor=self.holder, advices=rows, copies_to=[self.district.organisation("bureau").name]
        )

    def send(self) -> None:
        self.recommendation = services.send_for_approval(self.recommendation, actor=self.holder)

    def approve(self) -> None:
        """One rung; a matter told as waiting for the 检察长 waits there, one told as returned is sent back by the 副检察长."""
        step = current_step(self.recommendation)
        if step is None or (self.matter.until == "approving_chief" and step.role == Role.CHIEF):
            return
        is_returned = self.matter.until == "returned" and step.role == Role.DEPUTY_CHIEF
        self.recommendation = services.decide_step(
            self.recommendation,
            actor=self.district.person(step.role),
            approve=not is_returned,
            opinion=RETURNED if is_returned else AGREED[Role(step.role)],
            remarks=REMARKS if is_returned else None,
            step=step.pk,
        )

    def seal(self) -> None:
        year = clock.today().year
        serial = Recommendation.objects.filter(issued_on__year=year).count() + 1
        self.recommendation = services.seal_recommendation(self.recommendation, actor=self.manager, number=f"江蓬检行建〔{year}〕{serial}号")

    def serve(self) -> None:
        is_announced = self.matter.file["seq"] % 3 == 0
        more = {
            "consent": True,
            "invited": "区人大代表、人民监督员各1名",
            "opinion": "认可检察建议指出的问题，将认真整改。",
        }
        receiver = self.district.person("town_leader", self.matter.body)
        services.serve_recommendation(
            self.recommendation,
            actor=self.holder,
            method="announced" if is_announced else "written",
            place=f"{self.case.subject_label}会议室",
            receiver=receiver.name,
            receiver_title=receiver.title,
            servers=f"{self.holder.name}、{self.assistant.name}",
            served_on=clock.today(),
            **(more if is_announced else {}),
        )
        self.recommendation.refresh_from_db()

    def file_up(self) -> None:
        self.recommendation = services.file_up(self.recommendation, actor=self.holder, note="已报江门市人民检察院行政检察部门、法律政策研究室备案")

    def begin(self) -> None:
        self.recommendation = services.begin_rectifying(self.recommendation, actor=self.district.person("town_head", self.matter.body))

    def reply(self) -> None:
        head = self.district.person("town_head", self.matter.body)
        services.reply_recommendation(
            self.recommendation,
            actor=head,
            measures=self.matter.measures,
            results=self.matter.results,
            remaining=self.matter.remaining,
            contact=f"{head.name} {head.phone}",
            files=[proof_file("整改情况报告", self.case.subject_label, self.matter.results)],
        )
        self.recommendation.refresh_from_db()

    def assess(self) -> None:
        self.recommendation = services.assess_recommendation(
            self.recommendation, actor=self.holder, adoption=self.matter.adoption, adoption_reason=self.matter.adoption_reason
        )

    def close(self) -> None:
        self.recommendation = services.close_recommendation(self.recommendation, actor=self.holder)

    def close_case(self) -> None:
        self.case.refresh_from_db()
        self.case = cases.close_case(self.case, actor=self.holder, result="recommendation", result_note="检察建议已采纳并整改到位。")

    def archive(self) -> None:
        self.recommendation = services.archive_recommendation(self.recommendation, actor=self.district.person("clerk"))

    def archive_case(self) -> None:
        self.case = archive_case(self.case, actor=self.district.person("clerk"))

    def _item(self, order: int) -> RectificationItem:
        return self.recommendation.items.get(order=order)

    def _plan(self, order: int, advice: dict) -> None:
        officer = self.district.person("town_officer", self.matter.body, order % 2)
        items.plan_item(self._item(order), actor=officer, measure=advice["measure"], person=officer.name)

    def _prove(self, order: int, advice: dict) -> None:
        note = f"{advice['measure']}，已完成，详见所附{advice['proof']}。"
        file = proof_file(advice["proof"], self.case.subject_label, note, picture=order % 2 == 0)
        items.submit_proof(self._item(order), actor=self.district.person("town_officer", self.matter.body), note=note, files=[file])

    def _tick(self, order: int) -> None:
        """Ticked off; where the recommendation was adopted in part, the last item is sent back for more."""
        if self.matter.adoption == "partly" and order == len(self.matter.advices):
            items.send_back_item(self._item(order), actor=self.holder, remarks="通知只列明两个巡查组的人员，请补充第三巡查组的安排和到位时间。")
        else:
            items.tick_item(self._item(order), actor=self.holder, remarks="材料齐全，与现场核查情况一致，予以销号。")
