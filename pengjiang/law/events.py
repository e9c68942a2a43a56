"""What happens to the dated local data."""

from pengjiang.events.types import Audience, event_type

event_type("law.reference.seeded", "载入随程序提供的依据数据{count}条", audience=Audience.SECURITY)
event_type("law.reference.changed", "修改依据数据（{kind}：{key}）", audience=Audience.SECURITY)
