# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a version says, as plain values: of a product, put into one, compared, and joined when two people wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.verdicts import YES, Verdict, no
from noaber.knowledge.models import Product
from noaber.people.models import Visibility

Facts = dict[str, Any]

# Field and label, in the order of the form and of a comparison.
LABELS: dict[str, Any] = {
    "title": gettext_lazy("Titel"),
    "type": gettext_lazy("Soort"),
    "what": gettext_lazy("Wat is het?"),
    "audience": gettext_lazy("Voor wie?"),
    "summary": gettext_lazy("Samenvatting"),
    "text": gettext_lazy("Tekst"),
    "experience": gettext_lazy("Uit ervaring"),
    "practice": gettext_lazy("Uit de praktijk"),
    "science": gettext_lazy("Uit de wetenschap"),
    "module": gettext_lazy("Over de module"),
    "themes": gettext_lazy("Thema’s"),
    "organisations": gettext_lazy("Organisaties"),
    "authors": gettext_lazy("Auteurs"),
    "year": gettext_lazy("Jaar"),
    "lang": gettext_lazy("Taal"),
    "url": gettext_lazy("Adres elders"),
    "licence": gettext_lazy("Licentie"),
    "owner": gettext_lazy("Eigenaar"),
    "review_on": gettext_lazy("Nakijken"),
    "visibility": gettext_lazy("Wie mag het lezen?"),
}
PLAIN = ("title", "type", "what", "audience", "summary", "text", "experience", "practice", "science", "lang", "url",
         "licence", "owner", "visibility")  # fmt: skip
EMPTY: Facts = {
    **dict.fromkeys(LABELS, ""), "themes": [], "organisations": [], "authors": [], "year": None, "lang": "nl",
    "type": Product.Type.PUBLICATION.value, "visibility": Visibility.PUBLIC.value,
    "markup": Product.Markup.MARKDOWN.value,
}  # fmt: skip
# Only an education module has it, and only once somebody filled it in.
del EMPTY["module"]


def of_product(product: Product) -> Facts:
    """What a product says now."""
    facts = {**EMPTY, **{name: getattr(product, name) for name in PLAIN}, "markup": product.markup}
    known = product.author_perspectives
    facts["authors"] = [[name, known.get(name, "")] for name in product.authors]
    facts["themes"] = sorted(theme.slug for theme in product.themes.all())
    facts["organisations"] = sorted(organisation.slug for organisation in product.organisations.all())
    facts["year"] = product.year
    if product.module:
        facts["module"] = product.module
    facts["review_on"] = product.review_on.isoformat() if product.review_on else ""
    return facts


def columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a product that says this; themes and organisations are links and not among them."""
    authors = facts.get("authors") or []
    return {
        **{name: facts.get(name) or "" for name in PLAIN},
        "markup": facts.get("markup") or Product.Markup.MARKDOWN,
        "authors": [name for name, _perspective in authors],
        "author_perspectives": {name: perspective for name, perspective in authors if perspective},
        "year": facts.get("year"),
        "module": facts.get("module") or {},
        "review_on": dt.date.fromisoformat(facts["review_on"]) if facts.get("review_on") else None,
    }


def joined(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> tuple[Facts, list[str]]:
    """What two people made of the same text: each one's changes, and the fields in which they differ.

    In such a field the result is what `mine` says; nothing of `theirs` is lost, as it was saved.
    """
    result, disputed = dict(theirs), []
    for name in LABELS:
        was, other, own = base.get(name), theirs.get(name), mine.get(name)
        if own in (was, other):
            continue
        result[name] = own
        if other != was:
            disputed.append(name)
    return result, disputed


def ready(facts: Mapping[str, Any], *, files: int) -> Verdict:
    """Whether a version says enough to be looked at by somebody else."""
    needed = ("title", "what", "audience", "summary", "licence", "owner", "review_on")
    missing = [str(LABELS[name]) for name in needed if not facts.get(name)]
    if not (facts.get("text") or facts.get("url") or files):
        missing.append(_("een tekst, een bestand of een adres"))
    if missing:
        return no(_("Vul eerst nog in: %(names)s.") % {"names": ", ".join(missing)})
    return YES
