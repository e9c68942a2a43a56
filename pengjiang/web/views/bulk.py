"""Bulk actions of a list: choose rows or the whole filter, confirm the exact count, see each row's result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import resolve

from pengjiang.access import SIGNED_IN, can
from pengjiang.common.errors import DomainError
from pengjiang.web.forms import Form
from pengjiang.web.listings import BulkAction
from pengjiang.web.models import BulkJob
from pengjiang.web.services.bulk import Outcome, order_bulk
from pengjiang.web.services.drafts import as_query, pairs_of
from pengjiang.web.views.base import ObjectView

SAMPLE = 10
# Of a confirmed post: what is not the form's.
NOT_ANSWERS = {"do", "keys", "confirmed"}


class BulkMixin:
    """For ``ListPage``. The rows are fixed when the count is shown: what joins the filter later is not touched.

    In a worker there is a list with its person and address, and nothing else of a request.
    """

    def available_bulk(self) -> Sequence[BulkAction]:
        """Actions this person's roles allow at all."""
        return [action for action in self.bulk_actions if can(self.request.user, action.permission).ok]

    def selected_keys(self) -> list[int]:
        """Keys of the ticked rows; the box in the header stands for all rows of the page."""
        post = self.request.POST
        keys = post.getlist("id")
        if post.get("keys"):
            keys = post["keys"].split(",")
        elif post.get("all-on-page"):
            keys = post.get("on-page", "").split(",")
        return [int(key) for key in dict.fromkeys(keys) if key.isdecimal()]

    def run_bulk(self, name: str) -> HttpResponse:
        """First the page that says how many, then the deed."""
        action = next((action for action in self.available_bulk() if action.name == name), None)
        if action is None:
            raise PermissionDenied("您不能对多条记录办理此事。")
        confirmed = "confirmed" in self.request.POST
        keys = self.selected_keys()
        if not confirmed and self.request.POST.get("whole"):
            keys = list(self.filtered().order_by(str(self.asked.order), "pk").values_list("pk", flat=True)[: action.limit + 1])
        if not keys:
            messages.error(self.request, f"请先勾选要“{action.label}”的记录。")
            return HttpResponseRedirect(self.request.get_full_path(), status=303)
        if len(keys) > action.limit:
            messages.error(self.request, f"一次最多对 {action.limit} 条记录“{action.label}”，请缩小筛选范围后分次办理。")
            return HttpResponseRedirect(self.request.get_full_path(), status=303)
        if action.opens is not None:
            return HttpResponseRedirect(action.opens(list(self.get_rows().filter(pk__in=keys).values_list("pk", flat=True))), status=303)
        form = self.bulk_form(action, bound=confirmed)
        if not confirmed or not form.is_valid():
            return self._confirm(action, keys, form, status=422 if confirmed else 200)
        return self._do(action, keys, form)

    def bulk_form(self, action: BulkAction, *, bound: bool) -> forms.BaseForm:
        kwargs: dict[str, Any] = {"user": self.request.user} if issubclass(action.form, Form) else {}
        return action.form(self.request.POST if bound else None, self.request.FILES if bound else None, **kwargs)

    def _confirm(self, action: BulkAction, keys: Sequence[int], form: forms.BaseForm, *, status: int) -> HttpResponse:
        """Before few rows each is asked whether it can be done; of many the result tells."""
        found = self.get_rows().filter(pk__in=keys)
        is_many = self._is_for_worker(action, keys, form)
        rows = {row.pk: row for row in (found.order_by("pk")[:SAMPLE] if is_many else found)}
        refused = [] if is_many else [(rows[key], can(self.request.user, action.permission, rows[key])) for key in keys if key in rows]
        not_allowed = [Outcome(str(row), self.row_url(row), decision.reason) for row, decision in refused if not decision.ok]
        standing = set(found.values_list("pk", flat=True)) if is_many else rows.keys()
        return self.render(
            template="web/bulk_confirm.html",
            status=status,
            action=action,
            form=form,
            keys=",".join(str(key) for key in keys if key in standing),
            count=len(standing),
            doable=len(standing) - len(not_allowed),
            not_allowed=not_allowed,
            sample=[str(row) for row in list(rows.values())[:SAMPLE]],
            sentence=self.asked.sentence,
            whole=bool(self.request.POST.get("whole")),
            is_many=is_many,
            back=self.request.get_full_path(),
        )

    def _is_for_worker(self, action: BulkAction, keys: Sequence[int], form: forms.BaseForm) -> bool:
        # A file that was sent along is there only now.
        return len(keys) > action.at_once and not form.is_multipart()

    def _do(self, action: BulkAction, keys: Sequence[int], form: forms.BaseForm) -> HttpResponse:
        """At once with the result on the page, or ordered from a worker with a page of its progress."""
        if self._is_for_worker(action, keys, form):
            job = order_bulk(
                keys,
                actor=self.request.user,
                path=self.request.get_full_path(),
                action=action.name,
                label=action.label,
                title=self.get_title(),
                scope=self.asked.sentence,
                answers=as_query(pairs_of(self.request.POST, leave_out=NOT_ANSWERS)).urlencode(),
            )
            return HttpResponseRedirect(job.get_absolute_url(), status=303)
        outcomes = self.do_rows(action, form, keys)
        done = [outcome for outcome in outcomes if not outcome.reason]
        failed = [outcome for outcome in outcomes if outcome.reason]
        return self.render(template="web/bulk_result.html", action=action, done=done, failed=failed, back=self.request.get_full_path())

    def do_rows(self, action: BulkAction, form: forms.BaseForm, keys: Sequence[int]) -> list[Outcome]:
        """Each row in a transaction of its own service; one that fails does not take the others with it."""
        rows = {row.pk: row for row in self.get_rows().filter(pk__in=keys)}
        gone = "已不在您的办理范围内。"
        return [self._do_one(action, rows[key], form) if key in rows else Outcome(f"第 {key} 号记录", "", gone) for key in keys]

    def _do_one(self, action: BulkAction, row: Any, form: forms.BaseForm) -> Outcome:
        name, href = str(row), self.row_url(row)
        decision = can(self.request.user, action.permission, row)
        if not decision.ok:
            return Outcome(name, href, decision.reason)
        try:
            action.service(row, actor=self.request.user, **form.cleaned_data)
        except DomainError as error:
            return Outcome(name, href, error.message)
        return Outcome(name, href)


