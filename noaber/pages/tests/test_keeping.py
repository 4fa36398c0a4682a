# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows when an editor publishes, withdraws, moves or removes a page, and when the clock does it for them."""

import datetime as dt

import pytest
from django.db import connection, transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import LogContext
from wagtail.models import Page, Revision

from noaber import ledger, search
from noaber.base import clock
from noaber.base.testing import at as moment
from noaber.base.verdicts import Refused
from noaber.ledger.models import Entry
from noaber.pages import actions, queries, tasks
from noaber.pages.models import ProsePage, SitePage
from noaber.pages.testing import make_prose, make_site, publish
from noaber.people.testing import make_werkplaats
from noaber.search import actions as search_actions
from noaber.search.models import Outbox


def verbs(page):
    return [entry.verb for entry in ledger.trail(page)]


def in_future(hours=1):
    return clock.now() + dt.timedelta(hours=hours)


# ── The ledger and the search ────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_is_nobodys_news(twente):
    page = make_prose(twente, live=False)
    before = ledger.generation()
    page.title = "Anders"
    page.save_revision()
    assert verbs(page) == []
    assert ledger.generation() == before


def test_publishing_is_recorded_with_who_and_is_indexed(twente, carla):
    page = make_prose(twente, live=False)
    Outbox.objects.all().delete()
    with LogContext(user=carla):
        page.save_revision(user=carla).publish(user=carla, skip_permission_checks=True)
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.by, entry.werkplaats, entry.data["path"]) == (
        "page.published", carla, "twente", "/twente/over-ons/",
    )  # fmt: skip
    assert f"page:{page.ref}" in Outbox.objects.values_list("document", flat=True)


def test_the_entry_and_the_page_come_together_or_not_at_all(twente, monkeypatch):
    page = make_prose(twente, live=False)
    monkeypatch.setattr("noaber.search.changed", lambda kind, ref: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(page)
    page.refresh_from_db()
    assert not page.live
    assert verbs(page) == []


def test_withdrawing_and_removing_are_recorded(twente):
    page = make_prose(twente)
    page.unpublish()
    assert verbs(page) == ["page.published", "page.withdrawn"]
    above = make_prose(twente, "Boven")
    below = make_prose(twente, "Onder", under=above)
    ProsePage.objects.get(pk=above.pk).delete()
    for gone in (above, below):
        assert verbs(gone)[-1] == "page.removed"


def test_a_page_is_found_as_what_it_is_now(twente, own_index):
    search_actions.prepare()
    page = make_prose(twente, "Buurthuis open", sort="news", slug="buurthuis")

    def kinds():
        search.catch_up()
        found = search.find(search.SearchRequest(limit=50, sort="newest", facets=()))
        return [hit.kind for hit in found.hits if hit.ref == page.ref]

    assert kinds() == ["news"]
    page = publish(page, sort="dossier")
    assert kinds() == ["dossier"]
    page = publish(page, sort="text")
    assert kinds() == ["page"]
    page.unpublish()
    assert kinds() == []


def test_the_home_of_a_werkplaats_is_recorded(twente):
    site = make_site(twente)
    site.lead = "Welkom."
    site.save_revision().publish()
    assert verbs(site) == ["site.opened", "site.changed"]


# ── Addresses ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_old_address_leads_to_the_new_one(client, twente):
    above = make_prose(twente, "Oud", slug="oud")
    make_prose(twente, "Onder", slug="onder", under=above)
    draft = make_prose(twente, "Concept", slug="concept", under=above, live=False)
    publish(above, slug="nieuw")
    assert client.get("/twente/oud/").headers["Location"] == "/twente/nieuw/"
    assert client.get("/twente/oud/onder/").headers["Location"] == "/twente/nieuw/onder/"
    assert client.get("/en/twente/oud/").headers["Location"] == "/en/twente/nieuw/"
    assert client.get("/twente/oud/concept/").status_code == 404
    assert not Redirect.objects.filter(redirect_page=draft.pk).exists()
    assert "page.moved" in verbs(above)
    publish(above, slug="nieuwer")
    assert client.get("/twente/oud/").headers["Location"] == "/twente/nieuwer/"


def test_an_old_address_of_what_is_withdrawn_is_gone(client, twente):
    page = publish(make_prose(twente, "Oud", slug="oud"), slug="nieuw")
    page.unpublish()
    assert client.get("/twente/oud/").status_code == 404


def test_going_back_to_an_old_address_makes_no_circle(client, twente):
    page = publish(publish(make_prose(twente, "Oud", slug="oud"), slug="nieuw"), slug="oud")
    assert client.get("/twente/oud/").status_code == 200
    assert client.get("/twente/nieuw/").headers["Location"] == "/twente/oud/"
    assert page.get_absolute_url() == "/twente/oud/"


def test_a_page_that_moves_to_another_werkplaats_is_of_that_one(client, twente, elsewhere):
    page = make_prose(twente, "Blad", slug="blad")
    below = make_prose(twente, "Onder", slug="onder", under=page)
    there = SitePage.objects.get(pk=make_site(elsewhere).pk)
    MovePageAction(page, there, pos="last-child").execute(skip_permission_checks=True)
    for moved in (page, below):
        moved.refresh_from_db()
        assert moved.werkplaats == elsewhere
    assert client.get("/zuyd/blad/onder/").status_code == 200
    assert client.get("/twente/blad/onder/").headers["Location"] == "/zuyd/blad/onder/"


def test_a_copy_has_a_name_of_its_own(twente):
    page = make_prose(twente, "Blad", slug="blad")
    copy = page.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert copy.ref != page.ref
    copy.get_latest_revision().publish()
    assert ProsePage.objects.get(pk=copy.pk).ref == copy.ref
    assert ProsePage.objects.get(pk=page.pk).ref == page.ref


# ── The clock ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_planned_is_published_at_its_time(client, twente, monkeypatch, django_assert_num_queries):
    page = make_prose(twente, "Straks", slug="straks", live=False)
    page.go_live_at = in_future()
    page.save_revision().publish()
    assert client.get("/twente/straks/").status_code == 404
    with django_assert_num_queries(1):
        assert tasks.publish_due() == 0
    later = in_future(2)
    monkeypatch.setattr("noaber.base.clock.now", lambda: later)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert tasks.publish_due() == 1
    assert client.get("/twente/straks/").status_code == 200
    assert verbs(page) == ["page.published"]
    assert tasks.publish_due() == 0


def test_what_was_to_end_ends(client, twente, monkeypatch):
    page = publish(make_prose(twente, "Even", slug="even"), expire_at=in_future())
    later = in_future(2)
    monkeypatch.setattr("noaber.base.clock.now", lambda: later)
    assert tasks.publish_due() == 1
    assert verbs(page)[-1] == "page.withdrawn"
    assert ProsePage.objects.get(pk=page.pk).expired
    assert tasks.publish_due() == 0


def test_the_home_of_a_werkplaats_ends_too_when_an_editor_said_so(twente, monkeypatch):
    site = make_site(twente)
    site.lead, site.expire_at = "Tot morgen.", in_future()
    site.save_revision().publish()
    later = in_future(2)
    monkeypatch.setattr("noaber.base.clock.now", lambda: later)
    assert tasks.publish_due() == 1
    assert not SitePage.objects.get(pk=site.pk).live
    assert tasks.publish_due() == 0


def plan_among_many(found, page):
    """How the database looks something up once it has counted two thousand pages of the same name."""
    Page.objects.bulk_create(
        Page(
            path=f"{page.path[:-4]}{1000 + number:04d}",
            depth=page.depth,
            slug=page.slug,
            title=page.title,
            url_path=f"/elders-{number}/{page.slug}/",
            content_type_id=page.content_type_id,
            locale_id=page.locale_id,
        )
        for number in range(2000)
    )
    columns = ", ".join(field.column for field in ProsePage._meta.local_fields if not field.unique)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO pages_prosepage (page_ptr_id, ref, {columns}) "
            f"SELECT other.id, other.path, {columns} FROM pages_prosepage, wagtailcore_page other "
            "WHERE page_ptr_id = %s AND other.url_path LIKE '/elders-%%'",
            [page.pk],
        )
        cursor.execute("ANALYZE wagtailcore_page")
        cursor.execute("ANALYZE pages_prosepage")
    return found.explain()


