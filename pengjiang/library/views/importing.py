"""Loading full texts: upload, report per file, store all or nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from pengjiang.common.errors import DomainError
from pengjiang.library.forms import ImportForm
from pengjiang.library.models import LawText
from pengjiang.library.permissions import LibraryPermission
from pengjiang.library.services import Report, import_texts, read_zip
from pengjiang.web.views.acting import FormPage
from pengjiang.web.views.base import Crumb

MOST_UPLOAD = 30_000_000


class ImportPage(FormPage):
    """The administrator of law brings the texts that the office holds."""

    permission = LibraryPermission.IMPORT
    form_class = ImportForm
    template_name = "library/import.html"
    title = "载入法规全文"
    menu_key = "laws"
    submit_label = "检查或者载入"
    drafts = False

    reports: list[Report] = []
    was_dry = False

    def get_parents(self) -> list[Crumb]:
        return []

    def get_cancel_url(self) -> str:
        return reverse("library:laws")

    def perform(self, form: Any) -> list[Report]:
        data = form.cleaned_data
        if data["archive"].size > MOST_UPLOAD:
            raise DomainError("压缩包超过30MB，请分成几包。", field="archive")
        self.was_dry = data["dry_run"]
        self.reports = import_texts(read_zip(data["archive"]), actor=self.request.user, dry_run=self.was_dry, all_or_none=True)
        bad = sum(bool(report.problems) for report in self.reports)
        if bad and not self.was_dry:
            raise DomainError(f"有{bad}个文件不能载入，全部文件都没有载入。请按下面的说明改好后重新上传。", field="archive")
        return self.reports

    def finish(self, result: list[Report]) -> HttpResponse:
        if self.was_dry:
            return self.render_form(self.make_form())
        return super().finish(result)

    def get_done_message(self, result: list[Report]) -> str:
        done = sum(report.outcome in ("new", "replaced") for report in result)
        return f"已载入{done}个文本" + (f"，{len(result) - done}个没有变化。" if done < len(result) else "。")

    def get_done_url(self, result: list[Report]) -> str:
        return reverse("library:import")

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "reports": self.reports, "was_dry": self.was_dry, "texts": LawText.objects.order_by("law", "-since")}
