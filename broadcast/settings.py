"""Settings, read from the environment and from `.env`. docs/operating.md lists them all."""

import hmac
import sys
from pathlib import Path

import environ
from csp.constants import NONCE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from broadcast import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")


def flag(name: str) -> bool:
    """Read a setting that is on or off."""
    text = env.str(name, default="false").strip().lower()
    if text not in ("true", "1", "yes", "on", "false", "0", "no", "off", ""):
        raise ImproperlyConfigured(f"{name} is {text!r}: write true or false.")
    return text in ("true", "1", "yes", "on")


def choice(name: str, choices: tuple[str, ...], default: str) -> str:
    """Read a setting that is one of a few words, in any case."""
    text = env.str(name, default="").strip() or default
    found = next((word for word in choices if word.lower() == text.lower()), None)
    if found is None:
        raise ImproperlyConfigured(f"{name} is {text!r}: write one of {', '.join(choices)}.")
    return found


DEBUG = flag("DEBUG")
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_IS_SET = bool(SECRET_KEY)
if not SECRET_KEY:
    SECRET_KEY = get_random_secret_key()  # good for one command; `serve` insists on a real one
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# The Event API (docs/event-api.md). LIVE_DATA_URL is a template; {token} is filled in by the client.
EVENT_API_URL = env.str("EVENT_API_URL", default="https://api.shottracker.com")
EVENT_USERNAME = env.str("EVENT_USERNAME", default="")
EVENT_SECRET = env.str("EVENT_SECRET", default="")
LIVE_DATA_URL = env.str("LIVE_DATA_URL", default="wss://api.shottracker.com/v2/live?token={token}")

# The rehearsal machine: a stand-in (`manage.py standin`) that plays what is rehearsed. Empty: no rehearsals.
REHEARSAL_URL = env.str("REHEARSAL_URL", default="http://127.0.0.1:8001")
if REHEARSAL_URL and not REHEARSAL_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured("REHEARSAL_URL is not an address: it looks like http://127.0.0.1:8001.")
REHEARSAL_USERNAME = "rehearsal"
REHEARSAL_SECRET = hmac.new(SECRET_KEY.encode(), b"rehearsal", "sha256").hexdigest()
RECORDINGS_DIR = Path(env.str("RECORDINGS_DIR", default=str(BASE_DIR / "var" / "recordings")))

INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "axes",
    "csp",
    "broadcast.audit",
    "broadcast.recordings",
    "broadcast.standin",
    "broadcast.games",
    "broadcast.feed",
    "broadcast.dashboard",
    "broadcast.overlays",
    "broadcast.backstage",
    "ninja",  # its page of the API comes with its own files, none from elsewhere
    "broadcast.control",
]
MIDDLEWARE = [
    "broadcast.backstage.plain.plain_pages",  # the first, so that no other touches the database before it
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "broadcast.unavailable.Unavailable",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]

ROOT_URLCONF = "broadcast.urls"
ASGI_APPLICATION = "broadcast.asgi.application"
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
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'courtside.sqlite3'}")}
if DATABASES["default"].get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
    raise ImproperlyConfigured(
        "DATABASE_URL is wrong: write sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME."
    )
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A file, as in use: threads that share SQLite's memory database meet table locks that nothing waits for.
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / "var" / "test.sqlite3")}
else:
    # A pool, since threads come and go with requests: a new connection each time costs more than what is asked of it.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a connection that PostgreSQL has dropped is replaced unseen
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": 8, "timeout": 5, "reconnect_timeout": 5},
        "connect_timeout": 5,
        "tcp_user_timeout": 10_000,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Where there are several processes they share live documents and nudges in a Redis (docs/live-store.md).
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL and not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured("REDIS_URL is not the address of a Redis: it looks like redis://HOST:6379/0.")
CHANNEL_LAYERS = {
    "default": (
        {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None}]},
        }
        if REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "broadcast" / "locale"]
FORMAT_MODULE_PATH = ["broadcast.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "https:"],
        "connect-src": [SELF],
        "frame-ancestors": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# Logs and figures (docs/operating.md).
LOG_LEVEL = choice("LOG_LEVEL", logs.LEVELS, "INFO")
LOG_FORMAT = choice("LOG_FORMAT", logs.FORMATS, "console" if DEBUG or sys.stderr.isatty() else "json")
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
LOGGING = logs.configuration(
    LOG_LEVEL,
    LOG_FORMAT,
    [
        *(SECRET_KEY, EVENT_SECRET, REHEARSAL_SECRET, METRICS_TOKEN),
        *logs.secrets_of(env.str("DATABASE_URL", default="")),
        *logs.secrets_of(REDIS_URL),
    ],
)
