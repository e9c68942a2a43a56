"""Addresses of signing in and of one's own account."""

from django.urls import path

from pengjiang.accounts.views import own, second_factor, sign_in

app_name = "accounts"

urlpatterns = [
    path("sign-in/", sign_in.SignInView.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOutView.as_view(), name="sign-out"),
    path("account/password/", own.PasswordView.as_view(), name="password"),
    path("account/second-factor/", second_factor.SecondFactorView.as_view(), name="second-factor"),
    path("account/", own.ProfileView.as_view(), name="profile"),
]
