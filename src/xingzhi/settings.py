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
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

BASE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("XINGZHI_HOME", "var")).resolve()
DEBUG = os.environ.get("XINGZHI_DEBUG") == "1"
HTTPS = os.environ.get("XINGZHI_HTTPS") == "1"


def _secret_key() -> str:
    if given := os.environ.get("XINGZHI_SECRET_KEY"):
        return given
    kept = Path(os.environ.get("XINGZHI_SECRET_KEY_FILE", HOME / "secret_key"))
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"{kept.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process may be starting: the first one's key stays
            os.link(made, kept)
        made.unlink()
    return kept.read_text().strip()


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "xingzhi.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # The worker checkpoints (core/tidy.py): a person's save must not pay for what an import wrote.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
                " PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA wal_autocheckpoint=1000000;",
            },
            # A file, not memory: the worker and the live server of the tests are other connections.
            "TEST": {"NAME": HOME / f"test-{os.getpid()}.sqlite3"},  # several may run at once
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "TEST": {"TEMPLATE": "template0"},
    }


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("XINGZHI_HOSTS", "127.0.0.1,localhost").split(",")
DATABASES = {"default": _database(os.environ.get("XINGZHI_DATABASE_URL", ""))}
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
