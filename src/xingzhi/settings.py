"""Settings, read from the environment; every value has a default that is safe for a laptop.

XINGZHI_HOME          folder of the database, received files and snapshots (default ./var)
XINGZHI_DATABASE_URL  postgres://user:password@host:port/name, or postgres:///name?host=/socket/folder (default SQLite)
XINGZHI_SECRET_KEY    or XINGZHI_SECRET_KEY_FILE; made and kept in XINGZHI_HOME where neither is given
XINGZHI_HOSTS         comma-separated host names the site answers to (default 127.0.0.1, localhost)
XINGZHI_HTTPS         1 where a proxy in front of the site speaks https and sets X-Forwarded-Proto
XINGZHI_PORT          port of `xingzhi serve` (default 8000)
XINGZHI_JOB_LEASE     seconds after which a silent worker's job is taken up by another (default 30)
XINGZHI_CONVERT_SECONDS  seconds LibreOffice may take over an old file format (default 60)
XINGZHI_DEBUG         1 only for developers
XINGZHI_PACKS         folder of packs (default: the ones that came with the program)
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from xingzhi.environment import database, secret_key

BASE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("XINGZHI_HOME", "var")).resolve()
DEBUG = os.environ.get("XINGZHI_DEBUG") == "1"
HTTPS = os.environ.get("XINGZHI_HTTPS") == "1"

SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("XINGZHI_HOSTS", "127.0.0.1,localhost").split(",")
DATABASES = {"default": database(os.environ.get("XINGZHI_DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "xingzhi.core",
    "xingzhi.intake",
    "xingzhi.registers",
    "xingzhi.snapshots",
    "xingzhi.screening",
    "xingzhi.indicators",
    "xingzhi.cases",
    "xingzhi.collection",
    "xingzhi.plans",
    "xingzhi.publish",
    "xingzhi.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "xingzhi.core.sessions.SessionLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "xingzhi.urls"
WSGI_APPLICATION = "xingzhi.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xingzhi.web.context.office",
            ],
        },
    },
]

# --- Login ---
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/lockout.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 1800
SESSIONS_PER_USER = 2
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Language and time ---
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Files ---
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
ARCHIVE_FILES = 50_000  # files in an archive, those in archives inside it included
ARCHIVE_BYTES = 4 << 30  # what they may come to when unpacked
ARCHIVE_RATIO = 250  # times its packed size a file may grow to; tables stay far below
CONVERT_SECONDS = float(os.environ.get("XINGZHI_CONVERT_SECONDS", "60"))  # after which a converter is ended

# --- API ---
API_TOKENS_PER_PERSON = 10
API_TOKEN_DAYS = 366  # a token is made anew at least once a year
API_CALLS = "1200/min"  # of one person
API_UPLOAD_BYTES = 512 * 1024 * 1024

# --- Work ---
JOB_LEASE_SECONDS = float(os.environ.get("XINGZHI_JOB_LEASE", "30"))
APPLY_CHUNK_ROWS = 5_000
# The longest step of SQLite's busy handler is 100 ms: a pause longer than that lets any waiting save in.
APPLY_PAUSE_SECONDS = 0.12
APPLY_HOLD_SECONDS = 0.6  # an import writes at most this long, and a chunk, before it lets others in

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["security.W004"]  # HSTS is set where TLS ends
