"""The Celery application. Tasks take ids, fetch, call one service; every task is safe to run twice."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pengjiang.settings.dev")

app = Celery("pengjiang")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
