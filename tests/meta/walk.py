"""Walks the district through every act that makes a paper, one day after another."""

from __future__ import annotations

from datetime import date

from cases.models import RectificationItem
from cases.services import recommendations, rectifications, supervision
from pengjiang.common import clock
from pengjiang.deadlines.reminders import sweep
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.services import drain
from reviews.services import closing
from tests import factories as f
from tests.reviews.story import Story


def walk_every_paper(d: f.District) -> None:
    """Referral to archive, with a reply that comes late and so a 催办函."""
    with clock.at(f.TODAY):
        recommendation = f.served(d)
        rectifications.plan_item(recommendation.items.first(), actor=d.officer, measure="撤销原决定。", person="李堃")
    with clock.at(date(2026, 5, 20)):
        sweep()
        while drain():
            pass
        letter = IssuedDocument.objects.of(recommendation).filter(type_code="urging_letter").first()
        rectifications.sign_urging_letter(letter, recommendation=recommendation, actor=d.procurator, new_day=date(2026, 6, 1))
        recommendation.refresh_from_db()
        recommendations.reply_recommendation(recommendation, actor=d.officer, measures="已部署。", results="已纠正。")
        for item in RectificationItem.objects.filter(state="waiting"):
            rectifications.plan_item(item, actor=d.officer, measure="培训。", person="李堃")
        for item in RectificationItem.objects.all():
            rectifications.submit_proof(item, actor=d.officer, note="完成。", files=[f.photo(content=f"第{item.order}项")])
            rectifications.tick_item(item, actor=d.procurator)
        recommendation.refresh_from_db()
        recommendation = recommendations.assess_recommendation(recommendation, actor=d.procurator, adoption="full")
        recommendations.close_recommendation(recommendation, actor=d.procurator)
        _review(d)
        supervision.close_case(recommendation.case, actor=d.procurator, result="recommendation")


def _review(d: f.District) -> None:
    """A joint review with an objection, to the yearly sheet."""
    story = Story.of(d).register(each=3).consulted(size=4, minimum=2)
    story.object_to_one().agree_all().grade()
    closing.publish(story.round, actor=story.maker)
    closing.open_ledger(story.parts()[0])
    closing.issue_statistics(story.again().round, actor=story.maker)
    closing.issue_yearly(story.again().round, actor=story.maker)
