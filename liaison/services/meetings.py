"""Contacts, the duty table, joint meetings, their minutes and tasks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from cases.services.texts import require_text
from cases.services.uploads import keep_files
from liaison.models import Contact, DutyDay, JointMeeting, MeetingTask
from liaison.permissions import LiaisonPermission as P
from liaison.services.checks import allow
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.documents.services import issue as issue_document
from pengjiang.documents.services import take_number
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire, lock


@transaction.atomic
def name_contact(*, actor: User, person: User, telephone: str) -> Contact:
    """联络员 of the body the person serves."""
    allow(actor, P.MEET)
    organisation = person.organisation
    if organisation is None or person.is_administrator:
        raise DomainError(f"{person.name}现未在本区各单位任职。", field="person")
    if Contact.objects.current().filter(person=person).exists():
        raise DomainError(f"{person.name}已经是联络员。", field="person")
    row = Contact.objects.create(organisation=organisation, person=person, telephone=telephone, since=clock.today())
    emit("liaison.contact.named", actor=actor, target=row, related=[person], data={"organisation": organisation.short_name, "name": person.name})
    return row


@transaction.atomic
def end_contact(row: Contact, *, actor: User) -> Contact:
    """No longer."""
    allow(actor, P.MEET)
    row = lock(row, actor)
    row.until = clock.today() - timedelta(days=1)
    row.save()
    emit("liaison.contact.ended", actor=actor, target=row, data={"name": row.person.name})
    return row


@transaction.atomic
def set_duty(*, actor: User, day: date, person: User, note: str = "") -> DutyDay:
    """Who is in the room on a day; the later word holds."""
    allow(actor, P.MEET)
    if day < clock.today():
        raise DomainError("值班日期不能早于今天。", field="day")
    row, _ = DutyDay.objects.update_or_create(day=day, defaults={"person": person, "note": note})
    emit("liaison.dutyday.set", actor=actor, target=row, related=[person], data={"day": f"{day:%Y-%m-%d}", "name": person.name})
    return row


@transaction.atomic
def call(*, actor: User, title: str, starts_at: datetime, place: str, agenda: str, invited: list[Organisation]) -> JointMeeting:
    """A meeting with its agenda, one matter per line."""
    allow(actor, P.MEET)
    lines = [line.strip()[:160] for line in agenda.splitlines() if line.strip()]
    if not lines:
        raise DomainError("请填写议程，每行一项。", field="agenda")
    meeting = JointMeeting.objects.create(
        title=title, starts_at=starts_at, place=place, agenda=lines, organisation=actor.organisation, convener=actor
    )
    meeting.invited.set(invited)
    emit("liaison.jointmeeting.called", actor=actor, target=meeting, related=invited, data={"title": title})
    return meeting


@transaction.atomic
def hold(meeting: JointMeeting, *, actor: User, host: str, present: str, minutes: str, absent: str = "") -> JointMeeting:
    """It took place: who was there, what was agreed."""
    for field, text in (("host", host), ("present", present), ("minutes", minutes)):
        require_text(text, "请填写此项。", field=field)
    if meeting.starts_at > clock.now():
        raise DomainError("会议尚未开始，召开后再登记。")
    values = {"host": host, "present": present, "absent": absent, "minutes": minutes}
    return fire(meeting, "hold", actor=actor, values=values, data={"host": host})


@transaction.atomic
def add_task(meeting: JointMeeting, *, actor: User, organisation: Organisation, text: str, due_on: date) -> MeetingTask:
    """What a body is to do, until when."""
    require_text(text, "请填写任务。", field="text")
    if due_on < clock.today():
        raise DomainError("完成期限不能早于今天。", field="due_on")
    meeting = claim(meeting, "add_task", actor=actor)
    if organisation.pk != meeting.organisation_id and not meeting.invited.filter(pk=organisation.pk).exists():
        raise DomainError(f"{organisation.short_name}没有参会，不能布置任务。", field="organisation")
    task = MeetingTask.objects.create(meeting=meeting, organisation=organisation, text=text, due_on=due_on)
    data = {"name": organisation.short_name, "due": f"{due_on:%Y-%m-%d}", "text": text}
    fire(meeting, "add_task", actor=actor, data=data, related=[organisation])
    return task


@transaction.atomic
def issue(meeting: JointMeeting, *, actor: User) -> JointMeeting:
    """印发纪要."""
    meeting = claim(meeting, "issue", actor=actor)
    number = take_number("meeting_minutes", actor=actor, organisation=meeting.organisation)
    meeting = fire(meeting, "issue", actor=actor, values={"number": number}, data={"number": number}, related=meeting.invited.all())
    issue_document("meeting_minutes", meeting, actor=actor)
    return meeting


@transaction.atomic
def finish(task: MeetingTask, *, actor: User, result: str, files: list[Any] | None = None) -> MeetingTask:
    """Done, and how."""
    require_text(result, "请填写完成情况。", field="result")
    values = {"result": result, "done_by": actor, "done_on": clock.today()}
    task = fire(task, "finish", actor=actor, values=values, data={"text": task.text}, related=[task.meeting])
    keep_files(files or (), actor=actor, target=task)
    return task
