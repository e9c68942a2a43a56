"""Form fields: label, help and error around Django's widgets, and the summary of errors above a form."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pengjiang.web.choosing import SearchBoxes
from pengjiang.web.components.basics import icon_or_nothing
from pengjiang.web.components.library import one_of, render, tag

FIELD_KINDS = ("", "small")


def _css_class(widget: forms.Widget) -> str:
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput, forms.HiddenInput)):
        return ""
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.SelectMultiple):
        return "select select--many"
    if isinstance(widget, forms.Select):
        return "select"
    return "input"


@tag
def field(
    field: BoundField,
    *,
    wide: bool = False,
    label: str = "",
    help: str = "",
    kind: str = "",
    unit: str = "",
    need: str = "",
    readonly: bool = False,
    placeholder: str = "",
    autocomplete: str = "",
    inputmode: str = "",
    rows: int = 0,
    autofocus: bool = False,
    count: bool = False,
    bare: bool = False,
) -> str:
    """A field of a form with its label, help and error.

    ``need`` says what is needed instead of 必填; ``unit`` stands after the input; ``count`` counts characters; ``bare`` hides the label.
    """
    one_of("field", "kind", kind, FIELD_KINDS)
    widget = field.field.widget
    if widget.is_hidden:
        return field.as_widget()
    attrs = _attributes(
        widget,
        kind,
        readonly=readonly,
        placeholder=placeholder,
        autocomplete=autocomplete,
        inputmode=inputmode,
        rows=rows,
        autofocus=autofocus,
    )
    maximum = getattr(field.field, "max_length", None)
    counts = bool(maximum) and (count or isinstance(widget, forms.Textarea))
    if counts:
        attrs["data-count"] = "true"
    is_group = isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    return render(
        "field",
        field=field,
        control="" if is_group else field.as_widget(attrs=attrs),
        is_group=is_group,
        groups=_groups(field) if is_group else [],
        search=widget if isinstance(widget, SearchBoxes) else None,
        is_single=isinstance(widget, forms.CheckboxInput),
        label=label or field.label,
        help=help or field.help_text,
        wide=wide,
        unit=unit,
        need=need or ("必填" if field.field.required else ""),
        length=len(str(field.value() or "")) if counts else 0,
        maximum=maximum if counts else 0,
        bare=bare,
    )


def _groups(field: BoundField) -> list[tuple[str, list[Any]]]:
    """The boxes under the heads of their groups; under none where the choices have no groups."""
    boxes = list(field)
    if not any("_" in str(box.data["index"]) for box in boxes):
        return [("", boxes)]
    heads = [str(head) for head, _ in field.field.widget.choices]
    return [(heads[int(place)], list(group)) for place, group in groupby(boxes, lambda box: str(box.data["index"]).partition("_")[0])]


def _attributes(widget: forms.Widget, kind: str, **values: Any) -> dict[str, Any]:
    css = _css_class(widget)
    given = widget.attrs.get("class", "")
    if css:
        css = " ".join(part for part in (given, css, f"{css.split()[0]}--small" if kind == "small" else "") if part)
    attrs: dict[str, Any] = {key: value for key, value in values.items() if value}
    if css:
        attrs["class"] = css
    if isinstance(widget, forms.Textarea) and str(widget.attrs.get("rows", "10")) == "10":
        # Django's ten rows are too tall for most of what is written here.
        attrs.setdefault("rows", 4)
    return attrs


@tag
def form_fields(form: forms.BaseForm, *, without: str = "") -> str:
    """All visible fields but one in a grid, those the form calls wide over both columns; hidden ones with them."""
    wide = set(getattr(form, "wide_fields", ()))
    wide |= {f.name for f in form if isinstance(f.field.widget, (forms.Textarea, forms.CheckboxSelectMultiple))}
    shown = [f for f in form.visible_fields() if f.name != without]
    return render("form_fields", form=form, shown=shown, wide=wide)


@tag
def error_summary(form: forms.BaseForm, *, kept: str = "") -> str:
    """What must be put right, with links to the fields; nothing when there is nothing. ``kept`` says what became of the rest."""
    if not form.is_bound or not form.errors:
        return ""
    return render("error_summary", errors=_listed(form), kept=kept, count=sum(len(messages) for messages in form.errors.values()))


def _listed(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(anchor, sentence) in the order of the form, general ones first."""
    errors: ErrorDict = form.errors
    listed = [("", message) for message in form.non_field_errors()]
    for bound in form:
        listed += [("" if bound.is_hidden else bound.auto_id, message) for message in errors.get(bound.name, [])]
    return listed


@tag
def field_error(message: str, *, id: str = "") -> SafeString:
    """An error beside something that is no Django field."""
    return format_html('<p class="field__error" id="{}">{}<span>{}</span></p>', id, icon_or_nothing("alert"), message)
