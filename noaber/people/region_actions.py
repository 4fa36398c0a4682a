# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only writers of a werkplaats as a site: what its coordinator sets, and a new one from zero."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.people import actions, policies
from noaber.people.models import HOST, Person, Role, Werkplaats
from noaber.people.region_models import HouseStyle
from noaber.people.words import LONGEST, WORDS
from noaber.ui import tokens
from noaber.ui.colour import parse

ledger.declare(
    {
        "werkplaats.settings_changed": "the coordinator of a werkplaats changed its settings",
        "werkplaats.house_style_changed": "a werkplaats took a house style, or went back to its colour alone",
        "werkplaats.founded": "a new werkplaats was made, with its coordinator",
    }
)

CHANGEABLE = ("description", "region", "brand", "host", "words", "languages", "contact", "contact_email", "site_url")
# What stands first in an address already, and can never be the name of a werkplaats.
TAKEN = frozenset(
    "beheer static bestanden account vragen kennis leertrajecten bijeenkomsten nieuws organisaties vind werkplaatsen "
    "over toegankelijkheid privacy open-data en fy de fr themas mensen leden colofon regio periode werkplaats "
    "landelijk publicatie publicaties agenda api feed sitemap robots tonen werkbak moderatie import".split()
)


@transaction.atomic
def change_settings(werkplaats: Werkplaats, *, by: Person | None, at: dt.datetime, **facts: Any) -> Werkplaats:
    """Change what a coordinator may set; what is not given stays."""
    require(policies.may_keep_site(by, werkplaats, clock.day(at)))
    werkplaats = Werkplaats.objects.select_for_update().get(pk=werkplaats.pk)
    name, short = facts.pop("name", ""), facts.pop("short", "")
    if name:
        rename(werkplaats, name=name, short=short, by=by, at=at)
    wrong = set(facts) - set(CHANGEABLE)
    if wrong:
        raise ValueError(f"not a setting: {wrong}")
    checked = {name: CHECKS[name](value) if name in CHECKS else value for name, value in facts.items()}
    changed = {name: value for name, value in checked.items() if getattr(werkplaats, name) != value}
    for name, value in changed.items():
        setattr(werkplaats, name, value)
    _save(werkplaats)
    if changed:
        told: dict[str, Any] = {name: changed[name] for name in ("brand", "host") if name in changed}
        ledger.record(
            "werkplaats.settings_changed", werkplaats, by=by, at=at, werkplaats=werkplaats.slug,
            data=told | {"fields": sorted(changed)},
        )  # fmt: skip
    return werkplaats


def _save(werkplaats: Werkplaats) -> None:
    try:
        werkplaats.clean_fields()
        with transaction.atomic():
            werkplaats.save()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise Refused(_("Een andere werkplaats heeft dit webadres al.")) from error


def _host(value: str | None) -> str | None:
    """A host name as it may stand in the table, from whatever somebody pasted."""
    text = re.sub(r"^https?://", "", (value or "").strip().lower()).rstrip("/").rstrip(".")
    if not text:
        return None
    try:
        text = text.encode("idna").decode("ascii") if not text.isascii() else text
    except UnicodeError as error:
        raise Refused(_("Dit is geen webadres. Schrijf het zo: wsdtwente.nl")) from error
    if not re.fullmatch(HOST, text):
        raise Refused(_("Dit is geen webadres. Schrijf het zo: wsdtwente.nl"))
    if text in {*list.copy(settings.ALLOWED_HOSTS), re.sub(r"^https?://|:\d+$", "", settings.SITE_URL)}:
        raise Refused(_("Dit is het adres van het landelijke portaal. Kies een ander."))
    return text


def _brand(value: str) -> str:
    colour = parse(value)
    if colour is None:
        raise Refused(_("Dit is geen kleur. Schrijf een kleur zo: #0b5a4c"))
    return colour


