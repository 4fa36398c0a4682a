# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure the digests: 5,000 followers, 20,000 entries of the ledger, and a worker that is killed three times.

    ./run bench digest [--followers 5000] [--entries 20000]

The worker is a process of its own, that gets no chance to tidy up when it is killed. Every entry has a sentence that
occurs nowhere else, so that what the mails say can be counted afterwards. The last line is one JSON object.
"""

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / ".cache" / "bench-digest"
os.environ["NOABER_DATA"] = str(DATA)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from noaber import following  # noqa: E402
from noaber.base import clock  # noqa: E402
from noaber.base.models import OutgoingMail  # noqa: E402
from noaber.following import digest_tasks, spread_tasks  # noqa: E402
from noaber.following.models import Follow, Follower, News, Notice, PaceChoice  # noqa: E402
from noaber.knowledge.models import Product  # noqa: E402
from noaber.ledger.models import Entry  # noqa: E402
from noaber.people.models import Concept, Person, Werkplaats  # noqa: E402

KILLS = 3
PRODUCTS, PLACES, THEMES = 2_000, 16, 400
SENTENCE = re.compile(r"Gebeurtenis nummer (\d+)\.")
NOW = timezone.localtime(clock.now())
# All of it happened last week; now it is Monday morning for everybody.
MONDAY = (NOW - timedelta(days=NOW.weekday())).replace(hour=9, minute=0, second=0, microsecond=0)
BEFORE = MONDAY - timedelta(days=3)


def say(text: str) -> None:
    """Tell how far it is, beside the figures."""
    print(text, file=sys.stderr, flush=True)


def verb(number: int) -> str:
    """Each entry has a verb of its own."""
    return f"bench.happened{number}"


def fill(followers: int, entries: int) -> None:
    """A network, followers as they are, and a week of entries as their delivery left them."""
    dice = random.Random(7)
    places = Werkplaats.objects.bulk_create(Werkplaats(ref=f"w-{n}", slug=f"plaats-{n}") for n in range(PLACES))
    themes = Concept.objects.bulk_create(Concept(slug=f"thema-{n}", pref_nl=f"thema {n}") for n in range(THEMES))
    products = Product.objects.bulk_create(
        Product(ref=f"p-{n}", slug=f"p-{n}", title=f"Wat we leerden van buurt {n}", home=dice.choice(places))
        for n in range(PRODUCTS)
    )
    through = Product.themes.through
    through.objects.bulk_create(
        through(product_id=one.pk, concept_id=theme.pk) for one in products for theme in dice.sample(themes, 2)
    )
    persons = Person.objects.bulk_create(Person(email=f"lezer{n}@example.org") for n in range(0, followers, 5))
    add_followers(followers, persons, places, themes, dice)
    makers = [*persons[:50], None, None, None]
    made = Entry.objects.bulk_create(
        (
            Entry(
                verb=verb(n), kind="product", ref=f"p-{dice.randrange(PRODUCTS)}", by=dice.choice(makers),
                at=BEFORE + timedelta(seconds=n),
            )
            for n in range(entries)
        ),
        batch_size=2_000,
    )  # fmt: skip
    News.objects.bulk_create((News(entry=one) for one in made), batch_size=2_000)


def add_followers(
    count: int, persons: list[Person], places: list[Werkplaats], themes: list[Concept], dice: random.Random
) -> None:
    """One of five has an account. Each follows some things, some also a theme or a whole werkplaats."""
    at = BEFORE - timedelta(days=1)
    followers = Follower.objects.bulk_create(
        Follower(
            ref=f"vg-{n}", person=None if n % 5 else persons[n // 5], email=f"lezer{n}@example.org" if n % 5 else "",
            started_at=at,
        )
        for n in range(count)
    )  # fmt: skip
    follows = []
    for n, follower in enumerate(followers):
        keys = {("product", f"p-{ref}") for ref in dice.sample(range(PRODUCTS), dice.randint(1, 8))}
        keys |= {("concept", dice.choice(themes).slug)} if n % 4 == 0 else set()
        keys |= {("werkplaats", dice.choice(places).ref)} if n % 50 == 0 else set()
        follows += [
            Follow(ref=f"f-{n}-{kind}-{about}", follower=follower, kind=kind, about=about, asked_at=at, confirmed_at=at)
            for kind, about in sorted(keys)
        ]
    Follow.objects.bulk_create(follows, batch_size=2_000)
    paces = ("once", "daily", "weekly")
    PaceChoice.objects.bulk_create(
        PaceChoice(follower=one, kind="product", pace=paces[n % 3]) for n, one in enumerate(followers) if n % 2
    )


def expected() -> Counter[tuple[str, str]]:
    """Who should read which sentence, worked out from the tables in the plainest way."""
    own = {one.ref: one for one in Product.objects.select_related("home").prefetch_related("themes")}
    hearers: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
    rows = Follow.objects.select_related("follower__person")
    for one in rows:
        hearers.setdefault((one.kind, one.about), []).append((one.follower.address, one.follower.person_id))
    found = Counter[tuple[str, str]]()
    for entry in Entry.objects.filter(verb__startswith="bench."):
        product = own[entry.ref]
        keys = [("product", entry.ref), *(("concept", theme.slug) for theme in product.themes.all())]
        if product.home:
            keys.append(("werkplaats", product.home.ref))
        heard = {
            address
            for key in keys
            for address, person in hearers.get(key, ())
            if person is None or person != entry.by_id
        }
        found.update((address, entry.verb) for address in heard)
    return found


def told() -> Counter[tuple[str, str]]:
    """What the mails say, each sentence counted."""
    found = Counter[tuple[str, str]]()
    for to, text in OutgoingMail.objects.values_list("to", "text").iterator(chunk_size=200):
        found.update((to, verb(int(number))) for number in SENTENCE.findall(text))
    return found


def work(entries: int) -> None:
    """The worker: everything that waits, until nothing does."""
    following.NEWS.update({verb(n): f"Gebeurtenis nummer {n}." for n in range(entries)})
    while spread_tasks.spread(at=BEFORE + timedelta(days=1)):
        pass
    while digest_tasks.tell_due(at=MONDAY):
        pass


def measure(followers: int, entries: int) -> dict[str, float]:
    """Work until all is told, killed three times: once while spreading, twice while telling."""
    moments = [
        lambda: News.objects.count() < entries / 2,
        lambda: OutgoingMail.objects.count() > followers / 5,
        lambda: OutgoingMail.objects.count() > followers / 2,
    ]
    words = [sys.executable, "-m", "bench.digest", "--work", "--entries", str(entries)]
    killed, start = 0, time.perf_counter()
    while True:
        worker = subprocess.Popen(words, cwd=ROOT)
        while worker.poll() is None:
            if killed < KILLS and moments[killed]():
                worker.kill()
                killed += 1
                say(f"  killed after {time.perf_counter() - start:.1f} s: {Notice.objects.count()} notices, "
                    f"{OutgoingMail.objects.count()} mails")  # fmt: skip
                break
            time.sleep(0.1)
        code = worker.wait()
        if code > 0:
            sys.exit("the worker failed by itself")
        if code == 0 and killed == KILLS:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # On a busy machine the seconds say little; what the worker itself used says more.
    cpu = round(used.ru_utime + used.ru_stime, 1)
    return {"seconds": round(time.perf_counter() - start, 1), "cpu_seconds": cpu, "killed": killed}


def main() -> int:
    """Measure, and say what it was."""
    parser = argparse.ArgumentParser(prog="bench digest")
    parser.add_argument("--followers", type=int, default=5_000)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.entries)
        return 0
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    call_command("migrate", verbosity=0)
    fill(options.followers, options.entries)
    say("  filled")
    figures = {
        "followers": options.followers,
        "entries": options.entries,
        **measure(options.followers, options.entries),
    }
    should, did = expected(), told()
    figures |= {
        "told": should.total(),
        "mails": OutgoingMail.objects.count(),
        "missing": (should - did).total(),
        "doubled": (did - should).total(),
        "waiting": Notice.objects.filter(told_at__isnull=True).count(),
    }
    print(json.dumps({"bench": "digest", "figures": figures}))
    return 0 if not figures["missing"] and not figures["doubled"] and not figures["waiting"] else 1


if __name__ == "__main__":
    sys.exit(main())
