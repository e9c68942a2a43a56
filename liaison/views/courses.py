"""导师课堂."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from liaison.enums import CourseKind
from liaison.forms.learning import CheckInForm, CourseForm, ExerciseForm, ListForm, MaterialForm, MentorForm, RouteForm, SessionForm
from liaison.forms.sharing import NoteForm
from liaison.models import Attendance, Course, Enrolment, Mentor, Session
from liaison.permissions import LiaisonPermission as P
from liaison.queries.learning import proposals
from liaison.services import courses
from liaison.views.base import RoomAction, RoomPage, part_actions, state_kind
from liaison.workflow import COURSE, ENROLMENT
from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.dossiers.enums import Field
from pengjiang.files.models import StoredFile
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView, WithFiles
from pengjiang.web.views.base import PageView
from pengjiang.web.views.listing import ListPage


class CourseList(ListPage):
    """导师课堂."""

    model = Course
    permission = P.VIEW
    title = "导师课堂"
    page_key = "liaison.courses"
    menu_key = "liaison-courses"
    template_name = "liaison/courses.html"
    search_fields = ("title", "summary", "problem")
    search_placeholder = "课程、提要、问题"
    default_order = "-created_at"
    columns = (
        Column("title", "课程", kind="clip", link=True, wide=True, always=True),
        Column("kind", "形式", value="get_kind_display"),
        Column("field", "领域", value="get_field_display"),
        Column("mentor", "导师", value="mentor__person__name"),
        Column("town", "面向", value=lambda row: row.town.short_name if row.town_id else "全区"),
        Column("people", "报名", kind="number"),
        Column("created_at", "提出时间", kind="datetime", sort="created_at", shown=False),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
    )
    filters = (
        ChoiceFilter(name="kind", label="形式", choices=CourseKind.choices),
        ChoiceFilter(name="field", label="领域", choices=Field.choices),
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in COURSE.states.items()]),
    )
    presets = (Preset("open", "报名中", "state=open"),)
    empty_text = "导师课堂和上门辅导在这里安排、报名、签到、测验和结业。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("mentor__person", "town").annotate(people=Count("enrolments"))

    def get_context(self) -> dict[str, Any]:
        user = self.request.user
        teaches = can(user, P.TEACH).ok
        return {
            **super().get_context(),
            "teaches": teaches,
            "may_request": not teaches and can(user, P.REQUEST).ok,
            "proposals": proposals(user) if teaches or user.is_town else (),
        }


class CoursePage(RoomPage):
    """One course."""

    model = Course
    menu_key = "liaison-courses"
    prefix = "course"
    part = "course"
    icons = {"enrol": "plus", "open": "megaphone"}
    steps = (("提出", ("proposed", "declined")), ("备课", ("preparing",)), ("报名授课", ("open",)), ("结课", ("closed",)))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("mentor__person", "town", "asked_by")

    def get_tabs(self) -> Any:
        return (("overview", "内容", ""), ("people", "学员", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def enrolments(self) -> list[Enrolment]:
        return list(Enrolment.objects.visible_to(self.request.user).filter(course=self.object).select_related("person", "organisation", "course"))

    def paper_objects(self) -> list[Any]:
        return self.enrolments()

    def get_context(self) -> dict[str, Any]:
        course, user = self.object, self.request.user
        rows = self.enrolments()
        present: dict[int, int] = {}
        for person in Attendance.objects.filter(course=course).values_list("person", flat=True):
            present[person] = present.get(person, 0) + 1
        for row in rows:
            row.kind, row.present = state_kind(row), present.get(row.person_id, 0)
        own = next((row for row in rows if row.person_id == user.pk), None)
        materials = list(course.materials.all())
        files = StoredFile.objects.of_many(materials) if materials else {}
        for row in materials:
            row.files = files.get(row.pk, [])
        return {
            **super().get_context(),
            "rows": rows,
            "own": own,
            "own_actions": part_actions(own, user, "enrolment") if own else (),
            "sessions": course.sessions.all(),
            "materials": materials,
            "exercises": course.exercises.all() if self.handles() else (),
            "exercise_count": course.exercises.count(),
            "teaches": can(user, P.TEACH).ok,
            "now": clock.now(),
        }


class ProposeCourse(CreateView):
    """安排课程 or 申请上门辅导."""

    permission = P.TEACH
    title = "提出课程"
    menu_key = "liaison-courses"
    form_class = CourseForm
    service = staticmethod(courses.propose)
    done = "已提出。"

    def get_initial(self) -> dict[str, Any]:
        given = self.request.GET
        problem = given.get("problem", "")[:120]
        if not problem:
            return {}
        return {
            "kind": CourseKind.COACHING,
            "problem": problem,
            "town": given.get("town", "") if given.get("town", "").isdigit() else None,
            "title": f"{problem}专题辅导"[:120],
            "summary": f"针对最近一次案卷评查发现的“{problem}”问题，讲清要求、讲评案卷、现场练习。",
        }


class RequestCoaching(ProposeCourse):
    """申请上门辅导."""

    permission = P.REQUEST
    title = "申请上门辅导"
    done = "申请已提交，待安排。"


class CourseAction(RoomAction):
    """An act on a course."""

    model = Course
    permission = P.TEACH
    menu_key = "liaison-courses"


class TakeOnCourse(CourseAction):
    """安排."""

    title = "安排授课导师"
    form_class = RouteForm
    service = staticmethod(courses.take_on)
    done = "已安排导师，请安排课次。"


class DeclineCourse(CourseAction):
    """不予安排."""

    title = "不予安排"
    form_class = NoteForm
    danger = True
    service = staticmethod(courses.decline)
    done = "已答复。"


class AddSession(CourseAction):
    """安排课次."""

    title = "安排课次"
    form_class = SessionForm
    service = staticmethod(courses.add_session)
    done = "课次已安排。"


class AddMaterial(WithFiles, CourseAction):
    """上传资料."""

    title = "上传资料"
    form_class = MaterialForm
    service = staticmethod(courses.add_material)
    done = "资料已上传。"


class DrawExercises(CourseAction):
    """抽取测验题."""

    title = "抽取测验题"
    explanation = "从体检规则和最近一次评查的问题（已脱敏）中抽取，可以反复抽取，直到有学员参加测验。"
    service = staticmethod(courses.draw_exercises)
    done = "测验题已抽取。"


class OpenCourse(CourseAction):
    """开放报名."""

    title = "开放报名"
    service = staticmethod(courses.open_course)
    done = "已开放报名。"


class CloseCourse(CourseAction):
    """结课."""

    title = "结课"
    service = staticmethod(courses.close)
    done = "已结课。"


class EnrolCourse(CourseAction):
    """报名."""

    permission = P.ATTEND
    title = "报名"
    service = staticmethod(courses.enrol)
    done = "已报名。"


class SessionAction(RoomAction):
    """An act on a date."""

    model = Session
    menu_key = "liaison-courses"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("course")


class CheckIn(SessionAction):
    """签到."""

    permission = P.ATTEND
    title = "签到"
    form_class = CheckInForm
    drafts = False
    service = staticmethod(courses.check_in)
    done = "已签到。"


class CheckList(SessionAction):
    """按签到表登记."""

    permission = P.TEACH
    title = "按签到表登记"
    form_class = ListForm
    service = staticmethod(courses.check_list)
    done = "已登记。"


class EnrolmentAction(RoomAction):
    """An officer's own act."""

    model = Enrolment
    permission = P.ATTEND
    menu_key = "liaison-courses"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("course__mentor__person", "person", "organisation")


