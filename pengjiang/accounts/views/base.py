"""What the account's pages share. They cannot use the base views of ``web``, which stands above."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import FormView

from pengjiang.common.errors import DomainError, FieldErrors
from pengjiang.common.markers import SIGNED_IN


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Page:
    """What the layout wants to know of a page."""

    title: str

    @property
    def breadcrumb(self) -> list[Crumb]:
        return [Crumb("首页", "/"), Crumb(self.title)]


def way_on(request: HttpRequest, default: str = "/") -> str:
    """Where ``next`` leads, if it stays on this site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return address
    return resolve_url(default)


class AccountFormView(LoginRequiredMixin, FormView):
    """A form on one's own account."""

    permission = SIGNED_IN
    title = ""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs, page=Page(self.title), next=way_on(self.request))

    def form_valid(self, form):
        try:
            return self.act(form)
        except FieldErrors as error:
            for field, message in error.errors.items():
                form.add_error(field if field in form.fields else None, message)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        return self.form_invalid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
