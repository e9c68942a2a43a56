"""What happens to files; told on the timeline of the object they belong to."""

from pengjiang.events.types import Audience, event_type

event_type("files.uploaded", "上传{kind}《{name}》", audience=Audience.SHARED)
event_type("files.refused", "{kind}《{name}》未通过检查：{reason}", audience=Audience.SHARED)
event_type("files.removed", "删除{kind}《{name}》，理由：{reason}", audience=Audience.SHARED)
event_type("files.reordered", "调整{kind}的顺序", audience=Audience.INTERNAL)
event_type("files.turned", "《{name}》旋转为{turn}度", audience=Audience.INTERNAL)
event_type("files.downloaded", "下载《{name}》", audience=Audience.SECURITY)
