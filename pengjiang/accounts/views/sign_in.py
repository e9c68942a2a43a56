"""Sign-in, sign-out and the page of a locked name."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from pengjiang.accounts import security
from pengjiang.accounts.forms import SignInForm
from pengjiang.accounts.views.base import Page, way_on
from pengjiang.common.markers import PUBLIC

# Survives the session's cookie, so that the page can tell an idle time-out from a first visit.
WAS_HERE = "was_signed_in"
TEMPLATE = "accounts/sign_in/page.html"


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignInView(FormView):
    """The first of two steps; the second factor follows where a role demands it."""

    permission = PUBLIC
    form_class = SignInForm
    template_name = TEMPLATE

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(way_on(request))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs, **_surroundings(self.request))

    def form_valid(self, form: SignInForm) -> HttpResponse:
        attempt = security.try_password(self.request, **form.cleaned_data)
        if attempt.user is None:
            if not attempt.is_locked:
                minutes = round(settings.AXES_COOLOFF_TIME * 60)
                limit = settings.AXES_FAILURE_LIMIT
                form.add_error("password", f"账号或密码不对，还可再试{attempt.left}次；连续错{limit}次锁定{minutes}分钟。")
            return self.form_invalid(form)
        login(self.request, attempt.user)
        security.record_sign_in(attempt.user)
        response = HttpResponseRedirect(way_on(self.request))
        response.set_cookie(WAS_HERE, "1", max_age=12 * 3600, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOutView(View):
    """POST only: a link in a letter must not sign anybody out."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            security.record_sign_out(request.user)
        logout(request)
        response = redirect("accounts:sign-in")
        response.delete_cookie(WAS_HERE)
        return response


def locked_out(request: HttpRequest, original_response: HttpResponse | None = None, credentials: dict | None = None) -> HttpResponse:
    """What axes answers for a locked name: the same page with the minutes left."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    minutes = security.locked_minutes(username)
    form = SignInForm(request.POST or None)
    form.full_clean()
    sentence = f"账号“{username}”连续输错，已锁定，请{minutes}分钟后再试，或者请安全管理员解除锁定。"
    form.add_error("password", sentence) if form.is_bound else None
    return render(request, TEMPLATE, {"form": form, **_surroundings(request)}, status=403)


def _surroundings(request: HttpRequest) -> dict:
    return {
        "page": Page("登录"),
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "timed_out": WAS_HERE in request.COOKIES and request.method == "GET",
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
    }
