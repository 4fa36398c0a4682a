# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything of the demo network goes out, into a copy that knows only werkplaatsen and themes, and out again."""

import json
import random

import pytest
from django.apps import apps
from django.db import connection

from noaber.base.models import OutgoingMail
from noaber.effects.models import Use
from noaber.exchange import actions, queries
from noaber.exchange.format import GoesOutOnly, parse, read
from noaber.knowledge.evidence_models import EvidenceItem
from noaber.loop.models import Link

pytestmark = pytest.mark.django_db
# What another copy has of its own: what things are shelved by, and what Django and Wagtail are made of.
KEPT = ("people_werkplaats", "people_werkplaatsname", "people_concept", "people_period", "people_replacement")
FOUNDATION = ("contenttypes", "auth", "sites", "wagtail", "django")


def empty_copy():
    """Take everything away but what a copy begins with."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    going = {one for one in tables if not one.startswith((*FOUNDATION, *KEPT))}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in going:
                cursor.execute(f'DELETE FROM "{table}"')
        else:
            names = ", ".join(f'"{one}"' for one in sorted(going))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {names} CASCADE")


def exported():
    """Every record that goes out, by its kind and id, as it is in a file."""
    return {(record["kind"], record["id"]): json.loads(json.dumps(record)) for record in queries.records()}


def readable(records):
    """Those that a copy takes in."""
    for record in records:
        try:
            yield read(parse(json.dumps(record).encode()))
        except GoesOutOnly:
            continue


@pytest.mark.slow  # It builds the whole network.
def test_the_demo_network_goes_out_and_comes_back_whole(at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.load_demo(at=at)
    before = exported()
    items = list(readable(before.values()))
    assert {item.kind for item in items} >= {"product", "project", "question", "use", "story", "change", "element"}
    empty_copy()
    assert exported() == {}
    # The lines of a file may stand in any order.
    random.Random(7).shuffle(items)
    for take in (actions.take_in, actions.take_in, actions.take_in_last):
        taken = take(items, by=None, at=at)
    assert taken.rejected == {}
    after = exported()
    taken_in = {key: record for key, record in before.items() if record["id"] in {item.ref for item in items}}
    assert {key: after.get(key) for key in taken_in} == taken_in
    assert after.keys() == taken_in.keys()
    assert EvidenceItem.objects.exists()
    assert Use.objects.exists()
    assert Link.objects.filter(target__kind="use", source__kind="product").exists()
    assert not OutgoingMail.objects.exists()
    again = actions.take_in_last(items, by=None, at=at)
    assert (again.written, again.rejected) == (0, {})
