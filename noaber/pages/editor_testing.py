# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editors for tests, and what lies on their desk."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from noaber.base.testing import at
from noaber.pages import testing
from noaber.pages.access_actions import follow_roles
from noaber.pages.models import Picture, ProsePage
from noaber.people.models import Person, Role, Werkplaats
from noaber.people.testing import make_person


def make_page(werkplaats: Werkplaats, title: str, *, live: bool = False, **facts: Any) -> ProsePage:
    """A page with a revision: a draft, unless it is said to be live."""
    return testing.make_prose(werkplaats, title, live=live, **facts)


def make_editor(werkplaats: Werkplaats, name: str = "Els", role: str = Role.Kind.EDITOR, **facts: Any) -> Person:
    """Somebody who keeps the pages of a werkplaats."""
    testing.make_site(werkplaats)
    address = f"{name.lower()}.{werkplaats.slug}@example.org"
    person = make_person(name=name, email=address, role=role, werkplaats=werkplaats, **facts)
    follow_roles(person, by=None, at=at())
    return person


def png(width: int = 40, height: int = 30, kind: str = "PNG") -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (width, height), "#0b5a4c").save(out, kind)
    return out.getvalue()


def make_picture(werkplaats: Werkplaats, title: str = "Buurthuis", **facts: Any) -> Picture:
    """A small picture in the collection of a werkplaats."""
    facts = {"alt": f"Mensen bij {title}", "file": ContentFile(png(), name=f"{title.lower()}.png"), **facts}
    return testing.make_picture(werkplaats, title=title, **facts)
