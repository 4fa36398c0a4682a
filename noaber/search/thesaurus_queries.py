# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about the concepts of the thesaurus: which there are, what lies under which, and what was asked in vain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from noaber.ledger.models import Entry
from noaber.people.models import Concept
from noaber.people.queries import current_concepts
from noaber.search import text
from noaber.search.models import Replacement, ZeroHit

# A word is shown to a keeper when it was asked at so many different moments.
ASKED_ENOUGH = 3


@dataclass(frozen=True)
class Moment:
    """One line of the history of a concept, in words."""

    at: datetime
    by: str
    told: Sequence[str]
    reason: str


def current() -> QuerySet[Concept]:
    """Every concept that did not go on in another, by its word; the facets not among them."""
    return current_concepts().exclude(scheme=Concept.Scheme.FACET).order_by("pref_nl")


def listed(asked: str = "") -> list[Concept]:
    """Concepts of which a word begins with, or holds, what was asked; all of them when nothing was."""
    rows = Concept.objects.exclude(scheme=Concept.Scheme.FACET).select_related("broader", "replacement__into")
    folded, found = text.fold(asked.strip()), sorted(rows, key=lambda one: text.fold(one.pref_nl))
    return [one for one in found if not folded or any(folded in text.fold(label) for label in labels_of(one))]


def labels_of(concept: Concept) -> list[str]:
    """Every word for it, the preferred ones first."""
    return [label for label in (concept.pref_nl, concept.pref_en, *concept.alt) if label]


def facts_of(concept: Concept) -> dict[str, Any]:
    """Everything that is kept of it, as its form shows it."""
    return {
        "pref_nl": concept.pref_nl,
        "pref_en": concept.pref_en,
        "alt": concept.alt,
        "ambiguous": concept.ambiguous,
        "note": concept.note,
        "broader": concept.broader.slug if concept.broader else "",
        "related": [one.pref_nl for one in concept.related.all()],
    }


def owners(but: Concept | None = None) -> dict[str, Concept]:
    """Whose each word is, folded: no word belongs to two concepts."""
    others = [one for one in current() if but is None or one.pk != but.pk]
    return {text.fold(label): one for one in others for label in (one.pref_nl, *one.alt)}


def places() -> QuerySet[Concept]:
    """Everything that a concept may fall under: the facets and the themes."""
    facets = Concept.objects.filter(scheme=Concept.Scheme.FACET)
    return (facets | current().filter(scheme=Concept.Scheme.THEME)).order_by("scheme", "pref_nl")


def replaced_by(concept: Concept) -> Concept | None:
    """The concept in which it goes on, however often that was said."""
    row = Replacement.objects.filter(concept=concept).select_related("into").first()
    return row.into if row else None


def under(slug: str) -> tuple[str, ...]:
    """A concept and everything under it, itself first."""
    below = children()
    found, waiting = [slug], list(below.get(slug, ()))
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            waiting += below.get(one, ())
    return tuple(found)


def children() -> dict[str, list[str]]:
    """The concepts directly under each concept, by slug."""
    found: dict[str, list[str]] = {}
    rows = current().filter(broader__isnull=False)
    for above, slug in rows.values_list("broader__slug", "slug"):
        found.setdefault(above, []).append(slug)
    return found


def candidates() -> list[ZeroHit]:
    """Words that were asked in vain often enough, on most days first, that the thesaurus does not know yet."""
    known = {text.fold(label) for one in current() for label in labels_of(one)}
    rows = list(ZeroHit.objects.filter(decision="", times__gte=ASKED_ENOUGH))
    # Words that were only asked together are one candidate.
    together = {(word, row.times) for row in rows if " " in row.text for word in row.text.split()}
    return [row for row in rows if text.fold(row.text) not in known and (row.text, row.times) not in together]


def history(concept: Concept) -> list[Moment]:
    """What happened to it, newest first."""
    rows = Entry.objects.filter(kind=Concept.KIND, ref=concept.slug).select_related("by").order_by("-at", "-seq")
    return [
        Moment(row.at, str(row.by) if row.by else _("de machine"), list(_told(row)), row.reason) for row in rows[:100]
    ]


def _told(entry: Entry) -> Iterable[str]:
    names = {
        "pref_nl": _("voorkeurswoord"), "pref_en": _("Engels woord"), "alt": _("andere woorden"),
        "ambiguous": _("dubbelzinnig"), "note": _("uitleg"), "broader": _("valt onder"), "related": _("verwant met"),
    }  # fmt: skip
    if entry.verb == "concept.replaced":
        yield _("gaat verder in “%(word)s”") % {"word": entry.data.get("into", "")}
    elif entry.verb == "concept.absorbed":
        yield _("nam “%(word)s” in zich op") % {"word": entry.data.get("from", "")}
    elif not entry.data.get("changes"):
        yield _("vastgelegd")
    for name, (before, after) in entry.data.get("changes", {}).items():
        yield f"{names.get(name, name)}: {_difference(before, after)}"


def _difference(before: Any, after: Any) -> str:
    if not isinstance(before, list):
        return f"{before or '—'} → {after or '—'}"
    came = [f"+ {one}" for one in after if one not in before]
    return ", ".join([*came, *(f"− {one}" for one in before if one not in after)]) or _("andere volgorde")
