# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about saved searches: whose they are, what they ask for in words, and what makes two of them the same."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from noaber import search
from noaber.people.models import Concept, Person, Perspective
from noaber.people.queries import quality_labels, theme_labels, werkplaats_names
from noaber.search.documents import Document, SearchRequest
from noaber.search.models import SavedSearch
from noaber.search.text import fold

LONGEST_CHOICE = 500


@dataclass(frozen=True)
class Row:
    """A saved search as a page shows it."""

    saved: SavedSearch
    words: Sequence[str]
    href: str


@dataclass(frozen=True)
class Names:
    """What themes and werkplaatsen are called, read once for many rows."""

    themes: Mapping[str, str]
    werkplaatsen: Mapping[str, str]

    @classmethod
    def read(cls) -> "Names":
        """As they are called now, in the reader's language."""
        return cls(theme_labels(gone=True) | quality_labels(gone=True) | facet_labels(), werkplaats_names())


def facet_labels() -> dict[str, str]:
    """The words of the facets of the thesaurus by slug."""
    return {one.slug: one.label for one in Concept.objects.filter(scheme=Concept.Scheme.FACET)}


def chosen_of(page: str, given: Mapping[str, str]) -> dict[str, str]:
    """The choices of an address that count for this page, as plain text; nothing for a page that cannot be saved."""
    if page not in search.WATCHABLE:
        return {}
    texts = {name: " ".join(given.get(name, "").replace("\x00", "").split()) for name in search.WATCHABLE[page].names}
    return {name: value[:LONGEST_CHOICE] for name, value in texts.items() if value}


def request_of(page: str, chosen: Mapping[str, str]) -> SearchRequest | None:
    """What a saved page asks of the search; None when that page is no longer there."""
    known = search.WATCHABLE.get(page)
    return known.read(chosen) if known else None


def fingerprint(request: SearchRequest) -> str:
    """The same for everything that asks the same, from whichever page."""
    values = asdict(request.filters) | {"scope": None, "text": " ".join(fold(request.text).split())}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=list).encode()).hexdigest()


def of_person(person: Person) -> QuerySet[SavedSearch]:
    """Everything this person saved, also with their mail address before they were known."""
    own = SavedSearch.objects.filter(person=person)
    return own | SavedSearch.objects.filter(email=person.email) if person.email else own


def beside(saved: SavedSearch) -> QuerySet[SavedSearch]:
    """Everything of the same address, this one included."""
    return of_person(saved.person) if saved.person else SavedSearch.objects.filter(email=saved.email)


def rows(found: QuerySet[SavedSearch]) -> list[Row]:
    """Confirmed saved searches with their words, in the order in which they were asked."""
    kept, names = found.filter(confirmed_at__isnull=False).select_related("person"), Names.read()
    return [Row(saved, words_of(saved.page, saved.chosen, names), address_of(saved)) for saved in kept]


def address_of(saved: SavedSearch) -> str:
    """The list itself, in the reader's language; the list of what one follows when that page is gone."""
    known = search.WATCHABLE.get(saved.page)
    return known.address(saved.chosen) if known else ""


def words_of(page: str, chosen: Mapping[str, str], names: Names | None = None) -> list[str]:
    """What is asked, in words: the question, the list, and each choice."""
    known = search.WATCHABLE.get(page)
    if known is None:
        return [_("een lijst die er niet meer is")]
    names, asked = names or Names.read(), chosen.get("q", "")
    told = [
        f"“{asked}”" if asked else "",
        str(known.label),
        *(str(known.types.get(chosen.get(name, ""), "")) for name in ("soort", "status")),
        *(names.themes.get(chosen.get(name, ""), "") for name in ("thema", "kwaliteit")),
        names.werkplaatsen.get(chosen.get("werkplaats", ""), ""),
        str(dict(Perspective.choices).get(chosen.get("perspectief", ""), "")),
        chosen.get("jaar", ""),
        chosen.get("periode", ""),
    ]
    return list(dict.fromkeys(one for one in told if one))


def why(document: Document, request: SearchRequest) -> list[str]:
    """Why a document is in a list that asks for no words: the choices it answers to."""
    names, told = Names.read(), []
    asked = {request.theme, request.quality, *request.themes} - {""}
    themes = [f"“{names.themes[slug]}”" for slug in document.themes if slug in asked and slug in names.themes][:3]
    if themes:
        told.append(_("Gaat over %(themes)s") % {"themes": ", ".join(themes)})
    if request.werkplaats:
        told.append(_("Van %(name)s") % {"name": names.werkplaatsen.get(request.werkplaats, request.werkplaats)})
    if request.perspective:
        told.append(_("Perspectief: %(name)s") % {"name": dict(Perspective.choices).get(request.perspective, "")})
    return told or [_("Nieuw in deze lijst")]


def exported(person: Person) -> list[dict[str, Any]]:
    """Everything that is kept of a person here, as plain values."""
    return [
        {
            "ref": saved.ref,
            "list": words_of(saved.page, saved.chosen),
            "choices": saved.chosen,
            "often": saved.often,
            "mail": saved.address,
            "asked_at": saved.asked_at,
            "confirmed_at": saved.confirmed_at,
            "consent": saved.consent,
            "paused_at": saved.paused_at,
            "last_mail_at": saved.mailed_at,
            "ends_at": saved.ends_at,
            "told": [{"document": one.document, "at": one.told_at} for one in saved.alerts.all()],
        }
        for saved in of_person(person).select_related("person").prefetch_related("alerts")
    ]
