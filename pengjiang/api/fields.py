"""Between a form and JSON: what a body may hold, what the form would have filled in, and how values reach the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceIteratorValue
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from pengjiang.api.resources import minute
from pengjiang.common.strictjson import escape
from pengjiang.web.forms import Rows

Schema = dict[str, Any]
# More than this many choices are sought through their own list.
MOST_CHOICES = 200
DAY = {"type": "string", "format": "date", "example": "2026-03-02"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$", "example": "2026-03-02T09:10"}
MONEY = {"type": ["string", "integer"], "pattern": r"^-?\d{1,12}(\.\d{1,2})?$", "example": "1200.50"}
UPLOAD = {"type": "string", "format": "uuid", "description": "已完成的上传的编号，见 /api/v1/files/uploads/"}


def body_schema(
    fields: Mapping[str, forms.Field], *, rows: Mapping[str, Rows] | None = None, extra: Mapping[str, str] | None = None, is_open: bool = False
) -> Schema:
    """What a POST may hold. ``is_open`` for the document, where what a form adds for one object is not yet known."""
    alone = {name: field for name, field in fields.items() if not _is_of_rows(name, rows)}
    properties = {name: {"title": str(field.label or name), **field_schema(name, field, closed=not is_open)} for name, field in alone.items()}
    properties |= {name: _rows_schema(one, fields) for name, one in (rows or {}).items()}
    properties |= {name: {"title": label, "type": ["string", "boolean", "null"]} for name, label in (extra or {}).items()}
    schema: Schema = {"type": "object", "properties": properties}
    if not is_open:
        schema["additionalProperties"] = False
    return schema


def _rows_schema(rows: Rows, fields: Mapping[str, forms.Field]) -> Schema:
    first = {member: fields.get(name.format(0)) for member, name in rows.members.items()}
    members = {member: field_schema(member, field) if field is not None else {"type": ["string", "integer", "null"]} for member, field in first.items()}
    return {"title": rows.label, "type": "array", "items": {"type": "object", "properties": members, "additionalProperties": False}}


def _is_of_rows(name: str, rows: Mapping[str, Rows] | None) -> bool:
    head, _, number = name.rpartition("_")
    return number.isdigit() and any(pattern == f"{head}_{{}}" for one in (rows or {}).values() for pattern in one.members.values())


def spread(form: forms.BaseForm, body: Mapping[str, Any]) -> dict[str, Any]:
    """The body over what the page would have filled in; lists of rows become numbered fields. A list that is given replaces all rows."""
    rows: Mapping[str, Rows] = getattr(form, "rows", {})
    given = prefilled(form)
    for name, one in rows.items():
        if body.get(name) is None:
            given[one.count] = sum(1 for field in form.fields if _is_of_rows(field, {name: one})) // len(one.members)
            continue
        given = {key: value for key, value in given.items() if not _is_of_rows(key, {name: one})}
        given[one.count] = len(body[name])
        for number, row in enumerate(body[name]):
            given |= {one.members[member].format(number): value for member, value in row.items()}
    return {**given, **{name: value for name, value in body.items() if name not in rows}}


def field_schema(name: str, field: forms.Field, *, closed: bool = True) -> Schema:
    """The values a field takes; null stands for nothing where it need not be filled."""
    schema = _shape(name, field, closed=closed)
    said = [str(field.help_text)] if field.help_text else []
    if not closed and isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        # Not as a constraint: a form may narrow them for one object, and GET tells which hold there.
        choices = choices_of(field)
        if choices:
            said.append(f"取值：{'；'.join(f'{code} {label}' for code, label in choices)}")
            first = choices[0][0]
            schema = {**schema, "example": [first] if schema["type"] == "array" else first}
    if said:
        schema = {**schema, "description": "。".join(said)}
    if field.required:
        return schema
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    schema = {**schema, "type": [*kinds, "null"]}
    return {**schema, "enum": [*schema["enum"], "", None]} if "enum" in schema else schema


def _shape(name: str, field: forms.Field, *, closed: bool) -> Schema:
    if isinstance(field, forms.FileField):
        return {"type": "array", "items": UPLOAD} if name.startswith("files") else UPLOAD
    if isinstance(field, (forms.ModelMultipleChoiceField,)):
        return {"type": "array", "items": {"type": "integer"}}
    if isinstance(field, forms.ModelChoiceField):
        return {"type": "integer"} if field.to_field_name is None else {"type": "string"}
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string", **_enum(field, closed=closed)}}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", **_enum(field, closed=closed)}
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.DateTimeField):
        return MOMENT
    if isinstance(field, forms.DateField):
        return DAY
    if isinstance(field, forms.DecimalField):
        return MONEY
    if isinstance(field, forms.IntegerField):
        bounds = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer", **{key: value for key, value in bounds.items() if isinstance(value, int)}}
    longest = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": longest} if longest else {})}


def _enum(field: forms.ChoiceField, *, closed: bool) -> Schema:
    """Fixed choices only: what depends on the object or the reader is told by GET."""
    codes = [code for code, _ in choices_of(field) or ()]
    return {"enum": codes} if codes and closed else {}


def choices_of(field: forms.Field) -> list[tuple[Any, str]] | None:
    """(value, label) of a field's choices, groups flattened; None where there are none or too many to list."""
    if not hasattr(field, "choices"):
        return None
    if isinstance(getattr(field, "queryset", None), QuerySet):
        rows = field.queryset[: MOST_CHOICES + 1]
        listed = [(getattr(row, field.to_field_name or "pk"), field.label_from_instance(row)) for row in rows]
        return listed if len(listed) <= MOST_CHOICES else None
    flat: list[tuple[Any, str]] = []
    for value, label in field.choices:
        flat += [(one, text) for one, text in label] if isinstance(label, (list, tuple)) else [(value, label)]
    return [(str(value), str(label)) for value, label in flat if value not in ("", None)]


