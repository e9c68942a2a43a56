"""What the room holds for a person: new, owed by their body, asked by them, about to end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from liaison.models import Agreement, Course, DutyTask, Faq, JointMeeting, MeetingTask, Question, Receipt, TypicalCase
from liaison.queries.discretion import expiring
from pengjiang.common import clock

RECENT = timedelta(days=30)
SOON = timedelta(days=90)
MOST = 8


def unread(user: Any) -> QuerySet[Receipt]:
    """Notices to one's body that nobody of it has signed for."""
    rows = Receipt.objects.visible_to(user).filter(organisation__in=user.organisation_ids, notice__state="issued", state="sent")
    return rows.select_related("notice__organisation", "organisation").order_by("-notice__issued_on", "pk")


def unanswered(user: Any) -> QuerySet[Receipt]:
    """Notices that wait for an answer of one's body."""
    rows = Receipt.objects.visible_to(user).filter(organisation__in=user.organisation_ids, notice__state="issued", notice__answer_by__isnull=False, state="read")
    return rows.select_related("notice__organisation", "organisation").order_by("notice__answer_by", "pk")


def duties(user: Any) -> QuerySet[DutyTask]:
    """Duties of one's body."""
    return DutyTask.objects.visible_to(user).filter(state="open", duty__bound__in=user.organisation_ids).select_related("duty__agreement", "duty__bound")


def tasks(user: Any) -> QuerySet[MeetingTask]:
    """What meetings gave one's body to do."""
    return MeetingTask.objects.visible_to(user).filter(state="open", organisation__in=user.organisation_ids).select_related("meeting", "organisation")


def asked(user: Any) -> QuerySet[Question]:
    """What one has asked and what one is to answer."""
    mine = Q(asker=user.pk) | Q(mentor__person=user.pk)
    return Question.objects.visible_to(user).filter(mine).exclude(state="accepted").select_related("mentor__person")


def room_of(user: Any) -> dict[str, Any]:
    """All that the room's page shows."""
    today = clock.today()
    since = today - RECENT
    return {
        "unread": unread(user)[:MOST],
        "cases": TypicalCase.objects.visible_to(user).published().filter(published_on__gte=since)[:MOST],
        "faqs": Faq.objects.visible_to(user).filter(published_on__gte=since)[:MOST],
        "courses": Course.objects.visible_to(user).filter(state="open")[:MOST],
        "meetings": JointMeeting.objects.visible_to(user).filter(state="planned")[:MOST],
        "unanswered": unanswered(user)[:MOST],
        "duties": duties(user)[:MOST],
        "tasks": tasks(user)[:MOST],
        "questions": asked(user)[:MOST],
        "standards": expiring(today),
        "agreements": Agreement.objects.visible_to(user).in_force().filter(until__lte=today + SOON),
        "today": today,
    }
