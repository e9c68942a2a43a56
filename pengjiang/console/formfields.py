"""Fields of the reference editors: lists by line, numbers, yes and no, the steps of a standard."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.template.loader import get_template
from django.utils.safestring import SafeString

from pengjiang.common.chinese import half_width

STEP_COLUMNS = (
    ("item", "事项代码"),
    ("name", "阶次（事项）"),
    ("circumstances", "适用情形"),
    ("low", "下限"),
    ("low_inclusive", "含下限"),
    ("high", "上限"),
    ("high_inclusive", "含上限"),
)
FLAGS = ("low_inclusive", "high_inclusive")
BLANK_ROWS, MOST_ROWS = 3, 200


class LinesField(forms.CharField):
    """A list, one entry per line; ``numbers`` for article numbers."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, numbers: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.numbers = numbers

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list:
        lines = [line.strip() for line in super().to_python(value).splitlines() if line.strip()]
        if self.numbers and not all(line.isascii() and line.isdigit() for line in lines):
            raise forms.ValidationError("每行一个条文号，只写数字。")
        return [int(line) for line in lines] if self.numbers else lines


class NumberField(forms.Field):
    """A number as JSON keeps it: a whole one as such, else as its digits."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 20})

    def __init__(self, *, whole: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.whole = whole

    def to_python(self, value: Any) -> Any:
        text = half_width(str(value if value is not None else "")).replace(",", "").strip()
        return read_number(text, whole=self.whole) if text else None


class YesNoField(forms.TypedChoiceField):
    """Yes or no as the packaged tables have it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", "（按默认）"), ("true", "是"), ("false", "否")], coerce=lambda text: text == "true", empty_value=None, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "true", False: "false"}.get(value, value)


class StepsWidget(forms.Widget):
    """A small table: what there is, and some blank rows."""

    template_name = "console/reference/steps.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        try:
            count = min(int(data.get(f"{name}-rows", 0)), MOST_ROWS)
        except ValueError:
            count = 0
        rows = [{column: data.get(f"{name}-{at}-{column}", "").strip() for column, _ in STEP_COLUMNS} for at in range(count)]
        return [row for row in rows if any(text for column, text in row.items() if column not in FLAGS)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-rows" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = [row for row in value or [] if isinstance(row, Mapping)]
        rows = [[(column, label, _shown(row, column)) for column, label in STEP_COLUMNS] for row in [*given, *({} for _ in range(BLANK_ROWS))]]
        context["widget"] |= {"heads": [label for _, label in STEP_COLUMNS], "rows": rows, "count": len(rows), "flags": FLAGS}
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        # The renderer of forms knows the framework's own templates only.
        return get_template(self.template_name).render(self.get_context(name, value, attrs))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-item" if id_ else id_


def _shown(row: Mapping[str, Any], column: str) -> Any:
    """A bound belongs to the step unless it is said not to."""
    given = row.get(column)
    return given not in (False, "", "0") if column in FLAGS and row else True if column in FLAGS else given


class StepsField(forms.Field):
    """The steps of a standard, or the matters of a leniency list."""

    widget = StepsWidget

    def prepare_value(self, value: Any) -> Any:
        return list(value) if value else []

    def clean(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [self._step(place, row) for place, row in enumerate(value or [], start=1)]

    def _step(self, place: int, row: dict[str, Any]) -> dict[str, Any]:
        if not row["name"]:
            raise forms.ValidationError(f"第{place}行没有写阶次（事项）的名称。")
        try:
            low, high = (read_number(row[bound]) if row[bound] else None for bound in ("low", "high"))
        except forms.ValidationError as error:
            raise forms.ValidationError(f"第{place}行的下限、上限：{error.messages[0]}") from error
        if low is not None and high is not None and Decimal(str(low)) > Decimal(str(high)):
            raise forms.ValidationError(f"第{place}行的下限高于上限。")
        step = {"item": row["item"], "name": row["name"], "circumstances": row["circumstances"], "low": low, "high": high}
        step = {name: item for name, item in step.items() if item not in ("", None)}
        return step | {flag: False for flag in FLAGS if not row[flag]}


def read_number(text: str, *, whole: bool = False) -> int | str:
    """As JSON keeps it. Raises ``ValidationError``."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise forms.ValidationError("应为数字，例如 5000 或者 0.5。") from error
    if not number.is_finite() or number < 0 or abs(number.adjusted()) > 12:
        raise forms.ValidationError("应为不小于零的数字。")
    if number == number.to_integral_value():
        return int(number)
    if whole:
        raise forms.ValidationError("应为整数。")
    return f"{number:f}"
