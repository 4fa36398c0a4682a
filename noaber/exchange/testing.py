# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imports and links reached through actions and the worker's own steps; and a repository that can be asked at home."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.files.base import ContentFile
from django.test import override_settings

from noaber.base.testing import at
from noaber.exchange import import_actions, link_actions, link_queries, tasks
from noaber.exchange.models import ImportRun, ImportSource, LinkCheck
from noaber.people.models import Person, Role, Werkplaats
from noaber.people.testing import make_person

LIST = "Titel;Jaar;Samenvatting;Link\nWonen met zorg;2021;Over wonen.;https://example.org/wonen\n"
# What a stub answers to a question: status, headers, body.
Said = tuple[int, dict[str, str], bytes]


def make_source(werkplaats: Werkplaats, by: Person, **overrides: Any) -> ImportSource:
    """A source of a werkplaats: a spreadsheet unless said otherwise."""
    facts = {"sort": ImportSource.Sort.SHEET, "name": "Onze lijst", **overrides}
    return import_actions.add_source(werkplaats, by=by, at=at(), **facts)


def make_run(
    werkplaats: Werkplaats, by: Person, content: str | bytes = LIST, *, name: str = "lijst.csv",
    source: ImportSource | None = None,
) -> ImportRun:  # fmt: skip
    """A file that was read: it waits for its fields, or when they are known, for the editor's choice."""
    body = content.encode() if isinstance(content, str) else content
    sort = ImportSource.Sort.EXCHANGE if name.endswith(".jsonl") else ImportSource.Sort.SHEET
    source = source or make_source(werkplaats, by, sort=sort)
    run = import_actions.start(source, file=ContentFile(body, name=name), name=name, by=by, at=at())
    return worked_on(run)


def worked_on(run: ImportRun) -> ImportRun:
    """The run after everything that the worker can do with it."""
    run = ImportRun.objects.select_related("source__werkplaats", "by").get(pk=run.pk)
    while run.at_work:
        before = run.state
        tasks.work_on(run)
        run = ImportRun.objects.select_related("source__werkplaats", "by").get(pk=run.pk)
        if run.state == before:
            break
    return run


def compared(run: ImportRun, by: Person, fields: dict[str, str] | None = None, **defaults: Any) -> ImportRun:
    """The run with its fields said and its rows compared."""
    from noaber.exchange import mapping

    chosen = fields if fields is not None else mapping.suggested(run.columns)
    facts = {"kind": "product", "type": "report", **defaults}
    import_actions.map_fields(run, fields=chosen, defaults=facts, by=by, at=at())
    return worked_on(run)


def taken_over(run: ImportRun, by: Person, visibility: str = "public") -> ImportRun:
    """The run with what was chosen taken over."""
    import_actions.begin(run, visibility=visibility, by=by, at=at())
    return worked_on(run)


def an_import(werkplaats: Werkplaats) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of this room: a list that waits for a choice, a feed, and a broken link."""
    editor = make_person(name="Een redacteur", role=Role.Kind.EDITOR, werkplaats=werkplaats)
    run = compared(make_run(werkplaats, editor), editor)
    feed = make_source(werkplaats, editor, sort=ImportSource.Sort.FEED, address="https://example.org/feed")
    link = make_broken_link("https://example.org/weg", werkplaats=werkplaats.slug)
    here = {"slug": werkplaats.slug}
    return {
        "import": {**here, "pk": run.pk, "sort": "feed"},
        "import_source": {**here, "pk": feed.pk},
        "link": {**here, "pk": link.pk},
    }


def make_broken_link(address: str, **place: Any) -> LinkCheck:
    """A link that failed on three days in a row."""
    from noaber.exchange import Place

    facts = {"kind": "product", "ref": "x", "title": "Een stuk", "href": "/kennis/x/", **place}
    link_actions.note_places("product", [Place(address, **facts)], by=None, at=at())
    link = LinkCheck.objects.get(key=link_queries.key_of(address))
    for day in (14, 15, 17):
        look = link_actions.Look(False, 404, ("link_gone", ""))
        link = link_actions.note_checked(link, look, by=None, at=at(f"2026-03-{day} 10:00"))
    return link


@contextmanager
def serving(answer: Callable[[str, dict[str, str], str], Said]) -> Iterator[str]:
    """A host on this machine, allowed as long as it serves: `answer(path, arguments, method)`; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            status, headers, body = answer(parts.path, asked, self.command)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET

        def log_message(self, *_arguments: Any) -> None:
            """Nothing is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_port}"
    try:
        with override_settings(FETCH_PRIVATE=frozenset({host})):
            yield f"http://{host}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
