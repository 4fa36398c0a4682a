# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links to elsewhere: found, looked at politely, told when they are broken."""

import pytest

from noaber import exchange
from noaber.base.testing import at as moment
from noaber.base.verdicts import Refused
from noaber.exchange import Place, checking, link_actions, link_queries, tasks
from noaber.exchange.link_actions import Look
from noaber.exchange.models import LinkCheck, LinkPlace
from noaber.exchange.testing import make_broken_link, serving
from noaber.knowledge.testing import make_product
from noaber.ledger.models import Entry

pytestmark = pytest.mark.django_db
State = LinkCheck.State
FAILED, FINE = Look(False, 404, ("link_gone", "")), Look(True, 200)


@pytest.fixture(autouse=True)
def _no_rules():
    checking._rules.clear()


def make_link(address="https://example.org/a", **place):
    facts = {"kind": "product", "ref": "x", "title": "Een stuk", "href": "/kennis/x/", **place}
    link_actions.note_places("product", [Place(address, **facts)], by=None, at=moment())
    return LinkCheck.objects.get(key=link_queries.key_of(address))


def test_links_of_public_things_are_found_and_forgotten(twente):
    product = make_product(
        home=twente, url="https://example.org/a", source_url="https://web.archive.org/web/2016/https://example.org/a",
        text="Zie https://example.org/b. En (http://example.org/c)!",
    )  # fmt: skip
    make_product("Geheim", home=twente, visibility="hidden", url="https://example.org/geheim")
    tasks.find_links()
    found = dict(LinkCheck.objects.values_list("address", "archived_url"))
    assert found == {
        "https://example.org/a": "https://web.archive.org/web/2016/https://example.org/a",
        "https://example.org/b": "", "http://example.org/c": "",
    }  # fmt: skip
    assert set(LinkPlace.objects.values_list("werkplaats", "ref")) == {("twente", product.ref)}
    product.delete()
    tasks.find_links()
    assert not LinkCheck.objects.exists()


def test_links_on_pages_of_editors_are_found_and_shown_to_them(twente):
    from noaber.pages.testing import make_prose

    page = make_prose(twente, source_url="https://example.org/bron")
    make_prose(twente, "Concept", live=False, source_url="https://example.org/concept")
    tasks.find_links()
    assert set(LinkPlace.objects.values_list("source", "kind", "ref", "href", "werkplaats")) == {
        ("prose", "page", page.ref, "/twente/over-ons/", "twente")
    }
    page.unpublish()
    tasks.find_links()
    assert not LinkPlace.objects.exists()


def test_a_room_hands_over_its_own_links(monkeypatch):
    monkeypatch.setattr(
        exchange, "LINKS", {"prose": lambda: [Place("https://example.org/p", "page", "1", "Over", "/over/")]}
    )
    assert tasks.find_links() == 1
    assert LinkPlace.objects.get().source == "prose"


def test_three_failures_over_days_make_a_link_broken():
    link = make_link()
    for number, (day, state) in enumerate([(14, State.DOUBT), (15, State.DOUBT), (16, State.BROKEN)], 1):
        link = link_actions.note_checked(link, FAILED, by=None, at=moment(f"2026-03-{day} 10:00"))
        assert (link.state, link.failures) == (state, number)
    assert link.failing_since == moment("2026-03-14 10:00")
    assert Entry.objects.get(verb="link.broken").ref == link.ref


def test_a_bad_evening_is_no_reason():
    link = make_link()
    for hour in (18, 19, 20, 21):
        link = link_actions.note_checked(link, FAILED, by=None, at=moment(f"2026-03-14 {hour}:00"))
    assert link.state == State.DOUBT


def test_a_link_that_works_again_is_told():
    link = make_broken_link("https://example.org/a")
    assert link_queries.broken("https://example.org/a").since == moment("2026-03-14 10:00")
    link = link_actions.note_checked(link, FINE, by=None, at=moment("2026-04-01 10:00"))
    assert (link.state, link.failures, link.failing_since) == (State.FINE, 0, None)
    assert link_queries.broken("https://example.org/a") is None
    assert Entry.objects.filter(verb="link.mended").count() == 1


def test_a_host_that_asks_to_wait_is_not_broken():
    link = make_link()
    link = link_actions.note_checked(link, Look(None, 429, ("busy", ""), retry_after=7200), by=None, at=moment())
    assert (link.state, link.failures) == (State.UNKNOWN, 0)
    assert link.due_at == moment("2026-03-14 12:00")


def site(**pages):
    """A site: by path a status, or status and headers; `heard` is what was asked."""
    heard = []

    def answer(path, asked, method):
        heard.append((method, path))
        said = pages.get(path.strip("/").replace(".", "_"), 404)
        status, headers, body = said if isinstance(said, tuple) else (said, {}, b"")
        return status, headers, body

    return answer, heard


