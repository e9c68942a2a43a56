"""委托代办: giving and ending it, beginning to act for another and coming back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from pengjiang.accounts import standing_in
from pengjiang.accounts.forms import DelegationForm
from pengjiang.accounts.middleware import STANDING_IN
from pengjiang.accounts.models import Delegation
from pengjiang.accounts.views.base import AccountFormView
from pengjiang.common import clock
from pengjiang.common.markers import SIGNED_IN


def own_rows(user: Any) -> QuerySet:
    """What one gave and what one was given."""
    return Delegation.objects.visible_to(user).select_related("principal", "delegate")


class DelegationsView(AccountFormView):
    """One's delegations, given and held, and the form for a new one."""

    title = "委托代办"
    form_class = DelegationForm
    template_name = "accounts/delegations/page.html"

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs) -> dict:
        user, today = self.request.user, clock.today()
        rows = list(own_rows(user)[:50])
        holding = {row.pk for row in standing_in.held_by(user)}
        for row in rows:
            row.is_over = row.until < today or (row.ended_on is not None and row.ended_on <= today)
            row.may_begin = row.pk in holding
        return super().get_context_data(**kwargs, given=[row for row in rows if row.principal_id == user.pk], held=[row for row in rows if row.delegate_id == user.pk])

    def act(self, form: DelegationForm) -> HttpResponse:
        row = standing_in.give_delegation(self.request.user, actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"已委托{row.delegate.name}代办。")
        return HttpResponseRedirect(self.request.path, status=303)


class DelegationAct(LoginRequiredMixin, View):
    """A button on one of one's own delegations. Subclasses say in ``act`` what it does; it returns the address that comes next."""

    permission = SIGNED_IN
    http_method_names = ("post",)
    act: Callable[[Delegation], str]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = own_rows(request.user).filter(pk=pk).first()
        if row is None:
            raise Http404
        return HttpResponseRedirect(self.act(row), status=303)


class EndDelegation(DelegationAct):
    """终止."""

    def act(self, row: Delegation) -> str:
        standing_in.end_delegation(row, actor=self.request.user)
        messages.success(self.request, "委托已终止。")
        return reverse("accounts:delegations")


class BeginStandingIn(DelegationAct):
    """代办: from here on the pages are the principal's."""

    def act(self, row: Delegation) -> str:
        acting = standing_in.begin(row, actor=self.request.user)
        self.request.session[STANDING_IN] = row.pk
        messages.success(self.request, f"您现在代{acting.name}办理，所办事项均注明“{acting.signature}”。")
        return "/"


class LeaveStandingIn(LoginRequiredMixin, View):
    """回到本人."""

    permission = SIGNED_IN
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        request.session.pop(STANDING_IN, None)
        messages.success(request, "已回到本人。")
        return HttpResponseRedirect("/", status=303)
