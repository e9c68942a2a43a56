"""Tables of the reference in Chinese: which exist, and what their columns are called."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from django import forms

from pengjiang.console.formfields import LinesField, NumberField, StepsField, YesNoField
from pengjiang.console.forms import ReferenceForm
from pengjiang.law.reference import TABLES, packaged
from pengjiang.law.words import COLUMNS, TITLES, words_for

__all__ = ["TITLES", "form_for"]

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
