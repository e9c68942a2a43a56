"""What an object shows to another system: one declaration per model, read from every app's ``api.py``.

``fields`` are names of the model and show to whoever may see the object at all; ``inner`` ones only to the side that handles it
(``is_inside``). A foreign key shows as ``{"id", "label"}`` without an extra query; what ``expand`` names can be asked for whole, within
what exists for the caller, at one query each however many rows there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Model, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from pengjiang.access import Permission
from pengjiang.access.declare import Marker
from pengjiang.common.clock import ZONE
from pengjiang.common.registry import Registry
from pengjiang.workflow.registry import MACHINES

MINUTE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$", "example": "2026-03-02T09:10"}
REFERENCE = {
    "type": ["object", "null"],
    "properties": {"id": {"type": "integer", "description": "编号"}, "label": {"type": "string", "description": "名称"}},
    "required": ["id", "label"],
    "additionalProperties": False,
}


def minute(moment: datetime | None) -> str | None:
    """A moment as the dossier format writes it: Asia/Shanghai, to the minute."""
    return timezone.localtime(moment, ZONE).strftime("%Y-%m-%dT%H:%M") if moment else None


@extend_schema_field({"type": ["string", "null"], **{key: value for key, value in MINUTE.items() if key != "type"}})
class MinuteField(serializers.DateTimeField):
    """See ``minute``."""

    def to_representation(self, value: datetime) -> str | None:
        return minute(value)


@extend_schema_field(REFERENCE)
class ReferenceField(serializers.RelatedField):
    """A foreign key as key and name."""

    def to_representation(self, value: Model) -> dict[str, Any]:
        return {"id": value.pk, "label": str(value)}


@dataclass(frozen=True)
class Computed:
    """A member that is no column: ``value(row, user)``; ``inner`` as above."""

    name: str
    description: str
    schema: Mapping[str, Any]
    value: Callable[[Model, Any], Any]
    inner: bool = False


@dataclass(frozen=True)
class Expansion:
    """Another resource beside this one. ``by``: this model's foreign key, or with ``many`` the other model's foreign key to this one."""

    model: type[Model]
    by: str
    label: str
    many: bool = False


@dataclass(frozen=True)
class Resource:
    """See the module. ``path`` is the address below ``/api/v1/``, the page's own where there is one."""

    path: str
    model: type[Model]
    permission: Permission | Marker
    fields: Sequence[str]
    inner: Sequence[str] = ()
    computed: Sequence[Computed] = ()
    expand: Mapping[str, Expansion] = field(default_factory=dict)
    listing: Any = None
    page: Any = None
    # For lists without a page: foreign keys one may narrow by.
    by: Sequence[str] = ()
    # What computed members, labels and addresses look up.
    select: Sequence[str] = ()
    prefetch: Sequence[str] = ()
    # (rows, user) -> rows with what computed members need of this reader.
    prepare: Callable[[QuerySet, Any], QuerySet] = lambda rows, user: rows
    # False where even the moment of a change would tell too much (blind review).
    stamped: bool = True
    label: str = ""
    is_inside: Callable[[Any], bool] = lambda user: user.is_procuratorate

    @property
    def room(self) -> str:
        return self.path.partition("/")[0]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.label or str(self.model._meta.verbose_name)

    @cached_property
    def serializer(self) -> type[serializers.ModelSerializer]:
        """Made once; every field is for reading only."""
        return make_serializer(self)

    def names(self, user: Any) -> list[str]:
        """Members this person reads, in order."""
        inside = self.is_inside(user)
        plain = [*self.fields, *(self.inner if inside else ())]
        return ["id", "kind", "page", *plain, *self.states, *(one.name for one in self.computed if inside or not one.inner), *self.stamps]

    @property
    def stamps(self) -> tuple[str, ...]:
        """``updated_at``, where there is one to tell."""
        has = self.stamped and any(column.name == "updated_at" for column in self.model._meta.fields)
        return ("updated_at",) if has else ()

    @property
    def states(self) -> tuple[str, ...]:
        return ("state", "state_label") if self.model._meta.label_lower in MACHINES else ()

    def all_names(self) -> list[str]:
        """Members anybody may read."""
        return ["id", "kind", "page", *self.fields, *self.inner, *self.states, *(one.name for one in self.computed), *self.stamps]

    def rows(self, user: Any) -> QuerySet:
        """What exists for the caller, ready to be shown."""
        return self.ready(self.model._default_manager.visible_to(user), user)

    def ready(self, rows: QuerySet, user: Any) -> QuerySet:
        """With what the references need: the number of queries does not grow with the rows."""
        columns = [self.model._meta.get_field(name) for name in (*self.fields, *self.inner)]
        single = [column.name for column in columns if column.many_to_one or column.one_to_one]
        several = [column.name for column in columns if column.many_to_many]
        return self.prepare(rows.select_related(*single, *self.select).prefetch_related(*several, *self.prefetch), user)

    def show(self, rows: Iterable[Model], user: Any, *, names: Sequence[str] = (), expand: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Rows as JSON values; ``names`` and ``expand`` as asked for, already checked."""
        rows = list(rows)
        mine = self.names(user)
        chosen = [name for name in mine if not names or name in names]
        serializer = self.serializer(rows, many=True, context={"user": user, "names": chosen, "inside": self.is_inside(user)})
        shown = serializer.data
        for name in expand:
            for row, values in zip(shown, self.expanded(name, rows, user), strict=True):
                row.setdefault("expanded", {})[name] = values
        return shown

    def expanded(self, name: str, rows: Sequence[Model], user: Any) -> list[Any]:
        """One value per row: the object or None, or the list of objects."""
        way = self.expand[name]
        other = resource_of(way.model)
        if not way.many:
            wanted = {getattr(row, f"{way.by}_id") for row in rows} - {None}
            found = list(other.rows(user).filter(pk__in=wanted)) if wanted else []
            by_key = dict(zip([one.pk for one in found], other.show(found, user), strict=True))
            return [by_key.get(getattr(row, f"{way.by}_id")) for row in rows]
        found = list(other.rows(user).filter(**{f"{way.by}__in": [row.pk for row in rows]}).order_by("pk"))
        lists: dict[int, list[Any]] = {row.pk: [] for row in rows}
        for one, shown in zip(found, other.show(found, user), strict=True):
            lists[getattr(one, f"{way.by}_id")].append(shown)
        return [lists[row.pk] for row in rows]


RESOURCES: Registry[Resource] = Registry("API resources")


def resource(declared: Resource) -> Resource:
    """Register, from an app's ``api.py``."""
    return RESOURCES.register(declared.model._meta.label_lower, declared)


def resource_of(model: type[Model] | Model) -> Resource:
    """The resource of a model. Raises ``LookupError``."""
    return RESOURCES.get(model._meta.label_lower)


def address_of(obj: Model) -> str:
    """Where the API has an object; empty where it has none."""
    if obj is None or obj._meta.label_lower not in RESOURCES:
        return ""
    return f"/api/v1/{resource_of(obj).path}/{obj.pk}/"


def reference(obj: Model) -> dict[str, Any]:
    """An object as key, kind and address."""
    return {"id": obj.pk, "kind": obj._meta.label_lower, "label": str(obj), "href": address_of(obj) or None}


# --- serializers ----------------------------------------------------------------------------------------------------------------


class ObjectSerializer(serializers.ModelSerializer):
    serializer_related_field = ReferenceField
    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, models.DateTimeField: MinuteField}

    def build_standard_field(self, field_name: str, model_field: Any) -> tuple[type, dict[str, Any]]:
        kind, options = super().build_standard_field(field_name, model_field)
        if "choices" in options and model_field.blank:
            options["choices"] = [*options["choices"], ("", "未填")]
        return kind, options

    def get_fields(self) -> dict[str, serializers.Field]:
        made = super().get_fields()
        names = self.context.get("names")
        return made if names is None else {name: made[name] for name in names}

    def to_representation(self, instance: Model) -> dict[str, Any]:
        shown = super().to_representation(instance)
        # The office's own stages are not told outside; the word is, as the other side reads it.
        if "state" in shown and not self.context.get("inside") and _public(instance) is not None:
            shown["state"] = None
        return shown


