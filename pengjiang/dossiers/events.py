"""What happens to enforcement files."""

from pengjiang.events.types import Audience, event_type

event_type("dossiers.created", "登记执法案卷{number}", audience=Audience.SHARED)
event_type("dossiers.imported", "由台账《{workbook}》第{row}行登记执法案卷{number}", audience=Audience.SHARED)
event_type("dossiers.updated_by_import", "由台账《{workbook}》第{row}行更新{count}项事实", audience=Audience.SHARED)
event_type("dossiers.facts_changed", "修改案卷事实{count}项：{labels}", audience=Audience.SHARED)
event_type("dossiers.renumbered", "案号由{before}改为{number}", audience=Audience.SHARED)
event_type("dossiers.id_revealed", "查看当事人完整身份证号（{number}）", audience=Audience.SECURITY)
event_type("dossiers.downloaded", "下载案卷事实文件（{number}）", audience=Audience.SECURITY)
event_type("dossiers.intake_ordered", "接口批量报送案卷{count}行")
event_type("dossiers.intake_done", "接口批量报送案卷{count}行已处理：新增{created}、更新{updated}、未变{unchanged}、退回{refused}")
