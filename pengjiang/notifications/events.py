"""What happens to letters, and who follows what."""

from pengjiang.events.types import Audience, event_type

event_type("notifications.follow.begun", "关注{name}", audience=Audience.SECURITY)
event_type("notifications.follow.ended", "取消关注{name}", audience=Audience.SECURITY)
event_type("notifications.mail.retried", "重新发送邮件“{subject}”", audience=Audience.SECURITY)
