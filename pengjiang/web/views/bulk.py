"""Bulk actions of a list: choose rows or the whole filter, confirm the exact count, see each row's result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect

from pengjiang.access import can
from pengjiang.common.errors import DomainError
from pengjiang.web.forms import Form
from pengjiang.web.listings import BulkAction


@dataclass(frozen=True)
class Outcome:
    """What became of one row; ``reason`` is empty when it was done."""

    name: str
    href: str
    reason: str = ""


class BulkMixin:
    """For ``ListPage``. The rows are fixed when the count is shown: what joins the filter later is not touched."""

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
        form = self._bulk_form(action, bound=confirmed)
        if not confirmed or not form.is_valid():
            return self._confirm(action, keys, form, status=422 if confirmed else 200)
        return self._do(action, keys, form)

    def _bulk_form(self, action: BulkAction, *, bound: bool) -> forms.BaseForm:
        kwargs: dict[str, Any] = {"user": self.request.user} if issubclass(action.form, Form) else {}
        return action.form(self.request.POST if bound else None, self.request.FILES if bound else None, **kwargs)

    def _confirm(self, action: BulkAction, keys: Sequence[int], form: forms.BaseForm, *, status: int) -> HttpResponse:
        rows = {row.pk: row for row in self.get_rows().filter(pk__in=keys)}
        refused = [(rows[key], can(self.request.user, action.permission, rows[key])) for key in keys if key in rows]
        not_allowed = [Outcome(str(row), self.row_url(row), decision.reason) for row, decision in refused if not decision.ok]
        return self.render(
            template="web/bulk_confirm.html",
            status=status,
            action=action,
            form=form,
            keys=",".join(map(str, rows)),
            count=len(rows),
            doable=len(rows) - len(not_allowed),
            not_allowed=not_allowed,
            sample=[str(row) for row in list(rows.values())[:10]],
            sentence=self.asked.sentence,
            whole=bool(self.request.POST.get("whole")),
            back=self.request.get_full_path(),
        )

    def _do(self, action: BulkAction, keys: Sequence[int], form: forms.BaseForm) -> HttpResponse:
        """Each row in a transaction of its own service; one that fails does not take the others with it."""
        rows = {row.pk: row for row in self.get_rows().filter(pk__in=keys)}
        done: list[Outcome] = []
        failed: list[Outcome] = []
        for key in keys:
            row = rows.get(key)
            if row is None:
                failed.append(Outcome(f"第 {key} 号记录", "", "已不在您的办理范围内。"))
                continue
            outcome = self._do_one(action, row, form)
            (failed if outcome.reason else done).append(outcome)
        return self.render(template="web/bulk_result.html", action=action, done=done, failed=failed, back=self.request.get_full_path())

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
