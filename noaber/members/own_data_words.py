# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for what a person reads about themselves, and values that fit in a JSON file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# What a heading or a column is called; what is not here is shown by its name.
WORDS: dict[str, Any] = {
    "person": _("Wie je bent"),
    "account": _("Hoe je inlogt"),
    "members": _("Je profiel en je deelname"),
    "questions": _("Vragen en bijdragen"),
    "knowledge": _("Kennis"),
    "moderation": _("Meldingen die je deed"),
    "saved searches": _("Bewaarde zoekopdrachten"),
    "following": _("Wat je volgt"),
    "matching": _("Hints over wie hetzelfde doet"),
    "follows": _("wat je volgt"),
    "how_often": _("hoe vaak"),
    "pace": _("hoe vaak"),
    "told": _("wat we je vertelden"),
    "no_mail_since": _("geen mail sinds"),
    "asked_at": _("gevraagd"),
    "confirmed_at": _("bevestigd"),
    "mail": _("Mail die we je stuurden"),
    "ledger": _("Wat je hier deed"),
    "name": _("naam"),
    "email": _("e-mailadres"),
    "mail_address": _("e-mailadres"),
    "place": _("plaats"),
    "perspective": _("perspectief"),
    "language": _("taal"),
    "since": _("sinds"),
    "created_at": _("sinds"),
    "roles": _("taken"),
    "role": _("taak"),
    "werkplaats": _("werkplaats"),
    "from_on": _("van"),
    "until_on": _("tot"),
    "password": _("wachtwoord ingesteld"),
    "second_steps": _("tweede stappen"),
    "elsewhere": _("inloggen via een andere dienst"),
    "devices": _("waar je bent ingelogd"),
    "kind": _("soort"),
    "last_used": _("laatst gebruikt"),
    "subject": _("onderwerp"),
    "text": _("tekst"),
    "at": _("wanneer"),
    "sent_at": _("verstuurd"),
    "what": _("wat"),
    "about": _("waarover"),
    "reason": _("reden"),
    "voices": _("vragen waar je bij hoort"),
    "part": _("jouw deel"),
    "question": _("vraag"),
    "address": _("adres"),
    "state": _("stand"),
    "wants_mail": _("bericht per mail"),
    "messages": _("berichten"),
    "contributions": _("wat je vertelde"),
    "link": _("link"),
    "file": _("bestand"),
    "connections": _("gevraagd om mee te denken"),
    "drafts": _("concepten"),
    "title": _("titel"),
    "typed": _("getypt en nog niet bewaard"),
    "remarks": _("opmerkingen"),
    "signals": _("meldingen"),
    "words": _("wat je schreef"),
    "why": _("waarom"),
    "profile": _("profiel"),
    "consents": _("toestemmingen"),
    "parts": _("werk waar je aan meedeed"),
    "invitations": _("uitnodigingen"),
    "requests_to_join": _("verzoeken om mee te doen"),
    "field": _("onderdeel"),
    "given": _("toestemming gegeven"),
    "function": _("functie"),
    "links": _("links"),
    "changed_at": _("veranderd"),
}


def words(name: str) -> str:
    """What this is called on the page."""
    return str(WORDS.get(name, name.replace("__", " ").replace("_", " ")))


def full(value: Any) -> Any:
    """The same without what is empty."""
    if isinstance(value, Mapping):
        return {str(key): full(one) for key, one in value.items() if one not in (None, "", [], {})}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [full(one) for one in value]
    return value


def plain(value: Any) -> Any:
    """The same in what JSON knows."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
