# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the measurement of a rush does inside a copy of its own: make a meeting, and read who came on which place.

python -m bench._rush meeting PLACES     python -m bench._rush read SLUG
"""

import json
import os
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")

import django  # noqa: E402

django.setup()

from noaber.base import clock  # noqa: E402
from noaber.meetings.models import Meeting  # noqa: E402
from noaber.meetings.testing import make_meeting  # noqa: E402
from noaber.people import actions as people  # noqa: E402
from noaber.people.models import Person, Role, Werkplaats  # noqa: E402


def make(places: int) -> None:
    """A meeting with so many places, for which signing up is open; prints its address."""
    now = clock.now()
    before = now - timedelta(days=30)
    home = Werkplaats.objects.filter(slug="twente").first()
    keeper = Person.objects.filter(email="keeper@example.org").first()
    if home is None or keeper is None:
        home = people.record_werkplaats("twente", name="Werkplaats Twente", short="Twente", by=None, at=before)
        keeper = Person.objects.create_superuser("keeper@example.org")
        kind = Role.Kind.COORDINATOR
        people.assign_role(keeper, werkplaats=home, role=kind, from_on=before.date(), by=None, at=before)
    meeting = make_meeting(keeper, home, capacity=places, starts_at=now + timedelta(days=30), at=before)
    print(json.dumps({"slug": meeting.slug}))


def read(slug: str) -> None:
    """Every registration in the order of its number, as (address, state), and how many places are counted as taken."""
    meeting = Meeting.objects.get(slug=slug)
    rows = list(meeting.registrations.order_by("number").values_list("email", "state", "number"))
    print(json.dumps({"rows": rows, "taken": meeting.taken}))


if __name__ == "__main__":
    if sys.argv[1] == "meeting":
        make(int(sys.argv[2]))
    else:
        read(sys.argv[2])
