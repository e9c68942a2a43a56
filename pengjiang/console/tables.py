"""Tables of the reference in Chinese: which exist, and what their columns are called."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms

from pengjiang.console.forms import JsonField, LinesField, ReferenceForm
from pengjiang.law.reference import TABLES

TITLES = {
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
    "standards": "裁量基准与免罚清单",
    "items": "权责事项",
    "article_maps": "新旧条文对照",
}
COLUMNS = {
    "body": "镇街代码", "purpose": "用途", "name": "名称", "accepted": "认可的写法", "citations": "依据", "address": "地址", "code": "代码",
    "title": "名称", "value": "数值", "unit": "单位", "inclusive": "含本数", "kind": "类别", "region_code": "区划代码",
    "place_names": "地名写法", "number_prefixes": "文号字头", "text": "文字", "field": "领域", "rule": "规则", "pattern": "格式",
    "example": "示例", "law": "法律", "article": "条", "matter": "事项", "binding": "是否适用", "number": "文号", "issuer": "制定机关",
    "violated": "违反条款", "penalised_by": "处罚依据", "kinds": "处罚种类", "base_kind": "计罚方式", "person_min": "个人下限",
    "person_max": "个人上限", "unit_min": "单位下限", "unit_max": "单位上限", "needs_prior_order": "须先责令改正", "measure_ok": "可采取强制措施",
    "bodies": "镇街代码", "exemption": "免罚清单", "benchmark": "裁量基准", "successor": "后继事项", "old": "旧条文", "new": "新条文",
    "switched_on": "施行日", "filing": "立案期限", "filing_unit": "立案期限单位", "filing_extension": "立案延长", "handling": "办案期限",
    "handling_unit": "办案期限单位", "first_extension": "第一次延长", "first_approver": "第一次批准人", "second_extension": "第二次延长",
    "second_approver": "第二次批准人", "excluded": "扣除事项", "note": "备注",
}  # fmt: skip


def form_for(kind: str) -> type[ReferenceForm]:
    """A form with one field per column of the table."""
    parts = [part for part in fields(TABLES[kind]) if part.name not in {"effective", "mark", "source"}]
    # The note comes from the common base, but is read last.
    parts.sort(key=lambda part: part.name == "note")
    made: dict[str, Any] = {}
    columns = []
    for part in parts:
        label = COLUMNS.get(part.name, part.name)
        made[f"v_{part.name}"] = _field_of(str(part.type), label)
        columns.append((part.name, label, "tuple" in str(part.type)))
    made["columns"] = tuple(columns)
    made["field_order"] = [*(name for name in made if name.startswith("v_")), "since", "until", "source", "confidence"]
    return type(f"{kind.title()}Form", (ReferenceForm,), made)


def _field_of(type_name: str, label: str) -> forms.Field:
    if type_name.startswith("tuple"):
        return LinesField(label=label, required=False, help_text="每行一项。", numbers="int" in type_name)
    if "str" in type_name:
        return forms.CharField(label=label, required=False, max_length=400)
    if "date" in type_name:
        return forms.CharField(label=label, required=False, help_text="年-月-日")
    return JsonField(label=label, required=False)
