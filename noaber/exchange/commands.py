# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber import`, `noaber export` and `noaber links`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO

from django.db import IntegrityError, OperationalError
from django.utils import translation

from noaber.base import clock
from noaber.exchange import actions, queries
from noaber.exchange.format import LONGEST_LINE, GoesOutOnly, Item, Rejected, parse, read
from noaber.exchange.told_format import TOLD

BATCH = 500
ATTEMPTS = 4


class Stage(IntEnum):
    """How often a file is gone through, and for what."""

    FIRST = 1
    THINGS = 2
    TOLD = 3


@dataclass
class Report:
    """What became of every line of a file."""

    lines: int = 0
    written: int = 0
    unchanged: int = 0
    passed: int = 0
    rejected: dict[int, str] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    shown_at: float = 0.0

    def progress(self, done: bool = False) -> None:
        """A line a second on stderr, so that nobody wonders."""
        if done or time.monotonic() - self.shown_at >= 1:
            self.shown_at = time.monotonic()
            print(f"{self.written + self.unchanged:>9} taken in …", file=sys.stderr, flush=True)


def import_(args: argparse.Namespace) -> int:
    """Load a file; what is wrong with a line is told, the rest is loaded. 0 when every line was accepted."""
    path = Path(args.file)
    report = Report()
    try:
        with translation.override("en"):
            load(path, report)
    except OSError as error:
        print(f"noaber import: cannot read {path}: {error.strerror}", file=sys.stderr)
        return 2
    except (IntegrityError, OperationalError) as error:
        print(f"noaber import: the database refused ({error}). Nothing is lost: run it again.", file=sys.stderr)
        return 2
    for number, reason in sorted(report.rejected.items()):
        print(f"line {number}: {reason}", file=sys.stderr)
    for warning, times in report.warnings.most_common(50):
        print(f"warning: {warning} ({times} ×)", file=sys.stderr)
    print(
        f"{report.lines} lines: {report.written} new or changed, {report.unchanged} unchanged, "
        f"{len(report.rejected)} rejected{f', {report.passed} passed over' if report.passed else ''}. "
        "Findable after: noaber index"
    )
    return 1 if report.rejected else 0


def load(path: Path, report: Report) -> None:
    """Take in first what the rest refers to, then the rest, and last what is told of it; whatever the order of lines.

    A product comes in once more at the end when it refers to others, because those may have stood further on.
    """
    known = queries.known()
    for stage in Stage:
        seen: dict[str, tuple[int, str]] = {}
        batch: list[tuple[int, Item]] = []
        with path.open("rb") as stream:
            for number, line in numbered(stream):
                item = _item(number, line, seen, report, first=stage == Stage.FIRST)
                if item is None or number in report.rejected or not _belongs(item, stage):
                    continue
                batch.append((number, item))
                if len(batch) == BATCH:
                    _take(batch, known, report, stage)
                    batch = []
        _take(batch, known, report, stage)
    report.progress(done=True)


def _belongs(item: Item, stage: Stage) -> bool:
    if item.kind in actions.FIRST:
        return stage == Stage.FIRST
    if stage == Stage.TOLD:
        return item.kind in TOLD or item.refers
    return stage == Stage.THINGS and item.kind not in TOLD


def numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their number; a line that never ends does not fill the memory."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 2):
        number += 1
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE)
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield number, line


def _item(number: int, line: bytes, seen: dict[str, tuple[int, str]], report: Report, *, first: bool) -> Item | None:
    report.lines += first
    try:
        item = read(parse(line))
        before, said = seen.setdefault(item.ref, (number, item.fingerprint))
        if before != number:
            if said != item.fingerprint:
                raise Rejected(f"id {item.ref!r} is already on line {before}, with other content")
            report.unchanged += first
            return None
    except GoesOutOnly as passing:
        report.passed += first
        report.warnings.update([passing.reason] if first else [])
        return None
    except Rejected as rejection:
        report.rejected[number] = rejection.reason
        return None
    if first:
        report.warnings.update(item.warnings)
    return item


def _take(batch: list[tuple[int, Item]], known: queries.Known, report: Report, stage: Stage) -> None:
    if not batch:
        return
    taken = _patiently([item for _number, item in batch], known, stage)
    numbers = {item.ref: number for number, item in batch}
    report.rejected.update({numbers[ref]: reason for ref, reason in taken.rejected.items()})
    report.warnings.update(f"unknown {name}, kept as it is" for name in taken.unknown)
    report.written += taken.written
    report.unchanged += taken.unchanged
    report.progress()


def _patiently(items: list[Item], known: queries.Known, stage: Stage) -> actions.Taken:
    """Take a batch in; when another import was in the way, do the whole batch again."""
    take = actions.take_in_last if stage == Stage.TOLD else actions.take_in
    for _attempt in range(ATTEMPTS - 1):
        try:
            return take(items, known=known, by=None, at=clock.now())
        except (IntegrityError, OperationalError):
            time.sleep(0.5)
    return take(items, known=known, by=None, at=clock.now())


def links(args: argparse.Namespace) -> int:
    """Look once whether links to other sites still work; called by hand, so also where it is not done by itself."""
    from noaber.exchange import link_queries, tasks
    from noaber.exchange.models import LinkCheck

    tasks.find_links()
    checked = 0
    while checked < args.most and (some := tasks.check_links(min(20, args.most - checked), at=clock.now())):
        checked += some
        print(f"{checked:>9} looked at …", file=sys.stderr, flush=True)
    standing = Counter(LinkCheck.objects.values_list("state", flat=True))
    for link in LinkCheck.objects.filter(state=LinkCheck.State.BROKEN):
        print(f"broken: {link.address}")
    print(", ".join(f"{number} {state}" for state, number in sorted(standing.items())) or "no links", file=sys.stderr)
    print(f"{checked} looked at, {link_queries.due(clock.now()).count()} still due")
    return 0


def export(args: argparse.Namespace) -> int:
    """Write everything out; to a file it appears whole or not at all."""
    if args.file == "-":
        _write(sys.stdout.buffer)
        return 0
    path = Path(args.file)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            count = _write(stream)
        part.replace(path)
    except OSError as error:
        print(f"noaber export: cannot write {path}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{count} records in {path}", file=sys.stderr)
    return 0


def _write(stream: BinaryIO) -> int:
    count = 0
    for record in queries.records():
        stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count
