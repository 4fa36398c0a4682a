# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From kitchen table to neighbourhood team and back, in a real browser: a coordinator makes a round with four methods,
people weigh on their phones without an account, all see the result per perspective at closing, and the decision says
why it departs from what residents find most important. A researcher starts a learning project with what is on the
agenda; three rounds later an insight becomes knowledge. A team in another region uses it and asks the next question.
Who has a part is told at each step, and nobody else is mailed."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser import learning, using
from tests.browser.test_journey import confirm, fill_in, mail, send, sign_in

GAP = "Wie durft in ons dorp over schulden te beginnen?"
EATING, SHOP, RIDE = "Samen eten op donderdag", "Een winkel in het dorp", "Een ritje naar het ziekenhuis"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
ASKER = "asker@agenda.example"
RESIDENTS = [f"resident{number}@agenda.example" for number in range(3)]
POLICY = [f"policy{number}@agenda.example" for number in range(3)]
FOUR = ("Punten verdelen", "Op volgorde zetten", "Scoren op criteria", "Twee aan twee kiezen")
ROUND = "Wat zoeken we uit in de dorpen?"
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


def local(moment):
    """As a field for a day and a time wants it."""
    return f"{moment.astimezone(ZoneInfo('Europe/Amsterdam')):%Y-%m-%dT%H:%M:%S}"


def plan(carla):
    """A round that is weighed tomorrow, with every method; returns its desk."""
    carla.goto("/agenda/beheer/twente/")
    carla.get_by_role("link", name="Nieuwe ronde").click()
    carla.get_by_label("Titel").fill(ROUND)
    moments = {"collect_from": -2, "clarify_from": -1, "weigh_from": 1, "decide_from": 3, "report_by": 9}
    for name, days in moments.items():
        carla.locator(f"#id_{name}").fill(local(datetime.now(UTC) + timedelta(days=days)))
    carla.get_by_label("Hoeveel?").fill("2")
    for method in FOUR:
        carla.get_by_label(method).check()
    carla.get_by_role("button", name="Maak het concept").click()
    expect(carla.get_by_role("heading", name="Wat er te doen is")).to_be_visible()
    return carla.url


def begin_weighing(carla, desk):
    """Everybody is there: the coordinator does not wait until tomorrow."""
    carla.goto(f"{desk}regels/")
    carla.locator("#id_weigh_from").fill(local(datetime.now(UTC) + IN_A_MOMENT))
    carla.get_by_role("button", name="Bewaar").click()
    expect(carla.get_by_role("heading", name="Wat er te doen is")).to_be_visible()


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


def post(open_context, link, points):
    """The same without a browser's page: what is sent is what the form would send, every method at once."""
    asking = open_context().request
    shown = asking.get(link).text()
    named = {title: re.search(rf'for="(dots-\d+)">Punten voor: {re.escape(title)}<', shown)[1] for title in points}
    answer = asking.post(link, form={named[title]: str(number) for title, number in points.items()})
    assert "Je stem is opgeslagen" in answer.text()
    assert asking.storage_state()["cookies"] == []


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


def weigh(open_context, carla, desk, code):
    """Six people with a link and one in the room; the first looks too early, and again in time: the page comes anew by
    itself when weighing begins."""
    letters = open_context().new_page()
    links = {address: link_of(letters, address) for address in (*RESIDENTS, *POLICY)}
    phone = open_context(**PHONE).new_page()
    phone.goto(links[RESIDENTS[0]])
    expect(phone.get_by_text("Je doet mee")).to_be_visible()
    begin_weighing(carla, desk)
    phone.reload()
    expect(phone.get_by_role("heading", name=FOUR[0])).to_be_visible(timeout=30_000)
    weigh_by_thumb(phone)
    plain = open_context(**PHONE, java_script_enabled=False).new_page()
    plain.goto(links[RESIDENTS[1]])
    give(plain, {GAP: 5, EATING: 4})
    post(open_context, links[RESIDENTS[2]], {GAP: 5, EATING: 4})
    for address in POLICY:
        post(open_context, links[address], {SHOP: 5, RIDE: 4})
    in_the_room(open_context, code)
    assert [one.context.cookies() for one in (phone, plain)] == [[], []]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    return phone


def close(carla, desk, phone):
    """Nobody sees a result; then the coordinator closes, and it is there by itself."""
    expect(phone.get_by_text("eerlijk delen voor")).to_have_count(0)
    carla.goto(f"{desk}stap/sluiten/")
    carla.get_by_label("Waarom?").fill("Iedereen in de zaal is klaar.")
    carla.get_by_role("button", name="Sluit het wegen").click()
    expect(phone.get_by_role("heading", name="Dit stelt eerlijk delen voor")).to_be_visible(timeout=20_000)
    expect(phone.get_by_text("7 mensen wogen mee")).to_be_visible()
    proposed = phone.locator(".result--in .result__title").all_inner_texts()
    assert GAP in proposed
    assert SHOP in proposed
    table = phone.get_by_role("table", name="Plaats per perspectief")
    heads = " ".join(table.get_by_role("columnheader").all_inner_texts())
    assert re.search(r"inwoners.*beleid.*iedereen", heads, re.S)
    expect(phone.get_by_text("top van inwoners")).to_have_count(2)


@pytest.mark.slow(reason="a whole story of many people")
def test_a_gap_becomes_knowledge(open_context):
    question = ask(open_context)
    carla = open_context(desk=True).new_page()
    mark_as_gap(carla, question)
    words = (GAP, ROUND, learning.NAME, learning.INSIGHT, using.NAME, using.USED, using.NEXT)
    post = learning.Post(open_context().new_page(), about=words)
    mail(post.page, ASKER, "niemand weet het")
    post.fresh()
    desk = plan(carla)
    put_in(carla, desk)
    code = announce_and_invite(carla, desk)
    close(carla, desk, weigh(open_context, carla, desk, code))
    decide(carla, desk)
    told = post.until(ASKER, "Zo woog iedereen mee, op één onderwerp na.")
    assert "Twente" in told.inner_text()
    for address in (*RESIDENTS, *POLICY):
        post.until(address, "Het wegen is gesloten en alles is geteld")
        post.until(address, "Er is besloten")
    assert {to for to, _subject in post.fresh()} == {ASKER, *RESIDENTS, *POLICY}

    carla.get_by_role("link", name=GAP).first.click()
    item = carla.url
    fenna = open_context().new_page()
    sign_in(fenna, learning.LEAD)
    project = learning.start(fenna, item, post, ASKER)
    learning.invite_co_leads(open_context, fenna, project, post)
    phone = learning.take_in(open_context, fenna, project, post, PHONE)
    learning.note_with_photo(phone)
    learning.learn(fenna, project, post, ASKER)
    product = learning.lift(fenna, carla, project, question, post, ASKER)
    learning.end(fenna, project, post, ASKER)
    team, used = using.use(open_context, product, post, ASKER, PHONE)
    using.look_back(team, using.ask_on(team, used, post))
