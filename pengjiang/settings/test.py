"""The test suite: a database of its own, cheap hashing, mail in memory."""

import os
import tempfile
from pathlib import Path

from pengjiang.settings.base import *  # noqa: F403

SECRET_KEY = "test"
FIELD_KEY = "test"
DEMO = True
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Each xdist worker keeps its files apart.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"pengjiang-test-{os.getpid()}-{_worker}"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
