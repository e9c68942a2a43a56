"""A paper's card and page, its files, retrying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from pengjiang.access import SIGNED_IN, Decision
from pengjiang.documents.cards import paper_of
from pengjiang.documents.enums import Making
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.permissions import DocumentPermission
from pengjiang.documents.queries import may_read, versions_of
from pengjiang.documents.services import retry
from pengjiang.events.services import emit
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb, ObjectView

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class PaperView(ObjectView):
    """A paper that the user may read: its object exists for them, and its type allows it."""

    model = IssuedDocument
    permission = SIGNED_IN

    def get_queryset(self):
        return super().get_queryset().select_related("organisation", "issued_by", "supersedes")

    def decide(self) -> Decision:
        decision = super().decide()
        return may_read(self.request.user, self.object) if decision.ok else decision


class PaperPage(PaperView):
    """The paper with its versions."""

    template_name = "documents/detail.html"

    def get_title(self) -> str:
        return self.object.title

    def get_parents(self) -> Sequence[Crumb]:
        """Back to what the paper is about."""
        matter = self.object.target.fetch()
        return [Crumb(str(matter), matter.get_absolute_url())] if hasattr(matter, "get_absolute_url") else []

    def get_context(self) -> dict[str, Any]:
        user = self.request.user
        versions = [(version, paper_of(version, user)) for version in versions_of(self.object) if may_read(user, version).ok]
        return {**super().get_context(), "paper": paper_of(self.object, user), "versions": versions}


class PaperCard(PaperView):
    """The card alone: asked again by htmx while the paper is being made."""

    template_name = "documents/_card.html"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "paper": paper_of(self.object, self.request.user)}


class PaperFile(PaperView):
    """The file. Every opening of it is an entry of the trail."""

    inline = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document, kind = self.object, self.kwargs.get("format", "pdf")
        file = getattr(document, kind)
        if document.making != Making.READY or not file:
            raise Http404
        emit(
            "documents.document.downloaded",
            actor=request.user,
            target=document,
            related=[document.target],
            data={"title": document.title, "number": document.number or "无文号", "format": kind.upper()},
        )
        response = FileResponse(
            file.open("rb"), as_attachment=not self.inline, filename=f"{document.file_name}.{kind}", content_type=TYPES[kind]
        )
        response["Cache-Control"] = "private, no-store"
        return response


class RetryPaper(ActionView):
    """Make a failed paper again."""

    model = IssuedDocument
    permission = DocumentPermission.RETRY
    service = staticmethod(retry)
    title = "重新生成文书"
    done = "已重新排队，几秒后刷新即可看到结果。"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_read(request.user, self.object).ok:
            raise PermissionDenied
        return super().get(request, *args, **kwargs)
