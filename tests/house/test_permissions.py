# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every address × the cast: the table in permissions.txt is what holds, and it is complete."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from noaber.ledger.models import Entry
from noaber.questions.models import Question
from noaber.questions.views.desk import STEPS
from tests.house.things import WHO

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


@cache
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
    assert [str(row) for row in ROWS if len(row.expected) != len(WHO)] == []
    assert len({str(row) for row in ROWS}) == len(ROWS)


def place(world, address):
    """The address with what it speaks of."""
    return reverse(address, kwargs=world.values(address, addresses()[address]))


def ask(world, who, method, path, **fields):
    """Send one request as this person."""
    client = world.clients[who]
    answer = client.get(path) if method == "GET" else client.post(path, fields)
    if answer.streaming:
        # A file that nobody reads on would stay open.
        assert b"".join(answer.streaming_content)
    return answer


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(row, world):
    path, got = place(world, row.address), []
    for who in WHO:
        # Each finds the world as it was, whatever the one before did.
        with transaction.atomic():
            got.append(str(ask(world, who, row.method, path).status_code))
            transaction.set_rollback(True)
    assert tuple(got) == row.expected


@pytest.mark.parametrize("name", sorted(set(addresses()) - {row.address for row in ROWS if row.method == "POST"}))
def test_an_address_without_a_post_line_is_only_read(name, world):
    before = Entry.objects.count()
    assert ask(world, "carla", "POST", place(world, name)).status_code == 405
    assert Entry.objects.count() == before


# ── Only the coordinator of the werkplaats works on a question ───────────────────────────────────────────────────────
STRANGERS = [who for who in WHO if who != "carla"]
# What does each step need to be done, once one may?
FILLED = {
    "text": "Daarom.", "werkplaats": "zuyd", "verdict": "accept", "elsewhere-title": "Gids",
    "elsewhere-url": "https://example.org/", "elsewhere-why": "Past.", "elsewhere-extent": "wholly",
}  # fmt: skip


def desk_addresses(world):
    """Every address of the desk that writes, each step of it by itself."""
    steps = [reverse("question_step", args=[world.question.slug, step]) for step in STEPS]
    return [*steps, place(world, "question_judge")]


def writings():
    return Entry.objects.count(), list(Question.objects.order_by("pk").values_list("state", "changed_at", "home"))


def test_the_desk_is_all_that_a_role_opens():
    """Where a coordinator may write what others may not, it is an address of the desk: a new one belongs above."""
    shut = ("403", "404", "405")
    of_roles = {
        row.address
        for row in ROWS
        if row.method == "POST" and row.expected[3] not in (row.expected[1], row.expected[6], *shut)
    }
    assert of_roles == {
        "werkplaats_settings", "werkplaats_style", "period_new", "show_decide",
        "question_step", "question_judge", "report_detail", "product_withdraw", "members_invite", "members_request",
        "members_role",
        # Members write together; what strangers get is in the table.
        "draft_start", "draft_write", "draft_keep", "draft_file_add", "draft_outside_invite", "product_check",
        "product_replace", "evidence_add", "evidence_change", "evidence_withdraw", "product_element_add",
        "product_scale",
        # What a databank says is taken over by editors.
        "product_recognise", "recognition_end",
        # Rounds are run by the coordinator, and decided on with the board.
        "agenda_add", "agenda_item_withdraw", "agenda_item_together", "round_new", "round_rules", "round_step",
        "round_invite", "round_room", "round_decide", "candidate_list", "candidate_detail",
        # Which calendars of others are shown beside ours.
        "beside_list",
        # Editors write pages and take knowledge in.
        "page_hints", "page_hints_add", "import_begin", "import_fields", "import_new",
        # A group learns together, with the coordinator of its home.
        "project_start", "project_edit", "project_phase", "project_embedding", "project_log", "project_log_change",
        "project_round_new", "project_round_write", "project_file_add", "project_file_change", "project_invite",
        "project_member", "project_thing_new", "project_thing", "draft_lift",
        # Editors look at what was told.
        "effect_judge",
        # Rounds in which a panel chooses are led by the coordinator, or by who leads the project.
        "msc_new", "msc_gather", "msc_panel", "msc_step",
        # Who plans a meeting keeps it, is at its door, gathers its harvest and picks what was proposed.
        "meeting_plan", "meeting_edit", "meeting_cancel", "meeting_add", "meeting_belonging", "meeting_harvest_step",
        "meeting_mail", "proposal_judge", "registration_add", "registration_remove",
        # Editors send newsletters.
        "wagtailsnippets_newsletters_issue:add", "wagtailsnippets_newsletters_issue:edit",
    }  # fmt: skip


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_write_nothing_at_the_desk_of_twente(who, world):
    """Sam coordinates, but elsewhere; the others have no desk at all."""
    before = writings()
    for path in desk_addresses(world):
        answer = ask(world, who, "POST", path, **FILLED)
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
        assert answer.status_code in (403, 404) or (who in ("inge", "nobody") and to_sign_in), path
    assert writings() == before


def test_carla_does_write_there(world):
    """The control: the same forms, filled in the same way, do something when she sends them."""
    for path in (place(world, "question_judge"), reverse("question_step", args=[world.question.slug, "antwoord"])):
        before = writings()
        assert ask(world, "carla", "POST", path, **FILLED).status_code == 302
        assert writings() != before


def test_sam_reads_a_public_question_without_a_desk_beside_it(world):
    page = ask(world, "sam", "GET", world.question.get_absolute_url()).content.decode()
    assert "/werk/" not in page
    assert "/werk/" in ask(world, "carla", "GET", world.question.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("path", ["/beheer/", "/beheer/pages/", "/beheer/users/", "/beheer/documents/"])
def test_the_editors_desk_is_for_editors(path, who, world):
    answer = ask(world, who, "GET", path)
    if who in ("carla", "sam") and path in ("/beheer/", "/beheer/pages/"):
        assert answer.status_code in (200, 302)
        assert "login" not in answer.headers.get("Location", "")
    else:
        assert answer.status_code in (302, 403, 404)
    if who in ("inge", "nobody") and answer.status_code == 302:
        assert "login" in answer["Location"]


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/logout/", "/account/signup/", "/account/login/code/confirm/"]
)
def test_signing_in_never_breaks(path, world):
    assert ask(world, "nobody", "GET", path).status_code in (200, 302, 404)
    assert ask(world, "nobody", "POST", path).status_code in (200, 302, 403, 404, 405)
