"""Progress of a list on its way to paper, and the sheet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from pengjiang.access import SIGNED_IN
from pengjiang.documents.models import ListPrint
from pengjiang.documents.services import printing
from pengjiang.web.views.base import ObjectView


def print_list(user: Any, *, queryset: QuerySet, path: str, title: str, scope: str) -> HttpResponse:
    """The slot of list pages."""
    job = printing.order_print(queryset, actor=user, path=path, title=title, scope=scope)
    return HttpResponseRedirect(job.get_absolute_url(), status=303)


class PrintPage(ObjectView):
    """Progress, then the button that opens the sheet."""

    model = ListPrint
    permission = SIGNED_IN
    template_name = "documents/print.html"

    def render(self, *, template: str = "", status: int = 200, **context: Any) -> HttpResponse:
        part = "documents/print.html#progress" if self.htmx_target == "print-progress" else ""
        return super().render(template=template or part, status=status, **context)


class PrintFile(ObjectView):
    """The PDF, opened beside the page to be printed."""

    model = ListPrint
    permission = SIGNED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        job: ListPrint = self.object
        if not job.pdf:
            raise Http404
        response = FileResponse(job.pdf.open("rb"), filename=f"{job.title}-{job.created_at:%Y%m%d-%H%M}.pdf", content_type="application/pdf")
        response["Cache-Control"] = "private, no-store"
        return response
