"""What happens to readings."""

from pengjiang.events.types import Audience, event_type

event_type("readings.read", "识读《{name}》，得出{count}项待确认的事实", audience=Audience.INTERNAL)
event_type("readings.failed", "《{name}》未能识读：{reason}", audience=Audience.INTERNAL)
event_type("readings.started", "重新识读《{name}》", audience=Audience.INTERNAL)
event_type("readings.answered", "确认识读建议：采用{adopted}项，改后采用{changed}项，不采用{rejected}项", audience=Audience.SHARED)
