# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`./run screenshots`: the pictures of the README and the docs, from the demo network."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.pages import PAGES
from tests.browser.server import CHROMIUM, CHROMIUM_WORDS, ROOT, running

FOLDER = ROOT / "docs/screenshots"
PICTURES = {"home": "home", "find": "find", "question": "question", "product": "knowledge", "werkplaats": "werkplaats"}
WIDTHS = {360: 780, 1280: 900}
# A picture shows the top of a page, about two screens of it; the whole of a list says nothing more.
SCREENS = 2
LARGEST = 300_000


def main() -> int:
    """Take every picture at a phone's width and at a desk's."""
    FOLDER.mkdir(exist_ok=True)
    with running(demo_only=True) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_WORDS)
        for width, height in WIDTHS.items():
            page = browser.new_page(base_url=server.address, locale="nl-NL")
            for kind in [kind for kind in PAGES if kind.name in PICTURES]:
                page.set_viewport_size({"width": width, "height": height})
                page.goto(server.path(kind), wait_until="networkidle")
                tall = int(page.evaluate("document.documentElement.scrollHeight"))
                # A larger window instead of a picture of the whole page, so that nothing is drawn twice.
                page.set_viewport_size({"width": width, "height": min(tall, SCREENS * height)})
                path = FOLDER / f"{PICTURES[kind.name]}-{width}.png"
                save(page.screenshot(), path)
                print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
                assert path.stat().st_size < LARGEST, f"{path} is too large for a repository"
        browser.close()
    return 0


def save(picture: bytes, path: Path) -> None:
    """In 256 colours: pages have few, and the file becomes a third."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
