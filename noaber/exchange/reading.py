# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading a source from begin to end, for the worker: what comes in goes to the actions a page at a time."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from noaber.base import clock
from noaber.exchange import commands, feeds, oai, sheets
from noaber.exchange import reading_actions as actions
from noaber.exchange.fetch import Unfetched, fetch
from noaber.exchange.format import Rejected, parse
from noaber.exchange.models import ImportRun, ImportSource
from noaber.exchange.oai_metadata import COLUMNS
from noaber.exchange.problems import of_status
from noaber.exchange.reading_actions import Given

BATCH = 500


def read_some(run: ImportRun) -> bool:
    """Read on; whether there is more to read. Raises `Unfetched` where it cannot go on."""
    return READERS[ImportSource.Sort(run.source.sort)](run)


def _feed(run: ImportRun) -> bool:
    answer = fetch(
        run.source.address, accept="application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"
    )
    if answer.status in (429, 503):
        raise Unfetched("busy", retry_after=answer.retry_after or 60)
    if answer.status != 200:
        raise Unfetched(*of_status(answer.status))
    title, entries = feeds.read_feed(answer.body, answer.headers.get("content-type", ""))
    if not entries:
        raise Unfetched("feed_empty")
    rows = [
        Given(number, values, identifier)
        for number, (identifier, values) in enumerate(entries[: sheets.MOST_ROWS], 1)
    ]  # fmt: skip
    actions.begin_reading(run, facts={"name": title}, by=run.by, at=clock.now())
    actions.keep_rows(run, rows, total=len(rows), columns=feeds.columns(), by=run.by, at=clock.now())
    return False


def _oai(run: ImportRun) -> bool:
    source = run.source
    if not run.token:
        facts = oai.identify(source.address)
        facts["prefix"] = source.prefix or oai.best_prefix(facts["prefixes"])
        actions.begin_reading(run, facts=facts, by=run.by, at=clock.now())
        source.refresh_from_db()
        run.done = 0
    page = oai.read_page(
        source.address, prefix=source.prefix, oai_set=source.oai_set, since=_since(run), token=run.token
    )
    given = [
        Given(number, one.values, one.identifier, removed=one.deleted)
        for number, one in enumerate(page.records, run.done + 1)
    ]
    full = run.done + len(given) > sheets.MOST_ROWS
    lost = bool(page.token) and (page.token == run.token or not page.records)
    message = ("too_many_rows", str(sheets.MOST_ROWS)) if full else ("oai_lost", "") if lost else None
    message = message or (("mended_xml", "") if page.mended else None)
    actions.keep_rows(
        run, given[: sheets.MOST_ROWS - run.done], token=page.token, total=page.total, until=page.said_at,
        columns=list(COLUMNS.values()), message=message, by=run.by, at=clock.now(),
    )  # fmt: skip
    return bool(page.token) and not full and not lost


def _since(run: ImportRun) -> str:
    """From when to ask, in the granularity of the source; a day earlier, because clocks differ."""
    try:
        moment = dt.datetime.fromisoformat(run.since.replace("Z", "+00:00"))
    except ValueError:
        return ""
    day = clock.day(moment - dt.timedelta(days=1)).isoformat()
    seconds = "hh" in str(run.source.facts.get("granularity", "")).lower()
    return f"{day}T00:00:00Z" if seconds else day


def _sheet(run: ImportRun) -> bool:
    actions.begin_reading(run, by=run.by, at=clock.now())
    with run.file.open("rb") as stream:
        sheet = sheets.read_sheet(stream, run.file_name)
        rows = (Given(number, values, formulas=formulas) for number, values, formulas in sheet.rows)
        _keep_all(run, rows, sheet.columns, sheet.remarks)
    return False


def _exchange(run: ImportRun) -> bool:
    actions.begin_reading(run, by=run.by, at=clock.now())
    with run.file.open("rb") as stream:
        _keep_all(run, _records(stream), [], [])
    return False


def _records(stream) -> Iterator[Given]:  # type: ignore[no-untyped-def]
    for number, line in commands.numbered(stream):
        try:
            record = parse(line)
        except Rejected as rejection:
            yield Given(number, {}, problems=[("unreadable", rejection.reason[:200])])
            continue
        yield Given(number, record, str(record.get("id") or "")[:500])


def _keep_all(run: ImportRun, rows: Iterator[Given], columns: list[str], remarks: list[tuple[str, str]]) -> None:
    left = sheets.MOST_ROWS
    while batch := list(itertools.islice(rows, min(BATCH, left))):
        left -= len(batch)
        actions.keep_rows(run, batch, columns=columns, message=next(iter(remarks), None), by=run.by, at=clock.now())
        if not left:
            break
    if left == sheets.MOST_ROWS:
        raise Unfetched("sheet_empty")
    if not left and next(rows, None) is not None:
        too_many = ("too_many_rows", str(sheets.MOST_ROWS))
        actions.keep_rows(run, [], message=too_many, by=run.by, at=clock.now())


READERS = {
    ImportSource.Sort.FEED: _feed,
    ImportSource.Sort.OAI: _oai,
    ImportSource.Sort.SHEET: _sheet,
    ImportSource.Sort.EXCHANGE: _exchange,
}
