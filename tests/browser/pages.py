# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every type of page, in one place. A new type of page gets a line here, and is checked from then on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """An address; with `item`, the first of that shape on it. A reading page needs neither cookie nor script."""

    name: str
    path: str
    item: str = ""
    status: int = 200
    reading: bool = True


PAGES = [
    Page("home", "/"),
    Page("home-en", "/en/"),
    Page("find", "/vind/?q=jongeren+met+schulden"),
    Page("find-en", "/en/vind/?q=debts+of+young+people"),
    Page("find-nothing", "/vind/?q=qzxwvq"),
    Page("find-empty", "/vind/"),
    Page("question-list", "/vragen/"),
    Page("question", "/vragen/", item=r"/vragen/[a-z0-9-]+-[a-z0-9]{6,8}/"),
    Page("question-ask", "/vragen/stellen/", reading=False),
    Page("product-list", "/kennis/"),
    Page("product", "/kennis/", item=r"/kennis/[a-z0-9-]+-[a-z0-9]{6,8}/"),
    Page("project-list", "/leertrajecten/"),
    Page("project", "/leertrajecten/", item=r"/leertrajecten/[a-z0-9-]+-[a-z0-9]{6,8}/"),
    Page("meeting-list", "/bijeenkomsten/"),
    Page("meeting", "/bijeenkomsten/", item=r"/bijeenkomsten/[a-z0-9-]+-[a-z0-9]{6,8}/"),
    Page("news-list", "/nieuws/"),
    Page("news", "/nieuws/", item=r"/nieuws/[a-z0-9-]+-[a-z0-9]{6,8}/"),
    Page("organisation-list", "/organisaties/"),
    Page("organisation", "/organisaties/", item=r"/organisaties/[a-z0-9-]+-[a-z0-9]{6,8}/"),
    Page("werkplaats-list", "/werkplaatsen/"),
    Page("werkplaats", "/twente/"),
    Page("about", "/over/"),
    Page("accessibility", "/toegankelijkheid/"),
    Page("privacy", "/privacy/"),
    Page("open-data", "/open-data/"),
    Page("sign-in", "/account/login/", reading=False),
    Page("not-found", "/dit/bestaat/niet/", status=404),
    Page("style-guide", "/-/ui/"),
]
WIDTHS = (320, 768, 1280)
PICTURES = {"home", "find", "question", "product", "werkplaats"}
