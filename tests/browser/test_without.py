# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling, weighing up and looking at figures with the keyboard alone, and without a script."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_journey import AS_A_PERSON
from tests.browser.test_keyboard import Keys

PHONE = {"viewport": {"width": 360, "height": 780}, "java_script_enabled": False}
SAYS = "Drie van de vier huurders belden eerder."


def test_telling_of_a_use_with_the_keyboard(page, server):
    keys, began = Keys(page), time.monotonic()
    page.goto(server.made["use-new"])
    assert keys.to({"says": "Naar de inhoud"}, most=1)
    keys.press("Enter")
    for name, typed in (("who", "een buurthuis"), ("place", "Borne")):
        keys.to({"name": name}, most=4)
        page.keyboard.type(typed)
    keys.to({"name": "setting"}, most=1)
    keys.press("ArrowDown")
    keys.to({"name": "adapted"}, most=2)
    keys.press("ArrowDown")
    expect(page.get_by_label("ja, aangepast")).to_be_checked()
    for name, typed in (("how", "Wij deden het op zondag."), ("happened", "Er kwamen twaalf mensen.")):
        keys.to({"name": name}, most=1)
        page.keyboard.type(typed)
    keys.to({"name": "perspective"}, most=3)
    keys.press("Space")
    keys.to({"name": "email"}, most=2)
    page.keyboard.type("toetsen@example.org")
    keys.to({"name": "follow_up"}, most=1)
    keys.press("Space")
    keys.to({"says": "Vertel dit"}, most=1)
    time.sleep(max(0, AS_A_PERSON - (time.monotonic() - began)))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Dank je wel")).to_be_visible()


def test_a_use_told_on_a_phone_without_a_script_loses_nothing_at_a_mistake(open_context, server):
    page = open_context(**PHONE).new_page()
    page.goto(server.made["use-new"])
    page.get_by_label("Wie deed het?").fill("een buurthuis")
    page.get_by_label("Wat gebeurde er?").fill("Er kwamen twaalf mensen.")
    page.get_by_role("button", name="Vertel dit").click()
    expect(page.get_by_role("alert").first).to_contain_text("Schrijf waar het was.")
    expect(page.get_by_label("Wie deed het?")).to_have_value("een buurthuis")
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Er kwamen twaalf mensen.")
    # What went wrong leads to where it went wrong.
    page.get_by_role("alert").first.get_by_role("link").first.click()
    assert page.url.endswith("#id_place")


def test_adding_evidence_with_the_keyboard(open_context, server):
    page = open_context(desk=True).new_page()
    keys = Keys(page)
    page.goto(server.made["evidence-add"])
    page.locator("#main").focus()
    keys.to({"name": "source"})
    keys.press("ArrowDown")
    assert page.locator("input[name=source]:checked").input_value() == "practice"
    keys.to({"name": "says"}, most=1)
    page.keyboard.type(SAYS)
    keys.to({"name": "direction"}, most=1)
    keys.press("Space")
    keys.to({"name": "for_whom"}, most=1)
    page.keyboard.type("Huurders")
    keys.to({"tag": "BUTTON"}, most=20)
    keys.press("Enter")
    expect(page.get_by_text(SAYS).first).to_be_visible()


def test_adding_evidence_on_a_phone_without_a_script(open_context, server):
    page = open_context(desk=True, **PHONE).new_page()
    page.goto(server.made["evidence-add"])
    page.locator("main form").last.get_by_role("button").first.click()
    expect(page.get_by_role("alert").first).to_contain_text("Schrijf op wat het zegt.")
    page.get_by_label(re.compile("^Praktijk")).check()
    page.get_by_label("Wat zegt het?").fill(f"Zonder script: {SAYS}")
    page.locator("input[name=direction]").first.check()
    page.locator("main form").last.get_by_role("button").first.click()
    expect(page.get_by_text(f"Zonder script: {SAYS}").first).to_be_visible()


def test_the_network_without_a_script(open_context):
    page = open_context(**PHONE).new_page()
    page.goto("/netwerk/?werkplaats=twente")
    # Everybody in the drawing is a link; the table says the same, and can be taken along.
    assert page.locator(".graph__spot").count() == page.locator(".graph__spot[href^='/netwerk/']").count() > 0
    assert page.locator("#tabel ~ * tbody tr, #tabel ~ tbody tr").count() > 0
    page.get_by_label("Vanaf jaar").fill("2020")
    page.get_by_role("button", name="Laat zien").click()
    assert "vanaf=2020" in page.url
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download als CSV").click()
    assert taken.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize("script", [True, False], ids=["keyboard", "no script"])
def test_every_figure_of_the_loop_stands_in_a_table_and_leads_to_its_list(open_context, script):
    page = open_context(java_script_enabled=script).new_page()
    page.goto("/lus/")
    # A bar is never all there is: beside each stands its figure.
    bars = page.locator("main table svg.bar")
    assert bars.count() > 0
    for row in page.locator("main table tr:has(svg.bar)").all():
        assert re.search(r"\d|nog onbekend", row.locator("td").first.inner_text())
    if script:
        keys = Keys(page)
        page.locator("main .state__top a").last.focus()
        # The table can be scrolled by keyboard, and then each figure is a stop.
        keys.to({"tag": "DIV"}, most=12)
        keys.to({"href": "/lus/bij/"}, most=1)
        page.locator("#duur").scroll_into_view_if_needed()
        keys.to({"says": "Hoe we dit tellen"}, most=30)
        keys.press("Enter")
        expect(page.get_by_text("“Hier” is alles wat openbaar is")).to_be_visible()
    figure = page.locator("main table a[href^='/lus/bij/']").first
    said = figure.inner_text().strip()
    figure.focus() if script else figure.click()
    if script:
        page.keyboard.press("Enter")
    page.wait_for_url("**/lus/bij/**")
    assert said in page.locator("main").inner_text()
