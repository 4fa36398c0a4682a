# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The last part of the journey, from knowledge to the next question: somebody of another region uses it and tells so on
a phone, the loop comes round, and its trail is whole. Each step says exactly who is mailed."""

import re
import time

from playwright.sync_api import expect

from tests.browser import learning
from tests.browser.test_journey import AS_A_PERSON

TEAM = "wijkteam@zwolle.example"
NAME = "Een wijkteam in Zwolle"
USED = "De energierekening op tafel: zes van de acht mensen begonnen zelf."
NEXT = "Wat doe je als iemand geen rekening durft te laten zien?"
STATIONS = ("Vraag", "Agenda", "Leeratelier", "Handreiking", "Toegepast", "Vraag")


def use(open_context, product, post, asker, phone):
    """A neighbourhood team in Zwolle tells in a minute, without an account or a script, what it did with a product; who
    wrote it and who asked hear of it, and nobody else."""
    team = open_context(**phone, java_script_enabled=False).new_page()
    team.goto(product)
    team.get_by_role("link", name="Ik heb dit toegepast").first.click()
    began = time.monotonic()
    team.get_by_label("Wie deed het?").fill("een wijkteam")
    team.get_by_label("Waar?").fill("Zwolle")
    team.get_by_label("Wat voor plek is dat?").select_option(index=1)
    team.get_by_label("ja, aangepast").check()
    team.get_by_label("Wat deed je anders?").fill("Eerst onze eigen rekening.")
    team.get_by_label("Wat gebeurde er?").fill(USED)
    team.get_by_label("professional").check()
    team.get_by_label("Je e-mailadres").fill(TEAM)
    assert time.monotonic() - began < 60
    time.sleep(max(0, AS_A_PERSON - (time.monotonic() - began)))
    team.get_by_role("button", name="Vertel dit").click()
    letter = post.until(TEAM, "/effect/bevestig/")
    assert post.fresh() == [(TEAM, "Bevestig wat je vertelde")]
    team.goto(letter.locator("a[href*='/effect/bevestig/']").first.get_attribute("href"))
    team.get_by_role("button").last.click()
    letter = post.until(asker, "Die wordt nu gebruikt.")
    post.until(learning.LEAD, "Iemand paste toe wat je schreef")
    post.until(TEAM, "Wat je vertelde staat op de site")
    told = post.fresh()
    assert (asker, "Wat er met je vraag gebeurde: het wordt gebruikt") in told
    assert (learning.LEAD, "Je kennis is toegepast") in told
    assert sorted(to for to, _subject in told) == sorted({asker, learning.LEAD, TEAM})
    assert not {cookie["name"] for cookie in team.context.cookies()} & {"sessionid"}
    return team, letter.locator("a[href*='/toegepast/']").first.get_attribute("href")


def ask_on(team, used, post):
    """From what happened one step to the next question, which says where it comes from; returns its address."""
    team.goto(used)
    team.get_by_role("link", name="Nieuwe vraag hieruit").click()
    began = time.monotonic()
    expect(team.get_by_text("Deze vraag komt voort uit:")).to_be_visible()
    team.get_by_label("Je vraag").first.fill(NEXT)
    team.get_by_label("professional").check()
    team.get_by_label("e-mailadres").fill(TEAM)
    team.get_by_text("Waar gaat het over?").click()
    team.locator("select[name=home]").select_option("zwolle")
    time.sleep(max(0, AS_A_PERSON - (time.monotonic() - began)))
    team.get_by_role("button", name="Stel mijn vraag").click()
    if team.get_by_role("heading", name="Is dit jouw vraag?").count():
        team.get_by_role("button", name="Toch mijn vraag stellen").click()
    letter = post.until(TEAM, "/vragen/bevestig/")
    team.goto(letter.locator("a[href*='/vragen/bevestig/']").first.get_attribute("href"))
    team.get_by_role("button", name="Ja, dit is mijn vraag").click()
    team.get_by_role("link", name="Bekijk de vraag op de site").click()
    expect(team.get_by_role("heading", name=NEXT)).to_be_visible()
    # Beside the asker nobody but who coordinates the region where it was put.
    assert {to for to, _subject in post.fresh()} - {TEAM} <= {"coordinator.zwolle@noaber.example"}
    return team.url


def look_back(team, question):
    """The whole trail stands on the page of the new question, drawn and as a list; both regions see the loop closed."""
    steps = team.locator("ol.trail").first.locator("li")
    kinds = [re.sub(r" · .*", "", text) for text in steps.locator(".trail__kind").all_inner_texts()]
    assert [kind.casefold() for kind in kinds] == [kind.casefold() for kind in STATIONS], kinds
    team.get_by_role("link", name="Het hele spoor, ook als lijst").click()
    expect(team.get_by_text("De lus is rond")).to_be_visible()
    expect(team.get_by_role("table")).to_contain_text(NEXT)
    for region in ("twente", "zwolle"):
        team.goto(f"/sporen/?werkplaats={region}")
        loop = team.locator("article", has=team.get_by_role("link", name=NEXT))
        expect(loop.get_by_text("De lus is rond")).to_be_visible()
    team.goto("/lus/?werkplaats=zwolle")
    expect(team.get_by_role("heading", name=re.compile("De stand van de lus"))).to_be_visible()
    team.get_by_role("row", name=re.compile("^Vragen")).get_by_role("link").first.click()
    expect(team.get_by_role("link", name=NEXT, exact=True)).to_be_visible()
