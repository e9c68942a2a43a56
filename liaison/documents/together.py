"""联席会议纪要."""

from __future__ import annotations

from cases.documents.parts import day_text, paragraphs
from liaison.documents.sharing import ROOM
from liaison.models import JointMeeting
from pengjiang.common import clock
from pengjiang.documents.blocks import Attendance, Form, Heading, Letterhead, Number, NumberedItem, Paragraph, Signature, Title, Tree
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience


@document_type("meeting_minutes", "联席会议纪要", model="liaison.jointmeeting", form=Form.MINUTES, audience=Audience.SHARED)
def meeting_minutes(meeting: JointMeeting, ctx: BuildContext) -> Tree:
    """Time, place, host, agenda, matters agreed, tasks with body and day, who was there."""
    at = meeting.starts_at.astimezone(clock.ZONE)
    title = f"{meeting.title}纪要"
    names = tuple(name.strip() for name in meeting.present.replace("，", "、").replace("\n", "、").split("、") if name.strip())
    blocks: list = [
        Letterhead(f"{ROOM}联席会议纪要"),
        Number(meeting.number),
        Title(title),
        Paragraph(f"{day_text(at.date())}{at:%H:%M}，{meeting.host}在{meeting.place}主持召开{meeting.title}。现将会议议定事项纪要如下："),
        Heading(1, "会议议程", 1),
        *(NumberedItem(place, f"{line}。") for place, line in enumerate(meeting.agenda, start=1)),
        Heading(1, "议定事项", 2),
        *paragraphs(meeting.minutes),
    ]
    tasks = list(meeting.tasks.select_related("organisation"))
    if tasks:
        blocks.append(Heading(1, "任务分工", 3))
        blocks += [
            NumberedItem(place, f"{task.text.rstrip('。')}。（{task.organisation.name}，{day_text(task.due_on)}前）") for place, task in enumerate(tasks, start=1)
        ]
    blocks.append(Attendance("出席", names))
    if meeting.absent:
        blocks.append(Attendance("请假", tuple(meeting.absent.replace("，", "、").split("、"))))
    blocks.append(Signature((ctx.organisation.name,), ctx.on, sealed=False))
    return Tree(Form.MINUTES, title, tuple(blocks))
