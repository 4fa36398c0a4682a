# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure the graph of who works on what with whom: 2,000 people and organisations, laid out and shown.

    ./run bench graph [--nodes 2000] [--times 40]

A database of its own gets people who show their work, organisations, groups and what they made. The layout is done by
its own process, as the worker has it done. The pages are asked of the whole stack without its cache: the network as a
whole, and pages with a choice. `graph_ms` is the 95th percentile of the whole page. `others_ms` is that of the part
“Anderen die hieraan werken”. The last line is one JSON object.
"""

import argparse
import json
import math
import os
import random
import shutil
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / ".cache" / "bench-graph"
os.environ["NOABER_DATA"] = str(DATA)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from noaber.base import clock  # noqa: E402
from noaber.knowledge.models import Product  # noqa: E402
from noaber.matching import drawing_tasks  # noqa: E402
from noaber.meetings.models import Meeting  # noqa: E402
from noaber.members.models import Field, FieldConsent, Involvement, InvolvementState, Part, Profile  # noqa: E402
from noaber.people.models import Concept, Organisation, Partnership, Person, Role, Werkplaats, WerkplaatsName  # noqa: E402
from noaber.projects.models import Member, Phase, Project  # noqa: E402
from noaber.questions.models import Question, State  # noqa: E402

PLACES, THEMES = 15, 40
NOW = clock.now()


def say(text: str) -> None:
    """Tell how far it is, beside the figures."""
    print(text, file=sys.stderr, flush=True)


def fill(nodes: int) -> None:
    """Seven people to three organisations, in fifteen regions; each works on one to four things, mostly near home."""
    dice = random.Random(11)
    places = Werkplaats.objects.bulk_create(Werkplaats(ref=f"w-{n}", slug=f"regio-{n}") for n in range(PLACES))
    WerkplaatsName.objects.bulk_create(
        WerkplaatsName(werkplaats=one, name=f"Regio {n}") for n, one in enumerate(places)
    )
    themes = Concept.objects.bulk_create(Concept(slug=f"thema-{n}", pref_nl=f"thema {n}") for n in range(THEMES))
    many = nodes * 3 // 10
    houses = Organisation.objects.bulk_create(
        Organisation(ref=f"o-{n}", slug=f"organisatie-{n}", title=f"Stichting Samen {n}") for n in range(many)
    )
    Partnership.objects.bulk_create(
        Partnership(werkplaats=places[n % PLACES], organisation=one, role="partner") for n, one in enumerate(houses)
    )
    people = _people(nodes - many, places)
    counts = {Project: nodes // 5, Product: nodes // 2, Meeting: nodes // 5}
    works = {model.KIND: _works(model, count, places) for model, count in counts.items()}
    _take_part(dice, works, houses, people, themes)
    _ask(dice, places, themes, works["project"])


def _works(model: Any, count: int, places: list[Werkplaats]) -> list[Any]:
    facts = {"phase": Phase.DO} if model is Project else {}
    made: list[Any] = model.objects.bulk_create(
        model(
            ref=f"{model.KIND}-{n}", slug=f"{model.KIND}-{n}", title=f"Wat helpt in buurt {n}?",
            home=places[n % PLACES], year=2019 + n % 8, **facts,
        )
        for n in range(count)
    )  # fmt: skip
    return made


def _people(many: int, places: list[Werkplaats]) -> list[Person]:
    """Everybody has a task today, and shows everything."""
    people = Person.objects.bulk_create(
        Person(email=f"iemand{n}@example.org", name=f"Iemand {n}", perspective="professional") for n in range(many)
    )
    Role.objects.bulk_create(
        Role(person=one, werkplaats=places[n % PLACES], role="member", from_on=NOW.date() - timedelta(days=400))
        for n, one in enumerate(people)
    )
    Profile.objects.bulk_create(
        Profile(ref=f"pr-{n}", slug=f"iemand-{n}", person=one, changed_at=NOW) for n, one in enumerate(people)
    )
    FieldConsent.objects.bulk_create(
        FieldConsent(person=one, field=field, given=True, at=NOW, text_version="2026-11")
        for one in people
        for field in Field.values
    )
    return people


def _take_part(
    dice: random.Random, works: dict[str, list[Any]], houses: list[Any], people: list[Person], themes: list[Concept]
) -> None:
    for kind, things in works.items():
        model = type(things[0])
        through, about = model.organisations.through, model.themes.through
        column = f"{kind}_id"
        pairs = {(dice.choice(things).pk, one.pk) for one in houses for _time in range(dice.randint(1, 3))}
        through._default_manager.bulk_create(through(**{column: work, "organisation_id": one}) for work, one in pairs)
        about._default_manager.bulk_create(
            about(**{column: work.pk, "concept_id": theme.pk}) for work in things for theme in dice.sample(themes, 2)
        )
    parts = []
    for number, person in enumerate(people):
        kind = dice.choice(["product", "meeting"])
        # Mostly in the own region: the homes of works go round as those of people do.
        near = [one for one in works[kind] if one.home_id == works[kind][number % PLACES].home_id]
        for one in {dice.choice(near), dice.choice(works[kind])}:
            parts.append(
                Involvement(person=person, kind=kind, ref=one.ref, title=one.title, part=Part.AUTHOR, at=NOW,
                            state=InvolvementState.CONFIRMED)
            )  # fmt: skip
    Involvement.objects.bulk_create(parts)
    members = {}
    for number, person in enumerate(people):
        near = [one for one in works["project"] if one.home_id == works["project"][number % PLACES].home_id]
        for one in (dice.choice(near), dice.choice(near)):
            members[one.pk, person.pk] = Member(
                ref=f"m-{one.pk}-{person.pk}", project=one, person=person, perspective="professional", state="in",
                role="participant", at=NOW, joined_at=NOW,
            )  # fmt: skip
    Member.objects.bulk_create(members.values())


def _ask(dice: random.Random, places: list[Werkplaats], themes: list[Concept], projects: list[Any]) -> None:
    """Questions on which groups work."""
    questions = Question.objects.bulk_create(
        Question(
            ref=f"v-{n}", root_key=f"v-{n}", slug=f"vraag-{n}", title=f"Wat helpt tegen eenzaamheid in buurt {n}?",
            perspective="resident", home=places[n % PLACES], state=State.RAISED, asked_at=NOW, changed_at=NOW,
        )
        for n in range(len(projects))
    )  # fmt: skip
    worked, about = Project.questions.through, Question.themes.through
    worked._default_manager.bulk_create(
        worked(project_id=one.pk, question_id=dice.choice(questions).pk) for one in projects
    )
    about._default_manager.bulk_create(
        about(question_id=one.pk, concept_id=theme.pk) for one in questions for theme in dice.sample(themes, 2)
    )


def asked(client: Client, address: str, times: int, **headers: str) -> tuple[float, int]:
    """The 95th percentile in ms, and how large the page is; each time with another address, so that none is kept."""
    took, size = [], 0
    for number in range(times + 2):
        start = time.perf_counter()
        answer = client.get(f"{address}{'&' if '?' in address else '?'}keer={number}", headers=headers)
        took.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address} gave {answer.status_code}")
        size = len(answer.content)
    # Twice to get warm.
    took = sorted(took[2:])
    return round(took[math.ceil(0.95 * len(took)) - 1], 1), size


def measure(times: int) -> dict[str, Any]:
    """Lay out, and ask the pages."""
    settings.ALLOWED_HOSTS = ["testserver"]
    start = time.perf_counter()
    drawn = drawing_tasks.redraw(at=NOW)
    layout = round(time.perf_counter() - start, 2)
    say(f"  laid out: {drawn.nodes} nodes, {drawn.edges} edges in {layout} s")
    client = Client()
    whole, size = asked(client, "/netwerk/", times)
    near, near_size = asked(client, "/netwerk/?werkplaats=regio-3", times)
    around, _size = asked(client, "/netwerk/?bij=person%3Aiemand-7&stappen=2", times)
    others, _size = asked(client, "/anderen/question/vraag-3/", times, **{"HX-Request": "true"})
    return {
        "nodes": drawn.nodes, "edges": drawn.edges, "layout_s": layout, "graph_ms": whole, "graph_kb": size // 1000,
        "region_ms": near, "region_kb": near_size // 1000, "focus_ms": around, "others_ms": others,
    }  # fmt: skip


def main() -> int:
    """Measure, and say what it was."""
    parser = argparse.ArgumentParser(prog="bench graph")
    parser.add_argument("--nodes", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    call_command("migrate", verbosity=0)
    fill(options.nodes)
    say("  filled")
    figures = measure(options.times)
    print(json.dumps({"bench": "graph", "figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
