"""What every way of running the application shares."""

from pengjiang.settings import env

BASE_DIR = env.ROOT
VAR = env.VAR

SECRET_KEY = env.text("SECRET_KEY", "development-only-not-for-production")
DEBUG = False
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")

# The order is the layering, bottom up (design: .importlinter).
ENGINES = [
    "pengjiang.common",
    "pengjiang.audit",
    "pengjiang.events",
    "pengjiang.accounts",
    "pengjiang.access",
    "pengjiang.law",
    "pengjiang.deadlines",
    "pengjiang.workflow",
    "pengjiang.files",
    "pengjiang.web",
    "pengjiang.api",
    "pengjiang.documents",
    "pengjiang.notifications",
    "pengjiang.search",
    "pengjiang.exchange",
    "pengjiang.dashboard",
    "pengjiang.checks",
    "pengjiang.dossiers",
    "pengjiang.console",
    "pengjiang.library",
    "pengjiang.readings",
    "pengjiang.checkups",
    "pengjiang.demo",
]
APPS = ["cases", "reviews", "disputes", "liaison"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "template_partials",
    "django_htmx",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "rest_framework",
    "drf_spectacular",
    *ENGINES,
    *APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pengjiang.web.middleware.RequestContextMiddleware",
    "pengjiang.accounts.middleware.SessionPolicyMiddleware",
    "pengjiang.accounts.middleware.StandingInMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "pengjiang.urls"
WSGI_APPLICATION = "pengjiang.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pengjiang.web.context.page_frame",
            ],
            "builtins": ["pengjiang.web.templatetags.components"],
        },
    },
]

DATABASES = {
    "default": env.application_database(),
}
REDIS_URL = env.text("REDIS_URL", f"redis+socket://{env.socket_folder()}/redis.sock")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "pengjiang.accounts.backends.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "pengjiang.accounts.passwords.MixedCharactersValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"

# Idle time-out in seconds: GB/T 22239 asks for 15 to 30 minutes.
SESSION_COOKIE_AGE = env.number("SESSION_IDLE_S", 1800)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pengjiang.web.views.errors.csrf_failure"
# Addresses of our own proxies: the trail then keeps the caller's address.
TRUSTED_PROXIES = env.names("TRUSTED_PROXIES")
PASSWORD_MAX_AGE_DAYS = env.number("PASSWORD_MAX_AGE_DAYS", 90)

AXES_FAILURE_LIMIT = env.number("SIGN_IN_FAILURE_LIMIT", 5)
AXES_COOLOFF_TIME = env.number("SIGN_IN_LOCK_MINUTES", 30) / 60
AXES_LOCKOUT_PARAMETERS = [["username"]]
AXES_LOCKOUT_CALLABLE = "pengjiang.accounts.views.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
# Tries during a lock do not prolong it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# One name is locked, whoever tries; locking addresses would shut out an office behind one gateway.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "media"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env.text("S3_BUCKET", ""):
    # Several machines share one S3-compatible store; see README, 多机部署.
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.text("S3_BUCKET"),
            "endpoint_url": env.text("S3_ENDPOINT_URL", hint="S3 兼容存储的地址，例如 http://minio:9000。"),
            "access_key": env.text("S3_ACCESS_KEY"),
            "secret_key": env.text("S3_SECRET_KEY"),
            "querystring_auth": False,
        },
    }
UPLOAD_MAX_MB = env.number("UPLOAD_MAX_MB", 200)
# A command that is given the path of an upload and exits non-zero when it finds something; empty: none.
UPLOAD_SCANNER = env.text("UPLOAD_SCANNER", "")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A dossier in JSON is small; files come through the upload handler and are bounded by UPLOAD_MAX_MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 900
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Longer than the longest task, or Redis hands a running task out a second time.
# Without waiting between tries: with the broker away the beat's sweeps do the work, and no page may stand still for it.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_TASK_ROUTES = {
    "pengjiang.documents.tasks.*": {"queue": "documents"},
    # Nine tenths of a gigabyte and all of a processor: by itself, one at a time.
    "pengjiang.readings.tasks.read_scan": {"queue": "ocr"},
    "*": {"queue": "default"},
}
CELERY_TASK_DEFAULT_QUEUE = "default"

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "jzpt@pengjiang.example")

# Where the QR code of a document points, and links in e-mails.
SITE_URL = env.text("SITE_URL", "http://localhost:8000")
# Every official paper of a demonstration bears 演示.
DEMO = env.flag("DEMO", default=False)
# Key of the encrypted columns (ID numbers, telephones); changed only by re-encrypting.
FIELD_KEY = env.text("FIELD_KEY", "development-only-not-for-production")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

# Calls of the API in a minute, for each client, each signed-in person and each address of nobody known.
API_PER_MINUTE = env.number("API_PER_MINUTE", 600)
# Hosts that events may be pushed to, separated by commas; empty: any host of the intranet's address ranges.
WEBHOOK_HOSTS = env.names("WEBHOOK_HOSTS")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["pengjiang.api.authentication.TokenAuthentication", "pengjiang.api.authentication.PageSession"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["pengjiang.api.formats.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["pengjiang.api.formats.ChineseJSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "pengjiang.api.openapi.Schema",
    "EXCEPTION_HANDLER": "pengjiang.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
    # The document names a parameter as the addresses do.
    "SCHEMA_COERCE_PATH_PK": False,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "检镇协同办案平台数据接口",
    "DESCRIPTION": "与网页同一套服务：同样的权限、范围、脱敏与提示语。",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "POSTPROCESSING_HOOKS": ["pengjiang.api.openapi.finish"],
    "AUTHENTICATION_WHITELIST": [],
}

# Dotted path of THE role table; access reads it, so that the table can stand on top and the engine below.
ROLE_TABLE = "pengjiang.roles"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}
