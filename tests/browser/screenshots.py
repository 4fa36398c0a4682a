# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`./run screenshots`: the pictures of the README and the docs, from the demo network."""

import sys

from playwright.sync_api import sync_playwright

from tests.browser.pages import PAGES, PICTURES
from tests.browser.server import CHROMIUM, CHROMIUM_WORDS, ROOT, running

FOLDER = ROOT / "docs/screenshots"
WIDTHS = {360: 800, 1280: 900}


def main() -> int:
    """Take every picture at a phone's width and at a desk's."""
    FOLDER.mkdir(exist_ok=True)
    with running() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_WORDS)
        for width, height in WIDTHS.items():
            page = browser.new_page(
                base_url=server.address, viewport={"width": width, "height": height}, locale="nl-NL"
            )
            for kind in PAGES:
                if kind.name in PICTURES:
                    page.goto(server.path(kind), wait_until="networkidle")
                    page.screenshot(path=FOLDER / f"{kind.name}-{width}.png", full_page=True)
                    print(f"docs/screenshots/{kind.name}-{width}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
