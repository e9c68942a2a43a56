"""The test suite: servers of its own, cheap hashing, mail in memory.

Each process of pytest-xdist has its own database, Redis and folder of files, named after the run and the process; the addresses are
repeated in ``TEST_…`` variables for the programs that a test starts (a Celery worker).
"""

import os
import tempfile
from pathlib import Path

from pengjiang.settings import env
from pengjiang.settings.base import *  # noqa: F403

SECRET_KEY = "test"
FIELD_KEY = "test"
DEMO = True
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = env.text("TEST_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
_run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:8] or str(os.getpid())
TEST_PROCESS = f"{_run}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
DATABASES = {"default": env.database("TEST_DATABASE_URL", env.local_database(env.APPLICATION_ROLE, "test", name=f"test_{TEST_PROCESS}"))}
REDIS_URL = env.text("TEST_REDIS_URL", f"redis+socket://{env.socket_folder('test')}/{TEST_PROCESS}.sock")
CELERY_BROKER_URL = REDIS_URL
MEDIA_ROOT = Path(env.text("TEST_MEDIA_ROOT", f"{tempfile.gettempdir()}/pengjiang-test-{TEST_PROCESS}"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# The page walk reads the whole interface within a minute; what is counted is tested with a small number.
API_PER_MINUTE = 100_000
