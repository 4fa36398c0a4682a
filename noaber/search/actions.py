# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the index in step with the database. Everything here can be interrupted at any moment and done again."""

import hashlib
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

import numpy as np
from django.db.models import F, Max, Min
from django.utils import timezone

from noaber import search
from noaber.base import clock
from noaber.search import text, vectors
from noaber.search.documents import HIDDEN, Document
from noaber.search.engines import number
from noaber.search.engines.tantivy import TantivyEngine, TantivyWriter
from noaber.search.models import Embedding, Outbox, ZeroHit
from noaber.search.node import Node, State, node

BATCH = 500
REBUILD_BATCH = 2_000
EMBED_AT_ONCE = 8
# Outbox numbers may commit out of order on PostgreSQL: this many back are looked at again.
LOOK_BACK = 200
KEPT_FOR = timedelta(days=7)
ZERO_HITS_KEPT_FOR = timedelta(days=180)
MOST_ZERO_HITS = 10_000
A_MOMENT = timedelta(hours=1)
# Of a longer text nothing is kept: it is a story.
MOST_WORDS_ASKED = 12
TOGETHER = 3
A_WORD = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")
# As long as the table holds; nobody asks for a longer subject.
LONGEST_WORD = 200

Tell = Callable[[str], None]


def changed(kind: str, ref: str) -> None:
    """Have a document indexed again after the current transaction."""
    Outbox.objects.create(document=f"{kind}:{ref}", op=Outbox.Op.CHANGED)


def removed(kind: str, ref: str) -> None:
    """Have a document taken out of the index after the current transaction."""
    Outbox.objects.create(document=f"{kind}:{ref}", op=Outbox.Op.REMOVED)


def prepare(tell: Tell = lambda _line: None) -> None:
    """Have an index of this analyser version with everything in it; meanings follow later."""
    if _usable(node()):
        catch_up()
    else:
        rebuild(tell)


def _usable(here: Node) -> bool:
    """Whether the index opens and follows on the outbox: a restored database may be older, an idle node far behind."""
    state = here.state()
    kept = Outbox.objects.aggregate(oldest=Min("seq"), newest=Max("seq"))
    if state.seq and kept["newest"] and not kept["oldest"] <= state.seq <= kept["newest"]:
        return False
    return bool(state.current) and not state.rebuilding and here.opened() is not None


def catch_up() -> int:
    """Index all that waits in the outbox; returns how many documents were looked at."""
    here = node()
    if not _usable(here):
        return rebuild()
    if not _waiting(here.state()):
        return 0
    with here.writing():
        return _drain(here)


def _waiting(state: State) -> list[Outbox]:
    rows = Outbox.objects.filter(seq__gt=state.seq - LOOK_BACK).exclude(seq__in=state.recent).order_by("seq")
    return list(rows[:BATCH])


def _drain(here: Node) -> int:
    """Batches of the outbox into the index, until none waits. The state follows each commit."""
    done = 0
    state = here.state()
    writer = TantivyWriter(here.index_folder(state.current))
    try:
        while rows := _waiting(state):
            keys = list(dict.fromkeys(row.document for row in rows))
            _index(writer, keys)
            seqs = [row.seq for row in rows]
            recent = tuple(seq for seq in (*state.recent, *seqs) if seq > max(*seqs, state.seq) - LOOK_BACK)
            state = here.keep(state, seq=max(*seqs, state.seq), recent=recent)
            done += len(keys)
    finally:
        writer.close()
    return done


def _index(writer: TantivyWriter, keys: Sequence[str]) -> None:
    """Put the present version of these documents in the index, or take them out."""
    found = {document.key: document for document in documents_of(keys)}
    gone = [key for key in keys if key not in found or found[key].visibility == HIDDEN]
    writer.replace(found.values(), gone)
    writer.commit()
    # A meaning that is no longer that of the text makes place; its row in the matrix serves until the new one is there.
    known = Embedding.objects.filter(model=vectors.MODEL, document__in=keys).values_list("seq", "document", "hash")
    stale = [seq for seq, key, kept in known if key in gone or _meaning_hash(found[key]) != kept]
    Embedding.objects.filter(seq__in=stale).delete()


