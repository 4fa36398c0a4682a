# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a round share: finding it, being allowed, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.views.decorators.http import require_http_methods

from noaber.agenda import closing, outcome_queries, policies, queries, shares
from noaber.agenda.models import Round
from noaber.agenda.outcome import Outcome
from noaber.base import clock
from noaber.base.forms import Guarded
from noaber.people.models import Person
from noaber.ui import acting
from noaber.ui.acting import attempt as attempt
from noaber.ui.acting import insist as insist
from noaber.ui.chrome import person_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# How often a page asks whether weighing closed early, in milliseconds: in a room all look up at the same moment.
WATCH_OFTEN, WATCH_SELDOM = 600, 5000
# One address may be a whole office; this stops a machine, not a meeting.
AN_HOUR = 60


def signed_in(request: HttpRequest) -> Person:
    """Who is signed in; only behind login_required."""
    assert isinstance(request.user, Person)
    return request.user


def found(request: HttpRequest, slug: str) -> Round:
    """The round at this address, for who may see it."""
    round = queries.find(slug, person_of(request))
    if round is None:
        raise Http404
    return round


def run(request: HttpRequest, slug: str) -> Round:
    """The round at this address, for who runs it."""
    round = found(request, slug)
    insist(policies.may_run(signed_in(request), round.werkplaats))
    return round


def attempt_in_public(request: HttpRequest, form: Guarded, act: Callable[[], object]) -> bool:
    """The same for everybody, unless the sender is too fast."""
    return acting.attempt_in_public(request, form, act, room="agenda", most=AN_HOUR)


def outcome_of(round: Round) -> Outcome | None:
    """What came of it; whoever asks first after closing has it counted."""
    if not policies.may_read_outcome(round, clock.now()):
        return None
    if round.counted_at is None:
        closing.wait_for_count(round, clock.now())
    return queries.outcome(round)


def with_outcome(context: dict[str, Any], round: Round) -> dict[str, Any]:
    """What a page with the results shows, once there are any."""
    outcome = outcome_of(round)
    candidates = queries.candidates_of(round)
    shown = outcome_queries.shown(round, outcome, candidates) if outcome else None
    words = {"share_rules": shares.RULES, "amount": outcome_queries.amount, "present": queries.turnout(round)}
    return context | words | {"shown": shown, "candidates": candidates}
