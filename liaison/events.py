"""Events that are no transition of a machine, and who reads the internal ones."""

from __future__ import annotations

from typing import Any

from liaison.models.base import is_of_a_body
from pengjiang.events.reading import handling
from pengjiang.events.types import Audience, event_type

event_type("liaison.typicalcase.drafted", "起草典型案例《{title}》，自动隐去{hidden}处")
event_type("liaison.notice.drafted", "起草{kind}《{title}》")
event_type("liaison.agreement.drafted", "起草机制文件《{name}》")
event_type("liaison.dutytask.fell_due", "{period}“{what}”应于{due}前办理", audience=Audience.SHARED)
event_type("liaison.question.asked", "提问《{title}》", audience=Audience.SHARED)
event_type("liaison.faq.used", "采用常见问题解答")
event_type("liaison.mentor.named", "确定{name}为导师")
event_type("liaison.mentor.ended", "{name}不再担任导师")
event_type("liaison.course.proposed", "提出{kind}《{title}》", audience=Audience.SHARED)
event_type("liaison.attendance.noted", "{name}签到（{way}）")
event_type("liaison.contact.named", "{organisation}联络员：{name}")
event_type("liaison.contact.ended", "{name}不再担任联络员")
event_type("liaison.dutyday.set", "{day}值班：{name}")
event_type("liaison.jointmeeting.called", "召集《{title}》", audience=Audience.SHARED)
event_type("liaison.standard.expiring", "《{name}》将于{until}到期", audience=Audience.SHARED)


@handling("liaison.agreement", "liaison.notice", "liaison.question", "liaison.course", "liaison.typicalcase", "liaison.jointmeeting")
def by_the_bodies(user: Any, obj: Any) -> bool:
    """The two bodies that keep the room."""
    return is_of_a_body(user)
