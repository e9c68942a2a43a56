"""What a unit agreed to do, and what it was given to do, goes over to its successor."""

from __future__ import annotations

from liaison.models import Duty, MeetingTask, Question
from pengjiang.accounts.models import OrganisationChange
from pengjiang.accounts.succession import carry, goes_over


@goes_over("约定义务")
def duties(change: OrganisationChange) -> int:
    """Those still in force; the tasks of each period follow them."""
    return carry(change, Duty.objects.filter(is_on=True), "bound")


@goes_over("会议任务")
def meeting_tasks(change: OrganisationChange) -> int:
    """Not yet done."""
    return carry(change, MeetingTask.objects.filter(state="open"), "organisation")


@goes_over("答疑")
def questions(change: OrganisationChange) -> int:
    """Not yet settled."""
    return carry(change, Question.objects.exclude(state="accepted"), "organisation")
