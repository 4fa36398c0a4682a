# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What fills the joint worksheet (werkblad) of the databanks.

Everything that is registered fills its heading by itself, with where it comes from; a writer adds what nobody
registers. What the practice panel of Goed Beschreven looks at is marked; whether it hangs together, people judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.knowledge.evidence_models import ElementUse, EvidenceItem, RestsOn, Source, WorksheetText
from noaber.knowledge.evidence_queries import linked
from noaber.knowledge.models import Product
from noaber.knowledge.paper import words_of
from noaber.knowledge.worksheet_headings import CHAPTERS, ELEMENTS, EVIDENCE, OWN, TEXT, Heading
from noaber.projects.models import LearningRound
from noaber.ui.formats import date_nl


@dataclass(frozen=True, slots=True)
class Told:
    """Words that were registered elsewhere, and where."""

    text: str
    origin: str
    href: str = ""
    markdown: bool = False

    @property
    def words(self) -> str:
        """As it stands on the page and on paper, without the marks."""
        return words_of(self.text) if self.markdown else self.text


@dataclass(frozen=True, slots=True)
class Part:
    """One heading with what fills it, and how to fill what is missing."""

    heading: Heading
    told: Sequence[Told]
    own: str
    hint: str
    href: str

    @property
    def missing(self) -> bool:
        return not (self.told or self.own)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the worksheet with its parts."""

    number: str
    title: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole worksheet of a product."""

    product: Product
    chapters: Sequence[Chapter]
    # Rounds it was lifted from that are not for everybody: their words are not put in a document to send on.
    closed: int = 0

    @property
    def parts(self) -> list[Part]:
        return [part for chapter in self.chapters for part in chapter.parts]

    @property
    def lacking(self) -> list[Part]:
        """What the practice panel looks at and is still empty."""
        return [part for part in self.parts if part.heading.panel and part.missing]


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is registered about a product, as the headings need it."""

    product: Product
    items: Sequence[EvidenceItem]
    uses: Sequence[ElementUse]
    rounds: Sequence[LearningRound]
    files: Sequence[str]
    organisations: Sequence[str]
    texts: Mapping[str, WorksheetText]
    closed: int = 0

    def of(self, *sources: Source) -> list[EvidenceItem]:
        """The evidence from these sources."""
        return [item for item in self.items if item.source in sources]


def fill(known: Known) -> Sheet:
    """The worksheet with what is registered under its headings."""
    chapters = [
        Chapter(number, str(title), [_part(heading, known) for heading in headings])
        for number, title, headings in CHAPTERS
    ]
    return Sheet(known.product, chapters, known.closed)


def _part(heading: Heading, known: Known) -> Part:
    own = known.texts.get(heading.id)
    told = [one for one in FILLED[heading.id](known) if one.text] if heading.id in FILLED else []
    slug = known.product.slug
    hints = {
        OWN: (_("Schrijf het hier"), reverse("worksheet_text", args=[slug, heading.id])),
        TEXT: (_("Zet het in het stuk zelf: maak een nieuwe versie"), reverse("product_revise", args=[slug])),
        EVIDENCE: (_("Voeg een bijdrage toe"), reverse("product_evidence", args=[slug])),
        ELEMENTS: (_("Zet een werkzaam element bij het stuk"), reverse("product_element_add", args=[slug])),
    }
    hint, href = hints[heading.at]
    return Part(heading, told, own.text if own else "", hint, href)


def _summary(known: Known) -> list[Told]:
    product = known.product
    return [_fact(product, product.what, _("wat het is")), _fact(product, product.summary, _("de samenvatting"))]


def _fact(product: Product, text: str, name: str, *, markdown: bool = False) -> Told:
    markdown = markdown and product.markup == Product.Markup.MARKDOWN
    return Told(text, _("uit het stuk: %(what)s") % {"what": name}, product.get_absolute_url(), markdown)


def _end_group(known: Known) -> list[Told]:
    return [_of_item(item, item.for_whom) for item in known.items if item.for_whom]


def _of_item(item: EvidenceItem, text: str) -> Told:
    return Told(
        text, _("uit een bijdrage: %(source)s") % {"source": item.get_source_display()}, item.get_absolute_url()
    )


def _between_group(known: Known) -> list[Told]:
    return [_fact(known.product, known.product.audience, _("voor wie"))]


def _set_up(known: Known) -> list[Told]:
    return [_of_round(one, one.action) for one in known.rounds]


def _of_round(round: LearningRound, text: str) -> Told:
    name = {"number": round.number, "title": round.project.title}
    origin = _("uit ronde %(number)s van het leertraject “%(title)s”") % name
    return Told(text, origin, round.project.get_absolute_url())


def _place(known: Known) -> list[Told]:
    named = [_fact(known.product, ", ".join(known.organisations), _("organisaties"))]
    return [*named, *(_of_item(item, item.context) for item in known.of(Source.PRACTICE) if item.context)]


def _content(known: Known) -> list[Told]:
    return [_fact(known.product, known.product.text, _("de tekst"), markdown=True)]


def _material(known: Known) -> list[Told]:
    named = [_fact(known.product, name, _("een bestand")) for name in known.files]
    return [*named, _fact(known.product, known.product.url, _("adres elders"))]


def _quality(known: Known) -> list[Told]:
    product, told = known.product, []
    if product.owner:
        told.append(_fact(product, product.owner, _("eigenaar")))
    if product.review_on:
        told.append(_fact(product, date_nl(product.review_on), _("nakijken op")))
    return told


def _problem(known: Known) -> list[Told]:
    return [_of_round(one, one.question) for one in known.rounds]


def _link(known: Known) -> list[Told]:
    return [
        Told(f"{use.element.wording}: {use.why}", _("uit: waarom een element werkt"), use.element.get_absolute_url())
        for use in known.uses
        if use.why
    ]


def _tried(known: Known) -> list[Told]:
    product = known.product
    told = [
        _fact(product, product.experience, _("uit ervaring")),
        _fact(product, product.practice, _("uit de praktijk")),
    ]
    told += [_of_item(item, _whole(item)) for item in known.of(Source.EXPERIENCE, Source.PRACTICE)]
    for one in known.rounds:
        told += [_of_round(one, one.happened), _of_round(one, one.insight)]
    return told


def _whole(item: EvidenceItem) -> str:
    parts = [item.get_direction_display(), item.for_whom, item.context, str(item.year or "")]
    return f"{item.says} ({'; '.join(part for part in parts if part)})"


def _studied(known: Known) -> list[Told]:
    product = known.product
    return [
        _fact(product, product.science, _("uit de wetenschap")),
        *(_of_item(item, _whole(item)) for item in known.of(Source.SCIENCE)),
    ]


def _elements(known: Known) -> list[Told]:
    return [
        Told("\n".join(part for part in (use.element.wording, use.element.explanation) if part),
             _("uit: werkzame elementen"), use.element.get_absolute_url())
        for use in known.uses
    ]  # fmt: skip


def _literature(known: Known) -> list[Told]:
    rows = [item for item in known.items if item.rests_on == RestsOn.PUBLICATION or (item.other and linked(item))]
    return [
        _of_item(item, " ".join(part for part in (item.title, f"({item.year})" if item.year else "", item.url) if part))
        for item in rows
    ]


FILLED: Mapping[str, Callable[[Known], list[Told]]] = {
    "summary": _summary, "end_group": _end_group, "between_group": _between_group, "set_up": _set_up, "place": _place,
    "content": _content, "material": _material, "quality": _quality, "problem": _problem, "link": _link,
    "tried": _tried, "studied": _studied, "elements": _elements, "literature": _literature,
}  # fmt: skip
