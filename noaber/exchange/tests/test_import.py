# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a list to things of ours, and back."""

import json
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber import search
from noaber.base.verdicts import Refused
from noaber.exchange import import_actions, import_queries, sheets, tasks
from noaber.exchange.holding import Imports
from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.testing import LIST, compared, make_run, make_source, taken_over, worked_on
from noaber.knowledge.actions import record_product
from noaber.knowledge.models import Product
from noaber.knowledge.testing import make_product
from noaber.ledger.models import Entry
from noaber.people.testing import make_concept, make_person
from noaber.search import understanding

pytestmark = pytest.mark.django_db
State, Choice, Outcome = ImportRun.State, ImportRow.Choice, ImportRow.Outcome


@pytest.fixture(autouse=True)
def _fresh_thesaurus():
    """The thesaurus is remembered for a minute."""
    understanding._thesaurus.cache_clear()
    yield
    understanding._thesaurus.cache_clear()


@pytest.fixture
def searching(own_index, by_words):
    """An index of its own, in which all is found that was made."""
    return search.catch_up


def outcomes(run):
    return dict(run.rows.values_list("number", "outcome"))


def test_a_list_waits_for_its_fields_then_for_a_choice_then_comes_in(twente, carla, at):
    make_concept("wonen")
    run = make_run(
        twente, carla, "Titel;Jaar;Trefwoorden;Auteurs\nWonen met zorg;2021;wonen, ruimte;Jansen, P.|De Wit\n"
    )
    assert (run.state, run.columns, run.total) == (State.MAPPING, ["Titel", "Jaar", "Trefwoorden", "Auteurs"], 1)
    assert not run.file
    run = compared(run, carla)
    row = run.rows.get()
    assert (run.state, row.state, row.choice, row.number) == (State.PREVIEW, "new", Choice.ADD, 2)
    assert ["unknown_themes", "ruimte"] in row.problems
    run = taken_over(run, carla, "hidden")
    assert run.state == State.DONE
    product = Product.objects.get(title="Wonen met zorg")
    assert (product.year, product.type, product.home, product.visibility) == (2021, "report", twente, "hidden")
    assert product.authors == ["Jansen, P.", "De Wit"]
    assert [theme.slug for theme in product.themes.all()] == ["wonen"]
    assert product.extra["set"]["keywords"] == ["ruimte"]
    entry = Entry.objects.get(verb="import.item_added")
    assert (entry.kind, entry.ref, entry.by, entry.werkplaats) == ("product", product.ref, carla, "twente")


def test_the_source_remembers_which_column_is_what(twente, carla):
    run = taken_over(compared(make_run(twente, carla), carla), carla)
    again = make_run(twente, carla, source=run.source)
    assert again.state == State.PREVIEW
    row = again.rows.get()
    assert (row.state, row.match_why) == ("known", ["same_source", ""])


def test_doing_it_all_again_changes_nothing(twente, carla):
    run = taken_over(compared(make_run(twente, carla), carla), carla)
    before = Product.objects.values().get()
    again = taken_over(make_run(twente, carla, source=run.source), carla)
    assert outcomes(again) == {2: Outcome.SAME}
    assert Product.objects.values().get() == before


def test_a_step_that_is_done_twice_writes_once(twente, carla):
    run = compared(make_run(twente, carla), carla)
    done = taken_over(run, carla)
    tasks.work_on(run)
    assert worked_on(done).state == State.DONE
    assert Product.objects.count() == 1


@pytest.mark.parametrize(
    ("known", "row", "why"),
    [
        (
            {"url": "http://www.example.org/wonen/?utm_source=x"},
            "Iets heel anders;https://example.org/wonen",
            "same_url",
        ),
        ({"url": "https://doi.org/10.1234/AB.5"}, "Een ander woord;doi:10.1234/ab.5", "same_id"),
        ({"title": "Wonen, met een luisterend oor!"}, "wonen met een luisterend oor;", "same_title"),
    ],
)
def test_what_is_known_is_recognised(known, row, why, twente, carla):
    product = make_product(home=twente, **{"title": "Wonen", **known})
    run = compared(
        make_run(twente, carla, f"Titel;Link\n{row}\n"), carla, {"title": "Titel", "url": "Link", "ids": "Link"}
    )
    found = run.rows.get()
    assert (found.state, found.match_ref, found.match_why[0], found.choice) == ("known", product.ref, why, Choice.SKIP)


