# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the measurement of voting does inside a copy of its own: make a round with its voters, and read the ballots.

python -m bench._voting round VOTERS CANDIDATES SECONDS     python -m bench._voting ballots
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")

import django  # noqa: E402

django.setup()

from noaber.agenda import candidate_actions, participant_actions, queries, round_actions  # noqa: E402
from noaber.agenda.keys import key_of  # noqa: E402
from noaber.agenda.kinds import KINDS, Pairwise  # noqa: E402
from noaber.agenda.models import Round  # noqa: E402
from noaber.agenda.weighing_models import Ballot  # noqa: E402
from noaber.base import clock  # noqa: E402
from noaber.people import actions as people  # noqa: E402
from noaber.people import period_actions  # noqa: E402
from noaber.people.models import Person, Perspective, Role  # noqa: E402

CRITERIA = "Is dringend voor inwoners; 2\nKomt bij meer partners terug\nIemand wil dit mee trekken"


def make(voters: int, candidates: int, seconds: float) -> None:
    """A round in its weighing phase that closes in so many seconds; prints its address, moment and voters."""
    now = clock.now()
    before = now - timedelta(days=30)
    werkplaats = people.record_werkplaats("twente", name="Werkplaats Twente", short="Twente", by=None, at=before)
    keeper = Person.objects.create_superuser("keeper@example.org")
    people.assign_role(
        keeper, werkplaats=werkplaats, role=Role.Kind.COORDINATOR, from_on=before.date(), by=None, at=before
    )
    period = period_actions.record_period(werkplaats, label="Nu", starts_on=before.date(), by=None, at=before)
    rules: dict[str, Any] = {
        "collect_from": before,
        "clarify_from": before,
        "weigh_from": now - timedelta(minutes=1),
        "places": 5,
    }
    rules |= {"decide_from": now + timedelta(seconds=seconds), "report_by": now + timedelta(days=9)}
    round = round_actions.plan(
        period, title="Wat gaan we uitzoeken?", methods=_methods(), by=keeper, at=before, **rules
    )
    for number in range(1, candidates + 1):
        text = "Wie merkt het als eerste, en wat kan die dan doen? " * 3
        candidate_actions.add(round, title=f"Kandidaat {number} voor de agenda", text=text, by=keeper, at=before)
    round = round_actions.announce(round, by=keeper, at=before)
    kinds = Perspective.values
    invited = [(f"weger{number}@example.org", kinds[number % len(kinds)]) for number in range(voters)]
    made = participant_actions.invite(round, invited, by=keeper, at=before)
    pairwise, method = KINDS["pairwise"], round.methods.get(kind="pairwise")
    assert isinstance(pairwise, Pairwise)
    numbers = queries.numbers_of(round)
    people_there = [
        {"key": key_of(one), "pairs": pairwise.pairs(method.settings, numbers, queries.voter_key(one))} for one in made
    ]
    criteria = [one["slug"] for one in round.methods.get(kind="scoring").settings["criteria"]]
    told = {"slug": round.slug, "closes": round.decide_from.timestamp(), "voters": people_there, "criteria": criteria}
    print(json.dumps(told))


def _methods() -> list[tuple[str, dict[str, object]]]:
    scoring = {"scale": 5, "criteria": CRITERIA}
    return [
        ("dots", {"dots": 6, "most": 3}),
        ("ranking", {"length": 5}),
        ("scoring", scoring),
        ("pairwise", {"pairs": 12}),
    ]


def ballots() -> None:
    """Every ballot that was kept, as (key of the voter, method, form values), and how many voters were counted."""
    round = Round.objects.get()
    numbers = queries.numbers_of(round)
    kept = []
    for one in Ballot.objects.select_related("method", "participant"):
        assert one.participant is not None
        values = KINDS[one.method.kind].given(one.content, one.method.settings, numbers)
        kept.append([key_of(one.participant), one.method.kind, values])
    result = getattr(round, "result", None)
    print(json.dumps({"ballots": kept, "counted": result.voters if result else None}))


if __name__ == "__main__":
    if sys.argv[1] == "round":
        make(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
    else:
        ballots()
