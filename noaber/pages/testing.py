# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages for tests, made as an editor makes them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from noaber.base.testing import at
from noaber.pages import access, actions
from noaber.pages.access_actions import open_house
from noaber.pages.models import Picture, ProsePage, SitePage
from noaber.people.models import Werkplaats


def make_site(werkplaats: Werkplaats) -> SitePage:
    """The tree of a werkplaats."""
    return actions.open_site(werkplaats, by=None, at=at())


def make_prose(
    werkplaats: Werkplaats, title: str = "Over ons", *, under: ProsePage | None = None, live: bool = True, **facts: Any
) -> ProsePage:
    """A page; published unless said otherwise."""
    parent = ProsePage.objects.get(pk=under.pk) if under else SitePage.objects.get(pk=make_site(werkplaats).pk)
    themes = facts.pop("themes", ())
    page = parent.add_child(instance=ProsePage(title=title, live=False, **facts))
    page.themes.set(themes)
    revision = page.save_revision()
    if live:
        revision.publish()
    return again(page)


def again(page: ProsePage) -> ProsePage:
    """The page as it is in the database now."""
    found: ProsePage = ProsePage.objects.get(pk=page.pk)
    return found


def make_picture(werkplaats: Werkplaats, alt: str = "Drie buren aan een lange tafel", **facts: Any) -> Picture:
    """A picture in the collection of a werkplaats."""
    make_site(werkplaats)
    collection = access.collection_of(open_house(Werkplaats.objects.get(pk=werkplaats.pk), by=None, at=at()))
    out = BytesIO()
    Image.new("RGB", (1600, 900), "#0b5a4c").save(out, "PNG")
    file = ContentFile(out.getvalue(), name="wijkhuis.png")
    facts = {"title": "Wijkhuis", "alt": alt, "file": file, "collection": collection, **facts}
    picture: Picture = Picture.objects.create(**facts)
    return picture


def publish(page: ProsePage, **changes: Any) -> ProsePage:
    """Publish a page with something changed."""
    page = ProsePage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return again(page)


def block(sort: str, value: Any) -> dict[str, Any]:
    """A block as it is stored."""
    return {"type": sort, "value": value, "id": f"{sort}-1"}
