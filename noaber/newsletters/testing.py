# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Newsletters for tests, made through the actions of real ones."""

from __future__ import annotations

from typing import Any

from noaber.base.testing import at as moment
from noaber.newsletters import issue_actions, sending_tasks, subscribing_actions
from noaber.newsletters.forms import WORDS
from noaber.newsletters.models import Issue, Newsletter, Subscription
from noaber.people.models import Person, Werkplaats

BEGUN_AT = moment("2026-03-02 09:00")
PROSE = '<p>In het buurthuis zat een moeder. <b>Zij</b> las <a href="/vragen/">onze vragen</a>.</p><ul><li>x</li></ul>'
BODY = [("heading", "Wat we leerden"), ("text", PROSE), ("quote", {"text": "Ik durfde weer.", "who": "Inge"})]


def make_newsletter(home: Werkplaats, **overrides: Any) -> Newsletter:
    """A list of this werkplaats."""
    facts = {"title": "Nieuwsbrief Twente", "text": "Elke maand.", "by": None, "at": BEGUN_AT, **overrides}
    return issue_actions.begin(facts.pop("title"), home=home, **facts)


def make_subscription(newsletter: Newsletter, email: str = "lezer@example.org", **overrides: Any) -> Subscription:
    """An address on a list; confirmed unless said otherwise."""
    at, confirmed = overrides.pop("at", BEGUN_AT), overrides.pop("confirmed", True)
    asked = subscribing_actions.ask(newsletter, email=email, by=None, at=at, **overrides)
    return subscribing_actions.confirm(asked, words=str(WORDS), by=None, at=at) if confirmed else asked


def make_issue(newsletter: Newsletter, by: Person | None = None, **overrides: Any) -> Issue:
    """An issue that is written and not sent."""
    at = overrides.pop("at", BEGUN_AT)
    facts = {"title": "Wat er speelt", "lead": "Drie dingen uit Twente.", "body": BODY, **overrides}
    return issue_actions.write(Issue(newsletter=newsletter, **facts), by=by, at=at)


def make_sent(newsletter: Newsletter, **overrides: Any) -> Issue:
    """An issue that goes out, with its deliveries."""
    at = overrides.get("at", BEGUN_AT)
    issue = issue_actions.send(make_issue(newsletter, **overrides), by=None, at=at)
    while sending_tasks.fill(issue, at):
        pass
    return issue
