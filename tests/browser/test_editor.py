# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page from nothing to readers by keyboard alone, with hints on the way; nothing is asked of another host."""

import time

from playwright.sync_api import expect

HERE = """() => { const e = document.activeElement; return { id: e.id, name: e.name || "", tag: e.tagName,
    says: (e.getAttribute("aria-label") || e.innerText || e.title || "").trim() } }"""


def to(page, most=140, **wanted):
    """Tab until the keyboard is at what has these properties."""
    for _turn in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if all(here[name] == value for name, value in wanted.items()):
            return
    raise AssertionError(f"{wanted} is not reached")


def test_a_page_is_made_and_published_with_the_keyboard(open_context, server):
    page = open_context(desk=True).new_page()
    elsewhere = []
    page.on("request", lambda one: None if one.url.startswith((server.address, "data:")) else elsewhere.append(one.url))
    title = f"Koffie in het wijkhuis {time.time():.0f}"
    page.goto("/beheer/")
    to(page, says="Nieuwe pagina")
    page.keyboard.press("Enter")
    page.wait_for_url("**/add/**")
    expect(page.locator("#id_title")).to_be_visible()
    to(page, id="id_title")
    page.keyboard.type(title)
    to(page, id="id_summary")
    page.keyboard.type("Elke dinsdag is er koffie.")
    # The editor keeps the draft by itself and takes its place; what is pressed meanwhile could be lost.
    expect(page.locator("[data-autosave], .w-autosave, header").first).to_be_visible()
    page.wait_for_timeout(2500)
    to(page, says="Blok invoegen")
    page.keyboard.press("Enter")
    expect(page.get_by_placeholder("Zoek opties")).to_be_visible()
    page.wait_for_timeout(500)
    if page.evaluate(HERE)["tag"] != "INPUT":
        page.keyboard.press("Tab")
    page.keyboard.type("Tekst")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(page.locator(".Draftail-Editor")).to_be_visible()
    page.wait_for_timeout(500)
    page.keyboard.type("De werkplaats faciliteert dat.")
    expect(page.locator("[data-hints] dt")).to_have_text(["faciliteren"], timeout=15_000)
    to(page, says="Meer acties")
    page.keyboard.press("Enter")
    to(page, name="action-publish", most=12)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"'{title}' is gepubliceerd")).to_be_visible()
    assert elsewhere == []


def new_page(open_context):
    """An editor who just opened a new page, and where such a page is made."""
    page = open_context(desk=True).new_page()
    page.goto("/beheer/")
    page.get_by_role("link", name="Nieuwe pagina").first.click()
    page.wait_for_url("**/add/**")
    return page


def kept(page):
    """What is in the draft when it is opened anew."""
    page.wait_for_url("**/edit/**", timeout=30_000)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    return page.locator("#id_title").input_value()


def test_what_is_typed_in_the_first_moment_is_kept(open_context):
    """Wagtail begins to watch a form after two seconds, and takes what stands there then for what was there."""
    page = new_page(open_context)
    page.locator("#id_title").press_sequentially("Vlot getypt")
    assert kept(page) == "Vlot getypt"


def test_it_is_kept_when_the_line_was_gone_at_that_moment(open_context):
    page = new_page(open_context)
    page.context.set_offline(True)
    page.locator("#id_title").press_sequentially("Zonder lijn")
    expect(page.locator("#w-autosave-indicator").get_by_text("Automatisch opslaan gepauzeerd")).to_be_visible()
    assert "/add/" in page.url
    page.context.set_offline(False)
    assert kept(page) == "Zonder lijn"


def test_what_is_typed_while_a_save_is_under_way_is_kept(open_context):
    """What was typed between a save and its answer counted as saved."""
    page = new_page(open_context)
    page.wait_for_timeout(2500)
    page.locator("#id_title").press_sequentially("Eerste ")
    held = []

    def hold(route):
        # The answer of the first save waits until more was typed.
        if route.request.method == "POST" and not held:
            held.append(route)
            page.locator("#id_title").press_sequentially("tweede")
        route.continue_()

    page.route("**/add/pages/prosepage/**", hold)
    page.wait_for_url("**/edit/**", timeout=30_000)
    page.wait_for_timeout(4000)
    assert kept(page) == "Eerste tweede"
