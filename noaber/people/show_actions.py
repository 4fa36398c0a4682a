# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One home, and others that show it too: asked, and decided by the home. And where pages of before are now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.people import policies
from noaber.people.models import Described, Person, Werkplaats
from noaber.people.region_models import OldAddress, ShowRequest
from noaber.people.region_queries import old_path, thing_by_ref

ledger.declare(
    {
        "show.asked": "a werkplaats asked to show something of another werkplaats",
        "show.accepted": "a werkplaats agreed that another shows something of hers",
        "show.declined": "a werkplaats did not agree that another shows something of hers",
        "show.ended": "a werkplaats no longer shows something of another",
        "address.remembered": "old addresses were given their new ones",
    }
)
State = ShowRequest.State


@transaction.atomic
def ask_to_show(
    thing: Described, *, werkplaats: Werkplaats, reason: str = "", by: Person | None, at: dt.datetime
) -> ShowRequest:
    """Ask the home of a thing to show it too; asking twice is asking once."""
    require(policies.may_edit(by, werkplaats, clock.day(at)))
    require(policies.may_see(by, thing))
    if thing.home is None:
        raise Refused(_("Dit is nog van geen werkplaats, dus er is niemand om het aan te vragen."))
    if thing.home == werkplaats:
        raise Refused(_("Dit is al van jouw werkplaats."))
    if thing.visibility != "public":
        raise Refused(_("Dit is niet openbaar; een andere werkplaats kan het niet tonen."))
    facts = {"kind": thing.KIND, "ref": thing.ref, "werkplaats": werkplaats}
    known = ShowRequest.objects.filter(**facts, state__in=(State.ASKED, State.ACCEPTED)).first()
    if known is not None:
        return known
    asked = ShowRequest.objects.create(
        **facts, title=thing.title, home=thing.home, reason=reason, asked_by=by, asked_at=at
    )
    _tell("show.asked", thing, asked, by=by, at=at, reason=reason)
    return asked


@transaction.atomic
def decide_to_show(
    asked: ShowRequest, *, accept: bool, answer: str = "", by: Person | None, at: dt.datetime
) -> ShowRequest:
    """The home agrees, or does not and says why. Deciding the same twice changes nothing."""
    asked = ShowRequest.objects.select_for_update().select_related("home", "werkplaats").get(pk=asked.pk)
    require(policies.may_decide_to_show(by, asked, clock.day(at)))
    wanted = State.ACCEPTED if accept else State.DECLINED
    if asked.state == wanted:
        return asked
    if asked.state != State.ASKED:
        raise Refused(_("Hier is al over beslist."))
    if not accept and not answer.strip():
        raise Refused(_("Schrijf er kort bij waarom niet. De ander leest dat."))
    thing = thing_by_ref(asked.kind, asked.ref)
    if thing is None:
        raise Refused(_("Dit bestaat niet meer."))
    asked.state, asked.answer, asked.decided_by, asked.decided_at = wanted, answer.strip(), by, at
    asked.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    if accept:
        thing.shown_by.add(asked.werkplaats)
    _tell("show.accepted" if accept else "show.declined", thing, asked, by=by, at=at, reason=asked.answer)
    return asked


@transaction.atomic
def stop_showing(asked: ShowRequest, *, by: Person | None, at: dt.datetime) -> ShowRequest:
    """Withdraw a request, or stop showing; by who shows it or by its home."""
    asked = ShowRequest.objects.select_for_update().select_related("home", "werkplaats").get(pk=asked.pk)
    home, other = (policies.may_edit(by, place, clock.day(at)) for place in (asked.home, asked.werkplaats))
    require(home or other)
    if asked.state not in (State.ASKED, State.ACCEPTED):
        return asked
    thing = thing_by_ref(asked.kind, asked.ref)
    asked.state, asked.decided_by, asked.decided_at = State.ENDED, by, at
    asked.save(update_fields=["state", "decided_by", "decided_at"])
    if thing is not None:
        thing.shown_by.remove(asked.werkplaats)
        _tell("show.ended", thing, asked, by=by, at=at)
    return asked


