"""From the workbook to the last row: upload, columns, preview, progress, result, history."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pengjiang.access import SIGNED_IN, Decision, can
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.exchange.cells import shown
from pengjiang.exchange.forms import UploadForm
from pengjiang.exchange.kinds import KINDS
from pengjiang.exchange.models import ImportBatch
from pengjiang.exchange.services import imports
from pengjiang.exchange.services.reading import parse_row, sample_cells, sheet_of
from pengjiang.exchange.services.refusals import refused_workbook
from pengjiang.exchange.sheets import SheetError, plain_header
from pengjiang.exchange.spec import IMPORTS, ImportSpec
from pengjiang.web.components import Figure
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, FormPage
from pengjiang.web.views.base import Crumb, ObjectView
from pengjiang.web.views.listing import ListPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PREVIEW_ROWS = 20


def may_import_anything(user: Any) -> Decision:
    """Whether one of the declared imports is this person's."""
    for spec in IMPORTS:
        decision = can(user, spec.permission)
        if decision.ok:
            return decision
    return Decision.no("台账由镇街和司法局内勤导入，您没有可导入的台账。")


class ImportHistory(ListPage):
    """Batches of one's own unit."""

    model = ImportBatch
    permission = SIGNED_IN
    title = "导入台账"
    menu_key = "ledger-import"
    page_key = "exchange.imports"
    template_name = "exchange/history.html"
    default_order = "-created_at"
    exportable = False
    empty_title = "还没有导入过台账"
    empty_text = "台账可以直接用平台导出的 Excel，表头上方的标题行、空行、合计行都不用删。"
    columns = (
        Column("name", "工作簿", kind="key", always=True),
        Column("title", "台账"),
        Column("created_at", "上传时间", kind="datetime", sort="created_at"),
        Column("actor", "导入人", value="actor__name"),
        Column("total", "数据行", kind="number", sort="total"),
        Column("stored", "已入库", kind="number", value="stored_rows"),
        Column("refused", "退回", kind="number", value="refused_rows"),
        Column(
            "state",
            "状态",
            value="get_state_display",
            kind="badge",
            badge=lambda batch: {"done": "good", "failed": "bad"}.get(batch.state, "active"),
        ),
    )
    filters = (ChoiceFilter(name="state", label="状态", choices=ImportBatch.State.choices),)

    def decide(self) -> Decision:
        return may_import_anything(self.request.user)

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("actor")

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "specs": [spec for spec in IMPORTS if can(self.request.user, spec.permission).ok]}


class SpecView(FormPage):
    """A page of one declared import."""

    permission = SIGNED_IN
    menu_key = "ledger-import"

    @property
    def spec(self) -> ImportSpec:
        """The declaration named in the address. Raises ``Http404``."""
        code = self.kwargs["spec"]
        if code not in IMPORTS:
            raise Http404
        return IMPORTS.get(code)

    def decide(self) -> Decision:
        return can(self.request.user, self.spec.permission, self.request.user.organisation)


class NewImport(SpecView):
    """Takes the workbook."""

    form_class = UploadForm
    template_name = "exchange/new.html"
    submit_label = "上传并核对列"
    drafts = False

    def get_title(self) -> str:
        return f"导入{self.spec.title}"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "spec": self.spec}

    def perform(self, form: Any) -> ImportBatch:
        return imports.start_import(form.cleaned_data["workbook"], spec=self.spec.code, actor=self.request.user)

    def get_done_url(self, result: ImportBatch) -> str:
        return result.get_absolute_url()


class BatchView(ObjectView):
    """A page about one batch."""

    model = ImportBatch
    permission = SIGNED_IN
    menu_key = "ledger-import"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("actor", "organisation")

    def decide(self) -> Decision:
        return can(self.request.user, self.object.declared.permission, self.object.organisation)

    def get_title(self) -> str:
        return self.object.name

    def get_parents(self) -> Sequence[Crumb]:
        return ()


