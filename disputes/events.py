"""Events that are no transition of a machine, and who reads the internal ones."""

from __future__ import annotations

from typing import Any

from disputes.citations import FIRST_VIOLATION, SUPPORT_OF_SUIT
from pengjiang.events.reading import handling
from pengjiang.events.types import Audience, event_type

event_type("disputes.dispute.applied", "申请争议化解《{title}》（{channel}）", audience=Audience.SHARED)
event_type("disputes.leniency.begun", "查询登记簿，开始首违不罚评估", citation=FIRST_VIOLATION)
event_type("disputes.relief.applied", "申请司法救助")
event_type("disputes.legalaid.asked", "转介法律援助")
event_type("disputes.suitsupport.issued", "制发支持起诉意见书", citation=SUPPORT_OF_SUIT)
event_type("disputes.similar.marked", "标记类案《{title}》：{word}")
event_type("disputes.visit.done", "完成回访")
event_type("disputes.remedy.lapsing", "{limit}将于{due}届满，须在届满前决定是否行使")
event_type("disputes.typicalcase.drafted", "典型案例素材：{title}")


@handling("disputes.dispute")
def by_the_station(user: Any, obj: Any) -> bool:
    """Both bodies of the station."""
    return user.is_procuratorate or user.is_bureau
