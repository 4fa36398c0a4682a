# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every test may use: the cast, `at`, `deliver`, and a database that is copied instead of migrated each time."""

import fcntl
import gc
import hashlib
import os
import shutil
import sqlite3
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from noaber.base import memo
from noaber.base.testing import at as moment

# See `pytest_runtest_teardown`.
setattr(TransactionTestCase, "_fixture_teardown", lambda _self: None)  # noqa: B010

ROOT = Path(__file__).parent
CACHE = ROOT / ".cache"
pytest_plugins = ["noaber.people.testing", "noaber.search.testing"]

# A busy machine is no reason to call a test wrong.
hypothesis.settings.register_profile("noaber", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("noaber")


class AtOnce:
    """Says which test failed, and why, when it fails; its whole story is told at the end, as always."""

    def __init__(self, config):
        self.config = config

    def pytest_runtest_logreport(self, report):
        if not report.failed:
            return
        crash = getattr(report.longrepr, "reprcrash", None)
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        terminal.ensure_newline()
        terminal.write_line(f"✗ {report.nodeid} ({report.when})", red=True)
        terminal.write_line(f"  {crash.message if crash else report.longreprtext[-1500:]}")


def pytest_configure(config):
    # A process of pytest-xdist has nobody to say it to; the one that started it has.
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(AtOnce(config))


def pytest_collection_finish():
    """What is loaded by now stays: looking through it for waste, time and again, finds none."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config, items):
    """What reaches no database is the same whichever there is: it runs with SQLite, and not again with PostgreSQL."""
    from django.db import connection

    if connection.vendor == "sqlite" or not any(map(reaches_the_database, items)):
        return
    config.hook.pytest_deselected(items=[item for item in items if not reaches_the_database(item)])
    items[:] = [item for item in items if reaches_the_database(item)]


def reaches_the_database(item):
    """Only these fixtures and this marker open the way to it; without them a query is an error."""
    return item.get_closest_marker("django_db") is not None or "django_db_setup" in item.fixturenames


@pytest.fixture(autouse=True)
def _in_dutch():
    """A page in English leaves its language behind in the process; the next test begins in Dutch."""
    translation.activate("nl")


@pytest.fixture
def at():
    """A fixed moment: Saturday 14 March 2026, ten o'clock in the morning."""
    return moment()


@pytest.fixture
def deliver():
    """Run what follows the ledger's entries, which outside tests happens right after the commit."""
    from noaber.ledger.testing import deliver_all

    return deliver_all


@pytest.fixture
def remembering(settings, monkeypatch):
    """Names are remembered as they are in a running copy; otherwise each test asks for them every time.

    No time passes meanwhile: what a page asks is counted, not how slow the machine is.
    """
    settings.REMEMBER = True
    moment = memo.tick()
    monkeypatch.setattr(memo, "tick", lambda: moment)
    memo.forget_all()
    yield
    memo.forget_all()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id, tmp_path_factory):
    """A copy of a migrated database for this process. Migrating takes a quarter of a minute; copying does not."""
    from django.db import connection

    with django_db_blocker.unblock():
        name = f"noaber_test_{worker_id}"
        if connection.vendor == "sqlite":
            name = str(tmp_path_factory.mktemp("database") / "noaber.sqlite3")
            shutil.copy(sqlite_template(), f"{name}.whole")
            shutil.copy(f"{name}.whole", name)
        else:
            copy_on_postgres(name)
        connect_to(name)
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """The rules of the house walk through everything and look into nothing: they do not count for what tests cover.

    A line is covered by a test of its room or by an attack. Being watched makes a test nearly twice as long.
    """
    coverage = item.config.pluginmanager.get_plugin("_cov")
    counts = coverage is None or not coverage.cov_controller or not item.path.is_relative_to(ROOT / "tests/house")
    if not counts:
        coverage.cov_controller.pause()
    try:
        return (yield)
    finally:
        if not counts:
            coverage.cov_controller.resume()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """After a test that commits the database is copied anew; emptying each table would take what migrations laid."""
    outcome = yield
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            make_whole()
    return outcome


@pytest.fixture(scope="session")
def worker_id(request):
    """The name of this process among those of pytest-xdist, or `one`."""
    return os.environ.get("PYTEST_XDIST_WORKER", "one")


@cache
def migrations_digest() -> str:
    """Changes when a migration, a locked package or the list of installed apps does."""
    from django.conf import settings

    total = hashlib.sha256((ROOT / "requirements/base.txt").read_bytes())
    total.update(" ".join(settings.INSTALLED_APPS).encode())
    for path in sorted(ROOT.glob("noaber/*/migrations/*.py")):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:16]


@contextmanager
def alone(name):
    """One process of the run at a time."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def connect_to(name) -> None:
    """Point Django's connection to this database."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def make_whole() -> None:
    """This process's database as it was at the start."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        for left in (f"{name}-wal", f"{name}-shm"):
            Path(left).unlink(missing_ok=True)
        shutil.copy(f"{name}.whole", name)
    else:
        copy_on_postgres(name)
    connect_to(name)
    ContentType.objects.clear_cache()


def migrate(name) -> None:
    """All migrations, on an empty database. No test is at work here, so nobody asks which lines it passes."""
    from django.core.management import call_command
    from django.db import connection

    connect_to(name)
    watching = sys.gettrace()
    sys.settrace(None)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        sys.settrace(watching)
    connection.close()


def sqlite_template() -> Path:
    """The migrated file, made once for these migrations and kept."""
    template = CACHE / f"test-{migrations_digest()}.sqlite3"
    with alone("test-template.lock"):
        if not template.exists():
            for old in CACHE.glob("test-*.sqlite3*"):
                old.unlink()
            fresh = CACHE / "test-fresh.sqlite3"
            migrate(str(fresh))
            # In one file: what is in the write-ahead log belongs to it.
            with sqlite3.connect(fresh) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.close()
            fresh.rename(template)
    return template


def copy_on_postgres(name) -> None:
    """This process's own database, from a template on the same server."""
    template, fresh = f"noaber_template_{migrations_digest()}", "noaber_template_fresh"
    with alone("test-template-postgres.lock"):
        if not on_postgres("SELECT 1 FROM pg_database WHERE datname = %s", template):
            on_postgres(f'DROP DATABASE IF EXISTS "{fresh}"')
            on_postgres(f'CREATE DATABASE "{fresh}"')
            migrate(fresh)
            on_postgres(f'ALTER DATABASE "{fresh}" RENAME TO "{template}"')
        on_postgres(f'DROP DATABASE IF EXISTS "{name}"')
        on_postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def on_postgres(statement, *values):
    """Say something to the server, from the database that is always there; the number of rows is the answer."""
    from django.db import connection

    connect_to("postgres")
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        rows = cursor.rowcount
    connection.close()
    return rows > 0
