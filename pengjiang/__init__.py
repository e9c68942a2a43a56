"""检镇协同办案平台: the project package — settings, composition root and the engines every app stands on."""

from pengjiang.celery import app as celery_app

__all__ = ["celery_app"]
