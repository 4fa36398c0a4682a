# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a knowledge gap to an agenda in a real browser: a coordinator makes a round with four methods, people weigh on
their phones without an account, all see the result per perspective at closing, and the decision says why it departs
from what residents find most important. Who asked and who weighed is mailed, and nobody else."""

import re
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser.test_journey import COORDINATOR, confirm, fill_in, mail, send

ROUND = "Wat zoeken we uit in de dorpen?"
GAP = "Wie durft in ons dorp over schulden te beginnen?"
EATING, SHOP, RIDE = "Samen eten op donderdag", "Een winkel in het dorp", "Een ritje naar het ziekenhuis"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
ASKER = "asker@agenda.example"
RESIDENTS = [f"resident{number}@agenda.example" for number in range(3)]
POLICY = [f"policy{number}@agenda.example" for number in range(3)]
FOUR = ("Punten verdelen", "Op volgorde zetten", "Scoren op criteria", "Twee aan twee kiezen")
# Long enough to fill in and to save; then weighing begins.
IN_A_MOMENT = timedelta(seconds=4)


def about(words, title):
    """The name of a button or a group that says for whom it is in words that only some hear."""
    return re.compile(rf"{words}\s*:\s*{re.escape(title)}")


def ask(open_context):
    """A resident asks; returns the address of the question."""
    inge = open_context().new_page()
    send(inge, fill_in(inge, GAP, ASKER))
    return confirm(inge, ASKER, GAP)


def mark_as_gap(carla, question):
    carla.goto(question)
    carla.get_by_role("link", name="Nog geen antwoord bekend").click()
    carla.get_by_label("Waarom?").fill("Dit zochten we overal op, en niemand weet het.")
    carla.get_by_role("button", name="Zet op de lijst voor de agenda").click()
    expect(carla.get_by_text("niemand weet het").first).to_be_visible()


def plan(carla):
    """A round that is weighed from tomorrow on, with every method; returns its desk."""
    carla.goto("/agenda/beheer/twente/")
    carla.get_by_role("link", name="Nieuwe ronde").click()
    carla.get_by_label("Titel").fill(ROUND)
    now = datetime.now(ZoneInfo("Europe/Amsterdam"))
    moments = {
        "collect_from": now - timedelta(days=2), "clarify_from": now - timedelta(days=1),
        "weigh_from": now + timedelta(days=1), "decide_from": now + timedelta(days=3),
        "report_by": now + timedelta(days=9),
    }  # fmt: skip
    for name, moment in moments.items():
        carla.locator(f"#id_{name}").fill(f"{moment:%Y-%m-%dT%H:%M:%S}")
    carla.get_by_label("Hoeveel?").fill("2")
    for method in FOUR:
        carla.get_by_label(method).check()
    carla.get_by_role("button", name="Maak het concept").click()
    expect(carla.get_by_role("heading", name="Wat er te doen is")).to_be_visible()
    return carla.url


def put_in(carla, desk):
    """The gap is offered; three more are written."""
    carla.goto(f"{desk}kandidaten/")
    carla.get_by_role("button", name=about("Zet erin", GAP)).click()
    for title in (EATING, SHOP, RIDE):
        carla.get_by_label("Voorstel in één zin").fill(title)
        carla.get_by_role("button", name="Zet erin", exact=True).last.click()
        expect(carla.get_by_role("link", name=about("Verander", title))).to_be_visible()


def announce_and_invite(carla, desk):
    carla.goto(f"{desk}stap/aankondigen/")
    carla.get_by_role("button", name="Maak de ronde openbaar").click()
    expect(carla.get_by_text("Iedereen kan de ronde en de regels lezen.")).to_be_visible()
    for who, addresses in (("inwoner", RESIDENTS), ("beleidsmedewerker", POLICY)):
        carla.goto(f"{desk}uitnodigen/")
        carla.get_by_label(who).check()
        carla.get_by_label("E-mailadressen").fill("\n".join(addresses))
        carla.get_by_role("button", name="Nodig uit").click()
        expect(carla.get_by_text("3 mensen zijn uitgenodigd")).to_be_visible()
    carla.goto(f"{desk}zaal/")
    carla.get_by_label("Hoeveel mensen").fill("5")
    carla.get_by_role("button", name="Open de zaal").click()
    code = carla.locator(".room-screen__code").inner_text()
    assert carla.locator(".room-screen__squares").is_visible()
    return code


def begin_weighing(carla, desk):
    """Everybody is there: the coordinator does not wait until tomorrow."""
    carla.goto(f"{desk}regels/")
    carla.locator("#id_weigh_from").fill(
        f"{datetime.now(ZoneInfo('Europe/Amsterdam')) + IN_A_MOMENT:%Y-%m-%dT%H:%M:%S}"
    )
    carla.get_by_role("button", name="Bewaar").click()
    expect(carla.get_by_role("heading", name="Wat er te doen is")).to_be_visible()


def link_of(page, address):
    """The personal link that this address was mailed."""
    found = mail(page, address, "/agenda/stem/").locator("a[href*='/agenda/stem/']").first
    return found.get_attribute("href")


def give(phone, points):
    """Points by typing, and nothing by the other methods; ends where all is kept."""
    for title, number in points.items():
        phone.get_by_label(f"Punten voor: {title}").fill(str(number))
    for _part in FOUR:
        phone.get_by_role("button", name="Sla op").click()
    expect(phone.get_by_role("heading", name="Je stem is opgeslagen")).to_be_visible()


def weigh_by_thumb(phone):
    """The first resident uses every method, with the buttons."""
    for title, number in ((GAP, 5), (EATING, 4)):
        for _time in range(number):
            phone.get_by_role("button", name=f"Eén punt meer voor: {title}").click()
    expect(phone.get_by_text("nog 1 over")).to_be_visible()
    phone.get_by_role("button", name="Sla op").click()
    expect(phone.get_by_text("Opgeslagen: Punten verdelen")).to_be_visible()
    for title in (GAP, EATING):
        phone.get_by_role("button", name=f"Hoger: {title}").click()
    assert phone.locator(".slip__title").first.inner_text() == GAP
    phone.get_by_role("button", name="Sla op").click()
    expect(phone.get_by_text("Opgeslagen: Op volgorde zetten")).to_be_visible()
    asked = phone.get_by_role("group", name=about("Is dringend voor inwoners", GAP))
    asked.get_by_role("radio", name="5", exact=True).check()
    phone.get_by_role("button", name="Sla op").click()
    for pair in phone.locator(".pair").all():
        if (favourite := pair.get_by_role("radio", name=GAP)).count():
            favourite.check()
    phone.get_by_role("button", name="Sla op").click()
    expect(phone.get_by_role("heading", name="Je stem is opgeslagen")).to_be_visible()
    expect(phone.get_by_text("Je hebt alles ingevuld")).to_be_visible()


def in_the_room(open_context, code):
    """Somebody of the municipality in the room, with the code and nothing else."""
    phone = open_context(**PHONE).new_page()
    phone.goto("/agenda/meedoen/")
    phone.get_by_label("De code op het scherm").fill(code.upper())
    phone.get_by_label("beleidsmedewerker").check()
    phone.get_by_role("button", name="Doe mee").click()
    give(phone, {GAP: 5})
    assert phone.context.cookies() == []


def decide(carla, desk):
    """Departing from the residents' top without a reason is refused, and what was typed stays."""
    carla.goto(f"{desk}besluit/")
    row = carla.locator(".choice").filter(has_text=EATING)
    expect(row.get_by_text("top van inwoners")).to_be_visible()
    expect(row.get_by_label("niet op de agenda")).to_be_checked()
    carla.get_by_label("Waarom dit besluit?").fill("Zo woog iedereen mee, op één onderwerp na.")
    carla.get_by_role("button", name="Leg dit besluit vast").click()
    expect(carla.get_by_text("Schrijf waarom jullie daarvan afwijken").first).to_be_visible()
    expect(carla.get_by_label("Waarom dit besluit?")).to_have_value("Zo woog iedereen mee, op één onderwerp na.")
    row.get_by_label("Waarom?").fill("Daar loopt al een proef mee.")
    carla.get_by_role("button", name="Leg dit besluit vast").click()
    expect(carla.get_by_role("heading", name="Kennisagenda Twente")).to_be_visible()
    expect(carla.get_by_text("wijkt af van inwoners").first).to_be_visible()
    expect(carla.get_by_text("Daar loopt al een proef mee.").first).to_be_visible()


