# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages as records that go out, and the links on them: of what readers can read, and of nothing else."""

import datetime as dt
import json

import pytest
from django.conf import settings

from noaber.pages import record_queries
from noaber.pages.testing import block, make_picture, make_prose, make_site, publish
from noaber.people.testing import make_concept

pytestmark = pytest.mark.django_db


def body(*blocks):
    return json.dumps(list(blocks))


def records():
    return {record["id"]: record for record in record_queries.records()}


def test_a_page_goes_out_whole(twente):
    picture = make_picture(twente)
    above = make_prose(twente, "Over ons")
    words = f'<p>Zie <a linktype="page" id="{above.pk}">ons</a>, en kom langs.</p>'
    page = make_prose(
        twente, "Koffie", under=above, sort="news", summary="Elke dinsdag.", byline="Els", day=dt.date(2026, 3, 3),
        source_url="https://example.org/koffie", picture=picture, themes=[make_concept("schulden")],
        body=body(block("text", words), block("picture", {"picture": picture.pk, "caption": "Aan tafel"})),
    )  # fmt: skip
    assert list(records()) == [above.ref, page.ref]
    record = records()[page.ref]
    photo = {"file": picture.file.name, "title": "Wijkhuis", "alt": picture.alt}
    moments = {name: record.pop(name) for name in ("published_at", "changed_at")}
    assert record == {
        "id": page.ref, "kind": "page", "sort": "news", "title": "Koffie", "summary": "Elke dinsdag.",
        "text": "Zie ons, en kom langs.\n\nAan tafel", "lang": "nl", "date": "2026-03-03", "werkplaatsen": ["twente"],
        "themes": ["schulden"], "authors": ["Els"], "url": f"{settings.SITE_URL}/twente/over-ons/koffie/",
        "source_url": "https://example.org/koffie", "picture": photo,
        "body": [
            {
                "type": "text",
                "value": f'<p>Zie <a href="{settings.SITE_URL}/twente/over-ons/">ons</a>, en kom langs.</p>',
            },
            {"type": "picture", "value": {"picture": photo, "caption": "Aan tafel"}},
        ],
    }  # fmt: skip
    assert all(dt.datetime.fromisoformat(moment).tzinfo for moment in moments.values())


def test_only_what_readers_can_read_goes_out(twente):
    make_prose(twente, "Concept", live=False)
    page = make_prose(twente, "Openbaar")
    page.title = "Straks"
    page.save_revision()
    gone = make_prose(twente, "Weg")
    gone.unpublish()
    draft = make_prose(twente, "Kladje", live=False)
    make_prose(twente, "Met link", body=body(block("text", f'<p><a linktype="page" id="{draft.pk}">x</a></p>')))
    assert sorted(record["title"] for record in record_queries.records()) == ["Met link", "Openbaar"]
    assert "kladje" not in json.dumps(list(record_queries.records())).lower()


def test_it_costs_as_many_questions_for_one_as_for_many(twente, django_assert_num_queries):
    picture = make_picture(twente)
    for number in range(6):
        make_prose(twente, f"Blad {number}", body=body(block("picture", {"picture": picture.pk, "caption": ""})))
        if number in (0, 5):
            with django_assert_num_queries(3):
                assert len(list(record_queries.records())) == number + 1


def test_links_to_elsewhere_are_found_wherever_they_stand(twente):
    site = make_site(twente)
    site.lead = "Zie https://example.org/welkom."
    site.save_revision().publish()
    page = make_prose(
        twente, "Blad", summary="Op https://example.org/kort", source_url="https://example.org/bron",
        body=body(
            block("text", '<p><a href="https://example.org/a?x=1&amp;y=2">a</a></p>'),
            block("folds", {"title": "", "folds": [{"question": "?", "answer": '<a href="https://example.org/b">b</a>'}]}),
            block("action", {"text": "", "label": "Ga", "to": "https://example.org/c"}),
        ),
    )  # fmt: skip
    make_prose(twente, "Concept", live=False, source_url="https://example.org/geheim")
    found = {one.ref: one for one in record_queries.links()}
    assert set(found) == {page.ref, site.ref}
    assert found[page.ref].addresses >= {
        "https://example.org/a?x=1&y=2", "https://example.org/b", "https://example.org/c", "https://example.org/kort",
        "https://example.org/bron",
    }  # fmt: skip
    assert (found[page.ref].href, found[page.ref].werkplaats) == ("/twente/blad/", "twente")
    publish(page, body=body())
    assert "https://example.org/a?x=1&y=2" not in {one.ref: one for one in record_queries.links()}[page.ref].addresses
