"""联席会议, 联络员, 值班表."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy

from liaison.forms.together import ContactForm, DutyDayForm, FinishForm, HoldForm, MeetingForm, TaskForm
from liaison.models import Contact, DutyDay, JointMeeting, MeetingTask
from liaison.permissions import LiaisonPermission as P
from liaison.services import meetings
from liaison.views.base import RoomAction, RoomPage, part_actions, state_kind
from liaison.workflow import MEETING
from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.files.models import StoredFile
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView, WithFiles
from pengjiang.web.views.base import PageView
from pengjiang.web.views.listing import ListPage

AHEAD = timedelta(days=30)


class MeetingList(ListPage):
    """联席会议."""

    model = JointMeeting
    permission = P.VIEW
    title = "联席会议"
    page_key = "liaison.meetings"
    menu_key = "liaison-meetings"
    search_fields = ("title", "number", "minutes")
    search_placeholder = "会议名称、编号、议定事项"
    default_order = "-starts_at"
    columns = (
        Column("title", "会议名称", kind="clip", link=True, wide=True, always=True),
        Column("starts_at", "时间", kind="datetime", sort="starts_at"),
        Column("place", "地点"),
        Column("organisation", "召集单位", value="organisation__short_name"),
        Column("number", "纪要编号"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in MEETING.states.items()]),
        DateFilter(name="starts_at", label="会议日期", lookup="starts_at__date"),
    )
    create_url = reverse_lazy("liaison:meeting-call")
    create_label = "召集会议"
    create_permission = P.MEET
    empty_text = "联席会议的通知、议程、纪要和任务都在这里。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("organisation")


class MeetingPage(RoomPage):
    """One meeting."""

    model = JointMeeting
    menu_key = "liaison-meetings"
    prefix = "meeting"
    part = "meeting"
    steps = (("通知", ("planned",)), ("召开", ("held",)), ("纪要", ("minuted",)))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation", "convener")

    def get_context(self) -> dict[str, Any]:
        user = self.request.user
        rows = list(self.object.tasks.select_related("organisation", "done_by"))
        files = StoredFile.objects.of_many(rows) if rows else {}
        for row in rows:
            row.actions, row.kind, row.files = part_actions(row, user, "task"), state_kind(row), files.get(row.pk, [])
        return {**super().get_context(), "tasks": rows, "invited": self.object.invited.order_by("order")}


class CallMeeting(CreateView):
    """召集会议."""

    permission = P.MEET
    title = "召集会议"
    menu_key = "liaison-meetings"
    form_class = MeetingForm
    submit_label = "发出会议通知"
    service = staticmethod(meetings.call)
    done = "会议通知已发出。"


class MeetingAction(RoomAction):
    """An act on a meeting."""

    model = JointMeeting
    permission = P.MEET
    menu_key = "liaison-meetings"


class HoldMeeting(MeetingAction):
    """登记召开."""

    title = "登记召开"
    form_class = HoldForm
    service = staticmethod(meetings.hold)
    done = "已登记，请布置任务、印发纪要。"


class AddTask(MeetingAction):
    """布置任务."""

    title = "布置任务"
    form_class = TaskForm
    service = staticmethod(meetings.add_task)
    done = "任务已布置。"


class IssueMinutes(MeetingAction):
    """印发纪要."""

    title = "印发纪要"
    service = staticmethod(meetings.issue)
    done = "纪要正在生成。"


class FinishTask(WithFiles, RoomAction):
    """登记完成."""

    model = MeetingTask
    permission = P.DO_TASK
    title = "登记完成"
    menu_key = "liaison-meetings"
    form_class = FinishForm
    service = staticmethod(meetings.finish)
    done = "已登记完成。"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation", "meeting")


class ContactsPage(PageView):
    """联络与值班."""

    permission = P.VIEW
    title = "联络与值班"
    menu_key = "liaison-contacts"
    template_name = "liaison/contacts.html"

    def get_context(self) -> dict[str, Any]:
        today = clock.today()
        days = DutyDay.objects.filter(day__range=(today, today + AHEAD)).select_related("person")
        return {
            **super().get_context(),
            "contacts": Contact.objects.current().select_related("organisation", "person"),
            "days": days,
            "today": today,
            "may_keep": can(self.request.user, P.MEET).ok,
        }


class NameContact(CreateView):
    """登记联络员."""

    permission = P.MEET
    title = "登记联络员"
    menu_key = "liaison-contacts"
    form_class = ContactForm
    service = staticmethod(meetings.name_contact)
    done = "联络员已登记。"


class EndContact(RoomAction):
    """不再担任联络员."""

    model = Contact
    permission = P.MEET
    title = "不再担任联络员"
    menu_key = "liaison-contacts"
    service = staticmethod(meetings.end_contact)
    done = "已登记。"

    def get_done_url(self, result: Any) -> str:
        return reverse("liaison:contacts")


class SetDuty(CreateView):
    """排班."""

    permission = P.MEET
    title = "排班"
    menu_key = "liaison-contacts"
    form_class = DutyDayForm
    service = staticmethod(meetings.set_duty)
    done = "值班已登记。"
