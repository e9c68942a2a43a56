"""The room's models."""

from liaison.models.agreements import Agreement, Article, Duty, DutyTask, Party
from liaison.models.courses import Attendance, Course, Enrolment, Exercise, Material, Mentor, Session
from liaison.models.meetings import Contact, DutyDay, JointMeeting, MeetingTask
from liaison.models.notices import Notice, Receipt
from liaison.models.questions import Faq, Question, Words
from liaison.models.standards import StandardWarning
from liaison.models.typical import TypicalCase

__all__ = [
    "Agreement",
    "Article",
    "Attendance",
    "Contact",
    "Course",
    "Duty",
    "DutyDay",
    "DutyTask",
    "Enrolment",
    "Exercise",
    "Faq",
    "JointMeeting",
    "Material",
    "MeetingTask",
    "Mentor",
    "Notice",
    "Party",
    "Question",
    "Receipt",
    "Session",
    "StandardWarning",
    "TypicalCase",
    "Words",
]
