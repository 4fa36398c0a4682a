# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The house of an editor: Wagtail's pages with our panels, accessible on a telephone and on a screen."""

import pytest

from tests.browser import looking, outside
from tests.browser.pages import HOUSE

SIZES = (360, 1280)
# Wagtail's scripts finish drawing the form after the page has loaded: until nothing changed for a while, nothing is on
# its way and nothing moves.
DRAWN = """() => new Promise((done, fail) => {
  const began = performance.now();
  let last = began;
  const seen = new MutationObserver(() => { last = performance.now() });
  seen.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const look = () => {
    const now = performance.now();
    const moves = document.getAnimations().some(
      one => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    const calm = now - last > 400 && !moves && document.readyState === 'complete' && document.fonts.status === 'loaded';
    if (!calm && now - began < 20000) return setTimeout(look, 50);
    seen.disconnect();
    calm ? done() : fail(new Error('the page keeps changing'));
  };
  look();
})"""
# What Wagtail itself does and what we cannot mend from outside: the rule of axe and the place, with the reason.
KNOWN = {
    ("aria-input-field-name", ".notranslate"): "Draftail 2 gives its text box a description and no name; the label "
    "stands above it, but a rich text in a block cannot be told which",
}
# The pages that are ours from top to bottom.
OURS = ("house-desk", "house-guide")


@pytest.mark.slow(reason="Wagtail's pages, each at two widths")
def test_the_house_is_accessible(open_context, server):
    found = {}
    for kind in HOUSE:
        for width in SIZES:
            page = open_context(desk=True, viewport={"width": width, "height": 900}).new_page()
            assert page.goto(server.path(kind)).status == 200, kind.name
            page.wait_for_load_state("networkidle")
            page.evaluate(DRAWN)
            where = f"{kind.name} {width}"
            for rule, place in outside.axe_places(page):
                found.setdefault((rule, place["target"][-1]), f"{where} {place['html'][:160]}")
            if kind.name in OURS:
                found |= {("sticks out", one): where for one in looking.sticking_out(page)}
            page.context.close()
    assert {place: where for place, where in found.items() if place not in KNOWN} == {}
    # What is mended meanwhile leaves the list.
    assert set(KNOWN) <= set(found)
