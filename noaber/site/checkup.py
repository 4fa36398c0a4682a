# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Is this copy in order? Each finding says what was looked at, whether it is well, and what to do if not."""

import shutil
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from noaber.base.models import OutgoingMail
from noaber.search import queries as search_queries

LEAST_FREE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    ok: bool
    text: str


def quick() -> list[Finding]:
    """What a load balancer needs to know: database and storage."""
    return [_guarded("database", _database), _guarded("storage", _storage)]


def full() -> list[Finding]:
    """Everything `noaber doctor` looks at."""
    return [*quick(), _guarded("index", _index), _guarded("mail", _mail), _guarded("settings", _settings)]


def _guarded(name: str, look: "Callable[[], tuple[bool, str]]") -> Finding:
    try:
        ok, text = look()
    except (DatabaseError, OSError, smtplib.SMTPException) as error:
        ok, text = False, f"{type(error).__name__}: {error}"
    return Finding(name, ok, text)


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return False, f"{len(waiting)} migrations have not been applied. Run: noaber init"
    return True, f"{connection.vendor}, all migrations applied"


def _storage() -> tuple[bool, str]:
    folder = Path(settings.DATA_DIR)
    probe = folder / ".probe"
    probe.write_text("x")
    probe.unlink()
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        return False, f"only {free // 2**20} MB free in {folder}. Make room."
    return True, f"{folder} is writable, {free // 2**30} GB free"


def _index() -> tuple[bool, str]:
    progress = search_queries.progress()
    text = (
        f"{progress.indexed} documents findable, {progress.waiting} waiting; "
        f"meaning known of {progress.embedded} of {progress.embeddable}"
    )
    if not progress.healthy:
        return False, f"{text}. {progress.problem} Run: noaber index"
    return True, text


def _mail() -> tuple[bool, str]:
    stuck = OutgoingMail.objects.filter(sent_at__isnull=True, attempts__gte=3).count()
    if stuck:
        return False, f"{stuck} mails could not be sent. Check NOABER_MAIL."
    if settings.MAIL_TO_FOLDER:
        return True, f"no mail server set (NOABER_MAIL): mails are kept in {settings.DATA_DIR / 'post'}"
    mail_server = get_connection()
    mail_server.open()
    mail_server.close()
    return True, f"mail server {settings.EMAIL_HOST} answers"


def _settings() -> tuple[bool, str]:
    problems = []
    public = not settings.SITE_URL.startswith(("http://localhost", "http://127.0.0.1"))
    if public and not settings.SITE_URL.startswith("https:"):
        problems.append("NOABER_URL has no https.")
    if public and settings.MAIL_TO_FOLDER:
        problems.append("NOABER_MAIL is not set, so nobody receives mail.")
    if settings.DEBUG and public:
        problems.append("NOABER_DEBUG is on.")
    if public and not settings.SECOND_FACTOR:
        problems.append("NOABER_SECOND_FACTOR is 0: coordinators and editors sign in with one step.")
    return not problems, " ".join(problems) or f"address {settings.SITE_URL}"
