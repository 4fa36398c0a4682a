# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages kept ready for readers without an account.

A page is kept under its host, path, query and language, and only as long as nothing changed: the ledger and the
search index each have a generation number, read at most once a second. So a reader sees a page that is at most a
second old, and the process that made a change serves the new page at once. Who signed in gets a page that is made for
them; for them the numbers are read every time, so that whoever changes something sees it on their next page.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.db import transaction

from noaber.base import memo

MAX_BYTES = 24 * 1024 * 1024
# Also without any change a page is made anew now and then: it may say "12 days ago".
MAX_AGE = 300.0
LOOK_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What is sent: plain and compressed body, and the headers that go with them."""

    plain: bytes
    packed: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    kept_at: float


class Shelf:
    """The kept pages of one process, least recently asked for out first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._bytes = 0
        self.generation = ""
        self._looked = 0.0

    def get(self, key: str) -> KeptPage | None:
        """The page kept under `key`, unless something changed since."""
        if time.monotonic() - self._looked > LOOK_EVERY:
            self.look()
        page = self._pages.get(key)
        if page is None or time.monotonic() - page.kept_at > MAX_AGE:
            return None
        self._pages.move_to_end(key)
        return page

    def look(self) -> None:
        """Forget what is of before the last change, in whatever process that was."""
        self._looked = time.monotonic()
        generation = _generation()
        if generation != self.generation:
            self.generation = generation
            # What is remembered for some seconds may be of before the change; no page may be made with it.
            memo.forget_all()
            self.empty()

    def keep(
        self, key: str, body: bytes, headers: tuple[tuple[str, str], ...], *, made_in: str | None = None
    ) -> KeptPage:
        """Keep a page, and return it as it will be sent; one made in an earlier generation is sent but not kept."""
        etag = '"' + hashlib.blake2b(body, digest_size=12).hexdigest() + '"'
        page = KeptPage(body, gzip.compress(body, 5, mtime=0), headers, etag, time.monotonic())
        if made_in is not None and made_in != self.generation:
            return page
        old = self._pages.pop(key, None)
        self._bytes += _size(page) - (_size(old) if old else 0)
        self._pages[key] = page
        while self._bytes > MAX_BYTES:
            _key, gone = self._pages.popitem(last=False)
            self._bytes -= _size(gone)
        return page

    def empty(self) -> None:
        """Forget every page."""
        self._pages.clear()
        self._bytes = 0

    def look_again(self) -> None:
        """Compare generations at the next request: something was just written here."""
        self._looked = 0.0


def _generation() -> str:
    from noaber import ledger
    from noaber.search import queries as search

    return f"{ledger.generation()}.{search.generation()}"


def _size(page: KeptPage) -> int:
    return len(page.plain) + len(page.packed)


SHELF = Shelf()


def connect() -> None:
    """Let this process notice its own writes at once."""
    from django.db.models.signals import post_save

    from noaber.ledger.models import Entry

    post_save.connect(_written, sender=Entry, dispatch_uid="noaber.page_cache")


def _written(**_signal: object) -> None:
    transaction.on_commit(_changed)


def _changed() -> None:
    memo.forget_all()
    SHELF.look_again()
