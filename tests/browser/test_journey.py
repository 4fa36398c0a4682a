# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The main story in a real browser: a resident asks, meets the same question, asks anyway; a coordinator merges and
answers with knowledge; everybody who asked is mailed the answer."""

import re
import time

import pytest
from playwright.sync_api import expect

FIRST = "Wie leert ouderen in onze wijk beeldbellen met de huisarts?"
TITLE = "Wie leert mijn moeder beeldbellen met de huisarts?"
COORDINATOR = "coordinator.twente@noaber.example"
# Faster than a person can fill in a form is what a robot is.
AS_A_PERSON = 2.2


def mails(page, to):
    """What the post of this computer holds for an address, newest first."""
    page.goto("/-/post/")
    return page.locator("article.mail").filter(has=page.get_by_text(f"Aan: {to} ")).all()


def number(mail):
    """The place of a mail among all that were sent."""
    return int(mail.get_attribute("id").removeprefix("mail-"))


def mail(page, to, says, seconds=20, after=0):
    """The newest mail to an address with these words in it, once it has come; `after` is the last that is too old."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for one in mails(page, to):
            if number(one) > after and says in one.inner_text():
                return one
        time.sleep(0.4)
    raise AssertionError(f"No mail to {to} says “{says}”: {[one.inner_text() for one in mails(page, to)]}")


def fill_in(page, title, email):
    page.goto("/vragen/stellen/")
    began = time.monotonic()
    page.get_by_label("Je vraag").first.press_sequentially(title, delay=4)
    page.get_by_label("inwoner").check()
    page.get_by_label("e-mailadres").fill(email)
    page.get_by_text("Waar gaat het over?").click()
    page.locator("select[name=home]").select_option("twente")
    return began


def send(page, began):
    time.sleep(max(0, AS_A_PERSON - (time.monotonic() - began)))
    page.get_by_role("button", name="Stel mijn vraag").click()
    if page.get_by_role("heading", name="Is dit jouw vraag?").count():
        page.get_by_role("button", name="Toch mijn vraag stellen").click()
    expect(page.get_by_role("heading", name="Kijk in je mail")).to_be_visible()


def confirm(page, email, title):
    """Follow the mailed link, press the button, and go to the question on the site."""
    link = mail(page, email, "/vragen/bevestig/").locator("a[href*='/vragen/bevestig/']").first
    page.goto(link.get_attribute("href"))
    page.get_by_role("button", name="Ja, dit is mijn vraag").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("link", name="Bekijk de vraag op de site").click()
    return page.url


def sign_in(page, email=COORDINATOR):
    """With the code of this time, whatever codes were mailed before."""
    post = page.context.new_page()
    before = max(map(number, mails(post, email)), default=0)
    page.goto("/account/login/")
    page.get_by_label("Je e-mailadres").fill(email)
    page.get_by_role("button", name="Stuur mij een code").click()
    expect(page.get_by_role("heading", name="Vul je code in")).to_be_visible()
    text = mail(post, email, "Je code om in te loggen", after=before).inner_text()
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", text, re.M)[1]
    page.get_by_label("code").fill(code)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_text("Mijn Noaber").first).to_be_visible()


@pytest.mark.slow(reason="a whole story of many people")
def test_a_question_gets_its_answer(open_context):
    # A youth worker asked before.
    other = open_context().new_page()
    send(other, fill_in(other, FIRST, "wijkverpleegkundige@example.org"))
    first = confirm(other, "wijkverpleegkundige@example.org", FIRST)

    # A resident, without an account: while she types, the same question appears (once it can be found).
    inge = open_context().new_page()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        began = fill_in(inge, TITLE, "inge@example.org")
        alike = inge.locator("#lijkt-op")
        expect(alike).not_to_be_empty()
        if alike.get_by_role("link", name=FIRST).count():
            break
    expect(alike).to_contain_text("Is dit jouw vraag?")
    expect(alike.get_by_role("link", name=FIRST)).to_be_visible()

    # To her it is not the same: she asks anyway, and confirms by the mailed link.
    send(inge, began)
    hers = confirm(inge, "inge@example.org", TITLE)
    assert {cookie["name"] for cookie in inge.context.cookies()} <= {"csrftoken"}

    # The coordinator finds it on her desk and merges it into the first.
    carla = open_context().new_page()
    sign_in(carla)
    carla.goto("/vragen/werkbak/")
    carla.get_by_role("link", name=TITLE).click()
    carla.get_by_role("link", name="Voeg samen").click()
    carla.get_by_label(FIRST).check()
    carla.get_by_label("Waarom is het dezelfde vraag?").fill("Het gaat om dezelfde huisarts.")
    carla.get_by_role("button", name="Voeg samen").click()
    expect(carla.get_by_text("Deze vraag is samengevoegd")).to_be_visible()

    # She answers with knowledge that exists, and says why it fits.
    carla.goto(first)
    carla.get_by_role("link", name="Geef antwoord").click()
    source = carla.get_by_role("group").filter(has=carla.get_by_label("Deze past")).first
    known = source.locator("legend").inner_text()
    source.get_by_label("Deze past").check()
    source.get_by_label("Waarom past dit").fill("Zo deden anderen het.")
    carla.get_by_label("Je antwoord in gewone woorden").fill("Vraag het de digicoach in de bibliotheek.")
    carla.get_by_role("button", name="Geef antwoord").click()
    expect(carla.get_by_text("Zo deden anderen het.").first).to_be_visible()

    # Every asker has the answer in the mail, and on the page of the question.
    for email in ("inge@example.org", "wijkverpleegkundige@example.org"):
        assert known in mail(inge, email, "Vraag het de digicoach in de bibliotheek.").inner_text()
    inge.goto(hers)
    inge.get_by_role("main").get_by_role("link", name=FIRST).first.click()
    expect(inge.get_by_text("Vraag het de digicoach in de bibliotheek.")).to_be_visible()


def test_asking_without_script(open_context):
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/vragen/stellen/")
    page.get_by_label("Je vraag").first.fill("Hoe bereik je jongeren met schulden?")
    page.get_by_label("inwoner").check()
    page.get_by_label("e-mailadres").fill("zonder@example.org")
    time.sleep(AS_A_PERSON)
    page.get_by_role("button", name="Stel mijn vraag").click()
    expect(page.get_by_role("heading", name="Is dit jouw vraag?")).to_be_visible()
    expect(page.get_by_role("link", name="Hoe bereik je jongeren met schulden op tijd?").first).to_be_visible()
    page.get_by_role("button", name="Terug naar mijn tekst").click()
    expect(page.get_by_label("Je vraag").first).to_have_value("Hoe bereik je jongeren met schulden?")
    page.get_by_role("button", name="Stel mijn vraag").click()
    page.get_by_role("button", name="Toch mijn vraag stellen").click()
    expect(page.get_by_role("heading", name="Kijk in je mail")).to_be_visible()