def test_a_title_that_is_much_alike_is_told(twente, carla, searching):
    product = make_product("Samen leren in de wijk met inwoners", home=twente)
    searching()
    run = compared(
        make_run(twente, carla, "Titel\nSamen leren in de wijk mèt bewoners\nHelemaal iets anders nu\n"), carla
    )
    first, second = run.rows.all()
    assert (first.match_ref, first.match_why[0]) == (product.ref, "like_title")
    assert second.state == "new"


def test_what_is_hidden_elsewhere_is_not_told(twente, elsewhere, carla):
    make_product("Een geheim plan van Zuyd", home=elsewhere, visibility="hidden")
    run = compared(make_run(twente, carla, "Titel\nEen geheim plan van Zuyd\n"), carla)
    assert run.rows.get().state == "new"


def test_a_row_that_stands_twice_comes_in_once(twente, carla):
    text = "Titel;Link\nWonen;https://example.org/a\nWonen;https://example.org/a\n"
    run = compared(make_run(twente, carla, text), carla)
    first, second = run.rows.all()
    assert (first.choice, second.choice, second.match_why) == (Choice.ADD, Choice.SKIP, ["same_row", "2"])


def test_bringing_up_to_date_keeps_what_the_list_does_not_say(twente, carla):
    product = make_product("Wonen", home=twente, summary="Van ons.", url="https://example.org/wonen", year=2019)
    run = compared(make_run(twente, carla, LIST.replace("Over wonen.", "")), carla)
    import_actions.choose(run, {2: Choice.UPDATE}, by=carla, at=run.created_at)
    run = taken_over(run, carla, "hidden")
    product.refresh_from_db()
    assert (product.title, product.summary, product.year) == ("Wonen met zorg", "Van ons.", 2021)
    assert product.visibility == "public"
    assert outcomes(run) == {2: Outcome.UPDATED}


def test_another_werkplaats_keeps_its_own(twente, elsewhere, carla):
    make_product("Wonen", home=elsewhere, url="https://example.org/wonen")
    run = compared(make_run(twente, carla), carla)
    import_actions.choose(run, {2: Choice.UPDATE}, by=carla, at=run.created_at)
    run = taken_over(run, carla)
    assert outcomes(run) == {2: Outcome.FAILED}
    assert run.rows.get().problems[-1][0] == "elsewhere"
    assert Product.objects.get().title == "Wonen"


def test_undo_takes_away_and_gives_back(twente, carla, at):
    product = make_product("Wonen", home=twente, url="https://example.org/wonen", year=2019)
    before = Product.objects.values().get()
    run = compared(make_run(twente, carla, LIST + "Nieuw stuk;2020;;\n"), carla)
    import_actions.choose(run, {2: Choice.UPDATE}, by=carla, at=at)
    run = taken_over(run, carla)
    assert Product.objects.count() == 2
    import_actions.undo(run, by=carla, at=at)
    run = worked_on(run)
    assert run.state == State.UNDONE
    after = Product.objects.values().get()
    for changed in ("updated_at", "fingerprint", "extra"):
        before.pop(changed), after.pop(changed)
    assert after == before
    assert after["ref"] == product.ref
    assert set(outcomes(run).values()) == {Outcome.UNDONE}


def test_undo_leaves_what_somebody_edited_since(twente, carla, at):
    run = taken_over(compared(make_run(twente, carla, LIST + "Nieuw stuk;2020;;\n"), carla), carla)
    edited = Product.objects.get(title="Nieuw stuk")
    record_product("Nieuw stuk, nagekeken", ref=edited.ref, home=twente, by=carla, at=at)
    import_actions.undo(run, by=carla, at=at)
    run = worked_on(run)
    assert (run.state, run.message) == (State.DONE, ["not_undone", "1"])
    assert Product.objects.count() == 2
    assert run.rows.get(number=3).problems == [["edited", ""]]
    import_actions.undo(run, keep_edited=True, by=carla, at=at)
    run = worked_on(run)
    assert run.state == State.UNDONE
    assert Product.objects.get().title == "Nieuw stuk, nagekeken"
    assert outcomes(run) == {2: Outcome.UNDONE, 3: Outcome.KEPT}


