"""公开听证: its page and acts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cases.forms.dispatches import ArrangeForm, HearingRecordForm, PersonForm, UseForm
from cases.forms.recommendations import NoteForm
from cases.forms.supervision import DecideForm
from cases.models import Hearing, HearingPerson
from cases.permissions import HearingPermission as P
from cases.services import hearings as services
from cases.views.base import CasesPage
from cases.workflow.hearing import HEARING_STEPS
from pengjiang.access import can
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb


class HearingPage(CasesPage):
    """One hearing: arrangement, participants, running order, record, opinion."""

    model = Hearing
    permission = P.VIEW
    template_name = "cases/hearings/detail.html"
    menu_key = "supervision"
    prefix = "hearing"
    icons = {"decide": "check", "arrange": "calendar", "add_person": "user", "notify": "send", "record": "edit", "use_opinion": "check"}
    steps = (
        ("呈请", ("asked", "refused")),
        ("决定筹备", ("decided", "cancelled")),
        ("告知", ("notified",)),
        ("召开", ("held",)),
        ("意见处理", ("closed",)),
    )

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("case__holder", "case__assistant", "host", "decided_by")

    def get_title(self) -> str:
        return f"公开听证：{self.object.case.title}"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.case.number, self.object.case.get_absolute_url())]

    def get_tabs(self) -> Any:
        return (("overview", "概况", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    @property
    def people(self) -> list[HearingPerson]:
        if not hasattr(self, "_people"):
            self._people = list(self.object.persons.all())
        return self._people

    def paper_objects(self) -> Any:
        return (self.object, *self.people)

    def get_context(self) -> dict[str, Any]:
        hearing = self.object
        return {
            **super().get_context(),
            "people": self.people,
            "may_change": hearing.state == "decided" and can(self.request.user, P.MANAGE, hearing).ok,
            "order": [(label, minutes, (hearing.course or {}).get(key, "")) for key, label, minutes in HEARING_STEPS],
        }


class HearingAction(ActionView):
    """An act on a hearing."""

    model = Hearing
    permission = P.MANAGE
    menu_key = "supervision"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("case__holder")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.case.number, self.object.case.get_absolute_url()), Crumb("公开听证", self.object.get_absolute_url())]


class DecideHearing(HearingAction):
    """决定听证."""

    permission = P.DECIDE
    title = "决定听证"
    template_name = "cases/hearings/decide.html"
    form_class = DecideForm
    service = staticmethod(services.decide_hearing)
    done = "已决定举行听证。"


class RefuseHearing(DecideHearing):
    """决定不听证."""

    title = "决定不听证"
    form_class = NoteForm
    service = staticmethod(services.refuse_hearing)
    done = "已决定不举行听证，答复书正在制作。"


class ArrangeHearing(HearingAction):
    """安排听证."""

    title = "安排听证"
    form_class = ArrangeForm
    submit_label = "保存安排"
    explanation = "听证三日前须把案由、时间、地点告知参加人（《人民检察院审查案件听证工作规定》第十条）。"
    service = staticmethod(services.arrange_hearing)
    done = "听证已安排。"

    def get_initial(self) -> dict[str, Any]:
        hearing = self.object
        values = {"at": hearing.at, "place": hearing.place or "本院检察听证室", "place_approved": hearing.place_approved}
        return {**values, "host": hearing.host_id or hearing.case.holder_id}


class AddPerson(HearingAction):
    """增加参加人."""

    title = "增加参加人"
    form_class = PersonForm
    submit_label = "增加"
    service = staticmethod(services.add_hearing_person)
    done = "参加人已登记。"


class DropPerson(ActionView):
    """减去参加人."""

    model = HearingPerson
    permission = P.MANAGE
    title = "减去参加人"
    menu_key = "supervision"
    danger = True
    service = staticmethod(services.drop_hearing_person)
    done = "已减去。"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("hearing__case__holder")

    def get_done_url(self, result: Hearing) -> str:
        return result.get_absolute_url()


class NotifyHearing(HearingAction):
    """发出听证通知."""

    title = "发出听证通知"
    explanation = "向每名参加人制作一份听证通知书，同时生成听证方案和程序安排。"
    service = staticmethod(services.notify_hearing)
    done = "听证通知书正在制作。"


class PostponeHearing(HearingAction):
    """改期."""

    title = "改期"
    form_class = NoteForm
    service = staticmethod(services.postpone_hearing)
    done = "已改期，请重新安排并告知。"


class RecordHearing(HearingAction):
    """登记听证笔录."""

    title = "登记听证笔录"
    form_class = HearingRecordForm
    submit_label = "保存笔录"
    service = staticmethod(services.record_hearing)
    done = "听证笔录正在生成。"


class UseOpinion(HearingAction):
    """处理听证意见."""

    title = "处理听证意见"
    form_class = UseForm
    service = staticmethod(services.use_hearing_opinion)
    done = "听证办结，意见书正在生成。"


class CancelHearing(HearingAction):
    """取消听证."""

    permission = P.DECIDE
    title = "取消听证"
    form_class = NoteForm
    danger = True
    service = staticmethod(services.cancel_hearing)
    done = "听证已取消。"
