# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Readers and publishers at the same time: what was published is seen within a second, and nothing older after that.

Every reader goes through the real page cache, each process in its own. A process here is a shelf of its own: what one
process writes, the other only learns from the database.
"""

import re
import threading
import time

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from noaber.pages.models import ProsePage, SitePage
from noaber.pages.testing import make_prose
from noaber.people.testing import make_werkplaats
from noaber.site import middleware, page_cache
from noaber.site.prose_views import prose

SECOND = 1.0
# What a machine under test may take to make a page beside all others; it is no part of what is promised.
SLACK = 0.5


class Process:
    """A web process: its own kept pages, the same database."""

    def __init__(self):
        self.shelf = page_cache.Shelf()
        self.cache = middleware.PageCache(lambda request: prose(request, request.path.strip("/")))

    def read(self, path):
        request = RequestFactory().get(path)
        answer = self._answer(request)
        return int(re.findall(r"versie-(\d+)", answer.content.decode())[0])

    def _answer(self, request) -> HttpResponse:
        local.shelf = self.shelf
        answer: HttpResponse = self.cache(request)
        return answer


local = threading.local()


class ShelfOfThisThread:
    """Stands where a process has its one shelf."""

    def __getattr__(self, name):
        return getattr(local.shelf, name)


class Witness:
    """What was published when, and what readers saw."""

    def __init__(self):
        self.lock = threading.Lock()
        self.published = {}
        self.wrong = []

    def publishes(self, path, version):
        with self.lock:
            self.published.setdefault(path, []).append((time.monotonic(), version))

    def least(self, path, moment):
        """The version that everybody must see by then."""
        with self.lock:
            done = [version for at, version in self.published[path] if at < moment - SECOND - SLACK]
        return max(done, default=0)

    def saw(self, path, asked_at, version, last):
        if version < self.least(path, asked_at):
            self.wrong.append(f"{path}: version {version} more than a second after a newer one was published")
        if version < last:
            self.wrong.append(f"{path}: version {version} after version {last} in the same process")


@pytest.fixture
def processes(monkeypatch, settings):
    settings.PAGE_CACHE = True
    monkeypatch.setattr("noaber.site.middleware.SHELF", ShelfOfThisThread())
    return [Process(), Process()]


def publishing(witness, keys, versions, pauses, stop):
    try:
        for number in range(1, versions + 1):
            for path, key in keys.items():
                page = ProsePage.objects.get(pk=key)
                page.title = f"versie-{number}"
                page.save_revision().publish()
                witness.publishes(path, number)
            time.sleep(pauses[number % len(pauses)])
    finally:
        stop.set()
        connection.close()


def reading(witness, process, paths, stop):
    seen = dict.fromkeys(paths, 0)
    try:
        deadline = None
        while deadline is None or time.monotonic() < deadline:
            if deadline is None and stop.is_set():
                deadline = time.monotonic() + SECOND + SLACK
            for path in paths:
                asked_at = time.monotonic()
                version = process.read(path)
                witness.saw(path, asked_at, version, seen[path])
                seen[path] = max(seen[path], version)
            time.sleep(0.002)
    except Exception as error:
        witness.wrong.append(repr(error))
    finally:
        connection.close()
    return seen


@pytest.mark.slow  # Threads with connections of their own wait for real seconds, so the tables are emptied afterwards.
@pytest.mark.django_db(transaction=True)
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    versions=st.integers(min_value=2, max_value=6),
    pauses=st.lists(st.sampled_from([0.0, 0.01, 0.05, 0.3]), min_size=1, max_size=3),
    readers=st.integers(min_value=1, max_value=2),
)
def test_a_published_change_is_seen_within_a_second_and_nothing_older_after(processes, versions, pauses, readers):
    werkplaats = make_werkplaats()
    pages = [make_prose(werkplaats, "versie-0", slug=f"blad-{number}") for number in range(2)]
    keys = {page.get_absolute_url(): page.pk for page in pages}
    witness, stop = Witness(), threading.Event()
    for path in keys:
        witness.publishes(path, 0)
    threads = [
        threading.Thread(target=reading, args=(witness, process, list(keys), stop))
        for process in processes
        for _reader in range(readers)
    ]
    threads.append(threading.Thread(target=publishing, args=(witness, keys, versions, pauses, stop)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert witness.wrong == []
    for process in processes:
        for path in keys:
            assert process.read(path) == versions
    for site in SitePage.objects.filter(werkplaats=werkplaats):
        assert site.get_children().count() == 2


def test_the_witness_notices_an_old_page():
    """The control: a reader who is given an old page, or an older one than before, is noticed."""
    witness = Witness()
    witness.published["/"] = [(time.monotonic() - 5, 3)]
    witness.saw("/", time.monotonic(), 2, 0)
    witness.saw("/", time.monotonic(), 3, 4)
    witness.saw("/", time.monotonic(), 3, 3)
    assert len(witness.wrong) == 2
