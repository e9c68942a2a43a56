"""The public page: is this paper one of ours, is it in force, is this file the one that was issued."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pengjiang.access import PUBLIC
from pengjiang.common import context as call
from pengjiang.documents.forms import CodeForm, CompareForm
from pengjiang.documents.services.verifying import TooOften, Verdict, compare, look_up
from pengjiang.web.views.acting import FormPage
from pengjiang.web.views.errors import TOO_MANY, show


class VerifyStart(FormPage):
    """Type the code."""

    permission = PUBLIC
    form_class = CodeForm
    template_name = "verify/start.html"
    title = "文书核验"
    submit_label = "核验"
    drafts = False

    def perform(self, form: CodeForm) -> str:
        return form.cleaned_data["code"]

    def get_done_url(self, result: str) -> str:
        return reverse("verify:document", args=[result])


class VerifyDocument(FormPage):
    """What may be told, and the comparison of a file."""

    permission = PUBLIC
    form_class = CompareForm
    template_name = "verify/document.html"
    title = "文书核验结果"
    submit_label = "比对文件"
    drafts = False
    compared = False
    same: bool | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            found = self.verdict
        except TooOften as error:
            return show(request, TOO_MANY, reason=error.message)
        return self.render_form(self.make_form(), status=200 if found else 404)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The page tells the verdict again beside the comparison: looked up first, so that too many tries get one and the same answer.
        try:
            _ = self.verdict
        except TooOften as error:
            return show(request, TOO_MANY, reason=error.message)
        return super().post(request, *args, **kwargs)

    @cached_property
    def verdict(self) -> Verdict | None:
        return look_up(self.kwargs["code"], address=call.current().ip)

    def perform(self, form: CompareForm) -> bool | None:
        return compare(self.kwargs["code"], form.cleaned_data["file"].chunks(), address=call.current().ip)

    def finish(self, result: bool | None) -> HttpResponse:
        self.compared, self.same = True, result
        return self.render_form(self.make_form())

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "verdict": self.verdict, "compared": self.compared, "same": self.same}
