"""The list page: filter, sort, saved views, columns, keyset pages, bulk actions, export — from declarations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.cache import patch_vary_headers

from pengjiang.access import Permission, can
from pengjiang.common.errors import DomainError
from pengjiang.web import slots
from pengjiang.web.components.frames import Tab
from pengjiang.web.filters import Filter, Filtering, search_condition
from pengjiang.web.listings import SIZES, Asked, BulkAction, Chip, Listing, Preset
from pengjiang.web.models import SavedView
from pengjiang.web.paging import Order, Page, capped_count, keyset_page
from pengjiang.web.queries import Kept, kept_for
from pengjiang.web.services.preferences import choose_columns, choose_size, drop_view, save_view
from pengjiang.web.tables import Column, Head, build_table
from pengjiang.web.views.base import PageView
from pengjiang.web.views.bulk import BulkMixin


class ListPage(BulkMixin, PageView):
    """A list of ``model`` as far as it is visible to the person.

    ``columns`` and ``filters`` are declarations; ``search_fields`` are what the box searches; ``default_order`` names a column
    (``-served_on``). ``page_key`` keeps saved views and columns together and must not change once used. Override ``get_rows`` to
    narrow or to ``select_related``; ``row_url`` where rows have no ``get_absolute_url``.
    """

    model: ClassVar[type[Model]]
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    search_fields: ClassVar[Sequence[str]] = ()
    search_placeholder: ClassVar[str] = "在列表中查找"
    default_order: ClassVar[str] = ""
    presets: ClassVar[Sequence[Preset]] = ()
    bulk_actions: ClassVar[Sequence[BulkAction]] = ()
    exportable: ClassVar[bool] = True
    page_key: ClassVar[str] = ""
    template_name: ClassVar[str] = "web/list.html"
    create_url: str = ""
    create_label: ClassVar[str] = ""
    create_permission: ClassVar[Permission | None] = None
    empty_title: ClassVar[str] = "这里还没有内容"
    empty_text: ClassVar[str] = ""

    # What it shows

    def get_rows(self) -> QuerySet:
        """All rows of the page before search and filters."""
        return self.model._default_manager.visible_to(self.request.user)

    def get_columns(self) -> Sequence[Column]:
        """Columns this person may choose from."""
        return self.columns

    def get_filters(self) -> Sequence[Filter]:
        return self.filters

    def get_presets(self) -> Sequence[Preset]:
        """Ready views; only such as ``get_filters`` of this person knows the filters of, else they would show everything."""
        return self.presets

    def decorate(self, rows: Sequence[Any]) -> None:
        """Hang on the rows what their columns show and one query for all of them can tell (lights, words for this reader)."""

    def row_url(self, row: Any) -> str:
        return row.get_absolute_url()

    @property
    def key(self) -> str:
        """Under which views and columns are kept."""
        return self.page_key or f"{type(self).__module__}.{type(self).__qualname__}"

    # What is asked

    @cached_property
    def asked(self) -> Asked:
        """The address, made sense of."""
        query = self.request.GET
        filtering = Filtering([declared.bind(query, self.request.user) for declared in self.get_filters()])
        sort, order = self.order_for(query.get("sort", ""))
        size = query.get("size", "")
        return Asked(
            path=self.request.path,
            query=query,
            text=query.get("q", "").strip()[:100],
            filtering=filtering,
            sort=sort,
            order=order,
            size=int(size) if size in map(str, SIZES) else (self._kept.size or SIZES[0]),
            cursor=query.get("at", ""),
            view=query.get("view", ""),
        )

    def order_for(self, text: str) -> tuple[str, Order]:
        """From a column's name, as the address has it, to what the database sorts by."""
        sortable = {column.name: column.sort for column in self.get_columns() if column.sort}
        for wanted in (text, self.default_order):
            asked = Order.parse(wanted)
            if asked.expression in sortable:
                return wanted, Order(sortable[asked.expression], asked.descending)
        return self.default_order, Order.parse(self.default_order or "-pk")

    @cached_property
    def _kept(self) -> Kept:
        return kept_for(self.request.user, page=self.key)

    @cached_property
    def _own_view(self) -> SavedView | None:
        return next((view for view in self._kept.views if view.key == self.asked.view), None)

    @cached_property
    def shown_columns(self) -> list[Column]:
        """Of the saved view, else as last chosen, else as declared; in the order they were put."""
        chosen = (self._own_view.columns if self._own_view else []) or self._kept.columns
        by_name = {column.name: column for column in self.get_columns()}
        if not chosen:
            return [column for column in self.get_columns() if column.shown or column.always]
        always = [column for column in self.get_columns() if column.always and column.name not in chosen]
        return always + [by_name[name] for name in chosen if name in by_name]

    def filtered(self) -> QuerySet:
        """The whole result of search and filters."""
        rows = self.asked.filtering.apply(self.get_rows())
        if self.asked.text and self.search_fields:
            rows = rows.filter(search_condition(self.search_fields, self.asked.text))
        return rows

    # Drawing

    def get_context(self) -> dict[str, Any]:
        may_create = bool(self.create_url) and (self.create_permission is None or can(self.request.user, self.create_permission).ok)
        ledgers = slots.ledgers.filler(self.request.user, self.key) if slots.ledgers.is_filled else ()
        return {**super().get_context(), "listing": self.listing, "may_create": may_create, "ledgers": ledgers}

    @cached_property
    def listing(self) -> Listing:
        """The list, drawn."""
        rows = self.filtered()
        page: Page = keyset_page(rows, self.asked.order, size=self.asked.size, cursor=self.asked.cursor)
        self.decorate(page.rows)
        bulk = self.available_bulk()
        return Listing(
            title=self.get_title(),
            asked=self.asked,
            table=build_table(
                page.rows,
                self.shown_columns,
                caption=self.get_title(),
                href=self.row_url,
                heads=[self._head(column) for column in self.shown_columns],
                selectable=bool(bulk) or self.can_export,
            ),
            page=page,
            total=capped_count(rows),
            tabs=self._tabs(),
            chips=[Chip(bound, self.asked.url(drop=[*bound.filter.parameters])) for bound in self.asked.filtering.bound],
            chooser=self._chooser(),
            bulk=bulk,
            search_placeholder=self.search_placeholder if self.search_fields else "",
            own_view=self._own_view,
            view_changed=bool(self._own_view) and self._own_view.query != self.asked.saved_query,
            exportable=self.can_export,
            empty={"title": self.empty_title, "text": self.empty_text},
        )

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column)
        now = Order.parse(self.asked.sort)
        if now.expression != column.name:
            return Head(column, self.asked.url(sort=f"-{column.name}" if column.kind in {"date", "datetime", "number"} else column.name))
        if now.descending:
            return Head(column, self.asked.url(sort=column.name), "down")
        return Head(column, self.asked.url(sort=f"-{column.name}"), "up")

    def _tabs(self) -> list[Tab]:
        user, path, view = self.request.user, self.request.path, self.asked.view
        known = {preset.key for preset in self.get_presets()} | {own.key for own in self._kept.views}
        tabs = [Tab("全部", path, current=view not in known)]
        for preset in self.get_presets():
            query = preset.query_for(user)
            count = self._count(query) if preset.counted else ""
            tabs.append(Tab(preset.label, _address(path, query, preset.key), view == preset.key, count, bad=preset.bad and bool(count)))
        return tabs + [Tab(own.name, _address(path, own.query, own.key), view == own.key) for own in self._kept.views]

    def _count(self, query: str) -> str:
        asked = QueryDict(query)
        # Choices may cost a query: only the filters that the preset names are asked for theirs.
        named = [declared for declared in self.get_filters() if not asked.keys().isdisjoint(declared.parameters)]
        rows = Filtering([declared.bind(asked, self.request.user) for declared in named]).apply(self.get_rows())
        total = capped_count(rows)
        return str(total) if total.number else ""

    def _chooser(self) -> list[tuple[Column, bool]]:
        """Shown columns in their order, then the others."""
        shown = {column.name for column in self.shown_columns}
        rest = [(column, False) for column in self.get_columns() if column.name not in shown]
        return [(column, True) for column in self.shown_columns] + rest

    # Answers

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_part = self.htmx_target == Listing.id
        response = self.render(template="web/list.html#listing" if is_part else "")
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        if is_part:
            # The form sends its empty fields too; the address bar is spared them.
            response["HX-Push-Url"] = self.asked.url(at=self.asked.cursor)
        if request.GET.get("size") in map(str, SIZES) and int(request.GET["size"]) != (self._kept.size or SIZES[0]):
            choose_size(request.user, page=self.key, size=int(request.GET["size"]))
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = request.POST.get("do", "")
        if act.startswith("bulk:"):
            return self.run_bulk(act.removeprefix("bulk:"))
        if act == "export" and (self.can_export or request.POST.get("ledger")):
            return self._export()
        handler = {"columns": self._choose_columns, "save-view": self._save_view, "drop-view": self._drop_view}.get(act)
        if handler is None:
            messages.error(request, "没有这项操作，请刷新页面后再试。")
            return self._back()
        return handler()

    def _back(self, query: str | None = None, view: str = "") -> HttpResponse:
        address = self.request.get_full_path() if query is None else _address(self.request.path, query, view)
        return HttpResponseRedirect(address, status=303)

    def _choose_columns(self) -> HttpResponse:
        post, known = self.request.POST, {column.name for column in self.get_columns()}
        chosen = [] if "reset" in post else [name for name in post.getlist("column") if name in known]
        if self._own_view is not None:
            save_view(self.request.user, page=self.key, name=self._own_view.name, query=self._own_view.query, columns=chosen)
        else:
            choose_columns(self.request.user, page=self.key, columns=chosen)
        return self._back()

    def _save_view(self) -> HttpResponse:
        columns = [column.name for column in self.shown_columns]
        try:
            view = save_view(
                self.request.user, page=self.key, name=self.request.POST.get("name", ""), query=self.asked.saved_query, columns=columns
            )
        except DomainError as error:
            messages.error(self.request, error.message)
            return self._back()
        messages.success(self.request, f"已存为视图“{view.name}”。")
        return self._back(view.query, view.key)

    def _drop_view(self) -> HttpResponse:
        name = drop_view(self.request.user, page=self.key, pk=self._own_view.pk) if self._own_view else ""
        if name:
            messages.success(self.request, f"视图“{name}”已删除。")
        return self._back("", "")

    @property
    def can_export(self) -> bool:
        return self.exportable and slots.export.is_filled

    def _export(self) -> HttpResponse:
        rows = self.filtered()
        selected = self.selected_keys()
        if selected:
            rows = rows.filter(pk__in=selected)
        rows = rows.order_by(str(self.asked.order), "pk")
        return slots.export.filler(
            self.request.user,
            queryset=rows,
            columns=self.shown_columns,
            title=self.get_title(),
            page=self.key,
            decorate=self.decorate,
            ledger=self.request.POST.get("ledger", ""),
        )


def _address(path: str, query: str, view: str) -> str:
    parts = [part for part in (query, f"view={view}" if view else "") if part]
    return f"{path}?{'&'.join(parts)}" if parts else path
