"""What other systems see of the liaison room. Answers of tests, check-in codes and who asked a question elsewhere stay inside."""

from __future__ import annotations

from typing import Any

from liaison.models import (
    Agreement,
    Article,
    Contact,
    Course,
    Duty,
    DutyDay,
    DutyTask,
    Enrolment,
    Faq,
    JointMeeting,
    Material,
    MeetingTask,
    Mentor,
    Notice,
    Party,
    Question,
    Receipt,
    Session,
    TypicalCase,
    Words,
)
from liaison.models.base import is_of_a_body
from liaison.permissions import LiaisonPermission as P
from liaison.views.agreements import AgreementList, AgreementPage
from liaison.views.courses import CourseList, CoursePage, RecordList
from liaison.views.meetings import MeetingList, MeetingPage
from liaison.views.notices import NoticeList, NoticePage
from liaison.views.questions import FaqList, QuestionList, QuestionPage
from liaison.views.typical import TypicalList, TypicalPage
from pengjiang.api.resources import Computed, Expansion, Resource, resource


def room(path: str, model: Any, fields: tuple[str, ...], **rest: Any) -> None:
    """Something of the room."""
    resource(Resource(f"liaison/{path}", model, P.VIEW, fields, **{"is_inside": is_of_a_body, **rest}))


def kind(name: str, description: str) -> Computed:
    """The model's own ``kind``, which among the members of the API names the kind of object."""
    return Computed(name, description, {"type": "string"}, lambda row, _user: row.kind)


room(
    "typical",
    TypicalCase,
    ("title", "number", "origin", "organisation", "field", "item", "cause", "facts", "course", "meaning", "articles", "rules", "published_on"),
    inner=("drafted_by", "confirmed_by", "confirmed_on", "reviewed_by", "withdrawn_on", "withdrawal"),
    listing=TypicalList,
    page=TypicalPage,
)
room(
    "notices",
    Notice,
    ("topic", "title", "number", "organisation", "since", "until", "body", "answer_by", "issued_on", "withdrawal"),
    inner=("author", "addressees"),
    computed=(kind("notice_kind", "通报种类"),),
    listing=NoticeList,
    page=NoticePage,
    expand={"receipts": Expansion(Receipt, "notice", "签收", many=True)},
)
room("receipts", Receipt, ("notice", "organisation", "read_by", "read_at", "answer", "answered_by", "answered_at"), by=("notice",))
room(
    "agreements",
    Agreement,
    ("name", "organisation", "since", "until", "ending"),
    computed=(kind("agreement_kind", "文件种类"),),
    listing=AgreementList,
    page=AgreementPage,
    expand={
        "parties": Expansion(Party, "agreement", "签署单位", many=True),
        "articles": Expansion(Article, "agreement", "条文", many=True),
        "duties": Expansion(Duty, "agreement", "约定义务", many=True),
    },
)
room("parties", Party, ("agreement", "organisation", "name", "signed_on", "signer"), by=("agreement",))
room("articles", Article, ("agreement", "order", "title", "text"), by=("agreement",))
room("duty-rules", Duty, ("agreement", "article", "bound", "what", "every", "within", "since", "is_on"), by=("agreement",))
room("duties", DutyTask, ("duty", "period", "due_on", "note", "done_by", "done_on"), by=("duty",), select=("duty__agreement",))
room(
    "questions",
    Question,
    ("title", "text", "field", "rule", "organisation", "asker", "asked_at", "mentor", "first_answered_at"),
    listing=QuestionList,
    page=QuestionPage,
    select=("mentor__person",),
    expand={"words": Expansion(Words, "question", "问答内容", many=True)},
)
room("words", Words, ("question", "author", "is_answer", "text", "said_at"), by=("question",))
room("faq", Faq, ("title", "text", "answer", "field", "rule", "published_on", "uses"), listing=FaqList)
room(
    "courses",
    Course,
    ("title", "summary", "field", "mentor", "town", "pass_mark", "refusal"),
    inner=("asked_by",),
    computed=(kind("course_kind", "形式"),),
    listing=CourseList,
    page=CoursePage,
    select=("mentor__person",),
    expand={
        "sessions": Expansion(Session, "course", "课次", many=True),
        "materials": Expansion(Material, "course", "课程资料", many=True),
        "enrolments": Expansion(Enrolment, "course", "学员", many=True),
    },
)
room("sessions", Session, ("course", "starts_at", "place", "open_until"), by=("course",))
room("materials", Material, ("course", "title", "reference"), by=("course",))
room(
    "enrolments",
    Enrolment,
    ("course", "person", "organisation", "enrolled_on", "best", "attempts", "certified_on"),
    listing=RecordList,
)
room("mentors", Mentor, ("person", "note", "since", "until"))
room(
    "meetings",
    JointMeeting,
    ("title", "number", "organisation", "convener", "starts_at", "place", "host", "present", "absent", "minutes", "invited"),
    listing=MeetingList,
    page=MeetingPage,
    expand={"tasks": Expansion(MeetingTask, "meeting", "会议任务", many=True)},
)
room("tasks", MeetingTask, ("meeting", "organisation", "text", "due_on", "result", "done_by", "done_on"), by=("meeting",))
room("contacts", Contact, ("organisation", "person", "since", "until"), by=("organisation",))
room("duty-table", DutyDay, ("day", "person", "note"))
