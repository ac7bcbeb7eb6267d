"""Django's settings: safe as they are for one laptop; a clinic says more in the environment.

| Variable | What it says |
|---|---|
| UNKNOT_HOME | the folder of the data |
| UNKNOT_DATABASE_URL | PostgreSQL instead of the encrypted file |
| UNKNOT_HOSTS | the names of a clinic's server, with commas; from then on cookies travel by TLS only |
| UNKNOT_SECRET_KEY | the key of signatures, where several servers share it |
| UNKNOT_SETUP_CODE | what must be typed to set up a practice on a clinic's server |
| UNKNOT_DEMO | a practice of virtual clients: its log-in is shown, the second factor is not asked |
"""

from __future__ import annotations

import os
from pathlib import Path

from unknot.web.database_url import database_settings
from unknot.web.home import data_folder, kept_secret
from unknot.web.installed import app_names

HERE = Path(__file__).parent

HOSTS = [name.strip() for name in os.environ.get("UNKNOT_HOSTS", "").split(",") if name.strip()]
ON_LOOPBACK = not HOSTS
DEMO = ON_LOOPBACK and os.environ.get("UNKNOT_DEMO") == "1"
SETUP_CODE = os.environ.get("UNKNOT_SETUP_CODE", "")
DEBUG = False
ALLOWED_HOSTS = HOSTS or ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = os.environ.get("UNKNOT_SECRET_KEY") or kept_secret("signing-key")

DATABASES = {"default": database_settings(os.environ.get("UNKNOT_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    *app_names(),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "unknot.web.headers.SafeHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "unknot.web.accounts.limits.SessionLimits",
    "unknot.web.enrolment.device.DeviceOfClient",
    "unknot.web.accounts.language.OwnLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "unknot.web.access.DenyByDefault",
]
ROOT_URLCONF = "unknot.web.urls"
WSGI_APPLICATION = "unknot.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "unknot.web.design.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "unknot.web.design.templatetags.design",
            ],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_USER_MODEL = "accounts.StaffMember"
LOGIN_URL = "accounts:log_in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "unknot.web.accounts.passwords.NotTwoKnownPasswords"},
]
OTP_TOTP_ISSUER = "Unknot"
OTP_TOTP_THROTTLE_FACTOR = 1

# A `__Host-` cookie must be Secure, which browsers keep only over TLS; on a laptop's own address there is none.
COOKIE_PREFIX = "unknot-" if ON_LOOPBACK else "__Host-unknot-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
DEVICE_COOKIE_NAME = f"{COOKIE_PREFIX}device"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not ON_LOOPBACK
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_SECONDS = 15 * 60
DEVICE_DAYS = 90
DEVICE_HOME = "diary:write"

SECURE_SSL_REDIRECT = not ON_LOOPBACK
SECURE_PROXY_SSL_HEADER = None if ON_LOOPBACK else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if ON_LOOPBACK else 2 * 365 * 86400
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not ON_LOOPBACK
# "no-referrer" would make browsers send forms with `Origin: null`, which the check against forgery refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in HOSTS]
CSRF_FAILURE_VIEW = "unknot.web.design.views.csrf_failed"

# Far more than any form of the app sends. Files stay in memory: on a disk they would lie in the clear.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
FILE_UPLOAD_HANDLERS = ["unknot.web.uploads.MemoryOnly"]
DATA_UPLOAD_MAX_NUMBER_FILES = 2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
# Every language by its own name: whoever looks for it reads that one.
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [data_folder() / "locale"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_request": {"()": "unknot.web.quiet_log.WithoutRequest"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_request"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers would mail administrators or print requests.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A form that was not filled in is not worth a line.
        "django.request": {"level": "ERROR"},
    },
}