def test_taking_many_back_asks_what_was_edited_at_once_and_says_how_far_it_is(client, twente, carla, at):
    def many(number, word):
        rows = "".join(f"{word} {one};2020;;\n" for one in range(number))
        run = taken_over(compared(make_run(twente, carla, "Titel;Jaar;Samenvatting;Link\n" + rows), carla), carla)
        with CaptureQueriesContext(connection) as asked:
            assert import_queries.edited_rows(run) == []
        return run, len(asked)

    _few, least = many(2, "Weinig")
    run, most = many(12, "Veel")
    assert most == least
    run = import_actions.undo(run, by=carla, at=at)
    assert (run.done, run.total) == (0, 12)
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("import_run", args=["twente", run.pk])).content.decode()
    assert "Wordt teruggedraaid" in page
    assert "Eerst kijken we" in page
    run = worked_on(run)
    assert (run.state, run.done) == (State.UNDONE, 12)


def test_after_an_undo_it_can_come_in_again(twente, carla, at):
    run = taken_over(compared(make_run(twente, carla), carla), carla)
    import_actions.undo(run, by=carla, at=at)
    worked_on(run)
    again = taken_over(make_run(twente, carla, source=run.source), carla)
    assert outcomes(again) == {2: Outcome.ADDED}


def test_what_was_changed_here_is_not_overwritten_by_itself(twente, carla, at):
    run = taken_over(compared(make_run(twente, carla), carla), carla)
    product = Product.objects.get()
    record_product("Beter gezegd", ref=product.ref, home=twente, by=carla, at=at)
    again = make_run(twente, carla, LIST.replace("Over wonen.", "Anders."), source=run.source)
    row = again.rows.get()
    assert (row.state, row.choice) == ("known", Choice.SKIP)
    assert ["edited", ""] in row.problems


def test_our_own_format_keeps_its_ids_and_gets_a_new_home(twente, elsewhere, carla):
    lines = [
        {"id": "p-1", "kind": "method", "title": "Een methode", "werkplaatsen": ["zuyd"], "isbn": "x"},
        {"id": "o-1", "kind": "organisation", "title": "Een organisatie"},
        {"id": "p-2", "kind": "publication", "title": ""},
    ]
    text = "\n".join(map(json.dumps, lines)) + "\nkapot\n"
    run = compared(make_run(twente, carla, text, name="uit.jsonl"), carla, {})
    assert [(row.state, [code for code, _what in row.problems]) for row in run.rows.all()] == [
        ("new", []), ("unusable", ["no_organisations"]), ("unusable", ["no_title"]), ("unusable", ["unreadable"]),
    ]  # fmt: skip
    taken_over(run, carla)
    product = Product.objects.get()
    assert (product.ref, product.type, product.home) == ("p-1", "method", twente)
    assert product.extra["set"]["isbn"] == "x"


@pytest.mark.parametrize("who", ["sam", "nadia", "pieter", "bas"])
def test_only_editors_of_the_werkplaats_may(who, twente, carla, at, request):
    person = request.getfixturevalue(who)
    with pytest.raises(Refused):
        make_source(twente, person)
    run = compared(make_run(twente, carla), carla)
    for act in (
        lambda: import_actions.begin(run, visibility="public", by=person, at=at),
        lambda: import_actions.choose(run, {2: Choice.SKIP}, by=person, at=at),
        lambda: import_actions.stop(run, by=person, at=at),
        lambda: import_actions.reconsider(run, by=person, at=at),
    ):
        with pytest.raises(Refused):
            act()
    assert worked_on(run).state == State.PREVIEW


def test_who_lost_the_task_takes_nothing_over(twente, carla, at):
    run = compared(make_run(twente, carla), carla)
    import_actions.begin(run, visibility="public", by=carla, at=at)
    carla.roles.all().delete()
    run = ImportRun.objects.select_related("source__werkplaats", "by").get(pk=run.pk)
    tasks.work_on(run)
    run.refresh_from_db()
    assert (run.state, run.message[0]) == (State.IMPORTING, "refused")
    assert Product.objects.count() == 0


def test_without_a_title_column_nothing_is_mapped(twente, carla, at):
    run = make_run(twente, carla)
    with pytest.raises(Refused, match="titel"):
        import_actions.map_fields(run, fields={"year": "Jaar"}, defaults={}, by=carla, at=at)


def test_going_back_to_the_fields_compares_anew(twente, carla, at):
    run = compared(make_run(twente, carla), carla)
    import_actions.reconsider(run, by=carla, at=at)
    run.refresh_from_db()
    run = compared(run, carla, {"title": "Samenvatting"})
    assert run.rows.get().record["title"] == "Over wonen."