def test_a_page_is_looked_up_by_its_address_among_any_number_of_the_same_name(twente):
    page = make_prose(twente, slug="contact")
    assert "page_address" in plan_among_many(queries.at_address("twente/contact"), page)


def test_asking_what_is_due_reads_no_pages_but_those_with_a_plan(twente):
    """It is asked every second, whatever the number of pages; the index on Wagtail's table is ours."""
    page = make_prose(twente)
    plan = plan_among_many(queries.due(clock.now()), page)
    assert "page_ends" in plan
    assert "approved_go" in plan
    assert "SCAN wagtailcore_" not in plan
    assert "Seq Scan on wagtailcore_page" not in plan


def test_what_cannot_be_published_is_not_tried_for_ever(twente):
    page = make_prose(twente, "Straks", slug="straks", live=False)
    page.go_live_at = in_future()
    page.save_revision().publish()
    make_werkplaats("ede")
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.content["lang"] = "xx"
    revision.content["go_live_at"] = None
    revision.approved_go_live_at = moment()
    revision.save()
    assert actions.publish_due(by=None, at=clock.now()) == 0
    assert verbs(page) == ["page.not_published"]
    assert actions.publish_due(by=None, at=clock.now()) == 0
    assert verbs(page) == ["page.not_published"]


# ── Sites ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_werkplaats_gets_a_place_for_its_pages(db, deliver):
    werkplaats = make_werkplaats("ede")
    deliver()
    site = SitePage.objects.get(werkplaats=werkplaats)
    assert (site.slug, site.title, site.url) == ("ede", "Ede", "/ede/")
    deliver()
    assert SitePage.objects.count() == 1


def test_opening_a_site_and_writing_a_page_are_for_who_may(twente, carla, sam, pieter):
    with pytest.raises(Refused):
        actions.open_site(twente, by=carla, at=moment())
    site = make_site(twente)
    for person in (sam, pieter):
        with pytest.raises(Refused):
            actions.write_page(site, title="Van buiten", by=person, at=moment())
        with pytest.raises(Refused):
            actions.write_home(site, lead="Van buiten", body=(), by=person, at=moment())
    page = actions.write_page(site, title="Van binnen", by=carla, at=moment())
    assert Entry.objects.filter(verb="page.published", ref=page.ref, by=carla).exists()
