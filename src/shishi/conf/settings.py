"""Every setting of the house, read top to bottom. What varies comes from `SHISHI_*` variables (docs/running.md)."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.utils.csp import CSP

from shishi.conf import env
from shishi.lib import clock, sqlite

sqlite.install()

# --- where things are kept -------------------------------------------------------------------------------------------
DEMO = env.flag("SHISHI_DEMO")
DEBUG = env.flag("SHISHI_DEBUG")
VAR = Path(env.text("SHISHI_VAR", "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)
FILES_ROOT = VAR / "files"
CLOCK_FILE = VAR / "clock"
DEMO_ACCOUNTS = VAR / "demo-accounts.json"


def _secret_key() -> str:
    """The variable, or in an embedded installation a key made once and kept beside the database.

    Whoever writes SHISHI_DEBUG=0 runs an operation by the book, and gives every secret.
    """
    given = env.text("SHISHI_SECRET_KEY")
    if given:
        return given
    if env.text("SHISHI_DEBUG") and not (DEBUG or DEMO):
        raise env.BadSetting(
            "SHISHI_SECRET_KEY is not set; with SHISHI_DEBUG=0 every secret must be given (try: shishi secret)."
        )
    path = VAR / "secret-key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text().strip()


SECRET_KEY = _secret_key()
if DEMO:
    clock.follow(CLOCK_FILE)

# --- the application -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "shishi.conf",
    "shishi.ui",
    "shishi.journal",
    "shishi.orgs",
    "shishi.files",
    "shishi.almanac",
    "shishi.jobs",
    "shishi.inbox",
    "shishi.imports",
    "shishi.search",
    "shishi.documents",
    "shishi.programmes",
    "shishi.reports",
    "shishi.funds",
    "shishi.cases",
    "shishi.meetings",
    "shishi.letters",
    "shishi.inspections",
    "shishi.bulletins",
    "shishi.portal",
    "shishi.api",
    "shishi.cockpit",
]
MIDDLEWARE = [
    "shishi.conf.middleware.outage",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shishi.orgs.middleware.actor",
    "shishi.conf.frame.frame",
    "shishi.conf.middleware.unstorable",
    "shishi.conf.middleware.refusals",
]
ROOT_URLCONF = "shishi.conf.urls"
WSGI_APPLICATION = "shishi.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shishi.conf.context.house",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]
VERBS = [
    "shishi.orgs.verbs",
    "shishi.almanac.verbs",
    "shishi.bulletins.verbs",
    "shishi.letters.verbs",
    "shishi.documents.verbs",
    "shishi.inbox.verbs",
    "shishi.programmes.verbs",
    "shishi.funds.verbs",
    "shishi.reports.verbs",
    "shishi.cases.verbs",
    "shishi.portal.verbs",
    "shishi.meetings.verbs",
    "shishi.inspections.verbs",
]

# --- data ------------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(env.text("SHISHI_DATABASE_URL"), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "orgs.Account"
LOGIN_URL = "sign-in"
AUTHENTICATION_BACKENDS = ["shishi.orgs.backend.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["login"]},
    },
    {"NAME": "shishi.orgs.passwords.ThreeKinds"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
IDLE_MINUTES = env.number("SHISHI_IDLE_MINUTES", 30, least=1)
TRUSTED_HOPS = env.number("SHISHI_TRUSTED_HOPS", 0)
LETTERS_AN_HOUR = env.number("SHISHI_LETTERS_AN_HOUR", 20, least=1)
API_CALLS_A_MINUTE = env.number("SHISHI_API_CALLS_A_MINUTE", 600, least=1)

# --- the network -----------------------------------------------------------------------------------------------------
ALLOWED_HOSTS = env.words("SHISHI_HOSTS", "127.0.0.1,localhost,[::1]")
if DEMO:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECURE_TLS = env.flag("SHISHI_TLS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_TLS
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TLS else 0
SECURE_SSL_REDIRECT = SECURE_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_TLS and TRUSTED_HOPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}

# --- files and uploads -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(FILES_ROOT)}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
MAX_UPLOAD_MB = env.number("SHISHI_MAX_UPLOAD_MB", 60, least=1)
FONT_DIRS = [Path(found) for found in env.words("SHISHI_FONT_DIRS")]

# --- background work -------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "shishi.jobs.backend.DatabaseBackend"}}

# --- language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- telling operators -----------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"shishi": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
