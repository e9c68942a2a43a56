"""Tables of the reference in Chinese: which exist, and what their columns are called."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from django import forms

from pengjiang.console.forms import ReferenceForm
from pengjiang.console.formfields import LinesField, NumberField, StepsField, YesNoField
from pengjiang.law.reference import TABLES, packaged
from pengjiang.law.words import words_for

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


WIDE = {"text", "note", "accepted", "citations", "violated", "penalised_by", "steps", "kinds", "bodies", "excluded", "pattern", "matter", "rule"}
HELP = {
    "citations": "每行一条，例如《中华人民共和国行政处罚法》第六十三条第一款。",
    "violated": "每行一条，例如《城市道路管理条例》第二十七条。",
    "penalised_by": "每行一条，例如《城市道路管理条例》第四十二条。",
    "bodies": "不选为全部镇街。",
    "successor": "法律更替后接续的事项代码。",
    "second_extension": "留空为按批准确定。",
    "accepted": "每行一种写法。",
}


def form_for(kind: str) -> type[ReferenceForm]:
    """A form with one field per column of the table."""
    parts = [part for part in fields(TABLES[kind]) if part.name not in {"effective", "mark", "source"}]
    # The note comes from the common base, but is read last.
    parts.sort(key=lambda part: part.name == "note")
    made: dict[str, Any] = {}
    columns = []
    for part in parts:
        label = COLUMNS.get(part.name, part.name)
        made[f"v_{part.name}"] = _field_of(kind, part, label)
        columns.append((part.name, label, "tuple" in str(part.type)))
    made["columns"] = tuple(columns)
    made["wide_fields"] = tuple(name for name in made if name.removeprefix("v_") in WIDE)
    made["field_order"] = [*(name for name in made if name.startswith("v_")), "since", "until", "source", "confidence"]
    return type(f"{kind.title()}Form", (ReferenceForm,), made)


def _field_of(kind: str, part: Any, label: str) -> forms.Field:
    type_name = str(part.type)
    required = part.default is MISSING and part.default_factory is MISSING
    told = {"label": label, "required": required, "help_text": HELP.get(part.name, "")}
    if part.name == "steps":
        return StepsField(label=label, required=False, help_text="下限、上限留空为不限；空白行不保存。一次可增加三行，保存后还可以再加。")
    words = words_for(kind, part.name)
    if part.name in ("body", "bodies"):
        words = {body.code: body.name for body in packaged().bodies}
    if words and type_name.startswith("tuple"):
        return forms.MultipleChoiceField(**told, choices=list(words.items()), widget=forms.CheckboxSelectMultiple)
    if words:
        blank = [] if required else [("", "（不限）" if part.name == "field" else "（无）")]
        return forms.ChoiceField(**told, choices=[*blank, *words.items()])
    if type_name.startswith("tuple"):
        return LinesField(**told | {"help_text": told["help_text"] or "每行一项。"}, numbers="int" in type_name)
    return _plain_field(type_name, told)


def _plain_field(type_name: str, told: dict[str, Any]) -> forms.Field:
    if "str" in type_name:
        return forms.CharField(**told, max_length=400)
    if "date" in type_name:
        return forms.DateField(**told)
    if "bool" in type_name:
        return YesNoField(**told | {"required": False})
    return NumberField(**told, whole="int" in type_name)
