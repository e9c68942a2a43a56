"""What administrators do that the trail must keep."""

from pengjiang.events.types import Audience, event_type

event_type("console.audit.exported", "导出审计记录{count}条（{filter}）", audience=Audience.SECURITY)
event_type("console.audit.verified", "核验审计链{checked}条：{result}", audience=Audience.SECURITY)
event_type("console.audit.anchored", "留存审计链首第{number}条", audience=Audience.SECURITY)
