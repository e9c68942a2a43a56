"""A round walked as far as a test needs it, through the services, by the people whose step it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.documents.models import NumberScheme
from pengjiang.documents.services import add_scheme
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from pengjiang.files.services import process, store_bytes
from reviews.models import Assignment, Finding, Round, SampledFile, TownPart
from reviews.scoring import HALF, HEAVY
from reviews.services import assigning, closing, consulting, marking, rectifying, rounds, sampling, settling, submitting
from tests import factories as f
from tests.support.papers import pdf

PAGES = 6
FIELDS = ("emergency", "environment", "urban", "agriculture", "health", "resources")
KINDS = ("P_GEN", "INSP", "MEAS")


def _joined(d: f.District, key: str, name: str, role: str, body: str) -> User:
    """Somebody more, who is no part of what the next test's district is copied from."""
    found = User.objects.filter(username=key).first()
    if found is None:
        d.join(key, name, role, body)
        found = d.people.pop(key)
    return found


def closed_file(town: Organisation, actor: User, *, kind: str = "P_GEN", sphere: str = "urban", **facts: Any) -> Dossier:
    """A closed file with a party, some papers and pages.

    Its number follows from what the register holds, never from what other tests made: the frame's digest, and with it what is drawn,
    hangs on the numbers.
    """
    serial = Dossier.objects.count() + 1
    document = {
        "format": "dossier/1",
        "complete": False,
        "number": f"{town.short_name}评字〔2026〕{serial}号",
        "body": town.code,
        "file_type": kind,
        "field": sphere,
        "title": f"黎某{serial}案",
        "case": {"filed_on": "2026-01-12", "closed_on": "2026-02-20"},
        "parties": [{"type": "person", "name": "黎伯涛"}],
        "documents": [{"type": "LASP", "pages": 1}, {"type": "JCBL", "pages": 2}, {"type": "GZS", "pages": 1}, {"type": "CFJD", "pages": 2}],
        **facts,
    }
    return create_dossier(organisation=town, facts=document, actor=actor)


def with_volume(dossier: Dossier, actor: User) -> Dossier:
    """Its scanned volume: one page whose content differs from any other."""
    process(store_bytes(pdf(PAGES), name="全卷.pdf", actor=actor, target=dossier, kind="volume"))
    return dossier


