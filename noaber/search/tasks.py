# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for the search, and what follows entries in the ledger about saved searches and concepts."""

import logging
import time

from noaber import ledger
from noaber.base import clock
from noaber.base.worker import Lane, Place, every
from noaber.ledger.models import Entry
from noaber.search import actions, alert_actions, alert_mail, queries, saved_actions, thesaurus_actions

log = logging.getLogger(__name__)
TELL_EVERY = 10.0
_told = 0.0


@every(seconds=1, name="search outbox", place=Place.HERE)
def index_changes() -> int:
    return actions.catch_up()


@every(seconds=1, name="search meanings", place=Place.HERE, lane=Lane.SLOW)
def compute_meanings() -> int:
    done = actions.embed_waiting(seconds=0.6)
    if done:
        tell_progress()
    return done


def tell_progress() -> None:
    """Say how far the meanings are: now and then, and when they are complete."""
    global _told
    progress = queries.progress()
    if progress.complete or time.monotonic() - _told > TELL_EVERY:
        _told = time.monotonic()
        log.info("finding by meaning: %s of %s documents", progress.embedded, progress.embeddable)


@every(seconds=3600, name="search outbox, old rows")
def forget_old() -> int:
    return actions.forget_old()


@every(seconds=900, name="saved searches: what is new")
def look_out() -> int:
    return alert_actions.look_out(at=clock.now())


@every(seconds=10, name="saved searches: mail")
def tell() -> int:
    return alert_mail.tell_due(clock.now())


@every(seconds=3600, name="saved searches: their year")
def end_saved() -> int:
    return alert_mail.ask_to_stay(clock.now()) + saved_actions.end_old(by=None, at=clock.now())


def concept_changed(entry: Entry) -> None:
    """A keeper changed the thesaurus: everybody searches with it at once."""
    thesaurus_actions.spread(entry.ref)


def register() -> None:
    """Follow up what is written in the ledger."""
    ledger.on("saved_search.asked", alert_mail.ask_to_confirm)
    ledger.on("saved_search.link_asked", alert_mail.send_link)
    for verb in ("concept.changed", "concept.added", "concept.absorbed"):
        ledger.on(verb, concept_changed)
