# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The headings of the joint worksheet (werkblad) of the databanks, in order, and what belongs under each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# Where something that is missing is filled in.
OWN, TEXT, EVIDENCE, ELEMENTS = "own", "text", "evidence", "elements"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the worksheet; `asks` says what belongs under it, `panel` that Goed Beschreven looks at it."""

    id: str
    number: str
    title: Any
    asks: Any
    at: str = OWN
    panel: bool = False


CHAPTERS: tuple[tuple[str, Any, tuple[Heading, ...]], ...] = (
    ("", _("Samenvatting"), (
        Heading("summary", "", _("Samenvatting"), _("Doel, doelgroep en aanpak in een paar zinnen."), TEXT, True),
    )),
    ("1", _("Beschrijving"), (
        Heading("end_group", "1.1", _("Uiteindelijke doelgroep"),
                _("Voor wie verandert er iets? Wie juist niet?"), EVIDENCE, True),
        Heading("between_group", "1.2", _("Intermediaire doelgroep"), _("Wie werken ermee?"), TEXT, True),
        Heading("goals", "1.3", _("Doelen"),
                _("Wat is er anders als het lukt? Noem één hoofddoel, en wat daarvoor nodig is."), OWN, True),
        Heading("set_up", "1.4", _("Opzet van de aanpak"),
                _("Welke stappen zijn er, hoe lang duurt het, en hoe vaak zie je elkaar?"), OWN, True),
        Heading("place", "1.5", _("Locatie en uitvoerders"), _("Waar gebeurt het, en wie doen het?"), OWN),
        Heading("content", "1.6", _("Inhoud van de aanpak"), _("Wat doe je, stap voor stap?"), TEXT, True),
    )),
    ("2", _("Uitvoering"), (
        Heading("material", "2.1", _("Materiaal"), _("Welke handleiding of formulieren zijn er?"), TEXT, True),
        Heading("training", "2.2", _("Opleiding en competenties"), _("Wat moet je kunnen om dit te doen?")),
        Heading("quality", "2.3", _("Kwaliteitsbewaking"), _("Wie let op of het goed gaat, en hoe?"), TEXT),
        Heading("conditions", "2.4", _("Randvoorwaarden"), _("Wat moet er geregeld zijn?"), OWN, True),
        Heading("costs", "2.5", _("Kosten"), _("Wat kost het aan tijd, materiaal en scholing?")),
    )),
    ("3", _("Onderbouwing"), (
        Heading("problem", "3.1", _("Probleem"),
                _("Wat is er aan de hand, hoe vaak komt het voor, en wat gebeurt er als je niets doet?"), OWN, True),
        Heading("causes", "3.2", _("Oorzaken"), _("Waar komt het probleem vandaan? Noem waar je dat uit weet.")),
        Heading("link", "3.3", _("Link tussen doel, doelgroep en aanpak"),
                _("Waarom pakt deze aanpak deze oorzaken aan, bij deze mensen?"), OWN, True),
    )),
    ("4", _("Onderzoek"), (
        Heading("tried", "4.1", _("Onderzoek naar praktijkervaringen"),
                _("Wat merkten mensen die meededen, en mensen die het uitvoerden?"), EVIDENCE, True),
        Heading("studied", "4.2", _("Onderzoek naar wat het oplevert"), _("Wat is er onderzocht?"), EVIDENCE),
    )),
    ("5", _("Samenvatting werkzame elementen"), (
        Heading("elements", "5.1", _("Werkzame elementen"), _("Wat kun je niet weglaten?"), ELEMENTS, True),
    )),
    ("6", _("Literatuur"), (
        Heading("literature", "6.1", _("Aangehaalde literatuur"), _("Waar verwijs je naar?"), EVIDENCE),
    )),
)  # fmt: skip
HEADINGS: Mapping[str, Heading] = {one.id: one for _number, _title, headings in CHAPTERS for one in headings}
