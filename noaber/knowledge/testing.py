# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions, and files of every sort, right and wrong."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from django.core.files.base import ContentFile

from noaber.base import clock
from noaber.base.files import MIMES
from noaber.base.testing import at as moment
from noaber.knowledge import (
    actions,
    draft_actions,
    element_actions,
    evidence_actions,
    outside_actions,
    review_actions,
    scale_actions,
)
from noaber.knowledge.evidence_models import ElementUse, EvidenceItem, Recognition
from noaber.knowledge.models import Product, Version
from noaber.knowledge.outside_models import OutsideReader
from noaber.people.models import Person, Werkplaats
from noaber.people.testing import LONG_AGO, make_person

WRITTEN_AT = moment("2026-03-14 10:00")
FULL: dict[str, Any] = {
    "title": "Eerst meelopen", "type": "guide", "what": "Een stappenplan.", "audience": "Wijkteams",
    "summary": "Loop eerst een dag mee.", "text": "## Zo begin je\n\nLoop **mee**.", "licence": "CC BY 4.0",
    "owner": "Saxion", "review_on": "2027-03-14", "visibility": "public",
}  # fmt: skip


def make_product(title: str = "Wonen met een luisterend oor", **overrides: Any) -> Product:
    """A knowledge product, public."""
    return actions.record_product(title, **{"by": None, "at": LONG_AGO, **overrides})


def make_draft(by: Person, home: Werkplaats, *, at: dt.datetime = WRITTEN_AT, **facts: Any) -> Version:
    """A draft that says enough to be looked at."""
    version = draft_actions.start(facts.get("title", FULL["title"]), home=home, type="guide", by=by, at=at)
    said = {**version.facts, **FULL, **facts}
    return draft_actions.save_draft(version, facts=said, seen=0, by=by, at=at)


def make_review(by: Person, home: Werkplaats, *, at: dt.datetime = WRITTEN_AT, **facts: Any) -> Version:
    """A version that waits for somebody to look at it."""
    return review_actions.ask_review(make_draft(by, home, at=at, **facts), text="Kijk je mee?", by=by, at=at)


def make_published(by: Person, home: Werkplaats, *, at: dt.datetime = WRITTEN_AT, **facts: Any) -> Product:
    """A product that was written here and approved by an editor."""
    editor = make_person(name="Eva", email=f"eva{Version.objects.count()}@example.org", role="editor", werkplaats=home)
    return review_actions.publish(make_review(by, home, at=at, **facts), by=editor, at=at)


def make_outside(
    version: Version, *, by: Person, mail: str = "lezer@example.org", at: dt.datetime | None = None, **given: Any
) -> OutsideReader:
    """Somebody from outside who is asked to look at a version."""
    at = at or clock.now()
    asked = {"name": "Riet", "perspective": "resident", "question": "Is dit te volgen?", **given}
    due_on = asked.pop("due_on", clock.day(at) + dt.timedelta(days=14))
    return outside_actions.invite(version, mail=mail, due_on=due_on, **asked, by=by, at=at)


def archive(kind: str, parts: dict[str, bytes | str] | None = None, **more: bytes | str) -> ContentFile[bytes]:
    """A document of this kind with these parts; what such a document needs is put in."""
    needed: dict[str, dict[str, bytes | str]] = {
        "docx": {"[Content_Types].xml": "<Types/>", "word/document.xml": docx_xml("Samen eten in de buurt")},
        "pptx": {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>",
                 "ppt/slides/slide1.xml": '<s xmlns:a="urn:a"><a:p><a:t>De eerste dia</a:t></a:p></s>'},
        "odt": {"mimetype": MIMES["odt"], "content.xml": '<o xmlns:t="urn:t"><t:h>Kop</t:h><t:p>Open tekst</t:p></o>'},
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in {**needed[kind], **(parts or {}), **more}.items():
            written.writestr(name, content)
    return ContentFile(made.getvalue(), f"stuk.{kind}")


def docx_xml(text: str) -> str:
    """The main part of a Word document."""
    return f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'


def pdf(text: str = "Hallo wereld", pages: int = 1) -> ContentFile[bytes]:
    """A small PDF with this text on every page."""
    words = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
    ]
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 3 0 R%s>>" % font] * pages
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(body),
    )  # fmt: skip
    return ContentFile(body, "stuk.pdf")


def picture(kind: str = "png") -> ContentFile[bytes]:
    """A small picture."""
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(made, "PNG" if kind == "png" else "JPEG")
    return ContentFile(made.getvalue(), f"foto.{kind}")


def make_evidence(product: Product, *, by: Person | None, at: dt.datetime = WRITTEN_AT, **facts: Any) -> EvidenceItem:
    """One thing that a product rests on: from practice, and for it."""
    told: dict[str, Any] = {"source": "practice", "direction": "for", "says": "Drie wooncoaches deden het zo.", **facts}
    return evidence_actions.add(product, facts=told, by=by, at=at)


def make_recognition(product: Product, *, by: Person | None, at: dt.datetime = WRITTEN_AT, **facts: Any) -> Recognition:
    """What Movisie says of a product."""
    told: dict[str, Any] = {"databank": "movisie", "level": "described", "on_date": dt.date(2022, 5, 3)}
    told |= {"url": "https://www.movisie.nl/interventie/x", **facts}
    return scale_actions.recognise(product, **told, by=by, at=at)


def make_element_use(product: Product, *, by: Person | None, at: dt.datetime = WRITTEN_AT, **facts: Any) -> ElementUse:
    """An active ingredient with a product."""
    told: dict[str, Any] = {"wording": "Eerst luisteren", **facts}
    return element_actions.attach(product, **told, by=by, at=at)
