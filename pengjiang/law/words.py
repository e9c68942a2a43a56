"""The codes of the dated tables in words, for forms and pages. Pure."""

FIELDS = {
    "emergency": "应急管理",
    "environment": "生态环境",
    "urban": "城市管理",
    "agriculture": "农业农村",
    "health": "卫生健康",
    "resources": "自然资源",
    "other": "其他",
}
UNITS = {
    "natural_days": "日",
    "working_days": "个工作日",
    "months": "个月",
    "hours": "小时",
    "minutes": "分钟",
    "clock": "时（钟点）",
    "count": "次（件、个）",
}
STANDARD_KINDS = {"benchmark": "裁量基准", "exemption": "免罚、轻微不罚清单", "none": "该领域没有裁量基准"}
PURPOSES = {"reconsideration": "行政复议", "suit": "行政诉讼", "enforcement": "申请强制执行"}
APPROVERS = {"head": "负责人", "collective": "负责人集体讨论", "upper": "上一级机关"}
BASE_KINDS = {"fixed": "固定数额（元）", "multiple": "倍数", "percentage": "百分比", "unit_price": "每平方米单价（元）", "none": "不罚款"}
BODY_KINDS = {"town": "镇", "street": "街道"}
PENALTY_KINDS = {
    "warning": "警告",
    "public_criticism": "通报批评",
    "fine": "罚款",
    "confiscate_gains": "没收违法所得",
    "confiscate_goods": "没收非法财物",
    "suspend_permit": "暂扣许可证件",
    "lower_qualification": "降低资质等级",
    "revoke_permit": "吊销许可证件",
    "stop_business": "责令停产停业",
    "close": "责令关闭",
    "bar": "限制从业",
    "other": "其他处罚",
}

# Column → words; a table may read the same column differently.
BY_COLUMN = {
    "field": FIELDS,
    "unit": UNITS,
    "filing_unit": UNITS,
    "handling_unit": UNITS,
    "purpose": PURPOSES,
    "first_approver": APPROVERS,
    "second_approver": APPROVERS,
    "base_kind": BASE_KINDS,
    "kinds": PENALTY_KINDS,
}
BY_TABLE = {("standards", "kind"): STANDARD_KINDS, ("bodies", "kind"): BODY_KINDS, ("thresholds", "unit"): {}}


def words_for(kind: str, column: str) -> dict[str, str]:
    """Code → words of a column; empty where it holds text of its own."""
    return BY_TABLE.get((kind, column), BY_COLUMN.get(column, {}))
