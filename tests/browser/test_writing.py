# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nothing typed is lost: when the page is left, the line drops, or the session ends."""

import re
import time

import pytest
from playwright.sync_api import expect

WORDS = "Wie eerst een dag meeloopt, hoort het eerder."


@pytest.fixture
def desk_context(open_context):
    """Carla's browser."""
    return open_context(desk=True)


@pytest.fixture
def draft(desk_context, request):
    """A fresh draft of hers, open to write in."""
    page = desk_context.new_page()
    page.goto("/kennis/schrijven/nieuw/")
    page.get_by_label("Hoe heet het?").fill(f"Meelopen {request.node.name} {time.time_ns()}")
    page.get_by_role("button", name="Ga schrijven").click()
    page.wait_for_url(re.compile("/tekst/$"))
    return page


def text_of(page):
    return page.locator("textarea[name=text]")


def test_what_is_typed_is_kept_along_the_way(draft, desk_context):
    text_of(draft).fill(WORDS)
    expect(draft.locator("[data-status]")).to_contain_text("is bewaard om", timeout=15_000)
    draft.wait_for_function("localStorage.length === 0")
    address = draft.url
    draft.close()
    again = desk_context.new_page()
    again.goto(address)
    expect(text_of(again)).to_have_value(WORDS)
    expect(again.get_by_text("Hier staat tekst die je nog niet bewaarde")).to_be_visible()


def test_what_was_typed_a_moment_before_leaving_is_there(draft, desk_context):
    address = draft.url
    text_of(draft).fill(WORDS)
    draft.goto("/")
    draft.goto(address)
    if text_of(draft).input_value() != WORDS:
        draft.get_by_role("button", name="Zet deze tekst terug").click()
    expect(text_of(draft)).to_have_value(WORDS)


def test_when_the_line_drops_the_browser_keeps_it_and_offers_it(draft, desk_context):
    address = draft.url
    desk_context.set_offline(True)
    text_of(draft).fill(WORDS)
    expect(draft.locator("[data-status]")).to_contain_text("Geen verbinding", timeout=15_000)
    draft.close()
    desk_context.set_offline(False)
    again = desk_context.new_page()
    again.goto(address)
    expect(text_of(again)).to_have_value("")
    again.get_by_role("button", name="Zet deze tekst terug").click()
    expect(text_of(again)).to_have_value(WORDS)
    again.get_by_role("button", name="Bewaar", exact=True).click()
    expect(again.get_by_text("Je concept is bewaard")).to_be_visible()
    expect(text_of(again)).to_have_value(WORDS)
    again.wait_for_function("localStorage.length === 0")


def test_when_the_session_ends_it_says_so_and_gives_it_back(draft, desk_context, server):
    address = draft.url
    desk_context.clear_cookies(name="sessionid")
    text_of(draft).fill(WORDS)
    expect(draft.locator("[data-status]")).to_contain_text("Je bent uitgelogd", timeout=15_000)
    expect(draft.locator("[data-status] a")).to_have_attribute("href", re.compile(r"/account/login/.*next=.*tekst"))
    draft.get_by_role("button", name="Bewaar", exact=True).click()
    draft.wait_for_url(re.compile("/account/login/"))
    desk_context.add_cookies([{"name": "sessionid", "value": server.made["session"], "url": server.address}])
    draft.goto(address)
    draft.get_by_role("button", name="Zet deze tekst terug").click()
    expect(text_of(draft)).to_have_value(WORDS)


def test_without_a_script_an_ordinary_button_saves(draft, open_context):
    context = open_context(desk=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(draft.url)
    text_of(page).fill(WORDS)
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Je concept is bewaard")).to_be_visible()
    expect(text_of(page)).to_have_value(WORDS)
