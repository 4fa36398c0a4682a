# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`./run screenshots`: the pictures of the README and the docs, from the demo network."""

import io
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.pages import PAGES
from tests.browser.server import CHROMIUM, CHROMIUM_WORDS, ROOT, python, running
from tests.browser.test_journey import sign_in

FOLDER = ROOT / "docs/screenshots"
PICTURES = {"home": "home", "find": "find", "question": "question", "werkplaats": "werkplaats"}
GROUPS, FIRST_GROUP = "/leertrajecten/?werkplaats=twente", "a[href*='/leertrajecten/eerst-meelopen']"
# A piece of knowledge with something of every sort.
SHELF, KNOWN = "/kennis/?q=zes+weken+in+de+kantine", "a[href*='/kennis/eerst-er-zijn-dan-pas-vragen']"
# A site in another theme, a page that editors made of live pieces, and what was before; found on the page in front.
SITES = {
    "werkplaats-other": ("/zeeland/", ""),
    "dossier": ("/twente/jongeren-met-schulden/", ""),
    "archive": ("/twente/", "a[href*='/periode/2016']"),
    "agenda": ("/agenda/twente/", ""),
    "outcome": ("/agenda/twente/", "a[href*='/rondes/wat-zoeken-we']"),
    "project": (GROUPS, FIRST_GROUP),
    "knowledge": (SHELF, KNOWN),
    "evidence": (SHELF, KNOWN, "bewijs/"),
    "use": (SHELF, KNOWN, "a[href$='/vertel/']"),
    "trail": ("/sporen/?werkplaats=ede", ""),
    "state": ("/lus/", ""),
    "graph": ("/netwerk/?werkplaats=twente", ""),
}
# What a coordinator sees.
AT_WORK = {
    "desk": ("/werkbank/", ""), "editor": ("/beheer/", ""), "learning-round": (GROUPS, FIRST_GROUP, "groep/ronde/2/")
}  # fmt: skip
# What stands below the top of its page.
BELOW = {"outcome": "#uitslag"}
# The link of somebody who weighs in the example round that runs.
BALLOT = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
django.setup()
from django.urls import reverse
from noaber.agenda.keys import key_of
from noaber.agenda.models import Round
from noaber.agenda.testing import make_participant
from noaber.people.queries import coordinators_of
round = Round.objects.get(submission="demo-ronde-2")
voter = make_participant(round, coordinators_of(round.werkplaats).first())
print(reverse("round_weigh", args=[key_of(voter)]))
"""
WIDTHS = {360: 780, 1280: 900}
# A picture shows the top of a page, about two screens of it; the whole of a list says nothing more.
SCREENS = 2
LARGEST = 300_000


def main() -> int:
    """Take every picture at a phone's width and at a desk's."""
    FOLDER.mkdir(exist_ok=True)
    with running(demo_only=True) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_WORDS)
        coordinator = browser.new_context(base_url=server.address, locale="nl-NL").new_page()
        sign_in(coordinator)
        made = subprocess.run(python("-c", BALLOT), env=server.environment, cwd=ROOT, capture_output=True, check=True)
        ballot = made.stdout.decode().strip()
        for width, height in WIDTHS.items():
            page = browser.new_page(base_url=server.address, locale="nl-NL")
            for kind in [kind for kind in PAGES if kind.name in PICTURES]:
                take(page, server.path(kind), PICTURES[kind.name], width, height)
            take(page, ballot, "round", width, height)
            for name, (path, *steps) in SITES.items():
                take(page, path, name, width, height, *steps)
            for name, (path, *steps) in AT_WORK.items():
                take(coordinator, path, name, width, height, *steps)
        browser.close()
    return 0


def take(page: Page, path: str, name: str, width: int, height: int, *steps: str) -> None:
    """One picture of a page, or of the one some steps further: behind the first such link, or below it."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(path, wait_until="networkidle")
    for step in filter(None, steps):
        further = page.locator(step).first.get_attribute("href") if step.startswith("a[") else page.url + step
        page.goto(further or "", wait_until="networkidle")
    tall = int(page.evaluate("document.documentElement.scrollHeight"))
    # A larger window instead of a picture of the whole page, so that nothing is drawn twice.
    page.set_viewport_size({"width": width, "height": min(tall, SCREENS * height)})
    if name in BELOW:
        page.locator(BELOW[name]).evaluate("one => one.scrollIntoView()")
    file = FOLDER / f"{name}-{width}.png"
    save(page.screenshot(), file)
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1000} kB")
    assert file.stat().st_size < LARGEST, f"{file} is too large for a repository"


def save(picture: bytes, path: Path) -> None:
    """In 256 colours: pages have few, and the file becomes a third."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
