"""What happens to letters."""

from pengjiang.events.types import Audience, event_type

event_type("notifications.mail.retried", "重新发送邮件“{subject}”", audience=Audience.SECURITY)
