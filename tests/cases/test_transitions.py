"""Every transition of every machine of the procurator's work is taken by the person whose act it is, through the services; with it every state."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest
from django.core.files.base import ContentFile

from cases.enums import Adoption
from cases.models import ArchivePackage, Borrowing, Destruction, Handoff, Handover, Volume
from cases.services import (
    combining,
    corrections,
    dispatches,
    extensions,
    handoffs,
    handovers,
    hearings,
    own_cases,
    recommendations,
    rectifications,
    supervision,
    transfers,
    ways,
)
from cases.services.archive import destroying
from cases.services.archive import volumes as binding
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.services import change_setting
from pengjiang.exchange.models import UnitExport
from pengjiang.workflow.registry import MACHINES, machine_of
from tests import factories as f
from tests import links, units, volumes
from tests import ways as w
from tests.support.papers import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DAY = timedelta(days=1)


class Walks:
    """Each method is a walk; its name says over what. A transition that no walk takes is named by the test."""

    def __init__(self, d: f.District) -> None:
        self.d = d
        self.numbers = count(1)

    @property
    def given(self) -> dict[str, str]:
        """Numbers that no other walk has used."""
        serial = next(self.numbers)
        return {"number": f"杜阮综执罚字〔2026〕{500 + serial}号", "unified": f"江蓬检行建〔2026〕{500 + serial}号"}

    @property
    def file(self) -> dict[str, str]:
        return {"number": self.given["number"]}

    def referrals(self) -> None:
        d = self.d
        returned = transfers.return_transfer(f.submitted(d, **self.file), actor=d.manager, answer="请补充送达回证。")
        transfers.refuse_transfer(transfers.submit_transfer(returned, actor=d.officer), actor=d.manager, answer="不属于监督范围。")
        transfers.merge_transfer(f.accepted(d, **self.file), actor=d.head, other=f.accepted(d, **self.file))
        transfers.investigate_transfer(f.assigned(d, **self.file), actor=d.procurator, note="先行调取案卷。")
        filed = transfers.file_transfer(f.assigned(d, **self.file), actor=d.procurator, answer="未发现问题。")
        transfers.reopen_transfer(filed, actor=d.procurator, note="又收到来访。")
        handed = transfers.hand_over_transfer(f.assigned(d, **self.file), actor=d.procurator, handed_to="公益诉讼检察部门", answer="涉及公益。")
        transfers.close_transfer(handed, actor=d.procurator, note="已办结。")
        transfers.register_transfer(actor=d.procurator, channel="data_model", title="线索", subject=d.town, problem="procedure", reason="数据比对。")
        case = f.docketed(d, **self.file)
        own_cases.join_to_case(case, actor=d.procurator, transfers=[f.assigned(d, **self.file)])
        handovers.change_handler(w.again(case), actor=d.head, holder=d.other_procurator, reason="调整分工。")

    def cases(self) -> None:
        d = self.d
        asked = supervision.decline_investigation(f.asked(d, **self.file), actor=d.chief, note="方案不具体。")
        suspended = supervision.suspend_case(asked, actor=d.procurator, note="等待判决。")
        supervision.resume_case(suspended, actor=d.procurator)
        stopped = supervision.suspend_case(f.investigating(d, **self.file), actor=d.procurator, note="等待鉴定。")
        supervision.resume_case(stopped, actor=d.procurator)
        again = supervision.reinvestigate_case(f.concluded(d, **self.file), actor=d.procurator, note="补充询问。")
        supervision.conclude_case(again, actor=d.procurator)
        supervision.settle_case(f.concluded(d, **self.file), actor=d.procurator, note="当事人和解。")
        judged = supervision.review_case(f.docketed(d, case_type="judgment", **self.file), actor=d.procurator)
        supervision.extend_review(judged, actor=d.chief, by=1, reason="需要鉴定。")
        supervision.not_support_case(w.again(judged), actor=d.procurator, note="原判决并无不当。")
        ended = supervision.close_case(w.ended(d, **self.file), actor=d.procurator, result="ended")
        with clock.at(f.TODAY + DAY):
            corrections.correct_day(ended, actor=d.procurator, field="closed_on", day=f.TODAY + DAY, reason="笔误。", files=[f.photo()])
        supervision.reopen_case(w.again(ended), actor=d.chief, note="出现新证据。")

    def cases_together(self) -> None:
        d = self.d
        first, second = f.docketed(d, **self.file), f.docketed(d, **self.file)
        combining.relate_case(first, actor=d.procurator, other=second, note="同一工地。")
        own_cases.join_to_case(w.again(first), actor=d.procurator, dossiers=[f.dossier(d, **self.file)])
        combining.split_case(w.again(first), actor=d.procurator, dossiers=[first.dossiers.last()], title="另案", note="当事人不同。")
        combining.merge_case(w.again(second), actor=d.procurator, other=w.again(first), note="同一当事人。")

    def the_text(self) -> None:
        d = self.d
        returned = recommendations.decide_step(f.approving(d, **self.file), actor=d.head, approve=False, opinion="请补充依据。", remarks={"facts_text": "写明页码。"})
        recommendations.recall_recommendation(recommendations.send_for_approval(returned, actor=d.procurator), actor=d.procurator)
        recommendations.file_up(f.issued(d, **self.given), actor=d.procurator, note="报市院第六检察部。")
        served = f.served(d, **self.given)
        recommendations.begin_rectifying(served, actor=d.town_head)
        still = f.served(d, **self.given)
        with clock.at(f.TODAY + 16 * DAY):
            recommendations.end_objection_period(still)

    def own_numbers(self) -> None:
        """Where the office numbers its papers itself, approval issues them at once; then back to the unified system's."""
        change_setting("recommendation", actor=self.d.manager, number_source="own")
        f.approved(self.d, **self.file)
        change_setting("recommendation", actor=self.d.manager, number_source="unified")

    def objections(self) -> None:
        d = self.d
        ways.uphold_recommendation(w.rechecked(d, **self.given), actor=d.chief, note="异议不成立。")
        ways.return_recheck(w.rechecked(d, **self.given), actor=d.chief, note="请调取原件。")
        changed = w.amending(d, **self.given)
        f.serve(d, w.replacement(d, changed, number=self.given["unified"]), f.TODAY)
        ways.withdraw_recommendation(f.served(d, **self.given), actor=d.chief, note="事实有误。")
        court = f.serve(d, w.to_court(d, **self.file), f.TODAY)
        extensions.record_extension(court, actor=d.procurator, by=1, reason="审委会讨论。")
        ways.record_objection(court, actor=d.procurator, reasons="审查期限应扣除听证期间。")
        kept = ways.recheck_objection(w.again(court), actor=d.procurator, opinion="异议不成立。", proposal="upheld")
        kept = ways.uphold_recommendation(kept, actor=d.chief, note="维持。")
        ways.record_reply(w.again(court), actor=d.procurator, received_on=f.TODAY, measures="已部署。", results="已纠正。")
        item = w.again(court).items.first()
        ways.record_done(item, actor=d.procurator, measure="已整改。", person="承办法官")

    def extensions(self) -> None:
        d = self.d
        served = f.served(d, **self.given)
        extensions.grant_extension(w.extension(d, served), actor=d.chief)
        extensions.refuse_extension(w.extension(d, w.again(served)), actor=d.chief, note="理由不足。")

    def rectification(self) -> None:
        d = self.d
        served = recommendations.begin_rectifying(f.served(d, **self.given), actor=d.town_head)
        item, other = served.items.all()
        item = rectifications.plan_item(item, actor=d.officer, measure="撤销原决定。", person="李堃")
        rectifications.submit_proof(item, actor=d.officer, note="已撤销。", files=[ContentFile(pdf(), name="决定.pdf")])
        item = rectifications.send_back_item(w.again(item), actor=d.procurator, remarks="缺送达回证。")
        rectifications.submit_proof(item, actor=d.officer, note="已补。", files=[f.photo(content="补")])
        rectifications.tick_item(w.again(item), actor=d.procurator)
        other = rectifications.plan_item(other, actor=d.officer, measure="培训。", person="李堃")
        rectifications.submit_proof(other, actor=d.officer, note="已培训。", files=[f.photo(content="训")])
        rectifications.keep_item(w.again(other), actor=d.procurator, note="长期坚持。")
        letter = rectifications.draft_urging_letter(w.again(served), deadline=Deadline.objects.filter(limit="TM20").last())
        with clock.at(date(2026, 5, 20)):
            rectifications.sign_urging_letter(letter, recommendation=w.again(served), actor=d.procurator, new_day=date(2026, 6, 1))

    def after_the_reply(self) -> None:
        d = self.d
        recommendations.ask_more(f.replied(d, **self.given), actor=d.procurator, note="请说明培训情况。")
        closed = f.closed(d, **self.given)
        w.follow(d, closed, kind="visit")
        ways.reopen_recommendation(w.again(closed), actor=d.chief, note="回访发现反弹。")
        unheeded = w.assessed(d, **self.given)
        w.sent(d, unheeded, "copy", organisation=d.organisations["bureau"])
        w.sent(d, w.again(unheeded), "upper")
        own_cases.follow_up(w.again(unheeded), actor=d.procurator, origin="第二项建议没有落实。")
        recommendations.archive_recommendation(f.closed(d, **self.given), actor=d.clerk)
        assert Adoption.NONE == unheeded.adoption

    def corrected_days(self) -> None:
        d = self.d
        served = f.served(d, **self.given)
        with clock.at(f.TODAY + 18 * DAY):
            served = recommendations.end_objection_period(served)
            corrections.correct_day(served, actor=d.procurator, field="served_on", day=f.TODAY + 10 * DAY, reason="回证日期误录。", files=[f.photo()])

    def letters(self) -> None:
        d = self.d
        case = supervision.review_case(f.docketed(d, case_type="reverse_link", **self.file), actor=d.procurator)
        w.follow(d, case)
        lead = dispatches.ask_dispatch(w.letter(d, case, "police_lead"), actor=d.procurator)
        lead = dispatches.decline_dispatch(lead, actor=d.chief, note="请补充金额。")
        lead = dispatches.edit_dispatch(lead, actor=d.procurator, facts="涉案三万元。", addressee_name="公安分局", reason="涉嫌犯罪。")
        dispatches.drop_dispatch(lead, actor=d.procurator, note="另案移送。")
        sent = dispatches.record_receipt(w.sent(d, case, "police_lead"), actor=d.procurator, receiver="何某", received_on=f.TODAY)
        dispatches.record_answer(sent, actor=d.procurator, answer="已受理初核。", answered_on=f.TODAY)
        opinion = w.sent(d, case, "opinion", organisation=d.town)
        dispatches.reply_dispatch(opinion, actor=d.officer, answer="已处罚。")
        with clock.at(f.TODAY + DAY):
            late = w.sent(d, case, "discipline_lead")
            late = dispatches.record_receipt(late, actor=d.procurator, receiver="何某", received_on=f.TODAY + DAY)
        with clock.at(f.TODAY + 2 * DAY):
            corrections.correct_day(late, actor=d.procurator, field="received_on", day=f.TODAY + 2 * DAY, reason="回执日期误录。", files=[f.photo()])

    def hearings(self) -> None:
        d = self.d
        hearings.refuse_hearing(w.hearing_asked(d, f.concluded(d, **self.file)), actor=d.chief, note="没有争议。")
        arranged = w.hearing_arranged(d, f.concluded(d, **self.file))
        hearings.drop_hearing_person(arranged.persons.last(), actor=d.procurator)
        hearings.cancel_hearing(w.again(arranged), actor=d.chief, note="当事人撤回。")
        hearings.postpone_hearing(w.hearing_notified(d, f.concluded(d, **self.file)), actor=d.procurator, note="当事人患病。")
        hearing = w.hearing_notified(d, f.concluded(d, **self.file))
        with clock.at(f.TODAY + 5 * DAY):
            hearings.use_hearing_opinion(w.hearing_held(d, hearing), actor=d.procurator, use="full")

    def handed_over(self) -> None:
        d = self.d
        f.docketed(d, **self.file)
        handovers.receive_handover(handovers.hand_over(actor=d.head, giver=d.procurator, taker=d.other_procurator, reason="产假"), actor=d.other_procurator)
        assert Handover.objects.get().state == "received"

    def archive(self) -> None:
        volumes.every_state(self.d)
        volume = volumes.unprinted(self.d, 77)
        listed = volumes.destruction(self.d, 78, "reviewed")
        destroying.refuse_destruction(listed, actor=self.d.chief, note="仍有查考价值。")
        binding.add_supplement(volume, actor=self.d.clerk, title="批复", part="inner", reason="归档后收到。", files=[f.photo("批复.jpg", "x")])

    def between_the_bodies(self) -> None:
        links.every_state(self.d)
        units.every_state(self.d)
        handoff = handoffs.accept_handoff(links.sent(self.d, self.d.bureau_officer), actor=self.d.manager)
        case = handoffs.open_case_of_handoff(handoff, actor=self.d.procurator, case_type="unlawful_act", title="监督案", origin="司法局移送。")
        ended = supervision.end_case(supervision.review_case(case, actor=self.d.procurator), actor=self.d.procurator, note="没有违法情形。")
        supervision.close_case(ended, actor=self.d.procurator, result="ended")


def machines():
    return [machine for label, machine in MACHINES.items() if label.startswith("cases.") or label == "exchange.unitexport"]


def test_every_transition_is_taken(district):
    walks = Walks(district)
    # What is handed over takes everything open along, and comes last.
    for name in (name for name in vars(Walks) if not name.startswith("_") and callable(getattr(Walks, name)) and name != "handed_over"):
        getattr(walks, name)()
    walks.handed_over()
    taken = set(AuditEntry.objects.values_list("event", flat=True).distinct())
    assert {machine.name: [one.name for one in machine.transitions if machine.event(one) not in taken] for machine in machines()} == {
        machine.name: [] for machine in machines()
    }
    for model in (Volume, Borrowing, ArchivePackage, Destruction, Handoff, UnitExport):
        assert set(model.objects.values_list("state", flat=True)) == set(machine_of(model).states), model
