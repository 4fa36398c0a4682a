# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the measurement of sites does inside a copy of its own: fill it, publish in it, count its queries."""

import json
import os
import random
import sys
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page  # noqa: E402

from noaber.base import clock  # noqa: E402
from noaber.pages import actions as pages  # noqa: E402
from noaber.pages.models import ProsePage, SitePage  # noqa: E402
from noaber.people import actions as people  # noqa: E402
from noaber.people.models import Werkplaats  # noqa: E402
from noaber.people.queries import theme_labels  # noqa: E402

BATCH = 500
ABOVE = 20


def fill(places: int, many: int) -> None:
    """Werkplaatsen with trees of pages: twenty on top, of which eight in the menu, the rest under them."""
    moment = clock.now()
    for number in range(places - Werkplaats.objects.count()):
        slug = f"regio-{number}"
        people.record_werkplaats(slug, name=f"Werkplaats {number}", short=f"Regio {number}", by=None, at=moment)
    texts = list(ProsePage.objects.values_list("title", "summary", "body"))
    for werkplaats in Werkplaats.objects.prefetch_related("names"):
        site = pages.open_site(werkplaats, by=None, at=moment)
        with transaction.atomic():
            _tree(SitePage.objects.get(pk=site.pk), many, texts)
        print(werkplaats.slug, flush=True)


def _tree(site: SitePage, many: int, texts: list[Any]) -> None:
    """Written in bulk: a hundred thousand pages one by one would take hours."""
    dice = random.Random(site.slug)
    kind, step, moment = ContentType.objects.get_for_model(ProsePage), site.steplen, clock.now()
    first = site.numchild
    per_parent = -(-(many - ABOVE) // ABOVE)
    rows = [(site, first + place + 1, f"{site.slug}-{place}") for place in range(ABOVE)]
    top = _write(rows, site, kind, step, moment, dice, texts, per_parent)
    rows = [(parent, child + 1, f"blad-{child}") for parent in top for child in range(per_parent)]
    for start in range(0, len(rows), BATCH):
        _write(rows[start : start + BATCH], site, kind, step, moment, dice, texts, 0)
    Page.objects.filter(pk=site.pk).update(numchild=first + ABOVE)


def _write(
    rows: list[Any], site: SitePage, kind: ContentType, step: int, moment: datetime, dice: random.Random,
    texts: list[Any], children: int,
) -> list[ProsePage]:  # fmt: skip
    made = []
    for parent, number, slug in rows:
        title, summary, body = dice.choice(texts)
        page = ProsePage(
            path=parent.path + ProsePage._int2str(number).rjust(step, "0"), depth=parent.depth + 1, numchild=children,
            title=f"{title} {slug}", draft_title=title, slug=slug, url_path=f"{parent.url_path}{slug}/", live=True,
            content_type=kind, locale_id=site.locale_id, translation_key=uuid.uuid4(), first_published_at=moment,
            last_published_at=moment - timedelta(days=dice.randrange(2000)), show_in_menus=children > 0 and number < 9,
        )  # fmt: skip
        page.in_menu, page.werkplaats_id = page.show_in_menus, site.werkplaats_id
        page.sort = dice.choice(["text", "news", "column", "dossier"])
        page.summary, page.body = summary, body
        made.append(page)
    # A page is two rows; the second is written with the key of the first.
    Page.objects.bulk_create(
        [Page(**{f.attname: getattr(p, f.attname) for f in Page._meta.concrete_fields}) for p in made]
    )
    keys = dict(Page.objects.filter(path__in=[page.path for page in made]).values_list("path", "pk"))
    for page in made:
        page.page_ptr_id = page.pk = keys[page.path]
    table = ProsePage._meta.db_table
    own = ProsePage._meta.local_concrete_fields
    names = ", ".join(field.column for field in own)
    marks = ", ".join(["%s"] * len(own))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
            [[field.get_db_prep_save(getattr(page, field.attname), connection) for field in own] for page in made],
        )
    return made


def publish(path: str, title: str) -> None:
    """Publish a page with another title, and say at what moment that was done."""
    page = ProsePage.objects.get(url_path=path)
    page.title = title
    page.save_revision().publish()
    print(time.time())


def sample(many: int) -> None:
    """Addresses of live pages, anywhere in the trees."""
    keys = list(ProsePage.objects.filter(live=True).values_list("pk", flat=True))
    for key in random.Random(0).sample(keys, min(many, len(keys))):
        print(ProsePage.objects.get(pk=key).get_absolute_url())


def questions(many: int) -> None:
    """Addresses of different questions: more than a process remembers the answers to."""
    labels = sorted(theme_labels().values())
    pairs = [f"{one} en {other}" for one in labels for other in labels if one != other]
    for asked in random.Random(0).sample(pairs, min(many, len(pairs))):
        print("/vind/?" + urlencode({"q": asked}))


class Counting:
    """Counts what is asked of the database."""

    number = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.number += 1
        return execute(*asked)


def count(*paths: str) -> None:
    """The number of queries of each page, once names are remembered."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client, numbers = Client(), {}
    for path in paths:
        client.get(path)
        seen = Counting()
        with connection.execute_wrapper(seen):
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} gave {answer.status_code}")
        numbers[path] = seen.number
    print(json.dumps(numbers))


COMMANDS: dict[str, Callable[..., None]] = {
    "fill": fill, "sample": sample, "questions": questions, "publish": publish, "count": count,
}  # fmt: skip

if __name__ == "__main__":
    name, words = sys.argv[1], sys.argv[2:]
    COMMANDS[name](*(int(word) if name in ("fill", "sample", "questions") else word for word in words))
