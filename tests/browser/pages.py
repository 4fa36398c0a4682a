# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every type of page, in one place. A new type of page gets a line here, and is checked from then on."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Page:
    """An address; with `item`, the first of that shape on it; without a path, one that was made (see made.py)."""

    name: str
    path: str = ""
    item: str = ""
    status: int = 200
    # A reading page needs neither cookie nor script.
    reading: bool = False
    # Whether the coordinator of Twente reads it.
    desk: bool = False


def reading(name: str, path: str, item: str = "", status: int = 200) -> Page:
    """A page that is only read."""
    return Page(name, path, f"{path}{item}" if item else "", status, reading=True)


# The last part of the address of a thing: words, and what makes it the only one.
THING = "[a-z0-9-]+-[a-z0-9]{6,8}/"
READING = [
    reading("home", "/"),
    reading("find", "/vind/?q=hoe+bereik+je+jongeren+met+schulden+op+tijd%3F"),
    reading("find-one-sort", "/vind/?q=schulden&soort=kennis"),
    reading("find-nothing", "/vind/?q=qzxwvq"),
    reading("find-empty", "/vind/"),
    reading("question-list", "/vragen/"),
    reading("question-list-filtered", "/vragen/?werkplaats=twente&wacht=1"),
    Page(
        "question",
        "/vragen/?werkplaats=twente",
        item="/vragen/hoe-bereik-je-jongeren-met-schulden-[^/]+/",
        reading=True,
    ),
    Page("question-answered", reading=True),
    Page("question-merged", reading=True),
    reading("question-sent", "/vragen/verstuurd/?wat=vraag"),
    reading("product-list", "/kennis/"),
    reading("product", "/kennis/", THING),
    reading("project-list", "/leertrajecten/"),
    reading("project", "/leertrajecten/", THING),
    reading("meeting-list", "/bijeenkomsten/"),
    reading("meeting", "/bijeenkomsten/", THING),
    reading("news-list", "/nieuws/"),
    reading("news", "/nieuws/", THING),
    reading("organisation-list", "/organisaties/"),
    reading("organisation", "/organisaties/", THING),
    reading("werkplaats-list", "/werkplaatsen/"),
    reading("werkplaats", "/twente/"),
    reading("about", "/over/"),
    reading("accessibility", "/toegankelijkheid/"),
    reading("privacy", "/privacy/"),
    reading("open-data", "/open-data/"),
    reading("not-found", "/dit/bestaat/niet/", status=404),
    reading("style-guide", "/-/ui/"),
]
FORMS = [
    Page("question-ask", "/vragen/stellen/?vraag=Hoe+help+ik+mijn+buurvrouw%3F"),
    Page("question-link", "/vragen/nieuwe-link/"),
    Page("link-that-does-not-work", "/vragen/beheer/verzonnen/", status=404),
    Page("share"),
    Page("follow"),
    Page("contribute"),
    Page("confirm"),
    Page("confirm-share"),
    Page("confirm-contribution"),
    Page("manage"),
    Page("manage-clarifying"),
    Page("manage-held"),
    Page("sign-in", "/account/login/code/"),
    Page("mailbox", "/-/post/"),
]
STEPS = ["uitleg", "antwoord", "verbind", "onbekend", "afwijzen", "heropenen", "vrijgeven", "doorgeven", "samenvoegen"]
DESK = [
    Page("desk", "/vragen/werkbak/", desk=True),
    Page("question-at-desk", desk=True),
    Page("question-held", desk=True),
    *(Page(f"step-{step}", desk=True) for step in [*STEPS, "losmaken"]),
    Page("sign-out", "/account/logout/", desk=True),
]
PAGES = [*READING, *FORMS, *DESK]
# The style guide and the post of this computer are for makers, and the same in both languages.
ENGLISH = [replace(page, name=f"{page.name}-en") for page in PAGES if not page.path.startswith("/-/")]
WIDTHS = (320, 768, 1280)
