"""What happens to deadlines."""

from pengjiang.events.types import Audience, event_type

event_type("deadlines.deadline.started", "{title}起算，末日{due}", audience=Audience.SHARED)
event_type("deadlines.deadline.met", "{title}办结（{met}）", audience=Audience.SHARED)
event_type("deadlines.deadline.paused", "{title}中止：{reason}", audience=Audience.SHARED)
event_type("deadlines.deadline.resumed", "{title}恢复计算，末日{due}", audience=Audience.SHARED)
event_type("deadlines.deadline.extended", "{title}延长，末日由{before}改为{due}：{reason}", audience=Audience.SHARED)
event_type("deadlines.deadline.moved", "{title}末日由{before}改为{due}：{reason}", audience=Audience.SHARED)
event_type("deadlines.deadline.withdrawn", "{title}撤销：{reason}", audience=Audience.SHARED)
event_type("deadlines.deadline.overdue", "{title}已超期，末日为{due}", audience=Audience.SHARED)
event_type("deadlines.deadline.lapsed", "{title}届满，末日为{due}", audience=Audience.SHARED)
event_type("deadlines.reminder.due", "提醒：{title}{left}", audience=Audience.SECURITY)
event_type("deadlines.calendar.entered", "录入{year}年工作日历（{notice}）", audience=Audience.SECURITY)
event_type("deadlines.feed.opened", "开通期限日历订阅", audience=Audience.SECURITY)
event_type("deadlines.feed.renewed", "更换期限日历的订阅地址", audience=Audience.SECURITY)
event_type("deadlines.feed.closed", "停止期限日历订阅", audience=Audience.SECURITY)