def everybody_mailed(page):
    """Who was mailed about the round or what it is about, and how often; other tests share this computer's post."""
    page.goto("/-/post/")
    told = [one for one in page.locator("article.mail").all_inner_texts() if ROUND in one or GAP in one]
    return Counter(re.search(r"Aan: (\S+) ", one)[1] for one in told)


def test_a_gap_is_weighed_onto_the_agenda(open_context):
    question = ask(open_context)
    carla = open_context(desk=True).new_page()
    mark_as_gap(carla, question)
    desk = plan(carla)
    put_in(carla, desk)
    before = everybody_mailed(carla)
    code = announce_and_invite(carla, desk)

    # The first voter looks too early, and again in time; the page comes anew by itself when weighing begins.
    post = open_context().new_page()
    phones = [open_context(**PHONE, java_script_enabled=number != 1).new_page() for number in range(6)]
    phones[0].goto(link_of(post, RESIDENTS[0]))
    expect(phones[0].get_by_text("Je doet mee")).to_be_visible()
    begin_weighing(carla, desk)
    phones[0].reload()
    expect(phones[0].get_by_role("heading", name=FOUR[0])).to_be_visible(timeout=30_000)
    weigh_by_thumb(phones[0])
    for phone, address in zip(phones[1:3], RESIDENTS[1:], strict=True):
        phone.goto(link_of(post, address))
        give(phone, {GAP: 5, EATING: 4})
    for phone, address in zip(phones[3:], POLICY, strict=True):
        phone.goto(link_of(post, address))
        give(phone, {SHOP: 5, RIDE: 4})
    in_the_room(open_context, code)
    assert [phone.context.cookies() for phone in phones] == [[]] * 6
    assert phones[0].evaluate("document.documentElement.scrollWidth") <= 360

    # Nobody sees a result; then the coordinator closes, and it is there by itself.
    expect(phones[0].get_by_text("eerlijk delen voor")).to_have_count(0)
    carla.goto(f"{desk}stap/sluiten/")
    carla.get_by_label("Waarom?").fill("Iedereen in de zaal is klaar.")
    carla.get_by_role("button", name="Sluit het wegen").click()
    expect(phones[0].get_by_role("heading", name="Dit stelt eerlijk delen voor")).to_be_visible(timeout=20_000)
    expect(phones[0].get_by_text("7 mensen wogen mee")).to_be_visible()
    proposed = phones[0].locator(".result--in .result__title").all_inner_texts()
    assert GAP in proposed
    assert SHOP in proposed
    table = phones[0].get_by_role("table", name="Plaats per perspectief")
    heads = " ".join(table.get_by_role("columnheader").all_inner_texts())
    assert re.search(r"inwoners.*beleid.*iedereen", heads, re.S)
    expect(phones[0].get_by_text("top van inwoners")).to_have_count(2)

    decide(carla, desk)
    told = mail(post, ASKER, "Zo woog iedereen mee, op één onderwerp na.")
    assert "Twente" in told.inner_text()
    for address in (*RESIDENTS, *POLICY):
        mail(post, address, "Er is besloten")
    mailed = everybody_mailed(post) - before
    assert {ASKER, *RESIDENTS, *POLICY} <= set(mailed) <= {ASKER, COORDINATOR, *RESIDENTS, *POLICY}
