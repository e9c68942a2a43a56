"""Inputs by kind of fact: what is shown, and what is read back. Shape is judged by the schema, not here."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from pengjiang.dossiers.forms.structure import FieldShape
from pengjiang.exchange.cells import CellError, amount

_REAL = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-([01]\d|2[0-8])([ T]\d\d:\d\d)?|\d{4}-(0[13-9]|1[0-2])-(29|30)([ T]\d\d:\d\d)?|\d{4}-(0[13578]|1[02])-31([ T]\d\d:\d\d)?"
)
YES, NO = "是", "否"
UNSET = ("", "未填")
LONG = {"text", "note", "refused_note"}


class MoneyField(forms.CharField):
    """Takes 5000, 5,000 and 0.5万元."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = amount(text)
        except CellError as error:
            raise forms.ValidationError(f"{self.label}：{error.message}") from error
        if number is None:
            return None
        return int(number) if number == number.to_integral_value() else f"{number:f}"


def field_for(shape: FieldShape, *, required: bool = False) -> forms.Field:
    """The Django field of a fact."""
    options: dict[str, Any] = {"label": shape.label, "required": required}
    if required:
        options["error_messages"] = {"required": f"请填写{shape.label}。"}
    if shape.kind == "date":
        return forms.CharField(widget=forms.TextInput(attrs={"type": "date"}), **options)
    if shape.kind == "time":
        return forms.CharField(widget=forms.TextInput(attrs={"type": "datetime-local"}), **options)
    if shape.kind == "money":
        return MoneyField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)
    if shape.kind == "integer":
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)
    if shape.kind == "yes_no":
        return forms.ChoiceField(choices=[UNSET, (YES, YES), (NO, NO)], **options)
    if shape.kind == "choice":
        return forms.ChoiceField(choices=[UNSET, *shape.codes], **options)
    if shape.kind == "choices":
        return forms.MultipleChoiceField(choices=shape.codes, widget=forms.CheckboxSelectMultiple, **options)
    if shape.kind == "paper":
        return PaperField(choices=[UNSET, *((code, f"{label}（{code}）") for code, label in shape.codes)], **options)
    if shape.kind == "flag":
        return forms.CharField(help_text="填“是”“否”或者一句说明", **options)
    if shape.kind == "names":
        return forms.CharField(help_text="多个用顿号隔开", **options)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}) if shape.key in LONG else forms.TextInput(), **options)


class PaperField(forms.ChoiceField):
    """Codes of papers; one that is not on the list (a local form) stays."""

    def valid_value(self, value: str) -> bool:
        return True

    def prepare_value(self, value: Any) -> Any:
        if value and all(value != code for code, _ in self.choices):
            self.choices = [*self.choices, (value, value)]
        return value


def show_as_typed(field: forms.Field, typed: Any) -> None:
    """A browser's date field cannot show what is no date; a plain one can, so that nothing typed is lost."""
    if field.widget.attrs.get("type") in ("date", "datetime-local") and typed and not _REAL.fullmatch(str(typed)):
        field.widget.attrs["type"] = field.widget.input_type = "text"


def to_input(shape: FieldShape, value: Any) -> Any:
    """A value of the document as its input shows it."""
    if value is None:
        return [] if shape.kind == "choices" else ""
    if shape.kind in ("yes_no", "flag") and isinstance(value, bool):
        return YES if value else NO
    if shape.kind == "names":
        return "、".join(value)
    return value if shape.kind == "choices" else str(value)


def from_input(shape: FieldShape, value: Any) -> Any:
    """The document's value; None for what was left empty. What cannot be read stays as typed, for the schema to name."""
    if value in (None, "", []):
        return None
    if shape.kind in ("yes_no", "flag"):
        return {YES: True, NO: False}.get(value, value)
    if shape.kind == "names":
        return [name for name in (part.strip() for part in re.split(r"[、，,;；\n]", value)) if name] or None
    if shape.kind in ("integer", "count"):
        return int(value) if re.fullmatch(r"-?\d{1,9}", str(value)) else value
    if shape.kind == "time":
        # Some browsers add seconds.
        return re.sub(r"^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:00)?$", r"\1T\2", value)
    return value