def make_serializer(resource: Resource) -> type[ObjectSerializer]:
    members: dict[str, Any] = {
        "kind": _method({"type": "string", "const": resource.model._meta.label_lower}, "对象种类", lambda row, _user: row._meta.label_lower),
        "page": _method({"type": "string"}, "网页地址", lambda row, _user: page_of(row)),
        **{name: MinuteField(read_only=True, help_text="最近更新") for name in resource.stamps},
    }
    if resource.states:
        machine = MACHINES.get(resource.model._meta.label_lower)
        words = "；".join(f"{code}：{state.label}" for code, state in machine.states.items())
        schema = {"type": ["string", "null"], "enum": [*machine.states, None]}
        members["state"] = _method(schema, f"环节（{words}）；对外单位看不到内部环节，为空", lambda row, _user: row.state)
        members["state_label"] = _method({"type": "string"}, "环节的名称，按读者的身份", lambda row, user: state_word(row, resource.is_inside(user)))
    for one in resource.computed:
        members[one.name] = _method(one.schema, one.description, one.value)
    names = resource.all_names()
    meta = type("Meta", (), {"model": resource.model, "fields": names, "read_only_fields": names})
    name = "".join(part.title() for part in resource.model._meta.label.replace("_", ".").split("."))
    return type(name, (ObjectSerializer,), {"Meta": meta, "__doc__": resource.title, "__module__": __name__, **members})


def _method(schema: Mapping[str, Any], description: str, value: Callable[[Model, Any], Any]) -> serializers.Field:
    # A class of its own: DRF copies fields by making them again, and what hangs on an instance is lost.
    kind = type("Value", (_Value,), {"value": staticmethod(value)})
    return extend_schema_field({**schema, "description": description})(kind)(help_text=description)


class _Value(serializers.Field):
    """A member worked out from the row and the reader."""

    value: Callable[[Model, Any], Any]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"source": "*", "read_only": True, **kwargs})

    def to_representation(self, row: Model) -> Any:
        return self.value(row, self.context.get("user"))


def page_of(row: Model) -> str:
    """The page of a row; empty where it has none of its own."""
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


def state_word(row: Model, inside: bool) -> str:
    """What the state is called for this side."""
    state = MACHINES.get(row._meta.label_lower).states[row.state]
    return state.label if inside or state.public is None else state.public


def _public(row: Model) -> str | None:
    """What the other side calls the state; None where it is no state of a machine, or the word is the same for all."""
    if row._meta.label_lower not in MACHINES:
        return None
    return MACHINES.get(row._meta.label_lower).states[row.state].public
