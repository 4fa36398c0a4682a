# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a product rests on, for its page and for who writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.base.memo import remembered
from noaber.knowledge.evidence_models import Databank, Direction, ElementUse, EvidenceItem, Recognition, Source
from noaber.knowledge.models import Product
from noaber.people.models import AnyPerson, Described, Visibility
from noaber.people.queries import described
from noaber.projects.models import Project

MOST_NAMED = 400
# Where each databank tells what it recognises; what stands elsewhere is somebody else's word.
HOSTS: Mapping[str, tuple[str, ...]] = {
    Databank.MOVISIE: ("movisie.nl",),
    Databank.NJI: ("nji.nl",),
    Databank.RIVM: ("loketgezondleven.nl", "rivm.nl"),
    Databank.NCJ: ("ncj.nl",),
    Databank.SPORT: ("kenniscentrumsportenbewegen.nl", "sportenbeweginterventies.nl", "allesoversport.nl"),
    Databank.TRIMBOS: ("trimbos.nl",),
    Databank.VILANS: ("vilans.nl", "zorgvoorbeter.nl"),
}
NOTHING: Mapping[str, Any] = {
    Source.EXPERIENCE: gettext_lazy(
        "Nog niets uit ervaring. Vraag eens iemand die het meemaakte: wat veranderde er, en wat miste je?"
    ),
    Source.PRACTICE: gettext_lazy(
        "Nog niets uit de praktijk. Deed je dit zelf? Schrijf op waar, met wie en hoe het ging. Ook als het tegenviel."
    ),
    Source.SCIENCE: gettext_lazy(
        "Nog geen onderzoek. Ken je een artikel dat hieraan raakt, ook als het iets anders vond? Zet het erbij."
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One source with what it says, counted in words; nothing is added up over sources."""

    source: Source
    summary: str
    items: Sequence[EvidenceItem]
    withdrawn: Sequence[EvidenceItem] = ()

    @property
    def nothing(self) -> str:
        return str(NOTHING[self.source])

    @property
    def count(self) -> str:
        """How many there are, in the word for what this source gives."""
        number = len(self.items)
        if self.source == Source.EXPERIENCE:
            return ngettext("%(n)s ervaring", "%(n)s ervaringen", number) % {"n": number}
        if self.source == Source.PRACTICE:
            return ngettext("%(n)s keer in de praktijk", "%(n)s keer in de praktijk", number) % {"n": number}
        return ngettext("%(n)s verwijzing", "%(n)s verwijzingen", number) % {"n": number}

    @property
    def directions(self) -> str:
        """Which way they point, in words."""
        told = [(way, sum(item.direction == way for item in self.items)) for way in Direction]
        words = {
            Direction.FOR: lambda n: ngettext("%(n)s pleit ervoor", "%(n)s pleiten ervoor", n),
            Direction.AGAINST: lambda n: ngettext("%(n)s pleit ertegen", "%(n)s pleiten ertegen", n),
            Direction.MIXED: lambda n: ngettext("%(n)s is wisselend", "%(n)s zijn wisselend", n),
        }
        return ", ".join(words[way](number) % {"n": number} for way, number in told if number)


def rests_on(product: Product, *, withdrawn: bool = False) -> list[Column]:
    """The three columns of a product, in one query; in none when the row says that nothing is there."""
    items: list[EvidenceItem] = []
    if withdrawn or any(product.basis.get(source) for source in Source.values):
        rows = items_of(product)
        items = list(rows if withdrawn else rows.filter(withdrawn_at__isnull=True))
    return [
        Column(
            source,
            getattr(product, source.value),
            [item for item in items if item.source == source and item.withdrawn_at is None],
            [item for item in items if item.source == source and item.withdrawn_at is not None],
        )
        for source in Source
    ]


def standing(product: Product) -> dict[str, Any]:
    """What its page tells of where it rests on: at most three queries, fewer where the row says nothing is there."""
    recognitions = recognitions_of(product)
    recognised = current(recognitions)
    return {
        "columns": rests_on(product),
        "elements": elements_of(product),
        "recognised": recognised,
        "history": [one for one in recognitions if one not in recognised],
    }


def items_of(product: Product) -> QuerySet[EvidenceItem]:
    """Its evidence with what that links to, newest first."""
    far = ("project__text", "other__text", "other__summary", "project__summary")
    return EvidenceItem.objects.filter(product=product).select_related("project", "other").defer(*far)


def linked(item: EvidenceItem) -> Described | None:
    """The project or product of the network that everybody may see; what is not public is not named."""
    thing: Described | None = item.project or item.other
    return thing if thing is not None and thing.visibility == Visibility.PUBLIC else None


def elements_of(product: Product) -> list[ElementUse]:
    """The active ingredients of a product; not asked for when the row says there are none."""
    if not product.basis.get("elements"):
        return []
    return list(ElementUse.objects.filter(product=product).select_related("element"))


def recognitions_of(product: Product) -> list[Recognition]:
    """Everything that databanks said of it, newest first; not asked for when the row says there is nothing."""
    return list(product.recognitions.all()) if product.basis.get("recognitions") else []


def current(recognitions: Sequence[Recognition]) -> list[Recognition]:
    """What holds now: the newest of each databank that was not ended."""
    newest: dict[str, Recognition] = {}
    for one in recognitions:
        if one.ended_at is None:
            newest.setdefault(one.databank, one)
    return list(newest.values())


def databank_of(url: str) -> str:
    """The databank that an address is of, or nothing."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    for databank, hosts in HOSTS.items():
        if any(host == one or host.endswith(f".{one}") for one in hosts):
            return str(databank)
    return ""


def named(model: type[Described], person: AnyPerson, title: str, address: str) -> Described | None:
    """The thing of the network that is meant: by its address here, or by its whole title if only one bears it."""
    rows = described(model, person)
    slug = urlsplit(address).path.rstrip("/").rpartition("/")[2] if address else ""
    if slug and (found := rows.filter(slug=slug).first()):
        thing: Described = found
        return thing
    same = list(rows.filter(title__iexact=title)[:2]) if title else []
    return same[0] if len(same) == 1 else None


@remembered(seconds=5)
def project_titles() -> list[str]:
    """The names of public projects, to choose from while typing; at most some seconds old."""
    rows = Project.objects.filter(visibility=Visibility.PUBLIC).order_by("title")
    return list(dict.fromkeys(rows.values_list("title", flat=True)[:MOST_NAMED]))


def word_for(item: EvidenceItem) -> str:
    """What an item links to when its name is not for everybody."""
    return _("een leertraject dat niet openbaar is") if item.project_id else _("een stuk dat niet openbaar is")
