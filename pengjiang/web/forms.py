"""The form every page uses: Chinese sentences, date inputs, wide fields, and a way back from a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from pengjiang.web.days import DAY_FORMATS, MOMENT_FORMATS, plain

DJANGO_EMPTY = "---------"
PICKED = (forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True)
class Rows:
    """Fields that come in numbered rows: ``count`` is posted beside them, ``members`` gives each column's field (``advice_{}``)."""

    count: str
    label: str
    members: Mapping[str, str]


class Form(forms.Form):
    """``user`` and ``subject`` are there for querysets and ``clean``; ``wide_fields`` take both columns of the grid.

    ``rows`` names what comes in numbered rows, so that a program can send them as a list.
    """

    wide_fields: tuple[str, ...] = ()
    rows: ClassVar[Mapping[str, Rows]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, user: Any = None, subject: Any = None, **kwargs: Any) -> None:
        self.user = user
        self.subject = subject
        self.is_restored = False
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak_chinese(field)
        self.prepare()

    def prepare(self) -> None:
        """Narrow choices to ``user`` and ``subject``; called once the fields are there."""

    @classmethod
    def restored(cls, values: QueryDict, **kwargs: Any) -> Form:
        """The form as it was left, without judging it yet."""
        form = cls(values, **kwargs)
        form.is_restored = True
        return form

    def full_clean(self) -> None:
        if self.is_restored:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def changed_values(self) -> dict[str, Any]:
        """What differs from the initial values, cleaned."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}


class ModelForm(Form, forms.ModelForm):
    """For facts that a service writes one by one: never saved by the form itself."""

    def save(self, commit: bool = True) -> Any:
        raise NotImplementedError("Forms do not write; call the service with cleaned_data.")


def speak_chinese(field: forms.Field) -> None:
    """Messages that name the field and what to do; days as people type them."""
    label = field.label or "此项"
    verb = "请选择" if isinstance(field.widget, PICKED) else "请填写"
    if isinstance(field, forms.FileField):
        verb = "请选择"
    messages = field.error_messages
    if messages.get("required") == forms.Field.default_error_messages["required"] or "required" not in messages:
        messages["required"] = f"请勾选“{label}”。" if isinstance(field, forms.BooleanField) else f"{verb}{label}。"
    if isinstance(field, forms.DateTimeField):
        messages["invalid"] = f"{label}应为年月日和时分，例如 2026-08-04 09:40。"
    elif isinstance(field, forms.DateField):
        messages["invalid"] = f"{label}应为年月日，例如 2026-08-04。"
    elif isinstance(field, forms.DecimalField):
        messages["invalid"] = f"{label}应为数字，例如 1200.50。"
    elif isinstance(field, forms.IntegerField):
        messages["invalid"] = f"{label}应为整数。"
    elif isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        messages["invalid_choice"] = f"{label}的选项已变化，请重新选择。"
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == DJANGO_EMPTY:
        field.empty_label = "请选择"
    if isinstance(field, (forms.DateField, forms.DateTimeField)):
        _take_typed_days(field)


def _take_typed_days(field: forms.Field) -> None:
    """A text field with a calendar beside it: native date fields speak the browser's language, not the page's."""
    if isinstance(field, forms.DateTimeField):
        kind, example, formats = "datetime-local", "2026-08-04 09:40", MOMENT_FORMATS
        shown = "%Y-%m-%d %H:%M"
    else:
        kind, example, formats = "date", "2026-08-04", DAY_FORMATS
        shown = "%Y-%m-%d"
    field.input_formats = formats
    widget = field.widget
    if isinstance(widget, (forms.DateInput, forms.DateTimeInput)):
        widget.format = shown
        widget.attrs = {"placeholder": f"如 {example}", "data-picker": kind, "autocomplete": "off", **widget.attrs}
    to_python = field.to_python
    field.to_python = lambda value: to_python(plain(value) if isinstance(value, str) else value)
