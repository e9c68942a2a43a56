"""Lists and single objects of a resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.api.acts import next_actions
from pengjiang.api.base import ApiView, page_request
from pengjiang.api.bodies import bad_query, check_query
from pengjiang.api.describing import Operation, Parameter
from pengjiang.api.resources import Resource
from pengjiang.api.versions import tag_of
from pengjiang.web.filters import BoundFilter, ChoiceFilter, DateFilter, Filter, Filtering, FlagFilter, NumberFilter, search_condition
from pengjiang.web.paging import Cursor, Order, capped_count, keyset_page
from pengjiang.web.views.listing import ListPage

SMALLEST, USUAL, LARGEST = 1, 50, 200
OWN = ("limit", "cursor", "sort", "q", "fields", "expand")


@dataclass(frozen=True, kw_only=True)
class KeyFilter(Filter):
    """Rows of one object, by its key: for lists that have no page."""

    def bind(self, query: QueryDict, user: Any) -> BoundFilter:
        text = query.get(self.name, "")
        fits = text.isascii() and text.isdigit() and int(text) < 2**63
        return BoundFilter(self, {"value": int(text) if fits else None}, text if fits else "")

    def apply(self, queryset: QuerySet, bound: BoundFilter) -> QuerySet:
        return queryset.filter(**{f"{self.path}_id": bound.values["value"]})


class ResourceView(ApiView):
    """What a list and a single object have in common."""

    resource: ClassVar[Resource]
    http_method_names = ("get", "head", "options")

    def members(self) -> list[str]:
        """``fields`` as asked, checked."""
        return self._named("fields", self.resource.all_names())

    def expansions(self) -> list[str]:
        return self._named("expand", [*self.resource.expand, *self._also])

    _also: ClassVar[tuple[str, ...]] = ()

    def _named(self, name: str, known: list[str]) -> list[str]:
        asked = [word for word in self.request.query_params.get(name, "").split(",") if word]
        strange = [word for word in asked if word not in known]
        if strange:
            raise bad_query({name: f"没有“{'、'.join(strange)}”，可用的有：{'、'.join(known) or '无'}。"})
        return asked

    @classmethod
    def choosing(cls) -> list[Parameter]:
        """``fields`` and ``expand``."""
        declared = cls.resource
        found = [Parameter("fields", f"只要这些成员，逗号分隔；可用：{'、'.join(declared.all_names())}", {"type": "string"}, example="id")]
        ways = [f"{name}（{way.label}）" for name, way in declared.expand.items()] + (["actions（可办事项）"] if cls._also else [])
        if ways:
            found.append(Parameter("expand", f"连同给出，逗号分隔；可用：{'、'.join(ways)}", {"type": "string"}))
        return found


class ResourceList(ResourceView):
    """``GET`` of a collection: the rows, filters and orders of its list page, by keyset."""

    listing: ClassVar[type[ListPage]]

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        declared = cls.resource
        sorts = [column.name for column in cls.listing.columns if column.sort]
        orders = [*sorts, *(f"-{name}" for name in sorts)]
        parameters = [
            Parameter("limit", f"每页条数，{SMALLEST} 至 {LARGEST}", {"type": "integer", "minimum": SMALLEST, "maximum": LARGEST, "default": USUAL}),
            Parameter("cursor", "上一次应答中的 next 或 previous", {"type": "string"}),
        ]
        if orders:
            parameters.append(Parameter("sort", f"排序，加“-”为降序；不写时为 {cls.listing.default_order or '-id'}", {"type": "string", "enum": orders}))
        if cls.listing.search_fields:
            parameters.append(Parameter("q", cls.listing.search_placeholder, {"type": "string", "maxLength": 100}))
        parameters += [found for declared_filter in cls.listing.filters for found in filter_parameters(declared_filter)]
        return {
            "get": Operation(
                f"{cls.resource.path.replace('/', '_').replace('-', '_')}_list",
                f"{declared.title}：列表",
                f"调用方可见的{declared.title}，按游标翻页；count 数到 500 为止。",
                listed(declared.serializer),
                parameters=[*parameters, *cls.choosing()],
                statuses=(400, 401, 403, 404, 429),
            )
        }

    def get(self, request: Request, **kwargs: Any) -> Response:
        query = request.query_params
        view = self.listing()
        view.setup(page_request(request), **kwargs)
        check_query(query, {*OWN, *filter_names(view)}, once=OWN)
        names, expand = self.members(), self.expansions()
        rows, order = asked_rows(view, query)
        rows = self.resource.ready(rows, request.user)
        page = keyset_page(rows, order, size=size_of(query.get("limit", "")), cursor=cursor_of(query.get("cursor", "")))
        count = capped_count(rows)
        return Response(
            {
                "count": {"number": count.number, "is_capped": count.is_capped},
                "next": page.next or None,
                "previous": page.previous or None,
                "results": self.resource.show(page.rows, request.user, names=names, expand=expand),
            }
        )



class ResourceDetail(ResourceView):
    """``GET`` of one object, with its version; ``expand=actions`` adds what can be done with it."""

    _also = ("actions",)

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        declared = cls.resource
        return {
            "get": Operation(
                f"{declared.path.replace('/', '_').replace('-', '_')}_read",
                f"{declared.title}：读取",
                f"一个{declared.title}。ETag 是它的版本，办理时可放进 If-Match。",
                declared.serializer,
                parameters=[
                    Parameter("If-None-Match", "已有的版本：没有变化时答 304，不带正文", {"type": "string"}, place="header"),
                    *cls.choosing(),
                ],
                statuses=(304, 400, 401, 403, 404, 429),
            )
        }

    def get(self, request: Request, pk: int, **kwargs: Any) -> Response:
        check_query(request.query_params, {"fields", "expand"})
        names, expand = self.members(), self.expansions()
        row = self._row(pk)
        tag = tag_of(self.resource.show([row], request.user)[0], row)
        if tag in [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]:
            return Response(status=304, headers={"ETag": tag})
        shown = self.resource.show([row], request.user, names=names, expand=[name for name in expand if name != "actions"])[0]
        if "actions" in expand:
            shown.setdefault("expanded", {})["actions"] = next_actions(row, request) or []
        return Response(shown, headers={"ETag": tag})

    def _row(self, pk: int) -> Any:
        """As the page finds it. Raises ``Http404`` and ``PermissionDenied``."""
        rows: QuerySet = self.resource.rows(self.request.user)
        row = rows.filter(pk=pk).first()
        if row is None:
            raise Http404
        page = self.resource.page
        if page is not None:
            view = page()
            view.setup(page_request(self.request), pk=pk)
            decision = view.decide()
            if not decision.ok:
                raise PermissionDenied(decision.reason)
        return row


def filter_names(view: ListPage) -> list[str]:
    """Parameters of a list page's filters."""
    return [name for one in view.get_filters() for name in one.parameters]


