# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every address × the cast: the table in permissions.txt is what holds, and it is complete."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from noaber.ledger.models import Entry
from tests.house.things import argument

CAST = ("inge", "pieter", "nadia", "carla", "bas", "sam", "nobody")
TABLE = Path(__file__).with_name("permissions.txt")
# Whose rooms others wrote: the editor's desk and signing in have their own rule below.
OTHERS = ("wagtail", "allauth", "django")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    address: str
    method: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.address}-{self.method}"


def rows() -> list[Row]:
    """The table as people read it."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return [Row(words[0], words[1], tuple(words[2:])) for words in lines]


def ours(pattern: URLPattern) -> bool:
    """Whether a view of our own answers."""
    return not pattern.callback.__module__.startswith(OTHERS)


def addresses() -> dict[str, list[str]]:
    """Every named address of ours and the arguments it takes."""
    found: dict[str, list[str]] = {}

    def walk(patterns, space, taken):
        for pattern in patterns:
            arguments = [*taken, *pattern.pattern.converters]
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space, arguments)
            elif isinstance(pattern, URLPattern) and pattern.name and ours(pattern):
                found[f"{space}{pattern.name}"] = arguments

    walk(get_resolver().url_patterns, "", [])
    return found


ROWS = rows()


def test_every_address_has_a_line():
    written = {row.address for row in ROWS if row.method == "GET"}
    assert sorted(set(addresses()) - written) == []
    assert sorted(written - set(addresses())) == []


def test_every_line_speaks_of_everybody_once():
    assert [str(row) for row in ROWS if len(row.expected) != len(CAST)] == []
    assert len({str(row) for row in ROWS}) == len(ROWS)


@pytest.fixture
def things(twente, settings):
    """What the addresses speak of: one of each, at home in Twente."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return lambda address, name: argument(address, name, twente)


def place(things, row):
    """The address to send to; what it speaks of is made now."""
    return reverse(row.address, kwargs={name: things(row.address, name) for name in addresses()[row.address]})


def ask(client, path, row, person):
    """Send one request as this person."""
    if person is not None and person.email:
        client.force_login(person)
    answer = client.get(path) if row.method == "GET" else client.post(path)
    # A file that nobody reads to its end would stay open.
    answer.getvalue()
    return answer


@pytest.mark.django_db
@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(row, who, client, things, request):
    person = request.getfixturevalue(who)
    answer = ask(client, place(things, row), row, person)
    expected = dict(zip(CAST, row.expected, strict=True))[who].split("|")
    assert str(answer.status_code) in expected


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(addresses()) - {row.address for row in ROWS if row.method == "POST"}))
def test_an_address_without_a_post_line_writes_nothing(name, client, things, carla):
    row = Row(name, "POST", ())
    path, before = place(things, row), Entry.objects.count()
    assert ask(client, path, row, carla).status_code in (200, 404, 405)
    assert Entry.objects.count() == before


# Where a coordinator of Twente gets something else than one from elsewhere, the latter is not to write.
FOR_COORDINATORS = [row for row in ROWS if row.method == "POST" and row.expected[3] != row.expected[5]]


@pytest.mark.django_db
@pytest.mark.parametrize("row", FOR_COORDINATORS, ids=str)
def test_sam_writes_nothing_in_twente(row, client, things, sam):
    """What asks for a coordinator asks for one of this werkplaats."""
    path, before = place(things, row), Entry.objects.count()
    assert ask(client, path, row, sam).status_code in (403, 404)
    assert Entry.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("who", CAST)
def test_the_editors_desk_is_for_editors(who, client, request):
    person = request.getfixturevalue(who)
    if person is not None and person.email:
        client.force_login(person)
    assert client.get("/beheer/").status_code in (302, 403)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/logout/", "/account/signup/", "/account/login/code/confirm/"]
)
def test_signing_in_never_breaks(path, client):
    assert client.get(path).status_code in (200, 302, 404)
    assert client.post(path).status_code in (200, 302, 403, 404)
