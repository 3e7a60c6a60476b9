"""Settings of a newsroom. What differs between newsrooms comes from the environment.

Every `DATELINE_…` variable stands in `environment.py`, from which docs/reference/settings.md is
made.
"""

import contextlib
import json
import os
import secrets
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from dateline.project.environment import env, env_list

PACKAGE_DIR = Path(__file__).resolve().parent.parent


def kept_secret(path: Path) -> str:
    """Return the secret in a file only its owner can read, made at the first start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f"{path.name}.{os.getpid()}")
        own.touch(mode=0o600)
        own.write_text(secrets.token_urlsafe(50))
        # Several processes may start at once: the first link stands, and all read that one.
        with contextlib.suppress(FileExistsError):
            os.link(own, path)
        own.unlink()
    return path.read_text().strip()


# --- where things lie ---------------------------------------------------------------------------
DATA_DIR = Path(env("DATA_DIR")).resolve()
# Not for backups: the salt of the view counter, which is destroyed daily.
RUN_DIR = Path(env("RUN_DIR") or DATA_DIR / "run").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env("SECRET_KEY") or kept_secret(DATA_DIR / "secret-key")
# Encrypts readers' e-mail addresses and sources' secrets; apart from SECRET_KEY so that either can
# be changed alone.
PRIVACY_KEY = env("PRIVACY_KEY") or kept_secret(DATA_DIR / "privacy-key")

DEBUG = False
BASE_URL = env("BASE_URL").rstrip("/")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
IS_HTTPS = BASE_URL.startswith("https://")

# --- what arrives -------------------------------------------------------------------------------
# Addresses (networks or host names) that forwarded headers are believed from.
TRUSTED_PROXIES = env_list("TRUSTED_PROXIES")
# Private hosts or networks that may be fetched from all the same.
FETCH_ALLOWED_HOSTS = env_list("FETCH_ALLOWED_HOSTS")
# Authorities whose certificates are believed besides the well-known ones.
TRUSTED_CERTIFICATES = env("TRUSTED_CERTIFICATES")
# The only folders that a `file:` address may lie in: whoever edits sources shall not read the disk.
WATCH_FOLDERS = env_list("WATCH_FOLDERS")
SOURCE_SECRETS: dict[str, str] = json.loads(env("SOURCE_SECRETS"))
WIRE_MAX_BYTES = int(env("WIRE_MAX_BYTES"))
PICTURE_MAX_BYTES = int(env("PICTURE_MAX_BYTES"))
PICTURE_MAX_PIXELS = int(env("PICTURE_MAX_PIXELS"))
BLOCKED_CRAWLERS = env_list("BLOCKED_CRAWLERS")

# --- the language model; without an address nothing is asked ------------------------------------
MODEL_URL = env("MODEL_URL")
MODEL_NAME = env("MODEL_NAME")
MODEL_KEY = env("MODEL_KEY")
MODEL_WRITES = env("MODEL_WRITES") == "yes"
MODEL_READS = env_list("MODEL_READS")
MODEL_TIMEOUT_SECONDS = float(env("MODEL_TIMEOUT_SECONDS"))
MODEL_TOKENS_A_DAY = int(env("MODEL_TOKENS_A_DAY"))
MODEL_PRICES = tuple(Decimal(price) for price in env_list("MODEL_PRICES"))
MODEL_COST_A_DAY = Decimal(env("MODEL_COST_A_DAY")) if env("MODEL_COST_A_DAY") else None

# --- the comment analyzer -----------------------------------------------------------------------
SCORER_KEYS = env("SCORER_KEYS")
SCORER_FEEDBACK = env("SCORER_FEEDBACK") or str(DATA_DIR / "feedback.sqlite3")
SCORER_FEEDBACK_DAYS = int(env("SCORER_FEEDBACK_DAYS"))
SCORER_STRICT_LANGUAGES = env("SCORER_STRICT_LANGUAGES") == "yes"
SCORER_CORAL_SECRETS = env_list("SCORER_CORAL_SECRETS")

# --- what others are asked about comments; without a key Akismet is asked nothing ----------------
AKISMET_KEY = env("AKISMET_KEY")
AKISMET_URL = env("AKISMET_URL")

# --- parts --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "dateline.project",
    "dateline.feeds",
    "dateline.api",
    "dateline.desk",
    "dateline.discussion",
    "dateline.pages",
    "dateline.intake",
    "dateline.media",
    "dateline.accounts",
    "huey.contrib.djhuey",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "dateline.accounts.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.embeds",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "csp",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dateline.project.middleware.SmallBodiesMiddleware",
    "dateline.project.middleware.FormsInUTF8Middleware",
    "dateline.project.middleware.AdminCSPMiddleware",
    # These three are lazy: a page that asks for no session and no token sets no cookie, which
    # tests hold every public page to.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "dateline.pages.languages.ReaderLanguageMiddleware",
]

ROOT_URLCONF = "dateline.project.urls"
WSGI_APPLICATION = "dateline.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dateline.pages.context.newsroom",
            ],
        },
    }
]

# --- data ---------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'dateline.sqlite3'}", conn_max_age=60
    )
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
# Django's own, but for that they say which pages change.
DATABASES["default"]["ENGINE"] = (
    f"dateline.project.keeping.{'sqlite3' if IS_SQLITE else 'postgresql'}"
)
if IS_SQLITE:
    # Measured: IMMEDIATE with WAL is the only setting without "database is locked" under load.
    # FULL: what a reader was told is stored is on the disk, whatever happens to the machine.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # Measured: compiling the query of a story's page took PostgreSQL a second, which running it
    # never pays back. What the address sets itself stands.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

# With several web processes, one Valkey or Redis holds what they must share.
# In one process alone, its memory does. Counters of how often somebody did something lie there: by
# default only 300 fit, and readers at other addresses would set one back to nothing.
CACHE_URL = env("CACHE_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    )
}

# Finished pages, in each web process. On PostgreSQL another machine may change what a page shows,
# and this one would not see it: there it is for the newsroom to say that it has one machine.
PAGE_CACHE_BYTES = int(env("PAGE_CACHE_MB") or ("32" if IS_SQLITE else "0")) * 2**20

MEDIA_URL = "/admin/desk/files/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # The files themselves are for the desk only; readers get pictures through `pages`, which
        # asks at each request whether they may be shown.
        "OPTIONS": {"location": str(DATA_DIR / "media"), "base_url": MEDIA_URL},
    },
    # The agencies' bytes: never below an address the web server serves.
    "wire": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "wire")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"

# --- work outside requests ----------------------------------------------------------------------
QUEUE_URL = env("QUEUE_URL")
HUEY = (
    {"huey_class": "huey.PriorityRedisHuey", "url": QUEUE_URL}
    if QUEUE_URL
    else {"huey_class": "huey.SqliteHuey", "filename": str(DATA_DIR / "queue.sqlite3")}
) | {
    "name": "dateline",
    "immediate": False,
    "results": False,
    # Six may wait for slow servers (`FETCHES_AT_ONCE`), two for a model (`ASKS_AT_ONCE`), two for
    # who is asked about comments (`ASKED_AT_ONCE`), one for the mail server and one for Akismet to
    # take corrections (`Turns`), and two are left for reading, and so for kills.
    "consumer": {"workers": 14, "worker_type": "thread", "periodic": True},
}

# --- mails to readers; without a server they wait ------------------------------------------------
EMAIL_HOST = env("MAIL_HOST")
EMAIL_PORT = int(env("MAIL_PORT"))
EMAIL_HOST_USER = env("MAIL_USER")
EMAIL_HOST_PASSWORD = env("MAIL_PASSWORD")
if env("MAIL_TLS") not in ("starttls", "tls", "none"):
    # A slip of the pen must not send passwords and addresses in the clear.
    raise ImproperlyConfigured(
        f"DATELINE_MAIL_TLS is {env('MAIL_TLS')!r}; it must be starttls, tls or none. "
        "Nothing is started."
    )
EMAIL_USE_TLS = env("MAIL_TLS") == "starttls"
EMAIL_USE_SSL = env("MAIL_TLS") == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("MAIL_FROM") or f"noreply@{urlsplit(BASE_URL).hostname}"

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "dateline_accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/admin/login/"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ADMIN = False
AXES_IPWARE_PROXY_COUNT = 0
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "dateline.pages.visitors.client_address"

# --- language and time --------------------------------------------------------------------------
# The desk's; readers' pages speak the language set at the desk, if there is a catalogue of it here.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("hi", "हिन्दी"),
    ("ko", "한국어"),
]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
TIME_ZONE = env("TIME_ZONE")
USE_I18N = True
USE_TZ = True

# --- safety -------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame of its own
SESSION_ENGINE = "dateline.project.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
# For this host alone: what else lies below its name, and browsers' lists, are not the newsroom's.
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

# --- Wagtail ------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Dateline"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "dateline_media.NewsImage"
WAGTAIL_I18N_ENABLED = False
# Sections name their feeds, and rules route by them: plain letters, whatever their titles are in.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Nothing may call outside by itself.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Stories are searched in tables of our own: Wagtail's search on SQLite took a minute at 20,000.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# --- logs: no comment text, no address, no private link ever ------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"private": {"()": "dateline.discussion.private_paths.HidePrivateLinks"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "dateline": {"level": env("LOG_LEVEL")},
        # Huey's own messages name every task it runs.
        "huey": {"level": "WARNING"},
        # What goes wrong is said on the source, by name.
        "paramiko": {"level": "CRITICAL"},
        "imapclient": {"level": "CRITICAL"},
    },
}
