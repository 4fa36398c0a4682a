# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A product, or one version of it, as what others cite: who, when, what, of whom, and at which lasting address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation

from noaber.knowledge.models import Product, Version
from noaber.knowledge.names import Name, name_of, tidy
from noaber.knowledge.writing_queries import organisation_titles
from noaber.people.models import Werkplaats
from noaber.people.queries import theme_labels, werkplaats_names
from noaber.people.region_queries import origin_of


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation tells; every text is one line."""

    key: str
    type: str
    title: str
    address: str
    authors: tuple[Name, ...] = ()
    year: int | None = None
    publisher: str = ""
    lang: str = "nl"
    version: str = ""
    summary: str = ""
    words: tuple[str, ...] = field(default=())

    @property
    def genre(self) -> str:
        """The sort of thing, in Dutch: it is printed with what is cited. "Other" tells nobody anything."""
        if self.type == Product.Type.OTHER:
            return ""
        with translation.override(settings.LANGUAGE_CODE):
            return tidy(str(dict(Product.Type.choices).get(self.type, self.type)))


def of_product(product: Product, *, number: int | None = None, themes: Iterable[str] = ()) -> Cited:
    """A product at its lasting address; `number` is that of the version that is public now."""
    linked = [title for title in product.organisation_names if title]
    return Cited(
        key=product.slug, type=product.type, title=tidy(product.title), address=_lasting(product, product.home),
        authors=_authors(product.authors, linked), year=product.year, publisher=_house(product.home),
        lang=product.lang, version=str(number or ""), summary=tidy(product.summary),
        words=tuple(tidy(word) for word in themes if tidy(word)),
    )  # fmt: skip


def of_version(product: Product, version: Version) -> Cited:
    """One version at its own address, as it was then."""
    facts, titles, words = version.facts, organisation_titles(), theme_labels(gone=True)
    linked = [titles[slug] for slug in facts.get("organisations") or [] if slug in titles]
    day = version.published_at
    return Cited(
        key=f"{product.slug}-v{version.number}", type=str(facts.get("type") or product.type),
        title=tidy(version.title), address=_lasting(version, product.home),
        authors=_authors([name for name, _seen in facts.get("authors") or []], linked),
        year=facts.get("year") or (day.year if day else None), publisher=_house(product.home),
        lang=facts.get("lang") or "nl", version=str(version.number or ""), summary=tidy(facts.get("summary") or ""),
        words=tuple(words[slug] for slug in facts.get("themes") or [] if slug in words),
    )  # fmt: skip


def _authors(names: Iterable[str], organisations: list[str]) -> tuple[Name, ...]:
    """Who wrote it; where no names are known, the organisations it is of."""
    houses = {tidy(title).casefold() for title in [*organisations, *organisation_titles().values()]}
    found = [name_of(name, houses) for name in names if tidy(name)]
    return tuple(found or [Name(tidy(title), whole=True) for title in organisations if tidy(title)])


def _house(home: Werkplaats | None) -> str:
    return tidy(werkplaats_names().get(home.slug, home.slug)) if home else ""


def _lasting(thing: Product | Version, home: Werkplaats | None) -> str:
    """The Dutch address, which is the one that stays."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{origin_of(home.slug if home else '')}{thing.get_absolute_url()}"