class LeaveCourse(EnrolmentAction):
    """取消报名."""

    title = "取消报名"
    service = staticmethod(courses.leave)
    done = "已取消。"


class RejoinCourse(EnrolmentAction):
    """恢复报名."""

    title = "恢复报名"
    service = staticmethod(courses.rejoin)
    done = "已恢复报名。"


class TakeTest(EnrolmentAction):
    """参加测验."""

    title = "参加测验"
    form_class = ExerciseForm
    submit_label = "交卷"
    service = staticmethod(courses.take_test)

    def perform(self, form: Any) -> Enrolment:
        answers = {int(name.partition("-")[2]): int(value) for name, value in form.cleaned_data.items()}
        return courses.take_test(self.object, actor=self.request.user, answers=answers)

    def get_done_message(self, result: Any) -> str:
        return f"已交卷，最好成绩{result.best}分。"


class Certify(EnrolmentAction):
    """领取结业证书."""

    title = "领取结业证书"
    service = staticmethod(courses.certify)
    done = "已结业，证书正在生成。"


class RecordList(ListPage):
    """培训记录."""

    model = Enrolment
    permission = P.VIEW
    title = "培训记录"
    page_key = "liaison.record"
    menu_key = "liaison-courses"
    search_fields = ("person__name", "course__title")
    search_placeholder = "姓名、课程"
    default_order = "-enrolled_on"
    columns = (
        Column("person", "学员", value="person__name", always=True),
        Column("organisation", "单位", value="organisation__short_name", sort="organisation__order"),
        Column("course", "课程", value="course__title", kind="clip", link=True, wide=True),
        Column("enrolled_on", "报名", kind="date", sort="enrolled_on"),
        Column("best", "测验成绩", kind="number", sort="best"),
        Column("certified_on", "结业", kind="date", sort="certified_on"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind),
    )
    filters = (
        ChoiceFilter(name="person", label="学员", choices=lambda user: [(str(user.pk), "我的")]),
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in ENROLMENT.states.items()]),
        DateFilter(name="certified_on", label="结业日期"),
    )
    presets = (Preset("mine", "我的记录", lambda user: f"person={user.pk}"),)
    empty_text = "报名、测验、结业都记在这里。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("person", "organisation", "course")


class MentorsPage(PageView):
    """导师."""

    permission = P.VIEW
    title = "导师"
    menu_key = "liaison-courses"
    template_name = "liaison/mentors.html"

    def get_context(self) -> dict[str, Any]:
        rows = list(Mentor.objects.current().select_related("person"))
        return {**super().get_context(), "mentors": rows, "may_name": can(self.request.user, P.ROUTE).ok}


class NameMentor(CreateView):
    """确定导师."""

    permission = P.ROUTE
    title = "确定导师"
    menu_key = "liaison-courses"
    form_class = MentorForm
    done = "导师已确定。"

    def perform(self, form: Any) -> Mentor:
        values = dict(form.cleaned_data)
        return courses.name_mentor(actor=self.request.user, fields=values.pop("fields_"), **values)


class EndMentor(RoomAction):
    """不再担任."""

    model = Mentor
    permission = P.ROUTE
    title = "不再担任导师"
    menu_key = "liaison-courses"
    service = staticmethod(courses.end_mentor)
    done = "已登记。"

    def get_done_url(self, result: Any) -> str:
        return reverse("liaison:mentors")


