# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for the search."""

import logging
import time

from noaber.base.worker import every
from noaber.search import actions, queries

log = logging.getLogger(__name__)
TELL_EVERY = 10.0
_told = 0.0


@every(seconds=1, name="search outbox")
def index_changes() -> int:
    return actions.catch_up()


@every(seconds=1, name="search meanings")
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