def list_again(address: str, user: Any, *, answers: str = "") -> Any:
    """In a worker: the list at an address, as this person asked for it."""
    path, _, query = address.partition("?")
    match = resolve(path)
    request = HttpRequest()
    request.method, request.path, request.path_info, request.user = "POST", path, path, user
    request.META["QUERY_STRING"] = query
    request.GET, request.POST = QueryDict(query), QueryDict(answers)
    view = match.func.view_class()
    view.setup(request, *match.args, **match.kwargs)
    return view


def doer_of(job: BulkJob) -> Callable[[Sequence[int]], Sequence[Outcome]]:
    """What does rows of an ordered action: the list it was ordered on, as its person may use it now."""
    view = list_again(job.path, job.actor, answers=job.answers)
    action = next((action for action in view.available_bulk() if action.name == job.action), None)
    if action is None or not view.decide().ok:
        return partial(_refused, "您已不能对多条记录办理此事。")
    form = view.bulk_form(action, bound=True)
    if not form.is_valid():
        return partial(_refused, "；".join(error for errors in form.errors.values() for error in errors))
    return partial(view.do_rows, action, form)


def _refused(reason: str, keys: Sequence[int]) -> list[Outcome]:
    return [Outcome(f"第 {key} 号记录", "", reason) for key in keys]


class BulkJobPage(ObjectView):
    """Progress of a bulk action, then what became of the rows."""

    model = BulkJob
    permission = SIGNED_IN
    template_name = "web/bulk_job.html"

    def get_title(self) -> str:
        return f"{self.object.label}：{'结果' if self.object.is_done else '进度'}"

    def render(self, *, template: str = "", status: int = 200, **context: Any) -> HttpResponse:
        part = "web/bulk_job.html#progress" if self.htmx_target == "bulk-progress" else ""
        return super().render(template=template or part, status=status, **context)
