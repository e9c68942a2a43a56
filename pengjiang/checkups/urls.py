"""Addresses of the checkups; mounted at ``/checkups/``."""

from django.urls import path

from pengjiang.checkups.views.jobs import JobList, JobPage, JobWorkbook, OrderJobReport
from pengjiang.checkups.views.patterns import PatternOverview, PatternPage, RefreshPatterns
from pengjiang.checkups.views.runs import AnswerFinding, OrderReport, RunChanges, RunNow, RunPage, RunWorkbook

app_name = "checkups"

urlpatterns = [
    path("dossiers/<int:pk>/run/", RunNow.as_view(), name="run-now"),
    path("findings/<int:pk>/answer/", AnswerFinding.as_view(), name="answer"),
    path("runs/<int:pk>/", RunPage.as_view(), name="run"),
    path("runs/<int:pk>/changes/", RunChanges.as_view(), name="changes"),
    path("runs/<int:pk>/report/", OrderReport.as_view(), name="report"),
    path("runs/<int:pk>/results.xlsx", RunWorkbook.as_view(), name="workbook"),
    path("jobs/", JobList.as_view(), name="jobs"),
    path("jobs/<int:pk>/", JobPage.as_view(), name="job"),
    path("jobs/<int:pk>/report/", OrderJobReport.as_view(), name="job-report"),
    path("jobs/<int:pk>/results.xlsx", JobWorkbook.as_view(), name="job-workbook"),
    path("patterns/", PatternOverview.as_view(), name="patterns"),
    path("patterns/refresh/", RefreshPatterns.as_view(), name="refresh-patterns"),
    path("patterns/<str:pattern>/", PatternPage.as_view(), name="pattern"),
]