def asked_rows(view: ListPage, query: QueryDict) -> tuple[QuerySet, Order]:
    """The rows of a list page as filters, ``q`` and ``sort`` of a query narrow and order them. Raises ``Refused``."""
    user = view.request.user
    bound = [checked(declared, declared.bind(query, user), query) for declared in view.get_filters()]
    rows = Filtering(bound).apply(view.get_rows())
    text = query.get("q", "").strip()
    if text:
        if not view.search_fields or len(text) > 100:
            raise bad_query({"q": "此列表不能按文字查找。" if not view.search_fields else "不超过 100 个字。"})
        rows = rows.filter(search_condition(view.search_fields, text))
    sort = query.get("sort", "")
    sortable = {column.name: column.sort for column in view.get_columns() if column.sort}
    if sort and Order.parse(sort).expression not in sortable:
        raise bad_query({"sort": f"不能按“{sort}”排序，可用的有：{'、'.join(sortable) or '无'}。"})
    return rows, view.order_for(sort)[1]


def size_of(text: str) -> int:
    """``limit``. Raises ``Refused``."""
    if not text:
        return USUAL
    if not (text.isascii() and text.isdigit() and SMALLEST <= int(text) <= LARGEST):
        raise bad_query({"limit": f"应为 {SMALLEST} 至 {LARGEST} 的整数。"})
    return int(text)


def cursor_of(text: str) -> str:
    """``cursor``. Raises ``Refused``."""
    if text and Cursor.decode(text) is None:
        raise bad_query({"cursor": "不是本接口给出的游标，请从第一页重新读取。"})
    return text


def checked(declared: Filter, bound: BoundFilter, query: Any) -> BoundFilter:
    """A page takes what makes no sense for not set; a program is told. Raises ``Refused``."""
    for name in declared.parameters:
        for value in query.getlist(name):
            if value and not _is_understood(declared, bound, name, value):
                raise bad_query({name: f"“{value[:40]}”不是“{declared.label}”的值。"})
    return bound


def _is_understood(declared: Filter, bound: BoundFilter, name: str, value: str) -> bool:
    if isinstance(declared, ChoiceFilter):
        return value in bound.values["values"]
    if isinstance(declared, (DateFilter, NumberFilter)):
        keys = ("since", "until") if isinstance(declared, DateFilter) else ("low", "high")
        return bound.values[keys[declared.parameters.index(name)]] is not None
    return bound.is_set


def filter_parameters(declared: Filter) -> list[Parameter]:
    """A filter in the document."""
    if isinstance(declared, ChoiceFilter):
        codes = [] if callable(declared.choices) else [str(value) for value, _ in declared.choices]
        words = "" if callable(declared.choices) else "：" + "；".join(f"{value} {label}" for value, label in declared.choices)
        schema = {"type": "array", "items": {"type": "string", **({"enum": codes} if codes else {})}}
        return [Parameter(declared.name, f"{declared.label}{words}", schema, many=True)]
    if isinstance(declared, DateFilter):
        return [Parameter(name, f"{declared.label}{word}", {"type": "string", "format": "date"}) for name, word in zip(declared.parameters, ("起", "止"), strict=True)]
    if isinstance(declared, NumberFilter):
        return [Parameter(name, f"{declared.label}{word}", {"type": "number"}) for name, word in zip(declared.parameters, ("以上", "以下"), strict=True)]
    if isinstance(declared, FlagFilter):
        return [Parameter(declared.name, f"{declared.label}：1 {declared.yes}；0 {declared.no}", {"type": "string", "enum": ["0", "1"]})]
    if isinstance(declared, KeyFilter):
        return [Parameter(declared.name, f"{declared.label}的编号", {"type": "integer", "minimum": 1})]
    return [Parameter(name, declared.label, {"type": "string", "maxLength": 100}) for name in declared.parameters]


def listed(serializer: Any) -> dict[str, Any]:
    """The frame of a list; the description of its rows is put in by ``openapi``."""
    return {
        "type": "object",
        "properties": {
            "count": {
                "type": "object",
                "properties": {"number": {"type": "integer"}, "is_capped": {"type": "boolean", "description": "为真时实际更多"}},
                "required": ["number", "is_capped"],
            },
            "next": {"type": ["string", "null"], "description": "下一页的游标"},
            "previous": {"type": ["string", "null"], "description": "上一页的游标"},
            "results": {"type": "array", "items": serializer},
        },
        "required": ["count", "next", "previous", "results"],
    }