def test_nothing_chosen_is_not_begun(twente, carla, at):
    run = compared(make_run(twente, carla), carla)
    import_actions.choose_all(run, state="new", choice=Choice.SKIP, by=carla, at=at)
    with pytest.raises(Refused, match="niets gekozen"):
        import_actions.begin(run, visibility="public", by=carla, at=at)
    with pytest.raises(Refused):
        import_actions.choose_all(run, state="new", choice=Choice.HIDE, by=carla, at=at)


def test_a_bad_row_does_not_stop_the_others(twente, carla, monkeypatch):
    from noaber.exchange import taking_actions

    run = compared(make_run(twente, carla, LIST + "Tweede stuk;2020;;\n"), carla)
    put = taking_actions.put

    def sometimes(kind, item, *rest, **more):
        if item.fields["title"].startswith("Wonen"):
            raise Refused("nee")
        return put(kind, item, *rest, **more)

    monkeypatch.setattr(taking_actions, "put", sometimes)
    run = taken_over(run, carla)
    assert outcomes(run) == {2: Outcome.FAILED, 3: Outcome.ADDED}
    assert [product.title for product in Product.objects.all()] == ["Tweede stuk"]


def test_an_error_of_ours_stops_the_reading_and_says_so(twente, carla, monkeypatch):
    def broken(run):
        raise ZeroDivisionError

    monkeypatch.setitem(tasks.STEPS, State.READING, broken)
    run = make_run(twente, carla)
    assert (run.state, run.message) == (State.STOPPED, ["broke", ""])


def test_the_worker_finds_its_work(twente, carla):
    source = make_source(twente, carla)
    from django.core.files.base import ContentFile

    run = import_actions.start(
        source, file=ContentFile(LIST.encode(), name="a.csv"), name="a.csv", by=carla, at=source.created_at
    )
    assert tasks.work_on_imports() == 1
    run.refresh_from_db()
    assert run.state == State.MAPPING
    assert not import_queries.at_work().exists()
    assert not tasks.start_imports()


def test_what_an_editor_stopped_is_not_read_on(twente, carla, at, monkeypatch):
    def stopped_meanwhile(stream, name):
        import_actions.stop(ImportRun.objects.get(), by=carla, at=at)
        return sheets.Sheet(["Titel"], iter([(2, {"Titel": "Te laat"}, [])]))

    monkeypatch.setattr(sheets, "read_sheet", stopped_meanwhile)
    run = make_run(twente, carla)
    assert (run.state, run.message, run.rows.count()) == (State.STOPPED, [], 0)


def test_two_workers_at_one_import_do_no_harm(twente, carla, at):
    """A second worker that thinks it still reads gives up, and what the first made stays."""
    run = make_run(twente, carla)
    behind = ImportRun.objects.select_related("source__werkplaats", "by").get(pk=run.pk)
    behind.state = State.READING
    tasks.work_on(behind)
    run.refresh_from_db()
    assert (run.state, run.rows.count()) == (State.MAPPING, 1)


def test_one_source_is_not_read_twice_at_once(twente, carla, at):
    source = make_source(twente, carla, sort=ImportSource.Sort.FEED, address="https://example.org/feed")
    first = import_actions.start(source, by=carla, at=at)
    assert import_actions.start(source, by=carla, at=at) == first
    assert make_source(twente, carla, sort=ImportSource.Sort.FEED, address="https://example.org/feed") == source


def test_an_import_waits_on_the_desk_of_its_editors(twente, carla, sam):
    run = make_run(twente, carla)
    waiting = import_queries.Desk().waiting(carla)
    assert [(one.title, one.werkplaats) for one in waiting] == [("Onze lijst", "twente")]
    assert waiting[0].href == f"/binnenhalen/twente/keer/{run.pk}/"
    assert import_queries.Desk().waiting(sam) == []


def test_who_leaves_is_taken_out_and_what_came_in_stays(twente, carla, at):
    taken_over(compared(make_run(twente, carla), carla), carla)
    assert [one["source"] for one in Imports().export(carla)] == ["Onze lijst"]
    for _time in range(2):
        Imports().erase(carla, by=carla, at=at)
    assert Imports().export(carla) == []
    assert Product.objects.count() == 1
    with pytest.raises(Refused):
        import_actions.forget_person(carla, by=make_person(), at=at)


def test_work_beside_the_worker_has_a_thread_of_its_own(caplog):
    done = threading.Event()
    tasks.beside("proef", done.set)
    assert done.wait(5)
    tasks._threads["proef"].join()

    def broken():
        raise ZeroDivisionError

    tasks.beside("proef", broken)
    tasks._threads["proef"].join()
    assert "work beside the worker failed" in caplog.text
