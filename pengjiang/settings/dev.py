"""``script/up`` and day-to-day work: the demonstration district on this machine."""

from pengjiang.settings import env
from pengjiang.settings.base import *  # noqa: F403

DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO", default=True)
# Without a manifest, so that a page works before collectstatic has run.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
