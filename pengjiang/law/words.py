"""The codes of the dated tables in words, for forms and pages. Pure."""

import re

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

# Where a packaged row was read; the keys stand in the rows' ``source``.
SOURCES = {
    "S01": "行政处罚法（2021年修订）文本",
    "S02": "行政强制法文本",
    "S03": "行政复议法（2023年修订）文本",
    "S03b": "行政复议法（2017年修正）文本",
    "S04": "行政诉讼法（2017年修正）文本",
    "S05": "民事诉讼法、民法典文本",
    "S06": "行政诉讼法司法解释（2018年）文本",
    "S07": "生态环境法典文本",
    "S08": "大气、噪声、固体废物污染防治法文本",
    "S09": "安全生产法、消防法、危险化学品安全法文本",
    "S10": "土地管理法及实施条例、城乡规划法、森林法、广东省土地管理条例文本",
    "S11": "动物防疫法、农药管理条例、生猪屠宰管理条例、农产品质量安全法、渔业法文本",
    "S12": "医师法、基本医疗卫生与健康促进法、食品安全法、公共场所卫生管理条例文本",
    "S13": "市容、道路、排水、绿化、燃气管理条例及江门市文明行为促进条例文本",
    "S14": "罚款决定与罚款收缴分离实施办法文本",
    "S18": "网络安全法、个人信息保护法、档案法等文本",
    "S19": "行政执法监督条例公开报道",
    "S21": "广东省乡镇街道综合行政执法公告报道",
    "S22": "江门市下放镇街职权的公开报道",
    "S25": "蓬江区行政区划公开资料",
    "S26": "（2015）江海法行初字第134号裁判文书",
    "S40b": "粤农农规〔2022〕2号",
    "S40c": "粤环发〔2021〕7号",
    "S40e": "应急〔2024〕90号及省补充基准公开信息",
    "S41": "广东县级政府问答",
    "S42": "自然资源、生态环境行政处罚办法公开信息",
    "S44": "国务院办公厅历年放假通知",
}
OWN_NOTES = "本系统业务规则整理"


def source_words(text: str) -> str:
    """S22,S25 in words; what an administrator wrote stays as it is."""
    parts = [part.strip() for part in text.split(",")]
    if any(part in SOURCES for part in parts):
        return "；".join(dict.fromkeys(SOURCES.get(part, OWN_NOTES) for part in parts))
    return OWN_NOTES if text and all(re.fullmatch(r"[A-Z]{1,2}-?[0-9]{1,3}|[0-9.]+", part) for part in parts) else text


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
