"""Papers as other systems see and fetch them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from rest_framework.request import Request

from pengjiang.access import SIGNED_IN
from pengjiang.api.base import ApiView, page_request
from pengjiang.api.bodies import no_query
from pengjiang.api.describing import Operation
from pengjiang.api.resources import Computed, Resource, resource
from pengjiang.api.routes import leave_out, route
from pengjiang.documents.enums import Making, Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.registry import DOCUMENT_TYPES
from pengjiang.documents.views.papers import PaperFile, PaperPage
from pengjiang.web.filters import ChoiceFilter, DateFilter, TextFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.listing import ListPage

FORMATS = ("pdf", "docx")


def _about(text: str) -> Q:
    kind, _, pk = text.rpartition(":")
    return Q(target_kind=kind, target_pk=int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 19 else Q(pk=None)


class PaperRows(ListPage):
    """What the list of the API may be narrowed and ordered by; the pages show papers with their objects.

    Types that ask about each paper before they show it (``access``) are read one by one only: a list cannot ask.
    """

    model = IssuedDocument
    permission = SIGNED_IN
    columns = (Column("id", "编号", sort="pk"), Column("issued_on", "成文日期", kind="date", sort="issued_on"))
    filters = (
        TextFilter(name="target", label="所属对象（例如 cases.recommendation:5）", condition=_about),
        TextFilter(name="type", label="文书种类", condition=lambda text: Q(type_code=text)),
        ChoiceFilter(name="standing", label="效力", choices=Standing.choices),
        ChoiceFilter(name="making", label="生成状态", choices=Making.choices),
        DateFilter(name="issued_on", label="成文日期"),
    )
    search_fields = ("title", "number")
    search_placeholder = "名称、文号"
    default_order = "-id"

    def get_rows(self) -> QuerySet:
        asking = [kind.code for kind in DOCUMENT_TYPES if kind.access is not None]
        return super().get_rows().exclude(type_code__in=asking).defer("blocks", "html", "context")


def _address(kind: str) -> Any:
    return lambda row, _user: f"/api/v1/documents/{row.pk}/{kind}/" if row.making == Making.READY else None


resource(
    Resource(
        "documents",
        IssuedDocument,
        SIGNED_IN,
        fields=("type_code", "title", "number", "organisation", "standing", "making", "issued_on", "pages", "pdf_sha256", "withdrawn_on", "withdrawal_reason"),
        computed=(
            Computed("target", "所属对象", {"type": "string"}, lambda row, _user: str(row.target)),
            *(
                Computed(kind, f"{kind.upper()} 的下载地址；未生成时为空", {"type": ["string", "null"]}, _address(kind))
                for kind in FORMATS
            ),
        ),
        listing=PaperRows,
        page=PaperPage,
    )
)  # fmt: skip


class FetchPaper(ApiView):
    """One of the files: the page's own answer, with its entry of the trail."""

    permission = SIGNED_IN
    room = "documents"
    http_method_names = ("get", "head", "options")
    kind: str = "pdf"

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                f"documents_{cls.kind}",
                f"下载文书（{cls.kind.upper()}）",
                "须已生成；每次下载都记入审计记录。",
                {"type": "string", "format": "binary"},
                answer_type="application/octet-stream",
                statuses=(400, 401, 403, 404, 429),
            )
        }

    def get(self, request: Request, pk: int) -> HttpResponseBase:
        no_query(request)
        view = PaperFile()
        inner = page_request(request)
        view.setup(inner, pk=pk, format=self.kind)
        decision = view.decide()
        if not decision.ok:
            raise PermissionDenied(decision.reason)
        return view.get(inner)


for _kind in FORMATS:
    route(f"documents/<int:pk>/{_kind}/", type(f"Fetch{_kind.title()}", (FetchPaper,), {"kind": _kind, "__module__": __name__, "__doc__": FetchPaper.__doc__}))
for _page in ("documents:scheme-new", "documents:scheme", "documents:series", "documents:type"):
    leave_out(_page, "文号方案与文书种类由系统管理员在网页上设置，不对外开放")
