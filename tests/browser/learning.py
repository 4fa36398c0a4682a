# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second half of the journey from a gap to knowledge: a learning project from its start until its result has an
owner. Each step says exactly who is mailed."""

import io
import re
import time
from datetime import date, timedelta

from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_journey import AS_A_PERSON, mail

LEAD = "fenna@noaber.example"
NAME = "Praten over geld in het dorpshuis"
CO_LEADS = {"wijkteam@leren.example": "professional", "gemeente@leren.example": "beleid"}
RESIDENT = "wil@leren.example"
INSIGHT = "Begin over de energierekening, niet over schulden."
ROUNDS = (
    ("Wie begint er uit zichzelf over geld?", "Drie avonden koffie.", "Niemand begon erover.", "Wachten werkt niet."),
    (
        "Helpt een gastvrouw die het zelf meemaakte?",
        "Een avond met haar.",
        "Vijf mensen bleven.",
        "Zij mag het vragen.",
    ),
    ("Waar begin je over?", "Een bakje met rekeningen op tafel.", "Iedereen pakte de energierekening.", INSIGHT),
)
A_YEAR_ON = (date.today() + timedelta(days=365)).isoformat()
PHASES = ("Ontwerpen", "Doen", "Oogsten", "Borgen")


class Post:
    """The post of this computer, which other tests share; tells what came about these things since the last look."""

    def __init__(self, page, about):
        self.page = page
        self.about = about
        self.seen = set()

    def fresh(self):
        """To whom and about what, for each mail that was not told before."""
        self.page.goto("/-/post/")
        new = []
        for one in self.page.locator("article.mail").all():
            name, text = one.get_attribute("id"), one.inner_text()
            if name not in self.seen and any(words in text for words in self.about):
                new.append((re.search(r"Aan: (\S+)", text)[1], one.locator("h2").inner_text()))
            self.seen.add(name)
        return sorted(new)

    def until(self, address, says):
        """The mail with these words, once it came."""
        return mail(self.page, address, says)


def start(fenna, item, post, asker):
    """From the item of the agenda, with a label of the region; who asked is told, nobody else."""
    fenna.goto(item)
    fenna.get_by_role("link", name="Begin hiermee een leertraject").click()
    fenna.get_by_label("Hoe heet het?").fill(NAME)
    fenna.get_by_label("Wat gaan jullie doen, en voor wie?").fill("Met elkaar uitzoeken hoe je over geld begint.")
    fenna.get_by_label("Hoe noemen jullie zoiets?").fill("leeratelier")
    fenna.get_by_label("Ik, als onderzoeker").check()
    fenna.get_by_label(re.compile("^Actieleren")).check()
    fenna.get_by_role("button", name="Begin het leertraject").click()
    expect(fenna.get_by_role("heading", name="Plan en kalender")).to_be_visible()
    project = fenna.url.replace("groep/plan/", "")
    post.until(asker, f"Het leertraject heet “{NAME}”")
    assert post.fresh() == [(asker, "Er wordt aan je vraag gewerkt")]
    fenna.goto(project)
    expect(fenna.get_by_text("leeratelier").first).to_be_visible()
    expect(fenna.get_by_text("Nog geen inwoners in dit leertraject")).to_be_visible()
    return project


def invite_co_leads(open_context, fenna, project, post):
    """Two partners lead along, without an account; each by a mailed link."""
    for address, side in CO_LEADS.items():
        fenna.goto(f"{project}groep/mensen/uitnodigen/")
        fenna.get_by_label("E-mailadres").fill(address)
        fenna.get_by_label(side, exact=True).check()
        fenna.get_by_label("medetrekker").check()
        fenna.get_by_role("button", name="Verstuur de uitnodiging").click()
        expect(fenna.get_by_text("De uitnodiging is verstuurd.")).to_be_visible()
    partner = open_context().new_page()
    for address in CO_LEADS:
        letter = post.until(address, "/leertrajecten/uitnodiging/")
        partner.goto(letter.locator("a[href*='/uitnodiging/']").first.get_attribute("href"))
        partner.get_by_role("button", name="Ja, ik doe mee").click()
        expect(partner.get_by_role("heading", name="Je doet mee")).to_be_visible()
        post.until(address, "Dit is jouw link naar de groep.")
    assert not {cookie["name"] for cookie in partner.context.cookies()} & {"sessionid"}


def take_in(open_context, fenna, project, post, phone):
    """A resident asks to take part, confirms by mail, and is let in, all without a script; the page no longer says that
    residents miss."""
    resident = open_context(**phone, java_script_enabled=False).new_page()
    resident.goto(project)
    resident.get_by_role("link", name="Vraag of je mee mag doen").click()
    began = time.monotonic()
    resident.get_by_label("Je naam").fill("Wil")
    resident.get_by_label("e-mailadres").fill(RESIDENT)
    resident.get_by_label("inwoner").check()
    resident.get_by_label("Waarom wil je meedoen?").fill("Ik heb het zelf meegemaakt.")
    time.sleep(max(0, AS_A_PERSON - (time.monotonic() - began)))
    resident.get_by_role("button", name="Verstuur").click()
    letter = post.until(RESIDENT, "/leertrajecten/meedoen/")
    resident.goto(letter.locator("a[href*='/meedoen/']").first.get_attribute("href"))
    resident.get_by_role("button", name="Ja, verstuur dit").click()
    asked = post.until(LEAD, "Ik heb het zelf meegemaakt.")
    fenna.goto(asked.locator("a[href*='/groep/mensen/']").first.get_attribute("href"))
    fenna.get_by_label("Ja", exact=True).check()
    fenna.get_by_role("button", name="Verstuur").click()
    letter = post.until(RESIDENT, "Dit is jouw link naar de groep.")
    link = letter.locator("a[href*='/leertrajecten/mee/']").first.get_attribute("href")
    # The people of the group, and who leads it.
    assert {to for to, _subject in post.fresh()} == {LEAD, RESIDENT, *CO_LEADS}
    resident.goto(project)
    expect(resident.get_by_text("Nog geen inwoners")).to_have_count(0)
    resident.goto(link)
    return resident


def note_with_photo(phone):
    """A few words and a photo, on a phone, without an account or a script: one page, four things to fill in."""
    picture = io.BytesIO()
    Image.new("RGB", (1200, 900), "#0b5a4c").save(picture, "JPEG")
    began = time.monotonic()
    phone.get_by_label("Wat gebeurde er vandaag?").fill("De tafel was te klein.")
    phone.get_by_text("Voeg een foto toe").click()
    phone.get_by_label(re.compile("^Foto")).set_input_files(
        {"name": "tafel.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    phone.get_by_label("Wat zie je op de foto?").fill("Een lange tafel met koppen koffie")
    phone.get_by_label("Iedereen").check()
    phone.get_by_role("button", name="Zet in het logboek").click()
    expect(phone.get_by_role("img", name="Een lange tafel met koppen koffie")).to_be_visible()
    assert time.monotonic() - began < 60


def learn(fenna, project, post, asker):
    """Three rounds in the words of the method; only the last is for everybody, and is told to who asked."""
    post.fresh()
    for number, (question, action, happened, insight) in enumerate(ROUNDS, 1):
        fenna.goto(f"{project}groep/ronde/")
        fenna.get_by_label("Met welke vraag zitten we nu?").fill(question)
        fenna.get_by_label("Wat proberen we, en wie doet dat?").fill(action)
        fenna.get_by_label("Wat gebeurde er?").fill(happened)
        fenna.get_by_label("Wat leren we hieruit?").fill(insight)
        fenna.get_by_label("Wat doen we in de volgende ronde?").fill("Nog een avond.")
        if number == len(ROUNDS):
            fenna.get_by_label("Iedereen").check()
        fenna.get_by_role("button", name="Bewaar").click()
        fenna.get_by_role("button", name="Deze ronde is af").click()
        expect(fenna.get_by_text("af sinds")).to_be_visible()
    post.until(asker, INSIGHT)
    assert post.fresh() == [(asker, "Er is iets geleerd over je vraag")]


def lift(fenna, carla, project, question, post, asker):
    """The insight becomes knowledge in one step; the links stay, and who asked is told when it is public."""
    fenna.get_by_role("link", name="Maak hier kennis van").click()
    expect(fenna.get_by_label("Hoe heet het?")).to_have_value(INSIGHT.rstrip("."))
    fenna.get_by_role("button", name="Maak het concept").click()
    draft = re.sub(r"schrijven/?$", "", fenna.url)
    # What a product needs beside the words of the round.
    fenna.locator("#id_what").fill("Een manier om te beginnen.")
    fenna.locator("#id_audience").fill("Wie een dorpshuis openhoudt")
    fenna.locator("#id_licence").select_option("CC BY 4.0")
    fenna.locator("#id_owner").fill("Dorpshuis De Brink")
    fenna.locator("#id_review_on").fill(A_YEAR_ON)
    fenna.locator("button[name=look]").click()
    fenna.get_by_role("link", name="Vraag om mee te kijken").click()
    fenna.get_by_role("button", name="Vraag om mee te kijken").click()
    carla.goto(draft)
    carla.get_by_role("link", name="Publiceer").click()
    carla.get_by_role("button", name="Publiceer").click()
    letter = post.until(asker, "Wat ze leerden is nu voor iedereen te lezen")
    product = letter.locator("a[href*='/kennis/']").first.get_attribute("href")
    told = post.fresh()
    assert (asker, "Er is kennis gemaakt over je vraag") in told
    # Beside who asked: who judges what was written, and who wrote it.
    assert {to for to, _subject in told} - {asker} <= {LEAD, "coordinator.twente@noaber.example"}
    fenna.goto(product)
    expect(fenna.get_by_role("link", name=NAME).first).to_be_visible()
    for page in (project, question):
        fenna.goto(page)
        assert fenna.locator(
            f"a[href='{product.partition('//')[2].partition('/')[1]}{product.split('/', 3)[3]}']"
        ).count()
    return product


def end(fenna, project, post, asker):
    """The phases in order; the last only with who owns the result, where it lives, and when we look again."""
    for phase in PHASES:
        fenna.goto(f"{project}fase/")
        fenna.get_by_label(phase).check()
        fenna.get_by_role("button", name="Ga naar deze fase").click()
    fenna.goto(f"{project}fase/")
    expect(fenna.get_by_text("Afronden kan met een borgingsplan")).to_be_visible()
    fenna.get_by_label("Afgerond").check()
    fenna.get_by_role("button", name="Ga naar deze fase").click()
    expect(fenna.get_by_role("alert").first).to_be_visible()
    fenna.get_by_role("link", name="Schrijf het borgingsplan").click()
    fenna.get_by_label("Wie is daarna de eigenaar?").fill("Dorpshuis De Brink")
    fenna.get_by_label("E-mailadres van de eigenaar").fill("brink@leren.example")
    fenna.get_by_label("In een organisatie").check()
    fenna.get_by_label("Waar precies?").fill("Op de eerste donderdag van de maand")
    fenna.get_by_label("Wanneer kijken we opnieuw?").fill(A_YEAR_ON)
    fenna.get_by_role("button", name="Bewaar het plan").click()
    fenna.goto(f"{project}fase/")
    fenna.get_by_label("Afgerond").check()
    fenna.get_by_role("button", name="Ga naar deze fase").click()
    expect(fenna.get_by_text("Dorpshuis De Brink").first).to_be_visible()
    post.until(asker, "De groep die aan deze vraag werkte is klaar")
    assert post.fresh() == [(asker, "Het leertraject over je vraag is afgerond")]
