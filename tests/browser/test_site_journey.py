# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A werkplaats from zero in a real browser: its colours, words and own host, its editors, news through review and
planning, a dossier with live pieces, and a new period that leaves the old one as archive. No developer in between."""

import re
import subprocess
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.server import ROOT, python
from tests.browser.test_journey import mail, sign_in

HERE = ZoneInfo("Europe/Amsterdam")
NAME = "Werkplaats Sociaal Domein Schouwen"
THEME = """
--utrecht-button-primary-action-background-color: #7a1f5c;
--utrecht-heading-color: #4a1238;
--utrecht-link-color: #7a1f5c;
--utrecht-button-border-radius: 0px;
"""
NEWS = "Het inloopspreekuur gaat verhuizen"
DOSSIER = "Schulden vroeg zien"


@dataclass
class Region:
    """What is new on each run, so that a test can run again on the same server."""

    slug: str = field(default_factory=lambda: f"schouwen-{time.time():.0f}")

    @property
    def host(self):
        # The browser is told that these are here; see CHROMIUM_WORDS.
        return f"{self.slug}.wsd.example"

    def who(self, name):
        return f"{name}.{self.slug}@noaber.example"


def make_keeper(server, email):
    """The one step outside the browser, as the guide tells it: a keeper is made on the server."""
    words = python("-m", "noaber", "createsuperuser", "--noinput", "--email", email)
    subprocess.run(words, env=server.environment, cwd=ROOT, check=True, capture_output=True)


def found(page, region):
    """The keeper: six answers, and there is a site."""
    page.goto("/werkplaatsen/")
    page.get_by_role("link", name="Nieuwe werkplaats").click()
    page.get_by_label("Naam van de werkplaats").fill(NAME)
    page.get_by_label("Korte naam").fill("Schouwen")
    page.get_by_label("Adres op dit portaal").fill(region.slug)
    page.get_by_role("textbox", name="Regio").fill("Schouwen-Duiveland")
    page.get_by_label("E-mailadres van de coördinator").fill(region.who("cor"))
    page.get_by_role("button", name="Maak de werkplaats").click()
    expect(page.get_by_text("De werkplaats is er.")).to_be_visible()


def furnish(page, region):
    """The coordinator: who they are, where they are, and what they call things."""
    page.goto(f"/{region.slug}/")
    page.get_by_role("link", name="Instellingen").click()
    page.get_by_label("Wat is deze werkplaats?").fill("Samen leren op het eiland, met wie er woont en werkt.")
    page.get_by_label("Eigen webadres").fill(region.host)
    page.get_by_role("textbox", name="Leertrajecten").fill("Leerkringen")
    page.get_by_role("textbox", name="Contact").fill("Bel Cor, op dinsdag.")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("De instellingen zijn bewaard.")).to_be_visible()


def dress(page):
    """The coordinator, from the settings: the tokens of their own house style."""
    page.get_by_role("link", name="Huisstijl", exact=True).click()
    page.get_by_label("Of plak de tokens hier").fill(THEME)
    page.get_by_role("button", name="Neem deze huisstijl over").click()
    expect(page.get_by_text("De huisstijl is overgenomen")).to_be_visible()


def visit_own_host(page, server, region):
    """A reader, under the own name of the werkplaats."""
    own = server.address.replace("127.0.0.1", region.host)
    # A process may remember for some seconds which hosts there are.
    until = time.monotonic() + 15
    while page.goto(own).status != 200 and time.monotonic() < until:
        time.sleep(0.5)
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Leerkringen")).to_be_visible()
    button = page.get_by_role("link", name="Stel mijn vraag").first
    looks = button.evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).borderRadius]")
    assert looks == ["rgb(122, 31, 92)", "0px"]


def first_period(page, region):
    """The coordinator: what they work on, in words of the thesaurus."""
    page.goto(f"/{region.slug}/instellingen/")
    page.get_by_role("link", name="Nieuwe periode beginnen").click()
    page.get_by_label("Naam van de nieuwe periode").fill("2023–2026")
    page.get_by_label("Begint op").fill("2023-01-01")
    page.get_by_label("Thema’s").fill("schulden\neenzaamheid")
    page.get_by_label("Waar gaat deze periode over?").fill("Geldzorgen eerder zien, en er samen iets aan doen.")
    page.get_by_role("button", name="Begin deze periode").click()
    expect(page.get_by_text("Geldzorgen eerder zien").first).to_be_visible()


def invite(page, region):
    """The coordinator: somebody who may write."""
    page.goto(f"/{region.slug}/instellingen/")
    page.get_by_role("link", name="Mensen en uitnodigingen").click()
    page.get_by_label("E-mailadres").fill(region.who("els"))
    page.get_by_role("textbox", name="Naam").fill("Els")
    page.get_by_label("Rol", exact=True).select_option(label="redacteur")
    page.get_by_role("button", name="Stuur de uitnodiging").click()
    expect(page.get_by_text(f"De uitnodiging gaat naar {region.who('els')}")).to_be_visible()


def accept(page, region):
    """The editor: the mailed link, yes, and a code."""
    link = mail(page, region.who("els"), "/mensen/uitnodiging/").locator("a[href*='/mensen/uitnodiging/']").first
    page.goto(link.get_attribute("href"))
    page.get_by_role("button", name="Ja, ik doe mee").click()
    expect(page.get_by_role("heading", name="Je doet mee")).to_be_visible()
    sign_in(page, region.who("els"))


def publish_menu(page, name):
    """A button below the page, or behind the arrow beside it."""
    button = page.get_by_role("button", name=name)
    if not button.is_visible():
        page.get_by_role("button", name="Meer acties").click()
    button.click()


def write(page, title, sort):
    """An editor: a new page with its title, kind and summary, kept as a draft."""
    page.goto("/werkbank/")
    page.get_by_role("link", name="Pagina’s schrijven").click()
    page.get_by_role("link", name="Nieuwe pagina").click()
    page.locator("#id_title").fill(title)
    page.locator("#id_sort").select_option(label=sort)
    page.locator("#id_summary").fill("Dit is er aan de hand.")
    publish_menu(page, "Bewaar concept")
    expect(page).to_have_url(re.compile(r"/pages/\d+/edit/"), timeout=20_000)


def add_block(page, name):
    """The kind of block that this name finds first, at the end."""
    page.get_by_role("button", name="Blok invoegen").last.click()
    page.get_by_placeholder("Zoek opties").fill(name)
    page.locator("[role=option]", has_text=name).first.click()


def plan(page, moment):
    """When a page is to appear."""
    if not page.get_by_role("button", name=re.compile("Kies een moment|Verander het moment")).first.is_visible():
        page.get_by_role("button", name=re.compile("[Ss]tatus")).first.click()
    page.get_by_role("button", name=re.compile("Kies een moment|Verander het moment")).first.click()
    page.locator("#id_go_live_at").fill(moment.strftime("%Y-%m-%d %H:%M:%S"))
    # The calendar that comes with the field may lie over the button.
    page.get_by_role("button", name="Schema opslaan").press("Enter")


def write_news(page):
    """The editor: news for next week, sent to a colleague."""
    write(page, NEWS, "nieuws")
    add_block(page, "Tekst")
    page.locator(".Draftail-Editor [role=textbox]").fill("Vanaf mei is het spreekuur in de bibliotheek.")
    plan(page, datetime.now(HERE) + timedelta(days=7))
    publish_menu(page, "Laat nalezen door een collega")


def judge(page):
    """The coordinator: what waits is on the desk; yes, with a word."""
    page.goto("/werkbank/")
    page.get_by_role("link", name=NEWS).click()
    publish_menu(page, "Keur goed en publiceer")
    page.locator("[name=comment]").fill("Helder.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keur goed en publiceer").last.click()


def bring_forward(page):
    """The coordinator: it may as well appear in a moment."""
    page.goto("/beheer/")
    page.get_by_role("link", name="Alle pagina’s").click()
    page.get_by_role("link", name=NEWS).first.click()
    page.get_by_role("button", name="Neem de planning terug").first.click()
    expect(page.get_by_text("planning ongedaan gemaakt")).to_be_visible()
    plan(page, datetime.now(HERE) + timedelta(seconds=5))
    publish_menu(page, re.compile("^(Plan het verschijnen|Publiceren)$"))


def write_dossier(page):
    """The editor: words, something of the loop that readers get as it is now, and a list that keeps itself."""
    write(page, DOSSIER, "dossier")
    add_block(page, "Iets uit het netwerk")
    field = page.get_by_role("combobox", name="Wat").last
    field.press_sequentially("schulden jongeren", delay=10)
    page.locator(".noaber-objects [role=option]").first.click()
    chosen = page.locator(".noaber-object").last.inner_text()
    add_block(page, "Lijst die zichzelf bijhoudt")
    page.get_by_label("Kop erboven").last.fill("Vragen hierover")
    page.locator("select[name$=value-kind]").last.select_option(label="Vragen")
    page.locator("select[name$=value-theme]").last.select_option(label="schulden")
    publish_menu(page, "Publiceren")
    expect(page.get_by_text(f"'{DOSSIER}' is gepubliceerd")).to_be_visible()
    return chosen.rpartition(" (")[0]


def next_period(page, region):
    """The coordinator: what comes next; what was becomes archive."""
    page.goto(f"/{region.slug}/periode/nieuw/")
    expect(page.get_by_role("complementary", name="Dit wordt archief")).to_contain_text("2 thema’s")
    page.get_by_label("Naam van de nieuwe periode").fill("2027–2030")
    page.get_by_label("Begint op").fill(f"{datetime.now(HERE):%Y-%m-%d}")
    page.get_by_label("Thema’s").fill("wonen")
    page.get_by_label("Waar gaat deze periode over?").fill("Een thuis voor wie hier blijft.")
    page.get_by_role("button", name="Begin deze periode").click()
    expect(page.get_by_text("De vorige is nu archief")).to_be_visible()


def read_when_there(page, path, name, seconds=20):
    """A reader looks again until it is there, and opens it."""
    until = time.monotonic() + seconds
    page.goto(path)
    while not page.get_by_role("link", name=name).count() and time.monotonic() < until:
        time.sleep(0.3)
        page.goto(path)
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


@pytest.mark.slow(reason="a whole story of many people")
def test_a_werkplaats_from_zero(open_context, server):
    region = Region()
    keeper, cor, els, reader = (open_context().new_page() for _person in range(4))
    make_keeper(server, region.who("keeper"))

    # Six answers make a site; its coordinator signs in and gives it its looks, words and own address.
    sign_in(keeper, region.who("keeper"))
    found(keeper, region)
    sign_in(cor, region.who("cor"))
    furnish(cor, region)
    dress(cor)
    first_period(cor, region)
    visit_own_host(reader, server, region)

    # Somebody is invited to write, and nobody but the coordinator judges what she wrote.
    invite(cor, region)
    accept(els, region)
    write_news(els)
    els.goto("/werkbank/")
    expect(els.get_by_role("link", name=NEWS)).to_have_count(0)
    judge(cor)
    news = f"/nieuws/?werkplaats={region.slug}"
    reader.goto(news)
    expect(reader.get_by_role("link", name=NEWS)).to_have_count(0)
    bring_forward(cor)
    read_when_there(reader, news, NEWS)
    expect(reader.get_by_text("Vanaf mei is het spreekuur in de bibliotheek.")).to_be_visible()

    # A dossier shows what it is about as it is now, on the portal and under the own name.
    chosen = write_dossier(els)
    read_when_there(reader, f"/{region.slug}/", DOSSIER)
    expect(reader.get_by_role("link", name=chosen)).to_be_visible()
    expect(reader.get_by_role("heading", name="Vragen hierover")).to_be_visible()
    own = server.address.replace("127.0.0.1", region.host)
    reader.goto(own)
    expect(reader.get_by_role("link", name=NEWS)).to_be_visible()
    expect(reader.get_by_role("link", name=DOSSIER)).to_be_visible()

    # What comes next takes nothing away: what was stays at its own address, and says that it is over.
    next_period(cor, region)
    reader.goto(own)
    expect(reader.get_by_text("Een thuis voor wie hier blijft.")).to_be_visible()
    reader.get_by_role("link", name="2023–2026").click()
    expect(reader).to_have_url(f"{own}/{region.slug}/periode/2023-2026/")
    expect(reader.get_by_text("Dit is archief")).to_be_visible()
    expect(reader.get_by_text("Geldzorgen eerder zien")).to_be_visible()
    reader.get_by_role("link", name="Naar nu: 2027–2030").click()
    expect(reader.get_by_role("heading", level=1, name=NAME)).to_be_visible()
