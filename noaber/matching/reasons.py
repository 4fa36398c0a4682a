# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why somebody is near, in plain words that name the work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.base import clock
from noaber.matching.near_queries import Near, Tie, Work
from noaber.members.models import Part
from noaber.members.work_queries import ANSWERED, CONTRIBUTED


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, the work that it is about, and how heavily it counts."""

    tie: Tie
    text: str
    title: str = ""
    href: str = ""
    lang: str = "nl"


def since(day: dt.date | None) -> str:
    """januari, or januari 2024 when that is not this year."""
    if day is None:
        return ""
    return date_format(day, "F" if day.year == clock.day().year else "F Y")


def listed(words: list[str]) -> str:
    """a, b en c"""
    return _(" en ").join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def of_themes(near: Near, words: dict[str, str]) -> str:
    """deelt twee thema's: schulden en jongeren"""
    shared = sorted(words.get(one, one).lower() for one in near.themes)
    number = {2: _("twee"), 3: _("drie")}.get(len(shared), "")
    told = {"num": number, "themes": listed(shared)}
    return ngettext("deelt het thema %(themes)s", "deelt %(num)s thema’s: %(themes)s", len(shared)) % told


def of_group(near: Near, words: dict[str, str]) -> list[Reason]:
    """Why a project is near."""
    work = near.work
    told = {"since": since(work.began), "until": work.ended.year if work.ended else work.year}
    if work.over(clock.day()):
        same, trail = _("zocht tot %(until)s dezelfde vraag uit") % told, _("hoorde bij hetzelfde agendapunt")
    elif work.began:
        same, trail = _("zoekt sinds %(since)s dezelfde vraag uit") % told, _("hoort bij hetzelfde agendapunt")
    else:
        same, trail = _("zoekt dezelfde vraag uit"), _("hoort bij hetzelfde agendapunt")
    return _of(near, same, trail, words, name=False)


def of_place(near: Near, words: dict[str, str]) -> list[Reason]:
    """Why the werkplaats of a work is near."""
    work = near.work
    told = {"since": since(work.began), "period": work.called}
    if work.kind == "agenda_item":
        off = work.ended is not None
        same = _("dezelfde vraag stond er op de agenda %(period)s") if off else _(
            "dezelfde vraag staat er op de agenda %(period)s"
        )  # fmt: skip
        return _of(near, same % told, _("heeft hetzelfde op de agenda %(period)s") % told, words)
    if work.kind == "question":
        same = _("heeft dezelfde vraag sinds %(since)s") % told if work.began else _("heeft dezelfde vraag")
        return _of(near, same, _("heeft een vraag die bij hetzelfde agendapunt hoort"), words)
    return _of(near, _("een leertraject zoekt er dezelfde vraag uit"), _("een leertraject hoort bij hetzelfde"), words)


def of_house(near: Near, words: dict[str, str]) -> list[Reason]:
    """Why an organisation that takes part in a work is near."""
    if near.work.kind == "product":
        told = _about(near, words, _("werkte mee aan kennis"), _("werkte mee aan kennis over %(theme)s"))
    elif near.work.kind == "meeting":
        told = _about(near, words, _("deed mee aan een bijeenkomst"), _("deed mee aan een bijeenkomst over %(theme)s"))
    else:
        told = _about(near, words, _("doet mee in een leertraject"), _("doet mee in een leertraject over %(theme)s"))
    return [_named(near, told)]


def of_person(near: Near, part: str, words: dict[str, str]) -> Reason:
    """What somebody did in a work that is near."""
    work = near.work
    year = work.began.year if work.began and not work.over(clock.day()) else work.year
    if work.ended and work.over(clock.day()):
        year = work.ended.year
    plain, about = _did(near.work, part)
    told = _about(near, words, plain, about)
    return _named(near, f"{told} ({year})" if year else told)


def _did(work: Work, part: str) -> tuple[str, str]:
    """The same with and without a theme."""
    over = work.over(clock.day())
    if part == ANSWERED:
        return _("beantwoordde zo’n vraag"), _("beantwoordde een vraag over %(theme)s")
    if part == CONTRIBUTED:
        return _("wist iets van zo’n vraag"), _("wist iets van een vraag over %(theme)s")
    if work.kind == "product":
        return _("schreef mee aan kennis"), _("schreef mee aan kennis over %(theme)s")
    if work.kind == "meeting":
        return _("deed mee aan een bijeenkomst"), _("deed mee aan een bijeenkomst over %(theme)s")
    if part == Part.LEAD:
        if over:
            return _("leidde een leertraject"), _("leidde een leertraject over %(theme)s")
        return _("leidt een leertraject"), _("leidt een leertraject over %(theme)s")
    if over:
        return _("deed mee in een leertraject"), _("deed mee in een leertraject over %(theme)s")
    return _("doet mee in een leertraject"), _("doet mee in een leertraject over %(theme)s")


def _about(near: Near, words: dict[str, str], plain: str, about: str) -> str:
    """The theme that both have, or else the first of the work."""
    theme = next(iter(near.themes or near.work.themes), "")
    return about % {"theme": words[theme].lower()} if theme in words else plain


def _named(near: Near, text: str) -> Reason:
    return Reason(near.closest, text, near.work.title, near.work.href, near.work.lang)


def _of(near: Near, same: str, trail: str, words: dict[str, str], *, name: bool = True) -> list[Reason]:
    """A reason for each tie, the heaviest first; an entry that is the work itself need not name it."""
    why = near.why[:1].lower() + near.why[1:]
    told = {
        Tie.QUESTION: same, Tie.TRAIL: trail, Tie.THEMES: of_themes(near, words) if near.themes else "",
        Tie.ALIKE: _("lijkt erop: %(why)s") % {"why": why} if why else _("lijkt erop"),
    }  # fmt: skip
    named = {"title": near.work.title, "href": near.work.href, "lang": near.work.lang} if name else {}
    return [Reason(tie, told[tie], **named) for tie in sorted(near.ties, reverse=True)]