def _tell(
    verb: str, thing: Described, asked: ShowRequest, *, by: Person | None, at: dt.datetime, reason: str = ""
) -> None:
    data = {"request": asked.pk, "shown_by": asked.werkplaats.slug}
    ledger.record(verb, thing, by=by, at=at, werkplaats=asked.home.slug, reason=reason, data=data)


@transaction.atomic
def remember_addresses(rows: Iterable[tuple[str, str]], *, by: Person | None, at: dt.datetime) -> tuple[int, list[str]]:
    """Where old addresses lead: to `kind:ref` or to an address. Returns how many were written, and what was wrong."""
    require(policies.may_manage_network(by))
    wanted: dict[str, tuple[str, str, str]] = {}
    wrong: list[str] = []
    for number, (old, target) in enumerate(rows, start=1):
        path, found = old_path(old), _target(target.strip())
        why = _impossible(path, found)
        if why:
            wrong.append(_("Regel %(number)s (%(old)s): %(why)s") % {"number": number, "old": old[:80], "why": why})
        elif found is not None:
            wanted[path] = found
    _no_steps(wanted, wrong)
    OldAddress.objects.bulk_create(
        [OldAddress(path=path, kind=kind, ref=ref, to=to) for path, (kind, ref, to) in wanted.items()],
        update_conflicts=True, unique_fields=["path"], update_fields=["kind", "ref", "to"], batch_size=500,
    )  # fmt: skip
    if wanted:
        data = {"written": len(wanted), "wrong": len(wrong)}
        ledger.record("address.remembered", f"address:{next(iter(wanted))}", by=by, at=at, data=data)
    return len(wanted), wrong


def _target(target: str) -> tuple[str, str, str] | None:
    """(kind, ref, "") for a thing, ("", "", address) for an address, None for anything else."""
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, None):
        return "", "", target[:1000]
    if target.startswith(("https://", "http://")):
        return "", "", target[:1000]
    kind, colon, ref = target.partition(":")
    return (kind, ref, "") if colon and ref and kind.isidentifier() else None


def _impossible(path: str, found: tuple[str, str, str] | None) -> str:
    if found is None:
        return _("het nieuwe adres begint met /, met https:// of is een soort met een naam (product:p-1)")
    if path == "/":
        return _("de voorpagina kan niet worden doorgestuurd")
    kind, ref, to = found
    if kind and not _exists(kind, ref):
        return _("%(kind)s met de naam %(ref)s is er niet") % {"kind": kind, "ref": ref[:80]}
    if to.startswith("/") and old_path(to) == path:
        return _("dit stuurt naar zichzelf")
    if to.startswith("/") and not _answers(to):
        return _("op %(to)s staat niets") % {"to": to[:80]}
    return ""


def _exists(kind: str, ref: str) -> bool:
    if kind == Werkplaats.KIND:
        return Werkplaats.objects.filter(ref=ref).exists()
    return thing_by_ref(kind, ref) is not None


def _answers(address: str) -> bool:
    path = address.partition("?")[0].partition("#")[0]
    try:
        resolve(path if path.endswith("/") else f"{path}/")
    except Resolver404:
        return False
    return True


def _no_steps(wanted: dict[str, tuple[str, str, str]], wrong: list[str]) -> None:
    """No old address leads to another old address: one step, so never a loop."""
    targets = {path: old_path(to) for path, (_kind, _ref, to) in wanted.items() if to.startswith("/")}
    places = set(targets.values())
    old = set(OldAddress.objects.filter(path__in=places).values_list("path", flat=True)) | (wanted.keys() & places)
    known: Mapping[str, str] = dict(OldAddress.objects.exclude(to="").values_list("path", "to"))
    led_to = {old_path(to) for path, to in known.items() if to.startswith("/") and path not in wanted}
    for path in [path for path in wanted if targets.get(path) in old or path in led_to]:
        del wanted[path]
        wrong.append(_("%(path)s: dit zou van het ene oude adres naar het andere sturen") % {"path": path})