def prefilled(form: forms.BaseForm) -> dict[str, Any]:
    """What the page would have filled in, as JSON values."""
    values = {name: as_json(form.get_initial_for_field(field, name)) for name, field in form.fields.items()}
    return {name: value for name, value in values.items() if value is not None}


def as_json(value: Any) -> Any:
    """An initial value as the body would write it."""
    if isinstance(value, ModelChoiceIteratorValue):
        value = value.value
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime):
        return minute(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (list, tuple, set, frozenset, QuerySet)):
        return [as_json(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def shown_field(form: forms.BaseForm, name: str) -> dict[str, Any]:
    """One field for ``GET``."""
    field = form.fields[name]
    choices = choices_of(field)
    return {
        "name": name,
        "label": str(field.label or name),
        "required": field.required,
        "help": str(field.help_text or ""),
        "schema": field_schema(name, field),
        "choices": [{"value": value, "label": label} for value, label in choices] if choices is not None else None,
        "value": as_json(form.get_initial_for_field(field, name)),
    }


def form_values(
    form: forms.BaseForm, body: Mapping[str, Any], take: Callable[[str, str], UploadedFile]
) -> tuple[QueryDict, MultiValueDict]:
    """The body as what a browser would have sent: texts and files. Raises what ``take`` raises on an upload that is not the caller's."""
    data, files = QueryDict(mutable=True), MultiValueDict()
    for name, value in body.items():
        field = form.fields.get(name)
        if value is None or (field is None and value is False):
            continue
        key = form.add_prefix(name) if field is not None else name
        if isinstance(field, forms.FileField):
            places = [(one, f"/{escape(name)}/{at}") for at, one in enumerate(value)] if isinstance(value, list) else [(value, f"/{escape(name)}")]
            files.setlist(key, [take(token, pointer) for token, pointer in places])
        elif isinstance(value, bool):
            if value or not isinstance(field, forms.BooleanField):
                data[key] = "on" if value else "false"
        elif isinstance(value, list):
            data.setlist(key, [str(one) for one in value])
        else:
            data[key] = str(value)
    return data, files
