"""What happens to papers."""

from pengjiang.events.types import Audience, event_type

event_type("documents.document.drafted", "生成《{title}》草稿", audience=Audience.INTERNAL)
event_type("documents.document.draft_discarded", "放弃《{title}》草稿", audience=Audience.INTERNAL)
event_type("documents.document.issued", "制发《{title}》（{number}）", audience=Audience.INTERNAL)
event_type("documents.document.rendered", "《{title}》已生成，{pages}页", audience=Audience.SECURITY)
event_type("documents.document.failed", "《{title}》生成失败：{error}", audience=Audience.INTERNAL)
event_type("documents.document.retried", "重新生成《{title}》", audience=Audience.INTERNAL)
event_type("documents.document.superseded", "《{title}》（{number}）被新文书取代", audience=Audience.INTERNAL)
event_type("documents.document.withdrawn", "撤回《{title}》（{number}），理由：{reason}", audience=Audience.SHARED)
event_type("documents.document.downloaded", "下载《{title}》（{number}）{format}", audience=Audience.SECURITY)
event_type("documents.list.printed", "打印{title}{count}条", audience=Audience.SECURITY)
event_type("documents.number.taken", "取得编号{number}", audience=Audience.SECURITY)
event_type("documents.scheme.changed", "修改文号方案“{name}”", audience=Audience.SECURITY)
event_type("documents.setting.changed", "修改“{title}”的文书设置", audience=Audience.SECURITY)
