"""One's own password and settings."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from pengjiang.accounts import security
from pengjiang.accounts.forms import PasswordForm, ProfileForm
from pengjiang.accounts.models import Delegation
from pengjiang.accounts.services import change_password, needs_second_factor
from pengjiang.accounts.views.base import AccountFormView, way_on
from pengjiang.common import clock


@method_decorator([never_cache, sensitive_post_parameters("old_password", "password", "again")], name="dispatch")
class PasswordView(AccountFormView):
    """Change one's password; also where a stale one leads."""

    title = "修改密码"
    form_class = PasswordForm
    template_name = "accounts/password/page.html"

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        # The password page is open before all else, except the second factor.
        if request.user.is_authenticated and security.must_verify(request.user):
            return HttpResponseRedirect("../second-factor/")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        is_stale = security.is_password_stale(user)
        return super().get_context_data(
            **kwargs, is_forced=is_stale, is_first=user.must_change_password, max_age_days=settings.PASSWORD_MAX_AGE_DAYS
        )

    def act(self, form: PasswordForm) -> HttpResponse:
        change_password(self.request.user, password=form.cleaned_data["password"])
        update_session_auth_hash(self.request, self.request.user)
        messages.success(self.request, "密码已修改。")
        return HttpResponseRedirect(way_on(self.request))


class ProfileView(AccountFormView):
    """Who one is here, and what one decides alone."""

    title = "个人设置"
    form_class = ProfileForm
    template_name = "accounts/profile/page.html"

    def get_initial(self) -> dict:
        return {name: getattr(self.request.user, name) for name in ProfileForm.base_fields}

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            memberships=user.current_memberships,
            former=user.memberships.filter(until__lt=clock.today()).select_related("organisation").order_by("-until")[:10],
            device=security.device_of(user),
            needs_device=needs_second_factor(user),
            days_left=security.password_days_left(user),
            sign_ins=security.recent_sign_ins(user),
            delegations=Delegation.objects.visible_to(user).current().select_related("principal", "delegate"),
        )

    def act(self, form: ProfileForm) -> HttpResponse:
        security.change_own_settings(self.request.user, **form.cleaned_data)
        messages.success(self.request, "已保存。")
        return HttpResponseRedirect(self.request.path)
