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

TITLES = {
    "items": "权责事项",
    "standards": "裁量基准与免罚清单",
    "courts": "法院",
    "organs": "复议机关",
    "names": "认可的落款名称",
    "seal_suffixes": "印章后缀",
    "bodies": "镇街",
    "thresholds": "数额标准",
    "periods": "单位自定期限",
    "sector_limits": "领域办案期限",
    "numbers": "文号格式",
    "suit_periods": "特别起诉期限",
    "article_maps": "新旧条文对照",
}
COLUMNS = {
    "body": "镇街", "purpose": "用途", "name": "名称", "accepted": "认可的写法", "citations": "依据", "address": "地址", "code": "代码",
    "title": "名称", "value": "数值", "unit": "单位", "inclusive": "含本数", "kind": "类别", "region_code": "区划代码",
    "place_names": "地名写法", "number_prefixes": "文号字头", "text": "文字", "field": "领域", "rule": "规则", "pattern": "格式",
    "example": "示例", "law": "法律", "article": "条", "matter": "事项", "binding": "是否适用", "number": "文号", "issuer": "制定机关",
    "violated": "违反条款", "penalised_by": "处罚依据", "kinds": "处罚种类", "base_kind": "计罚方式", "person_min": "个人下限",
    "person_max": "个人上限", "unit_min": "单位下限", "unit_max": "单位上限", "needs_prior_order": "须先责令改正", "measure_ok": "可采取强制措施",
    "bodies": "适用的镇街", "exemption": "免罚清单", "benchmark": "裁量基准", "successor": "后继事项", "old": "旧条文", "new": "新条文",
    "switched_on": "施行日", "filing": "立案期限", "filing_unit": "立案期限单位", "filing_extension": "立案延长", "handling": "办案期限",
    "handling_unit": "办案期限单位", "first_extension": "第一次延长", "first_approver": "第一次批准人", "second_extension": "第二次延长",
    "second_approver": "第二次批准人", "excluded": "扣除事项", "note": "备注",
    "steps": "阶次（清单事项）", "statute_since": "法律依据起", "statute_until": "法律依据止",
}  # fmt: skip

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
