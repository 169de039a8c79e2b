"""Django settings. Everything an operator may change comes from `project.env`; the rest is the product itself."""

from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from osaava.project import sqlite  # noqa: F401  (must run before the database backend is imported)
from osaava.project.env import Environment

ENV = Environment.read()

SECRET_KEY = ENV.secret_key()
DEBUG = ENV.DEBUG
DEMO = ENV.DEMO
BASE_URL = ENV.BASE_URL.rstrip("/")
ALLOWED_HOSTS = sorted({*ENV.HOSTS, urlsplit(BASE_URL).hostname})
SECURE = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "osaava.accounts",  # first: its templates and words come before those of allauth
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks_db",
    "osaava.base",
    "osaava.ui",
    "osaava.themes",
    "osaava.network",
    "osaava.library",
    "osaava.capability",
    "osaava.paths",
    "osaava.learning",
    "osaava.plans",
    "osaava.exchange",
    "osaava.campus",
]

MIDDLEWARE = [
    "osaava.base.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "osaava.base.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "osaava.base.access.AccessMarkMiddleware",
]

ROOT_URLCONF = "osaava.project.urls"
WSGI_APPLICATION = "osaava.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "osaava.project.context.shell",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = {"default": ENV.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sign-in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "learning:my_learning"
ACCOUNT_LOGOUT_REDIRECT_URL = "campus:front"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "osaava.accounts.forms.SignUpNameForm"
ACCOUNT_ADAPTER = "osaava.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_DISPLAY = "osaava.accounts.adapter.display_name"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {  # counted in the memory of each web process; docs/reference/limits.md
    "login": "100/m/ip",
    "login_failed": "100/m/ip,5/m/key,30/h/key",
    "request_login_code": "100/m/ip,3/m/key,10/h/key",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "signup": "100/m/ip",
    "confirm_email": "1/10s/key,10/h/key",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Virtuaalinen osaamiskampus"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = False

# Words and time
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
FORMAT_MODULE_PATH = ["osaava.project.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = ENV.DATA / "static"
MEDIA_ROOT = ENV.DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "osaava.base.static.HashedStaticStorage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = ENV.UPLOAD_MB * 1024 * 1024

# Mail: console in trial use, SMTP by one address
_mail = urlsplit(ENV.EMAIL_URL or "console:")
EMAIL_BACKEND = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
}.get(_mail.scheme, "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp" and EMAIL_PORT == 587
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = ENV.EMAIL_FROM
SERVER_EMAIL = ENV.EMAIL_FROM
FEEDBACK_TO = ENV.FEEDBACK_TO

# Jobs
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
JOBS = ENV.JOBS
SUGGESTER = ENV.SUGGESTER

# Search
SEARCH_ANALYSER = ENV.SEARCH

# Security
ACCESS_OF_MODULES = {
    "allauth.": "public",  # its own views check sign-in and re-authentication themselves
    "django.views.static": "public",
    "osaava.ui.views": "public",
}
REVISION_OF_TABLES = {  # tables of others: which kept pages a change makes new (base.revision)
    "account_emailaddress": "own:user_id",
    "mfa_authenticator": "own:user_id",
    "usersessions_usersession": "own:user_id",
    "account_emailconfirmation": "nothing:keys of confirmation mails, read by key",
    "auth_group": "nothing:roles are in network; Django's groups are not used",
    "auth_permission": "nothing:rights are in base.access; Django's permissions are not used",
    "django_content_type": "nothing:names of models, made by migrations",
    "django_session": "nothing:the session of a request is read with the numbers themselves",
    "django_tasks_database_dbtaskresult": "nothing:the outbox of jobs, which no page shows",
}
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_ENGINE = "osaava.base.sessions"
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "osaava.campus.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.TRUST_PROXY else None
TRUST_PROXY = ENV.TRUST_PROXY
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'"],
        "frame-src": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "osaava.base.logs.OneLineFormatter", "format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"level": "INFO"}, "django.request": {"level": "ERROR"}, "django_tasks": {"level": "WARNING"}},
}
