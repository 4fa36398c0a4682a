# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking a question with the keyboard alone; one always sees where one is."""

import time

from playwright.sync_api import expect

from tests.browser.looking import FOCUSED
from tests.browser.test_journey import AS_A_PERSON


class Keys:
    """Hands that have no mouse."""

    def __init__(self, page):
        self.page = page
        self.stops = []

    def press(self, key):
        self.page.keyboard.press(key)

    def stop(self):
        """Where the keyboard is now; refuses a stop that one cannot see."""
        here = self.page.evaluate(FOCUSED)
        for _turn in range(10):
            if here["seen"]:
                break
            # The page may still be making room for what was found while typing.
            self.page.wait_for_timeout(100)
            here = self.page.evaluate(FOCUSED)
        assert here["ring"], f"no focus to be seen on {here['tag']} {here['says'][:60]}"
        assert here["seen"], f"something lies over {here['tag']} {here['says'][:60]}"
        self.stops.append(here["says"])
        return here

    def to(self, wanted, most=80):
        """Tab until a stop has these properties."""
        for _turn in range(most):
            self.press("Tab")
            here = self.stop()
            if all(value in here[name] for name, value in wanted.items()):
                return here
        raise AssertionError(f"{wanted} is not reached: {self.stops}")


def test_asking_a_question_with_the_keyboard(page):
    keys = Keys(page)
    page.goto("/")
    # The first stop leads past the menu.
    assert keys.to({"says": "Naar de inhoud"}, most=1)
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    keys.to({"name": "q"}, most=2)
    page.keyboard.type("hoe help ik mijn buurvrouw met schulden")
    # What appears while typing is walked through with the arrows, and Escape puts it away.
    expect(page.locator("ask-field .answers a").first).to_be_visible()
    keys.press("ArrowDown")
    assert keys.stop()["href"]
    keys.press("Escape")
    assert keys.stop()["name"] == "q"
    keys.press("Enter")
    page.wait_for_url("**/vind/**")
    # Nobody walks through all filters who does not want to filter.
    keys.to({"says": "Sla de filters over"}, most=20)
    keys.press("Enter")
    keys.to({"href": "/vragen/stellen/"})
    keys.press("Enter")
    page.wait_for_url("**/vragen/stellen/**")
    fill_in(page, keys)
    page.wait_for_url("**/vragen/verstuurd/**")
    expect(page.get_by_role("heading", name="Kijk in je mail")).to_be_visible()


def fill_in(page, keys):
    """The form, and the questions that look like it."""
    began = time.monotonic()
    keys.to({"name": "title"})
    page.keyboard.press("Control+a")
    page.keyboard.type("Hoe help ik mijn buurvrouw met haar schulden?")
    keys.to({"name": "text"})
    page.keyboard.type("Zij durft de post niet open te maken.")
    keys.to({"name": "perspective"}, most=2)
    keys.press("Space")
    assert page.locator("input[name=perspective]:checked").count() == 1
    keys.to({"name": "email"}, most=2)
    page.keyboard.type("toetsenbord@example.org")
    keys.to({"tag": "SUMMARY"}, most=1)
    keys.press("Space")
    keys.to({"name": "place"}, most=1)
    keys.to({"name": "step", "value": "compare"}, most=4)
    time.sleep(max(0, AS_A_PERSON - (time.monotonic() - began)))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Is dit jouw vraag?")).to_be_visible()
    keys.to({"name": "step", "value": "send"})
    keys.press("Enter")


def test_a_mistake_is_where_the_keyboard_goes(page):
    keys = Keys(page)
    page.goto("/vragen/stellen/")
    keys.to({"name": "step", "value": "compare"})
    keys.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    keys.to({"href": "#id_title"}, most=1)
    keys.press("Enter")
    assert page.evaluate("document.activeElement.name || location.hash") in ("title", "#id_title")


def test_the_menu_of_a_phone_with_the_keyboard(page):
    page.set_viewport_size({"width": 360, "height": 800})
    keys = Keys(page)
    page.goto("/")
    keys.to({"says": "Menu"})
    keys.press("Enter")
    keys.to({"href": "/vragen/"}, most=6)
    keys.press("Escape")
    assert keys.stop()["tag"] == "SUMMARY"


def test_control_focus(blank):
    """Known bad: a link of which one does not see that the keyboard is on it, and one that something lies over."""
    blank.set_content("<style>a:focus{outline:none}</style><a href='#a'>onzichtbaar</a>")
    blank.keyboard.press("Tab")
    assert not blank.evaluate(FOCUSED)["ring"]
    blank.set_content(
        "<a href='#a'>bedekt</a><div style='position:fixed;inset:0;background:#fff'>cookies!</div>",
    )
    blank.keyboard.press("Tab")
    assert blank.evaluate(FOCUSED)["ring"]
    assert not blank.evaluate(FOCUSED)["seen"]


def test_noting_something_in_a_group_with_the_keyboard(page, server):
    keys = Keys(page)
    page.goto(server.made["part-group"])
    keys.to({"name": "text"})
    page.keyboard.type("Met de toetsen opgeschreven.")
    keys.to({"says": "Voeg een foto toe"}, most=3)
    keys.press("Enter")
    keys.to({"name": "photo"}, most=3)
    keys.to({"name": "public"}, most=4)
    keys.press("ArrowDown")
    expect(page.get_by_label("Iedereen")).to_be_checked()
    keys.to({"says": "Zet in het logboek"}, most=3)
    keys.press("Enter")
    expect(page.locator(".log").get_by_text("Met de toetsen opgeschreven.")).to_be_visible()


def test_the_network_with_the_keyboard(page, server):
    keys = Keys(page)
    page.goto("/netwerk/?werkplaats=twente")
    page.locator("#f-tot").focus()
    # The drawing can be skipped, and everybody in it can be reached and is told, the best tied first.
    keys.to({"says": "Sla de tekening over"})
    spots = page.locator(".graph__spot")
    told = page.locator(".graph__says")
    keys.to({"says": spots.first.get_attribute("aria-label")})
    expect(told).to_have_text(spots.first.get_attribute("aria-label"))
    assert page.locator(".graph__line.is-near").count() > 0
    # Past the last one goes on, and back: nobody is held.
    keys.to({"says": spots.last.get_attribute("aria-label")}, most=spots.count() + 2)
    keys.to({"name": "q"}, most=5)
    keys.press("Shift+Tab")
    assert keys.stop()["href"].startswith("/netwerk/")
    keys.press("Enter")
    expect(page.locator("h1")).not_to_have_text("Wie werkt waaraan, met wie")


def test_the_network_is_skipped_in_one_step(page, server):
    keys = Keys(page)
    page.goto("/netwerk/")
    page.locator("#f-tot").focus()
    keys.to({"says": "Sla de tekening over"})
    keys.press("Enter")
    expect(page.locator("#tabel")).to_be_focused()