@dataclass
class Story:
    """People of a round. ``towns``: each town with somebody of its desk."""

    maker: User
    leader: User
    bureau_leader: User
    deputy: User
    panel: list[User]
    towns: dict[Organisation, User]
    procurator: User
    round: Round | None = None
    dossiers: list[Dossier] = field(default_factory=list)

    # -- beginnings

    @classmethod
    def of(cls, d: f.District, *, reviewers: int = 4) -> Story:
        """In the district of tests.factories."""
        maker = _joined(d, "supervision", "甄可心", Role.BUREAU_SUPERVISION, "bureau")
        bureau_leader = _joined(d, "bureau-leader", "伍敬贤", Role.BUREAU_LEADER, "bureau")
        office = [d.procurator, d.other_procurator]
        if reviewers > 4:
            office += [_joined(d, f"procurator{place}", name, Role.PROCURATOR, "procuratorate") for place, name in enumerate(("欧阳翀", "梁景堃"))]
        names = ("叶怀瑾", "霍雨桐", "莫知远", "邝晓琳")[: reviewers - len(office)]
        panel = [*office, *(_joined(d, f"reviewer{place}", name, Role.BUREAU_REVIEWER, "bureau") for place, name in enumerate(names))]
        bureau = d.organisations["bureau"]
        if not NumberScheme.objects.filter(code="review_circular").exists():
            add_scheme(code="review_circular", name="通报文号", prefix="江蓬司通", organisation=bureau, since=f.SINCE, actor=None)
        return cls(maker, d.head, bureau_leader, d.deputy, panel, {d.town: d.officer, d.other_town: d.stranger}, d.procurator)

    def register(self, each: int = 6, *, volumes: bool = False, kinds: Sequence[str] = KINDS) -> Story:
        """So many closed files in every town, over kinds and fields."""
        for town, desk in self.towns.items():
            for place in range(each):
                made = closed_file(town, desk, kind=kinds[place % len(kinds)], sphere=FIELDS[place % len(FIELDS)])
                self.dossiers.append(with_volume(made, desk) if volumes else made)
        return self

    # -- steps

    def planned(self, *, size: int = 6, minimum: int = 2, **values: Any) -> Story:
        today = clock.today()
        given = {
            "title": "2026年第一季度行政执法案卷联合评查",
            "year": 2026,
            "quarter": 1,
            "period_from": date(2026, 1, 1),
            "period_to": date(2026, 3, 15),
            "size": size,
            "minimum": minimum,
            "submit_by": today + timedelta(days=10),
            "score_by": today + timedelta(days=30),
            "publish_by": today + timedelta(days=60),
            **values,
        }
        self.round = rounds.plan_round(actor=self.maker, **given)
        rounds.set_team(self.round, actor=self.maker, leader=self.leader, people=self.panel)
        return self.again()

    def sent(self, **values: Any) -> Story:
        self.planned(**values)
        rounds.send_for_approval(self.round, actor=self.maker)
        return self.again()

    def approved(self, **values: Any) -> Story:
        self.sent(**values)
        for person in (self.bureau_leader, self.deputy):
            rounds.decide_plan(self.round, actor=person, approve=True)
            self.again()
        return self

    def drawn(self, *, seed: int = 20260316, **values: Any) -> Story:
        self.approved(**values)
        sampling.draw_round(self.round, actor=self.maker, seed=seed)
        return self.again()

    def called(self, **values: Any) -> Story:
        self.drawn(**values)
        sampling.notify_towns(self.round, actor=self.maker)
        return self.again()

    def submitted(self, **values: Any) -> Story:
        self.called(**values)
        return self.submit()

    def submit(self) -> Story:
        for town, desk in self.towns.items():
            for file in self.files(town=town):
                if not file.dossier_volume:
                    with_volume(file.dossier, desk)
                submitting.submit_file(file, actor=desk)
            part = self.round.parts.filter(town=town).first()
            if part is not None:
                submitting.finish_submission(part, actor=desk)
        return self.again()

    def assigned(self, **values: Any) -> Story:
        self.submitted(**values)
        assigning.assign_round(self.round, actor=self.maker)
        return self.again()

    def scored(self, *, marks: Sequence[tuple[str, str]] = (("2", "2.5"),), **values: Any) -> Story:
        """Every file by both; ``marks`` are points lost by first and second, in turn."""
        self.assigned(**values)
        for place, file in enumerate(self.files()):
            self.mark_both(file, *marks[place % len(marks)])
        return self.again()

    def consulted(self, **values: Any) -> Story:
        self.scored(**values)
        consulting.consult_towns(self.round, actor=self.maker)
        return self.again()

    def graded(self, **values: Any) -> Story:
        self.consulted(**values)
        return self.agree_all().grade()

    def object_to_one(self, *, answer: bool = True) -> Story:
        """The first town objects to one item; somebody who has not marked the file looks again."""
        part = self.parts(state="consulted")[0]
        finding = part.findings.select_related("file__round", "file__rubric").first()
        items = [consulting.Objected(finding, "卷内第1页已有该项记载。", [f.photo(content="申诉")])]
        part = consulting.object_to(part, actor=self.towns[part.town], items=items)
        person = assigning.free_reviewers(self.file(finding.file))[0]
        part = consulting.name_rechecker(part, actor=self.maker, person=person)
        if answer:
            item = part.objections.get()
            consulting.recheck_item(item, actor=person, result="changed", lost_after=D(0), reason="经核对，确有记载。")
            consulting.answer_objection(part, actor=self.maker)
        return self.again()

    def agree_all(self) -> Story:
        for part in self.parts(state="consulted"):
            consulting.agree(part, actor=self.towns[part.town])
        return self.again()

    def grade(self) -> Story:
        closing.meet(self.round, actor=self.maker, met_on=clock.today(), attending="双方评查组成员", minutes="会议一致通过评查结果。")
        closing.write_circular(self.again().round, actor=self.maker, achievements="各镇街重视案卷质量，案卷总体规范。", demands="")
        closing.grade_round(self.again().round, actor=self.maker)
        best = list(self.round.files.filter(grade="excellent")[:2])
        closing.choose_excellent(self.again().round, actor=self.maker, files=best)
        return self.again()

    def published(self, **values: Any) -> Story:
        self.graded(**values)
        closing.publish(self.round, actor=self.maker)
        for part in self.parts():
            closing.open_ledger(part)
        return self.again()

    def received(self, **values: Any) -> Story:
        self.published(**values)
        for part in self.parts():
            closing.receive(part, actor=self.towns[part.town])
        return self.again()

    def rectified(self, **values: Any) -> Story:
        self.received(**values)
        for finding in Finding.objects.filter(file__round=self.round, state="waiting").select_related("town", "file__round"):
            self.rectify(finding)
        closing.close_round(self.round, actor=self.maker)
        return self.again()

    # -- parts of steps

    def rectify(self, finding: Finding) -> Finding:
        desk = self.towns[finding.town]
        finding = rectifying.plan_finding(finding, actor=desk, measure="补正文书并组织学习。", person="李堃")
        finding = rectifying.submit_proof(finding, actor=desk, note="已补正。", files=[f.photo(content=f"整改{finding.pk}")])
        return rectifying.tick_finding(finding, actor=self.maker, remarks="核验属实。")

    def mark(self, assignment: Assignment, lost: str, *, veto: str = "", submit: bool = True) -> Assignment:
        """``lost`` points, spread over the items from the first on.

        No item of five points is lost wholly, so that the grade follows from the score alone, whatever standard the file falls under.
        """
        left = D(lost)
        assignment.marks.all().delete()
        for item in assignment.file.rubric.rubric.items:
            part = min(left, item.maximum - HALF if item.maximum >= HEAVY else item.maximum)
            if part <= 0:
                break
            marking.save_mark(assignment, actor=assignment.reviewer, code=item.code, lost=part, reason=f"{item.deductions[0].reason}。", page=1)
            left -= part
        if veto:
            marking.save_veto(assignment, actor=assignment.reviewer, code=veto, marked=True, reason="见立案审批表。", page=1)
        return marking.submit_marks(assignment, actor=assignment.reviewer) if submit else assignment

    def seats(self, file: SampledFile) -> list[Assignment]:
        rows = file.assignments.exclude(state="ended").select_related("reviewer", "file__round", "file__rubric")
        return sorted(rows, key=lambda row: ("first", "second", "third", "calibration").index(row.seat))

    def mark_both(self, file: SampledFile, first: str, second: str, **veto: str) -> SampledFile:
        pair = self.seats(file)
        self.mark(pair[0], first, veto=veto.get("first_veto", ""))
        self.mark(pair[1], second, veto=veto.get("second_veto", ""))
        return self.file(file)

    def talk_over(self, file: SampledFile) -> SampledFile:
        for row in self.seats(file)[:2]:
            settling.speak(self.file(file), actor=row.reviewer, text="维持原评分。")
        return self.file(file)

    # -- looking

    def again(self) -> Story:
        self.round = Round.objects.get(pk=self.round.pk)
        return self

    def file(self, file: SampledFile) -> SampledFile:
        return SampledFile.objects.select_related("round", "rubric", "town", "dossier").get(pk=file.pk)

    def files(self, **given: Any) -> list[SampledFile]:
        rows = list(self.round.files.reviewed().filter(**given).select_related("round", "rubric", "town", "dossier__organisation").order_by("order"))
        have = _volumes(rows)
        for row in rows:
            row.dossier_volume = row.dossier_id in have
        return rows

    def parts(self, **given: Any) -> list[TownPart]:
        return list(self.round.parts.filter(**given).select_related("town", "round"))


def _volumes(rows: Iterable[SampledFile]) -> set[int]:
    from pengjiang.files.models import StoredFile  # noqa: PLC0415 — once the apps are there

    return {key for key, files in StoredFile.objects.of_many([row.dossier for row in rows]).items() if files}