def _words(value: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, word in value.items():
        text = " ".join(str(word).replace("\x00", "").split())
        if name not in WORDS:
            raise Refused(_("Onbekend woord: %(name)s") % {"name": name})
        if len(text) > LONGEST:
            raise Refused(_("“%(word)s” is te lang voor een menu.") % {"word": text[:60]})
        if text and text != str(WORDS[name]):
            found[name] = text
    return found


def _languages(value: Iterable[str]) -> list[str]:
    known = [code for code, _name in settings.LANGUAGES]
    chosen = set(value)
    return [code for code in known if code in chosen or code == settings.LANGUAGE_CODE]


CHECKS: dict[str, Callable[[Any], Any]] = {"host": _host, "brand": _brand, "words": _words, "languages": _languages}


@transaction.atomic
def rename(werkplaats: Werkplaats, *, name: str, short: str, by: Person | None, at: dt.datetime) -> None:
    """Give a werkplaats a new name from today; the name before stays known with its term."""
    require(policies.may_keep_site(by, werkplaats, clock.day(at)))
    now = werkplaats.names.order_by("-from_on", "-pk").first()
    if now is not None and (now.name, now.short) == (name, short):
        return
    if now is not None and now.name == name:
        now.short = short
        now.save(update_fields=["short"])
    else:
        werkplaats.names.filter(until_on__isnull=True).exclude(from_on__gte=clock.day(at)).update(
            until_on=clock.day(at)
        )
        werkplaats.names.filter(from_on=clock.day(at)).delete()
        werkplaats.names.create(name=name, short=short, from_on=clock.day(at))
    ledger.record("werkplaats.named", werkplaats, by=by, at=at, werkplaats=werkplaats.slug, data={"name": name})


@transaction.atomic
def take_house_style(
    werkplaats: Werkplaats, *, text: str, name: str = "", by: Person | None, at: dt.datetime
) -> tokens.Reading:
    """Take the tokens of a theme; returns what could be used and, in words, what could not."""
    require(policies.may_keep_site(by, werkplaats, clock.day(at)))
    try:
        reading = tokens.read(text)
    except tokens.Unusable as problem:
        raise Refused(problem.reason) from problem
    kept = {name: value for name, value in reading.tokens.items() if len(name) <= 120}
    _set_house_style(werkplaats, kept, name[:120], by=by, at=at)
    return reading


@transaction.atomic
def drop_house_style(werkplaats: Werkplaats, *, by: Person | None, at: dt.datetime) -> None:
    """Go back to the one colour; doing it twice changes nothing."""
    require(policies.may_keep_site(by, werkplaats, clock.day(at)))
    if HouseStyle.objects.filter(werkplaats=werkplaats).exists():
        _set_house_style(werkplaats, {}, "", by=by, at=at)


def _set_house_style(
    werkplaats: Werkplaats, kept: Mapping[str, str], name: str, *, by: Person | None, at: dt.datetime
) -> None:
    version = tokens.fingerprint(kept)
    HouseStyle.objects.update_or_create(
        werkplaats=werkplaats, defaults={"tokens": dict(kept), "name": name, "version": version, "changed_at": at}
    )
    ledger.record(
        "werkplaats.house_style_changed", werkplaats, by=by, at=at, werkplaats=werkplaats.slug,
        data={"tokens": len(kept), "version": version},
    )  # fmt: skip


@transaction.atomic
def found_werkplaats(
    slug: str, *, name: str, short: str, region: str, coordinator: str, by: Person | None, at: dt.datetime, **facts: Any
) -> Werkplaats:
    """A new werkplaats from zero: its address, its name, its colour and who coordinates it."""
    require(policies.may_manage_network(by))
    if slug in TAKEN:
        raise Refused(_("Het adres /%(slug)s/ is al van iets anders. Kies een ander.") % {"slug": slug})
    if Werkplaats.objects.filter(slug=slug).exists():
        raise Refused(_("Er is al een werkplaats met het adres /%(slug)s/. Kies een ander.") % {"slug": slug})
    brand = _brand(facts.pop("brand", "#0b5a4c"))
    werkplaats = actions.record_werkplaats(
        slug,
        name=name,
        short=short,
        region=region,
        brand=brand,
        status=Werkplaats.Status.ASPIRANT,
        by=by,
        at=at,
        **facts,
    )
    if coordinator:
        person = actions.record_person(email=coordinator, by=by, at=at)
        actions.assign_role(
            person, werkplaats=werkplaats, role=Role.Kind.COORDINATOR, from_on=clock.day(at), by=by, at=at
        )
    ledger.record("werkplaats.founded", werkplaats, by=by, at=at, werkplaats=slug)
    return werkplaats
