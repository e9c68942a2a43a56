"""The Celery application. Tasks take ids, fetch, call one service; every task is safe to run twice."""

import os

from celery import Celery

from pengjiang.beat import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pengjiang.settings.dev")

app = Celery("pengjiang")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = SCHEDULE
