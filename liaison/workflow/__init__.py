"""The state tables of the room."""

from liaison.workflow.learning import COURSE, ENROLMENT, QUESTION
from liaison.workflow.sharing import NOTICE, RECEIPT, TYPICAL
from liaison.workflow.together import AGREEMENT, DUTY_TASK, MEETING, MEETING_TASK

__all__ = ["AGREEMENT", "COURSE", "DUTY_TASK", "ENROLMENT", "MEETING", "MEETING_TASK", "NOTICE", "QUESTION", "RECEIPT", "TYPICAL"]
