"""Walks the district through every act that makes a paper, one day after another."""

from __future__ import annotations

from datetime import date

from cases.services import (
    corrections,
    dispatches,
    extensions,
    handovers,
    hearings,
    recommendations,
    rectifications,
    supervision,
    transfers,
    ways,
)
from pengjiang.checkups.models import CheckJob
from pengjiang.checkups.services import jobs
from pengjiang.checkups.services.reports import order_job_report, order_report
from pengjiang.checkups.services.runs import run_check
from pengjiang.common import clock
from pengjiang.deadlines.reminders import sweep
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.services import drain
from reviews.services import closing
from tests import factories as f
from tests import links, volumes
from tests import ways as w
from tests.disputes import steps as disputes
from tests.liaison import steps as liaison
from tests.reviews.story import Story


def walk_every_paper(d: f.District) -> None:
    """Referral to archive, with a reply that comes late and so a 催办函."""
    with clock.at(f.TODAY):
        recommendation = f.served(d)
        dossier = recommendation.case.dossiers.get()
        order_report(run_check(dossier, actor=d.officer), actor=d.officer)
        job = jobs.order_job([dossier.pk], actor=d.officer)
        jobs.go_on(job.pk)
        order_job_report(CheckJob.objects.get(pk=job.pk), actor=d.officer)
        rectifications.plan_item(recommendation.items.first(), actor=d.officer, measure="撤销原决定。", person="李堃")
    with clock.at(f.TODAY):
        _walk_off_the_path(d)
    with clock.at(date(2026, 5, 20)):
        sweep()
        while drain():
            pass
        letter = IssuedDocument.objects.of(recommendation).filter(type_code="urging_letter").first()
        rectifications.sign_urging_letter(letter, recommendation=recommendation, actor=d.procurator, new_day=date(2026, 6, 1))
        recommendation.refresh_from_db()
        recommendations.reply_recommendation(recommendation, actor=d.officer, measures="已部署。", results="已纠正。")
        for item in recommendation.items.filter(state="waiting"):
            rectifications.plan_item(item, actor=d.officer, measure="培训。", person="李堃")
        for item in recommendation.items.all():
            rectifications.submit_proof(item, actor=d.officer, note="完成。", files=[f.photo(content=f"第{item.order}项")])
            rectifications.tick_item(item, actor=d.procurator)
        recommendation.refresh_from_db()
        recommendation = recommendations.assess_recommendation(recommendation, actor=d.procurator, adoption="full")
        recommendations.close_recommendation(recommendation, actor=d.procurator)
        _review(d)
        supervision.close_case(recommendation.case, actor=d.procurator, result="recommendation")
    with clock.at(f.TODAY):
        disputes.walk_papers(d)
        volumes.every_state(d)
        liaison.walk_papers(d)
        links.every_state(d)


def _walk_off_the_path(d: f.District) -> None:
    """Objections, changes, letters, hearings: each paper once."""
    held = ways.uphold_recommendation(w.rechecked(d, number="旁路1", unified="江蓬检行建〔2026〕41号"), actor=d.chief, note="告知书没有送达。")
    extensions.grant_extension(w.extension(d, held), actor=d.deputy)
    changed = w.amending(d, number="旁路2", unified="江蓬检行建〔2026〕42号")
    f.serve(d, w.replacement(d, changed), f.TODAY)
    filed = recommendations.file_up(f.issued(d, number="旁路3", unified="江蓬检行建〔2026〕43号"), actor=d.procurator, note="报市院")
    ways.withdraw_recommendation(f.served(d, number="旁路4", unified="江蓬检行建〔2026〕44号"), actor=d.chief, note="事实有误。")
    unheeded = w.assessed(d, number="旁路5", unified="江蓬检行建〔2026〕45号")
    for kind in ("copy", "upper", "government"):
        w.sent(d, unheeded, kind, addressee_name="江门市蓬江区人民政府")
    w.follow(d, unheeded, kind="visit")
    transfers.refuse_transfer(f.submitted(d, number="旁路6"), actor=d.manager, answer="不属于监督范围。")
    w.ended(d, number="旁路7")
    litigation = supervision.review_case(f.docketed(d, number="旁路8", case_type="execution"), actor=d.procurator)
    for kind in ("authority_notice", "progress_notice", "police_lead"):
        w.sent(d, litigation, kind, addressee_name="江门市公安局蓬江分局")
    suspended = supervision.suspend_case(litigation, actor=d.procurator, note="等待鉴定。")
    supervision.not_support_case(supervision.resume_case(suspended, actor=d.procurator), actor=d.procurator, note="理由不成立。")
    reverse = supervision.review_case(f.docketed(d, number="旁路9", case_type="reverse_link"), actor=d.procurator)
    dispatches.reply_dispatch(w.sent(d, reverse, "opinion", organisation=d.town), actor=d.officer, answer="已处罚。")
    asked = w.hearing_asked(d, f.concluded(d, number="旁路10"))
    hearings.refuse_hearing(asked, actor=d.chief, note="没有争议。")
    hearing = w.hearing_notified(d, asked.case)
    handovers.hand_over(actor=d.head, giver=d.procurator, taker=d.other_procurator, reason="旁路检验")
    handovers.hand_over(actor=d.head, giver=d.other_procurator, taker=d.procurator, reason="旁路检验")
    with clock.at(date(2026, 3, 21)):
        corrections.correct_day(filed, actor=d.procurator, field="issued_on", day=date(2026, 3, 17), reason="以用印登记为准。", files=[f.photo("用印登记.jpg", "用印")])
        hearings.use_hearing_opinion(w.hearing_held(d, hearing), actor=d.procurator, use="full")


def _review(d: f.District) -> None:
    """A joint review with an objection, to the yearly sheet."""
    story = Story.of(d).register(each=3).consulted(size=4, minimum=2)
    story.object_to_one().agree_all().grade()
    closing.publish(story.round, actor=story.maker)
    closing.open_ledger(story.parts()[0])
    closing.issue_statistics(story.again().round, actor=story.maker)
    closing.issue_yearly(story.again().round, actor=story.maker)
