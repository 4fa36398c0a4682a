# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking out at once for everybody tells what looking at every document for every saved search would tell."""

import datetime as dt
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.people.queries import scope_of
from noaber.search import alert_actions, alert_mail
from noaber.search.alerts import Batch, wanted, weighing
from noaber.search.models import Alert, Arrival, Lookout, Outbox, SavedSearch
from noaber.search.node import node
from noaber.search.saved_queries import fingerprint, request_of
from noaber.search.testing import make_document
from noaber.search.understanding import vocabulary

pytestmark = pytest.mark.django_db
TITLES = ("Jongeren met schulden", "Schuldhulpverlening", "Samen eten", "Wonen met zorg", "Jongeren en wonen")
ASKED = ({"q": "schulden"}, {"q": "jongeren schulden"}, {"q": "Jongeren  Schulden"}, {"q": "wonen"},
         {"werkplaats": "twente"}, {"soort": "question"}, {"q": "eten", "werkplaats": "zuyd"})  # fmt: skip

documents = st.lists(
    st.tuples(
        st.sampled_from(TITLES), st.sampled_from(("product", "question")), st.sampled_from(("twente", "zuyd", "")),
        st.sampled_from(("public", "members:twente", "members:zuyd", "hidden")), st.booleans(),
    ),
    max_size=7,
)  # fmt: skip
# Who (an address, or one of the cast), what, whether it began before the documents came, and whether it runs.
searches = st.lists(
    st.tuples(
        st.sampled_from(("a@example.org", "b@example.org", "nadia", "sam", "pieter")), st.sampled_from(ASKED),
        st.booleans(), st.sampled_from(("runs", "runs", "paused", "asked")),
    ),
    max_size=9, unique_by=lambda one: (one[0], " ".join(str(one[1]).lower().split())),
)  # fmt: skip


def make_saved(number, who, chosen, early, how, cast, came):
    since = came - timedelta(hours=1) if early else came + timedelta(hours=1)
    running = {"confirmed_at": since, "since": since, "ends_at": since + timedelta(days=365)} if how != "asked" else {}
    request = request_of("find", chosen)
    return SavedSearch.objects.create(
        ref=f"z-{number}", person=cast.get(who), email="" if who in cast else who, page="find", chosen=chosen,
        fingerprint=fingerprint(request), often="daily", asked_at=since, paused_at=since if how == "paused" else None,
        **running,
    )  # fmt: skip


def naive(saved, held):
    """Each document by itself for one saved search, the slow and plain way."""
    if saved.since is None or saved.paused_at is not None:
        return set()
    asked = wanted(request_of(saved.page, saved.chosen), vocabulary(node().opened()).thesaurus, weighing())
    arrived = {(one.document, one.visibility): one.at for one in Arrival.objects.all()}
    scope = scope_of(saved.person)
    return {
        one.title for one in held
        if one.visibility in scope and arrived[one.key, one.visibility] > saved.since and Batch([one]).matching(asked)
    }  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(new=documents, asked=searches)
def test_the_mails_are_those_of_the_naive_way(shelf, by_words, nadia, sam, pieter, new, asked):
    for model in (Alert, Arrival, Lookout, Outbox, OutgoingMail, SavedSearch):
        model.objects.all().delete()
    shelf.sources.clear()
    cast = {"nadia": nadia, "sam": sam, "pieter": pieter}
    Lookout.objects.create(seq=0, looked_at=clock.now())
    held = [
        make_document(f"d-{number}", kind=kind, title=f"{title} ({number})", visibility=visibility,
                      werkplaatsen=(place,) if place else ())
        for number, (title, kind, place, visibility, _gone) in enumerate(new)
    ]  # fmt: skip
    shelf.put(*held)
    came = clock.now()
    Outbox.objects.update(added_at=came)
    saved = [make_saved(number, *one, cast, came) for number, one in enumerate(asked)]
    alert_actions.look_out(at=clock.now())
    for document, (*_facts, gone) in zip(held, new, strict=True):
        if gone:
            shelf.take(document.kind, document.ref)
    held = [one for one, (*_facts, gone) in zip(held, new, strict=True) if not gone]
    expected: dict[str, set[str]] = {}
    for one in saved:
        expected.setdefault(one.address, set()).update(naive(one, held))
    breakfast = (clock.now() + timedelta(days=1)).replace(hour=10, tzinfo=dt.UTC)
    while alert_mail.tell_due(breakfast):
        pass
    told = {mail.to: {one.title for one in held if one.title in mail.text} for mail in OutgoingMail.objects.all()}
    assert told == {address: titles for address, titles in expected.items() if titles}
