"""What happens in file checks."""

from pengjiang.events.types import Audience, event_type

event_type("checkups.ran", "案卷体检（{reason}）：{result}", audience=Audience.SHARED)
event_type("checkups.answered", "答复体检问题{rule}{title}：{answer}", audience=Audience.SHARED)
event_type("checkups.job_ordered", "批量体检{count}件案卷", audience=Audience.SHARED)
event_type("checkups.job_done", "批量体检完成，共{count}件", audience=Audience.SHARED)
event_type("checkups.patterns_asked", "重新计算类案线索", audience=Audience.SHARED)
event_type("checkups.patterns_computed", "类案线索首次计算，比较案卷{count}件", audience=Audience.SHARED)
event_type("checkups.report_exported", "导出案卷体检结果（{title}）", audience=Audience.SECURITY)
