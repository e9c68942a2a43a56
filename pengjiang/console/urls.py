"""Addresses of the console."""

from django.urls import path

from pengjiang.console.views import audit, calendar, changes, library, organisations, outbox, people, reference, roles, yearly

app_name = "console"

urlpatterns = [
    path("organisations/", organisations.OrganisationList.as_view(), name="organisations"),
    path("organisations/new/", organisations.NewOrganisation.as_view(), name="organisation-new"),
    path("organisations/<int:pk>/", organisations.EditOrganisation.as_view(), name="organisation"),
    path("organisations/changes/", changes.ChangeList.as_view(), name="organisation-changes"),
    path("organisations/changes/new/", changes.RecordChange.as_view(), name="organisation-change-new"),
    path("organisations/changes/<int:pk>/", changes.ChangePage.as_view(), name="organisation-change"),
    path("organisations/changes/<int:pk>/drop/", changes.DropChange.as_view(), name="organisation-change-drop"),
    path("people/", people.PeopleList.as_view(), name="people"),
    path("people/new/", people.NewPerson.as_view(), name="person-new"),
    path("people/<int:pk>/", people.PersonPage.as_view(), name="person"),
    path("people/<int:pk>/edit/", people.EditPerson.as_view(), name="person-edit"),
    path("people/<int:pk>/password/", people.ResetPassword.as_view(), name="person-password"),
    path("people/<int:pk>/switch/", people.SwitchPerson.as_view(), name="person-switch"),
    path("people/<int:pk>/unlock/", people.Unlock.as_view(), name="person-unlock"),
    path("people/<int:pk>/second-factor/", people.RemoveDevice.as_view(), name="person-device"),
    path("people/<int:pk>/grant/", people.Grant.as_view(), name="person-grant"),
    path("posts/<int:pk>/end/", people.EndPost.as_view(), name="post-end"),
    path("roles/", roles.RoleTable.as_view(), name="roles"),
    path("security/", roles.RoleSecurityPage.as_view(), name="security"),
    path("calendar/", calendar.YearList.as_view(), name="calendar"),
    path("calendar/new/", calendar.EnterYear.as_view(), name="calendar-new"),
    path("calendar/<int:year>/", calendar.EnterYear.as_view(), name="calendar-year"),
    path("year/", yearly.YearPage.as_view(), name="year"),
    path("reference/", reference.ReferenceList.as_view(), {"kind": "courts"}, name="reference-start"),
    path("reference/<slug:kind>/", reference.ReferenceList.as_view(), name="reference"),
    path("reference/<slug:kind>/new/", reference.EditRow.as_view(), name="reference-new"),
    path("reference/<slug:kind>/<int:pk>/", reference.EditRow.as_view(), name="reference-row"),
    path("reference/<slug:kind>/<int:pk>/end/", reference.EndRow.as_view(), name="reference-end"),
    path("audit/", audit.AuditTrail.as_view(), name="audit"),
    path("audit/<int:pk>/", audit.AuditEntryPage.as_view(), name="audit-entry"),
    path("audit/verify/", audit.AskVerification.as_view(), name="verify"),
    path("audit/verifications/", audit.Verifications.as_view(), name="verifications"),
    path("outbox/", outbox.Outbox.as_view(), name="outbox"),
    path("mail/", outbox.MailQueue.as_view(), name="mail"),
    path("limits/", library.LimitTable.as_view(), name="limits"),
]