class BatchPage(BatchView):
    """What the batch's state asks for: columns, preview, progress or result."""

    templates: ClassVar[dict[str, str]] = {
        ImportBatch.State.MAPPING: "exchange/mapping.html",
        ImportBatch.State.PREVIEWED: "exchange/preview.html",
        ImportBatch.State.READING: "exchange/working.html",
        ImportBatch.State.RUNNING: "exchange/working.html",
    }
    result = "exchange/result.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        batch: ImportBatch = self.object
        if batch.state == ImportBatch.State.MAPPING or ("columns" in request.GET and batch.state == ImportBatch.State.PREVIEWED):
            return self._mapping()
        if batch.state == ImportBatch.State.PREVIEWED:
            return self.render(template="exchange/preview.html", **self._judged(), **self._preview())
        if batch.is_working:
            is_part = self.htmx_target == "import-progress"
            return self.render(template="exchange/working.html#progress" if is_part else "exchange/working.html")
        response = self.render(template=self.result, **self._judged())
        if self.htmx_target == "import-progress":
            response.headers["HX-Redirect"] = batch.get_absolute_url()
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Fixes the columns."""
        batch: ImportBatch = self.object
        if not can(request.user, batch.declared.permission, batch.organisation).ok:
            raise PermissionDenied
        keys = {column.key for column in batch.declared.columns}
        chosen = {plain_header(header): request.POST.get(f"column-{at}", "") for at, header in enumerate(batch.headers)}
        mapping = {header: key if key in keys else "" for header, key in chosen.items() if header}
        try:
            batch = imports.map_columns(batch, actor=request.user, mapping=mapping, keep=bool(request.POST.get("keep")))
        except DomainError as error:
            return self._mapping(error=error.message, mapping=mapping, status=422)
        return HttpResponseRedirect(batch.get_absolute_url(), status=303)

    def _mapping(self, *, error: str = "", mapping: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
        batch: ImportBatch = self.object
        mapping = mapping or batch.mapping
        samples = sample_cells(sheet_of(batch))
        columns = [
            {"at": at, "header": header, "sample": samples[at], "key": mapping.get(plain_header(header), "")}
            for at, header in enumerate(batch.headers)
            if header
        ]
        return self.render(template="exchange/mapping.html", columns=columns, choices=batch.declared.columns, error=error, status=status)

    def _judged(self) -> dict[str, Any]:
        batch: ImportBatch = self.object
        rows: dict[int, list[dict]] = defaultdict(list)
        for fault in batch.faults:
            rows[fault["row"]].append(fault)
        first = [(faults[0]["kind"], any(not f["warning"] for f in faults)) for faults in rows.values()]
        kinds = Counter(kind for kind, _ in first)
        asked = self.request.GET.get("kind", "")
        listed = [
            {"row": row, "faults": faults, "refused": any(not fault["warning"] for fault in faults)}
            for row, faults in rows.items()
            if not asked or faults[0]["kind"] == asked
        ]
        return {
            "figures": self._figures(),
            "kinds": [(kind, KINDS.get(kind, kind), number) for kind, number in kinds.most_common()],
            "kind": asked,
            "faulty": listed[:500],
            "faulty_count": len(listed),
        }

    def _figures(self) -> list[Figure]:
        counts = self.object.counts
        head = [
            Figure("数据行", counts.get("rows", 0), "行"),
            Figure("可以导入", counts.get("good", 0) + counts.get("warned", 0), "行", note=f"其中 {counts.get('warned', 0)} 行有提示"),
            Figure("退回", counts.get("refused", 0), "行", kind="overdue" if counts.get("refused") else ""),
        ]
        if self.object.state != ImportBatch.State.DONE:
            return head
        return [
            head[0],
            Figure("新增", counts.get("new", 0), "件"),
            Figure("更新", counts.get("updated", 0), "件"),
            Figure("未变", counts.get("unchanged", 0), "件"),
            head[2],
        ]

    def _preview(self) -> dict[str, Any]:
        """The first good rows as they were understood."""
        batch: ImportBatch = self.object
        try:
            sheet = sheet_of(batch)
        except SheetError:
            return {"preview": [], "preview_columns": []}
        columns = [batch.declared.column(key) for key in batch.declared.preview]
        refused = {fault["row"] for fault in batch.faults if not fault["warning"]}
        rows = []
        for source in sheet.rows:
            if source.number not in refused:
                row = parse_row(batch.declared, batch.mapping, list(sheet.headers), source)
                rows.append((row.number, [shown(row.values[column.key]) for column in columns]))
            if len(rows) >= PREVIEW_ROWS:
                break
        return {"preview": rows, "preview_columns": [column.label for column in columns]}


class ConfirmImport(ActionView, BatchView):
    """Starts the import; the page then shows its progress."""

    service = staticmethod(imports.confirm_import)
    title = "确认导入"
    submit_label = "确认导入"
    drafts = False

    def get_done_message(self, result: ImportBatch) -> str:
        return "已开始导入，可以离开本页。"


class DropImport(ActionView, BatchView):
    """Gives the batch up."""

    service = staticmethod(imports.drop_import)
    title = "放弃导入"
    submit_label = "放弃本次导入"
    drafts = False
    danger = True
    explanation = "工作簿中的行都不会入库；以后可以重新上传。"
    done = "已放弃本次导入。"

    def get_done_url(self, result: ImportBatch) -> str:
        return reverse("exchange:imports")


class RefusedRows(BatchView):
    """The refused rows as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        batch: ImportBatch = self.object
        try:
            content = refused_workbook(batch, actor=request.user)
        except SheetError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(batch.get_absolute_url(), status=303)
        response = HttpResponse(content, content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="refused-rows-{batch.pk}-{clock.today():%Y%m%d}.xlsx"'
        response.headers["Cache-Control"] = "no-store"
        return response