def documents_of(keys: Iterable[str]) -> Iterator[Document]:
    """The documents of these keys as they are in the database now."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        kind, _colon, ref = key.partition(":")
        by_kind[kind].append(ref)
    for kind, refs in by_kind.items():
        if kind in search.SOURCES:
            yield from search.SOURCES[kind].documents(refs)


def rebuild(tell: Tell = lambda _line: None) -> int:
    """Build a new index beside the present one, then swap. One that was interrupted is taken up where it was."""
    here = node()
    with here.writing():
        if _usable(here):
            # Another process did it while this one waited for its turn.
            return _drain(here)
        state = here.state()
        plan = state.rebuilding
        if not plan:
            newest = Outbox.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
            plan = {"number": state.current + 1, "seq": newest, "done": 0}
            here.forget_others(state.current)
            state = here.keep(state, rebuilding=plan)
        target, done = int(str(plan["number"])), int(str(plan["done"]))
        writer = TantivyWriter(here.index_folder(target))
        keys = iter([f"{kind}:{ref}" for kind in sorted(search.SOURCES) for ref in sorted(search.SOURCES[kind].refs())])
        for _skipped in islice(keys, done):
            pass
        while batch := list(islice(keys, REBUILD_BATCH)):
            _index(writer, batch)
            done += len(batch)
            state = here.keep(state, rebuilding=plan | {"done": done})
            tell(f"{done} documents")
        writer.commit()
        writer.close()
        # What changed meanwhile has a higher number than the plan's, and comes again from the outbox.
        seq = int(str(plan["seq"]))
        here.keep(state, current=target, seq=seq, recent=(), vectors_seq=0, rebuilding={})
        here.forget_others(target)
        here.forget_older_analysers()
        _drain(here)
        _forget_orphans(here)
        copy_meanings(here)
    return done


def _forget_orphans(here: Node) -> None:
    """Drop meanings of documents that are gone; what is missing is found by counting."""
    opened = here.opened()
    if opened is not None:
        there = set(opened.engine.keys())
        kept = Embedding.objects.filter(model=vectors.MODEL).values_list("seq", "document")
        gone = [seq for seq, document in kept.iterator() if document not in there]
        for start in range(0, len(gone), BATCH):
            Embedding.objects.filter(seq__in=gone[start : start + BATCH]).delete()


def _meaning_hash(document: Document) -> str:
    return hashlib.sha256(document.meaning.encode()).hexdigest()


def unembedded(engine: TantivyEngine, keys: Sequence[str]) -> list[Document]:
    """Of these documents the ones of which the present meaning is not known."""
    known = dict(Embedding.objects.filter(model=vectors.MODEL, document__in=keys).values_list("document", "hash"))
    held = engine.documents([number(key) for key in keys]).values()
    return [one for one in held if known.get(one.key) != _meaning_hash(one)]


def embed(documents: Sequence[Document]) -> None:
    """Compute and keep the meaning of documents. A new row each time: other nodes see by its number that it is new."""
    rows = vectors.of_passages([document.meaning for document in documents])
    Embedding.objects.filter(model=vectors.MODEL, document__in=[document.key for document in documents]).delete()
    made = [
        Embedding(
            document=document.key, model=vectors.MODEL, hash=_meaning_hash(document),
            vector=row.astype(np.float16).tobytes(),
        )
        for document, row in zip(documents, rows, strict=True)
    ]  # fmt: skip
    Embedding.objects.bulk_create(made, ignore_conflicts=True)


def embed_waiting(seconds: float = 0.5) -> int:
    """Compute meanings that are missing, for about so many seconds; returns how many were computed."""
    here = node()
    opened = here.opened()
    if opened is None or not vectors.installed():
        return 0
    missing, until, done = _missing(opened.engine), time.monotonic() + seconds, 0
    while missing and time.monotonic() < until and vectors.available():
        with here.writing("meanings.lock"):
            waiting = unembedded(opened.engine, missing[:EMBED_AT_ONCE])
            if waiting:
                embed(waiting)
        missing, done = missing[EMBED_AT_ONCE:], done + len(waiting)
    if done or Embedding.objects.filter(model=vectors.MODEL, seq__gt=here.state().vectors_seq).exists():
        with here.writing():
            copy_meanings(here)
    return done


def _missing(engine: TantivyEngine) -> list[str]:
    """Keys of documents without a meaning; counted first, since that is cheap and mostly enough."""
    known = Embedding.objects.filter(model=vectors.MODEL)
    if known.count() >= engine.size():
        return []
    every, having = engine.keys(), set(known.values_list("document", flat=True))
    return [key for key in every if key not in having]


def copy_meanings(here: Node) -> int:
    """Copy new meanings from the database to this node's matrix. The caller holds the writer's lock."""
    copied = 0
    while True:
        state = here.state()
        opened = here.opened()
        if opened is None:
            return copied
        rows = list(Embedding.objects.filter(model=vectors.MODEL, seq__gt=state.vectors_seq).order_by("seq")[:2000])
        if not rows:
            return copied
        values = np.vstack([np.frombuffer(bytes(row.vector), np.float16) for row in rows]).astype(np.float32)
        opened.matrix.add([number(row.document) for row in rows], values)
        here.keep(state, vectors_seq=rows[-1].seq)
        copied += len(rows)


def note_zero_hit(asked: str, *, at: datetime) -> None:
    """Remember the words of a question that found nothing, for who keeps the thesaurus: each by itself, no sentence.

    The same word within an hour counts once: three times is three moments, not one person who tries again.
    """
    for word in vain_words(asked):
        known = ZeroHit.objects.filter(text=word).first()
        if known is None:
            if ZeroHit.objects.count() < MOST_ZERO_HITS:
                ZeroHit.objects.get_or_create(text=word, defaults={"first_at": at, "last_at": at})
        elif at - known.last_at >= A_MOMENT:
            another_day = timezone.localdate(known.last_at) != timezone.localdate(at)
            later = ZeroHit.objects.filter(pk=known.pk, last_at=known.last_at)
            later.update(times=F("times") + 1, days=F("days") + int(another_day), last_at=at)


def vain_words(asked: str) -> list[str]:
    """What may be kept of a question: its words without the small ones, and two or three of them when that is all.

    Nothing with a figure or a sign in it: a number, a date or an address is never a subject and may be of somebody.
    """
    pieces = asked.replace("\x00", " ").lower().split()
    if len(pieces) > MOST_WORDS_ASKED:
        return []
    stripped = [piece.strip(".,;:!?()[]\"'“”‘’«»…-") for piece in pieces]
    fitting = [piece for piece in stripped if A_WORD.fullmatch(piece)]
    words = [piece for piece in fitting if not text.is_stop_word(piece)]
    whole = [" ".join(words)] if 1 < len(words) <= TOGETHER and len(words) == len(pieces) else []
    return [word for word in dict.fromkeys([*whole, *words]) if len(word) <= LONGEST_WORD]


def forget_old() -> int:
    """Drop outbox rows that every node has long read; a node that was away longer builds its index anew."""
    ZeroHit.objects.filter(last_at__lt=clock.now() - ZERO_HITS_KEPT_FOR).delete()
    return Outbox.objects.filter(added_at__lt=clock.now() - KEPT_FOR, seq__lt=node().state().seq).delete()[0]
