"""Binding and showing the second factor."""

from __future__ import annotations

from base64 import b32encode
from urllib.parse import quote

import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django_otp import login as mark_verified

from pengjiang.accounts import security
from pengjiang.accounts.forms import TokenForm
from pengjiang.accounts.services import needs_second_factor
from pengjiang.accounts.views.base import AccountFormView, way_on


@method_decorator(never_cache, name="dispatch")
class SecondFactorView(AccountFormView):
    """One page: a person without a device binds one, a person with one shows its code."""

    title = "动态口令"
    form_class = TokenForm
    template_name = "accounts/second_factor/page.html"

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        context = super().get_context_data(**kwargs, device=security.device_of(user), is_required=needs_second_factor(user))
        if context["device"] is None:
            context |= _enrolment(user)
        return context

    def act(self, form: TokenForm) -> HttpResponse:
        user, token = self.request.user, form.cleaned_data["token"]
        if security.device_of(user) is None:
            device = security.confirm_enrolment(user, token=token)
            messages.success(self.request, "动态口令已启用，下次登录须输入。")
        else:
            device = security.verify_code(user, token=token)
        mark_verified(self.request, device)
        return HttpResponseRedirect(way_on(self.request))


def _enrolment(user) -> dict:
    """QR code as an image the strict policy allows (data:), and the secret to type where no camera is at hand."""
    device = security.begin_enrolment(user)
    secret = b32encode(device.bin_key).decode().rstrip("=")
    label = quote(f"检镇协同办案平台:{user.username}")
    address = f"otpauth://totp/{label}?secret={secret}&issuer={quote('检镇协同办案平台')}&digits=6&period=30"
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return {"qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2), "secret": " ".join(groups)}
