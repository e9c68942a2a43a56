"""What happens to the outbox itself."""

from pengjiang.events.types import Audience, event_type

event_type("events.outbox.retried", "重新投递事件（{subscriber}）", audience=Audience.SECURITY)
