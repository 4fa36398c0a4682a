# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Licences by name: what they let others do, in plain words, and where they stand. Other words are left as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

RESERVED = "Alle rechten voorbehouden"


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence: its name, its address and what it means."""

    name: str
    address: str
    means: Any


def _cc(kind: str) -> str:
    return f"https://creativecommons.org/licenses/{kind}/4.0/deed.nl"


LICENCES: tuple[Licence, ...] = (
    Licence("CC BY 4.0", _cc("by"), _("iedereen mag het gebruiken en veranderen, met jouw naam erbij")),
    Licence(
        "CC BY-SA 4.0", _cc("by-sa"), _("gebruiken en veranderen mag, met jouw naam erbij, en het blijft net zo vrij")
    ),
    Licence(
        "CC BY-NC 4.0", _cc("by-nc"), _("gebruiken en veranderen mag, met jouw naam erbij, niet om geld te verdienen")
    ),
    Licence("CC BY-NC-SA 4.0", _cc("by-nc-sa"), _("niet om geld mee te verdienen, en het blijft net zo vrij")),
    Licence("CC BY-ND 4.0", _cc("by-nd"), _("doorgeven mag, met jouw naam erbij; veranderen niet")),
    Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.nl", _("zonder voorwaarden")),
    Licence(RESERVED, "", _("lezen mag, hergebruiken alleen na overleg")),
)
CC = re.compile(r"^cc[ -](by(?:-(?:nc|sa|nd))*)[ -](\d\.\d)$", re.I)


def licence_of(text: str) -> Licence | None:
    """The licence that these words name, if they name one we know."""
    text = " ".join(text.split())
    return next((one for one in LICENCES if one.name.casefold() == text.casefold()), None)


def licence_address(text: str) -> str:
    """Where the licence stands, for machines: without the language of its page; "" for own words."""
    text = " ".join(text.split())
    if text.startswith(("https://", "http://")):
        return text
    if known := licence_of(text):
        return known.address.removesuffix("deed.nl")
    found = CC.match(text)
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else ""
