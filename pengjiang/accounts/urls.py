"""Addresses of signing in and of one's own account."""

from django.urls import path

from pengjiang.accounts.views import delegations, own, second_factor, sign_in

app_name = "accounts"

urlpatterns = [
    path("sign-in/", sign_in.SignInView.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOutView.as_view(), name="sign-out"),
    path("account/password/", own.PasswordView.as_view(), name="password"),
    path("account/second-factor/", second_factor.SecondFactorView.as_view(), name="second-factor"),
    path("account/delegations/", delegations.DelegationsView.as_view(), name="delegations"),
    path("account/delegations/<int:pk>/begin/", delegations.BeginStandingIn.as_view(), name="delegation-begin"),
    path("account/delegations/<int:pk>/end/", delegations.EndDelegation.as_view(), name="delegation-end"),
    path("account/standing-in/leave/", delegations.LeaveStandingIn.as_view(), name="standing-in-leave"),
    path("account/", own.ProfileView.as_view(), name="profile"),
]
