"""What happens to ledgers."""

from pengjiang.events.types import Audience, event_type

event_type("exchange.uploaded", "上传台账《{workbook}》")
event_type("exchange.imported", "导入台账《{workbook}》：新增{new}、更新{updated}、未变{unchanged}、退回{refused}")
event_type("exchange.dropped", "放弃导入《{workbook}》")
event_type("exchange.mapping_saved", "保存{title}的列对应关系")
event_type("exchange.refused_downloaded", "下载《{workbook}》的退回行", audience=Audience.SECURITY)
event_type("exchange.unit_asked", "申请导出{unit}的全部数据：{reason}")
event_type("exchange.unit_fetched", "下载{unit}的全部数据", audience=Audience.SECURITY)
event_type("exchange.exported", "导出{title}{count}条", audience=Audience.SECURITY)
