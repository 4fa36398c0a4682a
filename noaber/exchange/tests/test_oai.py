# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Harvesting a repository that does not keep to the rules."""

import pytest
from oaipmh_scythe import Scythe

from noaber.exchange import import_actions, oai
from noaber.exchange.fetch import Unfetched
from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.testing import compared, make_source, serving, taken_over, worked_on
from noaber.exchange.tests.repository import ENVELOPE, SET, Repository
from noaber.knowledge.models import Product

BASE = "/api/oaipmh/channel/v1/hbokennisbank"


@pytest.fixture
def repository():
    return Repository()


@pytest.fixture
def address(repository):
    with serving(repository) as host:
        yield host + BASE


def harvested(address, prefix="didl_mods", **options):
    """All records, page after page, as the worker asks for them."""
    found, token = [], ""
    while True:
        page = oai.read_page(address, prefix=prefix, token=token, **options)
        found += page.records
        if not (token := page.token):
            return found


# ── The six quirks ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_list_ends_where_the_token_is_absent(address):
    assert [one.identifier for one in harvested(address)] == [f"oai:sharekit:{number}" for number in range(1, 8)]


def test_a_cursor_of_the_next_page_is_no_matter(address):
    assert oai.read_page(address, prefix="oai_dc").total == 7


def test_what_was_deleted_is_told_and_what_is_forgotten_is_seen_at_a_full_harvest(
    repository, address, twente, carla, db
):
    source = make_source(twente, carla, sort=ImportSource.Sort.OAI, name=address, address=address)
    run = compared(harvest(source, carla), carla)
    run = taken_over(run, carla)
    assert Product.objects.count() == 7
    repository.deleted = {7}
    del repository.titles[1]
    again = harvest(source, carla, everything=True)
    removed = {row.identifier: row for row in again.rows.filter(state=ImportRow.State.REMOVED)}
    assert {key: row.problems[0][0] for key, row in removed.items()} == {
        "oai:sharekit:1": "gone", "oai:sharekit:7": "removed",
    }  # fmt: skip
    assert {row.choice for row in removed.values()} == {"hide"}
    taken_over(again, carla)
    assert set(Product.objects.filter(visibility="hidden").values_list("url", flat=True)) == {
        "https://hbo.example/1", "https://hbo.example/7",
    }  # fmt: skip


def test_a_date_with_half_a_fraction_is_read(address):
    assert oai.identify(address)["earliest"] == "2019-01-01"


def test_sets_and_tokens_are_handed_back_as_they_came(repository, address):
    assert oai.identify(address)["sets"] == [[SET, "Saxion"]]
    harvested(address, oai_set=SET)
    asked = [one for one in repository.asked if one["verb"] == "ListRecords"]
    assert asked[0]["set"] == SET
    assert asked[1] == {"verb": "ListRecords", "resumptionToken": ";x;3;3;didl_mods;"}


def test_an_address_with_more_in_it_never_sends_purge(repository, address):
    base = oai.base_of(address + "?verb=Identify&purge=1&key=x")
    assert base == address + "?key=x"
    oai.identify(base)
    assert all(one["key"] == "x" and "purge" not in one for one in repository.asked)


# ── The same as others read ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("prefix", ["oai_dc", "didl_mods", "lom"])
def test_a_harvester_of_others_finds_the_same(prefix, repository, address):
    repository.deleted = {3}
    with Scythe(address) as scythe:
        theirs = [(one.header.identifier, one.deleted) for one in scythe.list_records(metadata_prefix=prefix)]
    assert [(one.identifier, one.deleted) for one in harvested(address, prefix)] == theirs


# ── What a record tells ──────────────────────────────────────────────────────────────────────────────────────────────
def test_mods_in_didl(address):
    assert harvested(address)[0].values == {
        "titel": ["Stuk 1 over wonen & zorg"], "samenvatting": ["Over Stuk 1 over wonen & zorg."],
        "datum": ["2024-05-02"], "soort": ["info:eu-repo/semantics/report"], "trefwoorden": ["wonen"],
        "organisaties": ["Saxion"],
        "auteurs": ["Piet Jansen"], "licentie": ["https://creativecommons.org/licenses/by/4.0/"],
        "adres": ["https://hbo.example/1"], "bestand": ["https://hbo.example/1.pdf"], "taal": ["nl"],
        "kenmerk": ["oai:sharekit:1"], "nummers": ["urn:nbn:nl:hs:25-00000001"],
    }  # fmt: skip


def test_dublin_core(address):
    values = harvested(address, "oai_dc")[1].values
    assert (values["titel"], values["auteurs"], values["nummers"]) == (
        ["Stuk 2 over wonen & zorg"], ["Jansen, P."], ["doi:10.5555/2"],
    )  # fmt: skip
    assert "soort" not in values


