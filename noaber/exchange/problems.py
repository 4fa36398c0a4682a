# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that can be said about a run, a row or a link, by its code: the worker keeps codes, a page says words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: dict[str, Any] = {
    # Why nothing came.
    "bad_address": gettext_lazy("Dit is geen webadres: %(what)s. Een adres begint met https://"),
    "bad_port": gettext_lazy("Op %(what)s vragen we niets op. Gebruik een gewoon webadres."),
    "no_host": gettext_lazy("De naam %(what)s bestaat niet, of is nu niet te vinden."),
    "private_host": gettext_lazy("%(what)s ligt in een besloten netwerk. Daar halen we niets op."),
    "redirects": gettext_lazy("Dit adres stuurt te vaak door: %(what)s"),
    "too_slow": gettext_lazy("%(what)s antwoordt te langzaam. Probeer het later nog eens."),
    "no_answer": gettext_lazy("%(what)s geeft geen antwoord, of geen veilige verbinding."),
    "too_big": gettext_lazy("Dit is te groot. Er past hooguit %(what)s in."),
    "status_401": gettext_lazy("Deze bron vraagt om in te loggen. Vraag de beheerder ervan om een open adres."),
    "status_403": gettext_lazy("Deze bron laat ons niet toe. Vraag de beheerder ervan om toegang."),
    "status_404": gettext_lazy("Op dit adres staat niets. Kijk of je het goed hebt overgenomen."),
    "status": gettext_lazy("De bron gaf een fout (%(what)s). Probeer het later nog eens."),
    "busy": gettext_lazy("De bron vroeg ons even te wachten. We gaan vanzelf verder."),
    "robots": gettext_lazy("De site wil niet dat programma’s hier komen kijken."),
    "asks_us_not": gettext_lazy("De site laat programma’s niet toe. Kijk zelf of de link werkt."),
    "link_gone": gettext_lazy("Op dit adres staat niets meer."),
    # Why a source or a file cannot be read.
    "not_xml": gettext_lazy("Dit is geen goede XML: %(what)s"),
    "xml_entities": gettext_lazy("Deze XML bepaalt eigen woorden (entiteiten). Voor de veiligheid lezen we dat niet."),
    "not_oai": gettext_lazy("Op dit adres antwoordt geen OAI-PMH-bron. Het adres eindigt vaak op /oai of /oaipmh."),
    "oai_error": gettext_lazy("De bron zegt: %(what)s"),
    "oai_prefix": gettext_lazy("De bron geeft deze records niet in het formaat %(what)s."),
    "oai_lost": gettext_lazy("De bron is de draad kwijt en blijft hetzelfde geven. Wat er was, is gelezen."),
    "not_feed": gettext_lazy("Op dit adres staat geen RSS of Atom. Zoek op de site naar ‘RSS’ of ‘feed’."),
    "feed_empty": gettext_lazy("De feed is leeg."),
    "not_sheet": gettext_lazy("Dit is niet te lezen. Bewaar het als Excel (.xlsx), OpenDocument (.ods) of CSV."),
    "sheet_bomb": gettext_lazy("Dit bestand is uitgepakt veel te groot. Bewaar alleen het blad dat je nodig hebt."),
    "sheet_empty": gettext_lazy("In dit bestand staan geen rijen."),
    "sheet_no_heads": gettext_lazy("De eerste rij heeft geen kopjes. Zet boven elke kolom wat erin staat."),
    "too_many_columns": gettext_lazy("Dit zijn meer dan %(what)s kolommen. Haal weg wat je niet nodig hebt."),
    "too_many_rows": gettext_lazy("Dit zijn meer dan %(what)s rijen; alleen de eerste zijn gelezen. Maak er meer van."),
    "mended_xml": gettext_lazy("De bron gaf XML met fouten. We hebben ervan gelezen wat te lezen was."),
    "odd_signs": gettext_lazy("Het bestand was niet in UTF-8. Kijk of letters zoals é goed zijn overgekomen."),
    "broke": gettext_lazy("Er ging bij ons iets mis. Er is niets overgenomen. Probeer het nog eens."),
    "nothing_new": gettext_lazy("De bron heeft niets nieuws sinds de vorige keer."),
    # Why a row cannot be used, or what to know of it.
    "no_title": gettext_lazy("Er is geen titel."),
    "too_long": gettext_lazy("%(what)s: te lang."),
    "unknown_kind": gettext_lazy("Onbekend soort: %(what)s"),
    "no_organisations": gettext_lazy("Een organisatie neem je hier niet over; vraag het de beheerder."),
    "no_questions": gettext_lazy("Een vraag neem je hier niet over; die stel je zelf."),
    "no_told": gettext_lazy("Wat mensen vertelden neem je hier niet over; vraag het de beheerder."),
    "no_rests": gettext_lazy("Waar dit op rust neem je hier niet over; zet dat er zelf bij."),
    "unreadable": gettext_lazy("Niet te lezen: %(what)s"),
    "formula": gettext_lazy("In kolom %(what)s staat een formule zonder uitkomst. Bewaar het bestand opnieuw."),
    "bad_year": gettext_lazy("Het jaar ‘%(what)s’ is geen jaar; het blijft leeg."),
    "bad_date": gettext_lazy("De datum ‘%(what)s’ is niet te lezen; die blijft leeg."),
    "bad_url": gettext_lazy("‘%(what)s’ is geen webadres; het wordt geen link."),
    "bad_type": gettext_lazy("Soort ‘%(what)s’ kennen we niet; we nemen wat je als gewone soort koos."),
    "unknown_themes": gettext_lazy("Geen thema hier: %(what)s. De woorden blijven wel bewaard."),
    "removed": gettext_lazy("De bron heeft dit weggehaald."),
    "gone": gettext_lazy("De bron noemt dit niet meer."),
    # Why something is taken for known.
    "same_source": gettext_lazy("eerder uit deze bron overgenomen"),
    "same_ref": gettext_lazy("hetzelfde kenmerk"),
    "same_id": gettext_lazy("hetzelfde nummer: %(what)s"),
    "same_url": gettext_lazy("hetzelfde adres"),
    "same_title": gettext_lazy("dezelfde titel"),
    "like_title": gettext_lazy("de titel lijkt erop (%(what)s%%)"),
    "same_row": gettext_lazy("staat ook op rij %(what)s"),
    # Why a row was not put in, or not taken back.
    "elsewhere": gettext_lazy("Dit hoort bij een andere werkplaats: %(what)s. Die kan het bijwerken."),
    "vanished": gettext_lazy("Dit bestaat hier niet meer."),
    "edited": gettext_lazy("Iemand heeft dit daarna nog veranderd."),
    "in_use": gettext_lazy("Iets anders verwijst hiernaar."),
    "not_undone": gettext_lazy("Er is niets teruggedraaid: %(what)s van de stukken zijn daarna nog veranderd."),
    "refused": gettext_lazy("%(what)s"),
}  # fmt: skip


def told(problem: Sequence[str]) -> str:
    """One problem in words, in the reader's language."""
    code, what = (*problem, "")[:2]
    return str(WORDS.get(code, _("Er ging iets mis (%(what)s)."))) % {"what": what or code}


def all_told(problems: Iterable[Sequence[str]]) -> list[str]:
    """Problems in words."""
    return [told(problem) for problem in problems]


def of_status(status: int) -> tuple[str, str]:
    """What an HTTP status means for who wanted to read something there."""
    special = f"status_{404 if status == 410 else status}"
    return (special, "") if special in WORDS else ("status", str(status))
