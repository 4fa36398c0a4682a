# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every setting of a copy of Noaber, in one file. What differs between copies comes from the environment.

The environment variables are described in docs/reference/settings.md.
"""

import os
import secrets
import sys
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from noaber.site.hosts import AllowedHosts

BASE_DIR = Path(__file__).resolve().parents[2]
APP_DIR = BASE_DIR / "noaber"
DATA_DIR = Path(os.environ.get("NOABER_DATA") or BASE_DIR / "data").resolve()
TESTING = "pytest" in sys.modules

DEBUG = os.environ.get("NOABER_DEBUG") == "1"


def _secret() -> str:
    """The secret of this copy: given, or made once and kept beside the database, readable by its owner only."""
    given = os.environ.get("NOABER_SECRET")
    if given:
        return given
    path = DATA_DIR / "secret.txt"
    if not path.exists():
        try:
            DATA_DIR.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(48))
            # Linking fails where another process was first, and never leaves half a secret.
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        except OSError as error:
            sys.exit(
                f"Noaber cannot write in {DATA_DIR} ({error.strerror}). "
                "Choose a folder it may write in: NOABER_DATA=/some/folder"
            )
    return path.read_text().strip()


SECRET_KEY = _secret()

SITE_URL = os.environ.get("NOABER_URL", "http://localhost:8000").rstrip("/")
SITE_NAME = os.environ.get("NOABER_NAME", "Noaber")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, os.environ.get("NOABER_HOSTS", "").split(","))]
if not TESTING:
    # These, and the own host of every werkplaats as the table says at that moment (tests choose this themselves).
    ALLOWED_HOSTS = AllowedHosts(ALLOWED_HOSTS)
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def _provider(number: int) -> dict[str, object]:
    """One place elsewhere where people may sign in, in the words of allauth."""

    def given(name: str, otherwise: str = "") -> str:
        return os.environ.get(f"NOABER_OIDC_{number}_{name}", otherwise).strip()

    trust = given("EMAIL", "never")
    if trust not in ("never", "verified", "always"):
        sys.exit(f"NOABER_OIDC_{number}_EMAIL is {trust!r}; it must be never, verified or always.")
    return {
        "provider_id": given("ID", f"oidc-{number}"),
        "name": given("NAME", given("ID", f"OIDC {number}")),
        "client_id": given("CLIENT"),
        "secret": given("SECRET"),
        "settings": {
            "server_url": given("SERVER").rstrip("/"),
            "scope": given("SCOPE", "openid email profile").split(),
            "email_trust": trust,
            "oauth_pkce_enabled": True,
        },
    }


INSTALLED_APPS = [
    "noaber.base",
    "noaber.ui",
    "noaber.ledger",
    "noaber.people",
    "noaber.loop",
    "noaber.members",
    "noaber.following",
    "noaber.moderation",
    "noaber.search",
    "noaber.matching",
    "noaber.questions",
    "noaber.agenda",
    "noaber.projects",
    "noaber.knowledge",
    "noaber.effects",
    "noaber.meetings",
    "noaber.pages",
    "noaber.newsletters",
    "noaber.exchange",
    "noaber.site",
    "wagtail.users",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.snippets",
    "wagtail.sites",
    "wagtail.embeds",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "noaber.site.middleware.Hosts",
    "noaber.site.middleware.PlainAddresses",
    "noaber.site.middleware.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "noaber.site.middleware.HelpfulErrors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "noaber.people.middleware.SecondFactor",
    "noaber.pages.middleware.EditorsGate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "noaber.config.urls"
WSGI_APPLICATION = "noaber.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        # Every public page. Only our own folders, so that Wagtail's templates are never read as Jinja2.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(APP_DIR.glob("*/templates")),
        "OPTIONS": {"environment": "noaber.ui.jinja.environment", "auto_reload": DEBUG},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Our own words and colours on Wagtail's pages, which are Django templates.
        "DIRS": [APP_DIR / "pages" / "admin_templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# The database: SQLite in the data folder, or PostgreSQL where DATABASE_URL says so. The same code on both.
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "noaber.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
            },
        }
    }

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

# Signing in: by a mailed code, a password, a passkey, or elsewhere (OIDC). Nobody signs up by themselves.
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
ACCOUNT_ADAPTER = "noaber.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "noaber.people.forms.CodeForm",
    "confirm_login_code": "noaber.people.forms.ConfirmCodeForm",
    "login": "noaber.people.forms.PasswordLoginForm",
    "set_password": "noaber.people.forms.NewPasswordForm",
    "change_password": "noaber.people.forms.OtherPasswordForm",
    "reset_password": "noaber.people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "noaber.people.forms.PasswordByLinkForm",
    "reauthenticate": "noaber.people.forms.PasswordAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
PASSWORD_RESET_TIMEOUT = 3600

# A second step: an authenticator app or a passkey. Whoever coordinates or edits needs one.
MFA_ADAPTER = "noaber.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "noaber.people.forms.SecondStepForm",
    "reauthenticate": "noaber.people.forms.SecondStepAgainForm",
    "activate_totp": "noaber.people.forms.AppForm",
    "add_webauthn": "noaber.people.forms.PasskeyForm",
    "edit_webauthn": "noaber.people.forms.PasskeyNameForm",
    "login_webauthn": "noaber.people.forms.PasskeyLoginForm",
    "authenticate_webauthn": "noaber.people.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "noaber.people.forms.PasskeyAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A passkey works on an https: address; at localhost browsers and we allow it without.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(SITE_URL).hostname in ("localhost", "127.0.0.1")

# Signing in elsewhere: each NOABER_OIDC_<n>_SERVER is a provider (docs/how-to/sign-in-with-surfconext.md).
OIDC = [_provider(n) for n in range(1, 10) if os.environ.get(f"NOABER_OIDC_{n}_SERVER")]
SOCIALACCOUNT_ADAPTER = "noaber.people.adapter.ElsewhereAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": OIDC,
        "OAUTH_PKCE_ENABLED": True,
        "provider_class": "noaber.people.oidc.Provider",
    }
}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SITE_URL.startswith("https:")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "noaber.site.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
LOCALE_PATHS = [APP_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "noaber.pages.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
# Where a page moved from is remembered by our own actions: pages answer at our addresses, not at a Wagtail site's.
WAGTAILREDIRECTS_AUTO_CREATE = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".cache" / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "noaber.ui.staticfinders.NpmFinder",
]
MEDIA_URL = "/bestanden/"
MEDIA_ROOT = DATA_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
# In tests each client would go through a thousand files before its first question.
WHITENOISE_AUTOREFRESH = DEBUG or TESTING
# The largest file that may be put with a product.
LARGEST_FILE_MB = int(os.environ.get("NOABER_LARGEST_FILE_MB", "25"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

# Security headers. Public pages carry no inline script or style at all; the nonce serves Wagtail's editor.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/beheer/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if SITE_URL.startswith("https:"):
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Where a leak in this copy can be reported (security.txt): a mailto: or https: address.
SECURITY_CONTACT = os.environ.get("NOABER_SECURITY_CONTACT", "mailto:noaber@localhost")

# What may read the figures of the background work at /-/metrics/ beside the keepers of the platform; empty: nothing.
METRICS_TOKEN = os.environ.get("NOABER_METRICS_TOKEN", "")

# Mail: by a mail server where NOABER_MAIL says smtp://user:password@host:port, otherwise to files in the data folder.
DEFAULT_FROM_EMAIL = os.environ.get("NOABER_MAIL_FROM", "Noaber <noaber@localhost>")
_mail = urlsplit(os.environ.get("NOABER_MAIL", ""))
if _mail.scheme in ("smtp", "smtps"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or (465 if _mail.scheme == "smtps" else 25)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and _mail.query == "starttls"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "noaber.base.mailbox.FolderBackend"
# Where mail comes back to: reports and answers, each to an address with something in the place of the star.
MAIL_BACK = os.environ.get("NOABER_MAIL_BACK", "").strip()
if MAIL_BACK and not (MAIL_BACK.count("*") == 1 and 0 <= MAIL_BACK.find("*") < MAIL_BACK.find("@")):
    sys.exit("NOABER_MAIL_BACK is an address with one star before the @, such as *@post.example.org.")
# How that mail is received: lmtp://host:port or smtp://host:port (noaber incoming), or imaps://user:password@host/folder.
MAIL_RECEIVE = os.environ.get("NOABER_MAIL_RECEIVE", "").strip()
# Whose mail it is: the host of the sender, or of this copy.
MAIL_DOMAIN = parseaddr(DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or urlsplit(SITE_URL).hostname or "localhost"
# Where what bounces comes back to; before the @ comes which delivery it was.
MAIL_BOUNCES = os.environ.get("NOABER_MAIL_BOUNCES") or f"bounce@{MAIL_DOMAIN}"
# Signing newsletters: a PEM file with an RSA or Ed25519 key, and the name under which its public half is in the DNS.
DKIM_KEY = os.environ.get("NOABER_DKIM_KEY", "")
DKIM_SELECTOR = os.environ.get("NOABER_DKIM_SELECTOR", "noaber")
# How many newsletters go out a minute at most, by all processes together; 0 is as fast as the mail server takes them.
NEWSLETTERS_A_MINUTE = int(os.environ.get("NOABER_NEWSLETTERS_A_MINUTE", "0"))
MAIL_TO_FOLDER = EMAIL_BACKEND == "noaber.base.mailbox.FolderBackend"

# Coordinators and editors need a second step, but not in a trial copy: on one's own computer, with the mail in a folder
# that anybody there can read, it would guard nothing. The pages about signing in say so.
_trial = MAIL_TO_FOLDER and urlsplit(SITE_URL).hostname in ("localhost", "127.0.0.1") and not OIDC
SECOND_FACTOR = os.environ.get("NOABER_SECOND_FACTOR", "0" if _trial else "1") == "1"

# The page cache for readers without an account (see noaber/site/middleware.py).
PAGE_CACHE = os.environ.get("NOABER_PAGE_CACHE", "1") == "1" and not TESTING
# Whether names and the like are remembered for a few seconds (see noaber/base/memo.py).
REMEMBER = not TESTING
# Whether a process of its own counts what was weighed (see noaber/agenda/counting.py).
COUNT_APART = not TESTING
EMBEDDINGS = os.environ.get("NOABER_EMBEDDINGS", "1") == "1"

# Asking other hosts (see noaber/exchange/fetch.py). Links of others are followed only where the keeper wants it.
LINK_CHECK = os.environ.get("NOABER_LINK_CHECK") == "1" and not TESTING
# Hosts of our own network that may be asked all the same, as host:port.
FETCH_PRIVATE = frozenset(filter(None, os.environ.get("NOABER_FETCH_PRIVATE", "").split(",")))
# The seconds between two questions to one host.
FETCH_PAUSE = 0.0 if TESTING else 1.0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"noaber": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003"]