def test_lom_in_dutch_and_without_what_is_empty(address):
    values = harvested(address, "lom")[0].values
    assert (values["titel"], values["auteurs"], values["licentie"]) == (
        ["Stuk 1 over wonen & zorg"], ["Piet Jansen"], ["cc-by-40"],
    )  # fmt: skip
    assert (values["adres"], values["datum"]) == (["https://hbo.example/1"], ["2024-05-02"])
    assert "soort" not in values


# ── A whole harvest ──────────────────────────────────────────────────────────────────────────────────────────────────
def harvest(source, person, **options):
    return worked_on(import_actions.start(source, by=person, at=source.created_at, **options))


def test_a_harvest_comes_in_and_the_next_asks_only_for_what_is_new(repository, address, twente, carla, db):
    source = make_source(twente, carla, sort=ImportSource.Sort.OAI, name=address, address=address)
    run = harvest(source, carla)
    assert (run.state, run.total, run.source.name, run.source.prefix) == ("mapping", 7, "Hogeschool & Co", "didl_mods")
    run = taken_over(compared(run, carla, mapping_of(run)), carla)
    product = Product.objects.get(url="https://hbo.example/1")
    assert (product.type, product.licence, product.year, product.on_date) == ("report", "CC BY 4.0", 2024, "2024-05-02")
    assert (product.organisation_names, product.authors) == (["Saxion"], ["Piet Jansen"])
    source.refresh_from_db()
    assert source.harvested_until == "2026-03-14T09:00:00Z"
    repository.asked.clear()
    again = harvest(source, carla)
    assert next(one for one in repository.asked if one["verb"] == "ListRecords")["from"] == "2026-03-13T00:00:00Z"
    assert [row.state for row in again.rows.all()] == ["known", "known"]


def mapping_of(run):
    from noaber.exchange import mapping

    return mapping.same_columns()


def test_a_busy_source_is_asked_again_when_it_said(repository, address, twente, carla, db):
    repository.busy = 1
    source = make_source(twente, carla, sort=ImportSource.Sort.OAI, name="x", address=address)
    run = harvest(source, carla)
    assert (run.state, run.message) == (ImportRun.State.READING, ["busy", ""])
    assert worked_on(run).state == ImportRun.State.MAPPING


def test_a_source_that_keeps_saying_the_same_does_not_go_on_for_ever(repository, address, twente, carla, db):
    repository.spoil = lambda body: body.replace(b";x;6;", b";x;3;")
    source = make_source(twente, carla, sort=ImportSource.Sort.OAI, name="x", address=address)
    run = harvest(source, carla)
    assert (run.state, run.message) == (ImportRun.State.MAPPING, ["oai_lost", ""])


def test_nothing_new_is_no_error(repository, address):
    repository.ListRecords = lambda asked: '<error code="noRecordsMatch">nee</error>'
    assert oai.read_page(address, prefix="oai_dc").records == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((401, {}, b""), "status_401"),
        ((404, {}, b""), "status_404"),
        ((500, {}, b""), "status"),
        ((200, {}, b"<html><body>Welkom</body></html>"), "not_oai"),
        ((200, {}, b"Welkom"), "not_xml"),
        ((200, {}, ENVELOPE.format('<error code="badVerb">x</error>').encode()), "oai_error"),
    ],
)  # fmt: skip
def test_what_is_no_repository_is_told(answer, code):
    with serving(lambda *asked: answer) as host, pytest.raises(Unfetched) as told:
        oai.read_page(host, prefix="oai_dc")
    assert told.value.code == code


def test_xml_with_faults_is_mended_only_where_it_must(repository, address):
    repository.spoil = lambda body: body.replace(b"Stuk 2", b"Stuk\x0b 2 &#x2;")
    page = oai.read_page(address, prefix="oai_dc")
    assert (len(page.records), page.mended) == (3, True)
    assert page.records[1].values["titel"] == ["Stuk 2  over wonen & zorg"]
    repository.spoil = lambda body: body.replace(b"Stuk 2", b"Stuk & 2")
    assert oai.read_page(address, prefix="oai_dc").mended
    repository.spoil = lambda body: body
    assert not oai.read_page(address, prefix="oai_dc").mended


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_entities_are_refused(head, repository, address):
    repository.spoil = lambda body: body.replace(b"<OAI-PMH", head + b"<OAI-PMH", 1).replace(b"Stuk 1", b"&a;&c;")
    with pytest.raises(Unfetched) as told:
        oai.read_page(address, prefix="oai_dc")
    assert told.value.code in ("xml_entities", "not_xml")