@pytest.mark.parametrize(
    ("said", "works", "why"),
    [
        (200, True, ""), (404, False, "link_gone"), (410, False, "link_gone"), (500, False, "status"),
        (403, None, "asks_us_not"), (401, None, "asks_us_not"), ((429, {"Retry-After": "60"}, b""), None, "busy"),
        ((503, {"Retry-After": "90000"}, b""), None, "busy"), (503, False, "status"),
        ((302, {"Location": "/b"}, b""), True, ""),
    ],
)  # fmt: skip
def test_what_an_answer_means(said, works, why):
    answer, _heard = site(a=said, b=200)
    with serving(answer) as host:
        look = checking.look_at(host + "/a")
    assert (look.works, look.said[0]) == (works, why)
    assert look.retry_after in ((3600, 86400) if why == "busy" else (0,))


def test_the_head_first_and_the_page_only_where_the_head_says_nothing():
    answer, heard = site(a=200, b=405)
    with serving(answer) as host:
        checking.look_at(host + "/a")
        checking.look_at(host + "/b")
    assert heard == [("GET", "/robots.txt"), ("HEAD", "/a"), ("HEAD", "/b"), ("GET", "/b")]


def test_what_a_site_does_not_want_is_not_asked():
    answer, heard = site(robots_txt=(200, {}, b"User-agent: *\nDisallow: /geheim"), geheim=200, open=200)
    with serving(answer) as host:
        assert checking.look_at(host + "/geheim") == Look(None, said=("robots", ""))
        assert checking.look_at(host + "/open").works
    assert ("HEAD", "/geheim") not in heard


def test_an_address_in_our_own_network_is_left_alone():
    assert checking.look_at("http://127.0.0.1:80/x").works is None


def test_one_of_each_host_at_a_time(monkeypatch):
    looked = []
    monkeypatch.setattr(tasks, "look_at", lambda address: looked.append(address) or FINE)
    for number in range(3):
        make_link(f"https://een.example/{number}")
    make_link("https://twee.example/")
    assert tasks.check_links(10, at=moment()) == 2
    assert sorted(looked) == ["https://een.example/0", "https://twee.example/"]
    assert tasks.check_links(10, at=moment()) == 1


def test_without_the_keepers_wish_nothing_is_asked(settings):
    make_link()
    settings.LINK_CHECK = False
    assert not tasks.start_checking_links()


def test_an_editor_says_where_a_copy_is_kept(twente, elsewhere, carla, sam, at):
    link = make_broken_link("https://example.org/a", werkplaats="twente")
    copy = "https://web.archive.org/web/2016/https://example.org/a"
    assert link_actions.keep_copy(link, twente, address=copy, by=carla, at=at).archived_url == copy
    assert link_queries.broken("https://example.org/a").archived == copy
    for werkplaats, person, address in ((twente, sam, copy), (elsewhere, sam, copy), (twente, carla, "javascript:x")):
        with pytest.raises(Refused):
            link_actions.keep_copy(link, werkplaats, address=address, by=person, at=at)


def test_a_page_shows_the_kept_copy_instead_of_a_dead_link(twente, client):
    product = make_product(home=twente, url="https://example.org/weg", source_url="https://example.org/weg")
    page = client.get(product.get_absolute_url()).content.decode()
    assert 'href="https://example.org/weg"' in page
    link = make_broken_link("https://example.org/weg")
    LinkCheck.objects.filter(pk=link.pk).update(archived_url="https://web.archive.org/web/2016/https://example.org/weg")
    page = client.get(product.get_absolute_url()).content.decode()
    assert 'href="https://example.org/weg"' not in page
    assert "Deze link werkt niet meer" in page
    assert "14 maart 2026" in page
    assert 'href="https://web.archive.org/web/2016/https://example.org/weg"' in page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a/", "http://www.example.org/a"),
        ("https://example.org/a?b=2&a=1&utm_source=x#deel", "https://EXAMPLE.org/a?a=1&b=2"),
        ("https://web.archive.org/web/20160101000000/http://example.org/a", "https://example.org/a"),
    ],
)
def test_addresses_that_are_the_same(one, other):
    from noaber.exchange.addresses import same_address

    assert same_address(one) == same_address(other) != ""


def test_the_command_looks_once_and_tells(twente, capsys, monkeypatch):
    import argparse

    from noaber.exchange import commands

    make_product(home=twente, url="https://example.org/a", source_url="https://example.com/b")
    make_broken_link("https://example.net/weg")
    monkeypatch.setattr(tasks, "look_at", lambda address: FINE)
    assert commands.links(argparse.Namespace(most=10)) == 0
    told = capsys.readouterr()
    assert "2 looked at, 0 still due" in told.out
    assert "2 fine" in told.err
