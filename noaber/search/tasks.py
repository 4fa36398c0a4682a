# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for the search."""

from noaber.base.worker import every
from noaber.search import actions


@every(seconds=1, name="search outbox")
def index_changes() -> int:
    return actions.catch_up()


@every(seconds=1, name="search meanings")
def compute_meanings() -> int:
    return actions.embed_waiting(seconds=0.6)


@every(seconds=3600, name="search outbox, old rows")
def forget_old() -> int:
    return actions.forget_old()
