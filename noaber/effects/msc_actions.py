# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A round of Most Significant Change: opening, gathering, asking a panel, choosing with a reason, and feeding back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.effects import msc_policies, msc_queries
from noaber.effects.msc_models import MSC_LIFECYCLE, Choice, Domain, MscRound, MscState, Panelist
from noaber.effects.story_models import Story
from noaber.ledger.models import Entry
from noaber.people.models import Person, Werkplaats
from noaber.projects.models import Project

ledger.declare(
    {
        "msc_round.opened": "a round of Most Significant Change was opened, with its domains and period",
        "msc_round.gathered": "a story was laid in a domain of a round",
        "msc_round.panel_asked": "somebody was asked to choose in a round",
        "msc_round.choosing": "the panel of a round may choose",
        "msc_round.collecting": "a round gathers stories again",
        "msc_round.chosen": "a member of the panel chose a story in a domain, with the reason",
        "msc_round.closed": "a round is over; every teller hears what was chosen and why",
        "msc_round.cancelled": "a round was stopped, with the reason",
        "msc_round.addresses_erased": "the mail addresses of the panel of a round were erased",
        "story.chosen": "a story was chosen in a round, with the reasons",
    }
)
MOST_DOMAINS = 8


def _note(round: MscRound, verb: str, *, by: Person | None, at: datetime, reason: str = "", **data: Any) -> Entry:
    home = round.home.slug
    return ledger.record(f"msc_round.{verb}", round, by=by, at=at, werkplaats=home, reason=reason, data=data)


def _locked(round: MscRound) -> MscRound:
    rows = MscRound.objects.select_for_update(of=("self",)).select_related("home", "project")
    return rows.get(pk=round.pk)


def _led(round: MscRound, by: Person | None) -> MscRound:
    round = _locked(round)
    require(msc_policies.may_lead_round(by, round))
    return round


@transaction.atomic
def open_round(
    *,
    title: str,
    home: Werkplaats,
    domains: Sequence[str],
    from_on: date,
    until_on: date,
    text: str = "",
    project: Project | None = None,
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: datetime,
) -> MscRound:
    """Open a round with its domains of change. The same `submission` again gives the same round."""
    require(msc_policies.may_lead(by, home, project))
    if submission and (known := MscRound.objects.filter(submission=submission).first()):
        return known
    named = [one.strip() for one in dict.fromkeys(domains) if one.strip()]
    if not 1 <= len(named) <= MOST_DOMAINS:
        raise Refused(_("Noem één tot %(most)s domeinen, elk op een eigen regel.") % {"most": MOST_DOMAINS})
    if until_on <= from_on:
        raise Refused(_("De periode eindigt voordat hij begint."))
    ref = new_ref("mr")
    round = MscRound(
        ref=ref, slug=slug_for(title, ref), title=title, text=text, home=home, project=project, from_on=from_on,
        until_on=until_on, opened_by=by, opened_at=at, submission=submission or None, example=example,
    )  # fmt: skip
    try:
        with transaction.atomic():
            round.save()
    except IntegrityError:
        return MscRound.objects.get(submission=submission)
    Domain.objects.bulk_create(Domain(round=round, number=n, title=one[:160]) for n, one in enumerate(named, 1))
    _note(round, "opened", by=by, at=at, domains=named, origins=round.origins)
    return round


@transaction.atomic
def gather(round: MscRound, *, story: Story, domain: Domain, by: Person | None, at: datetime) -> None:
    """Lay a public story in a domain, while stories are gathered. Again changes nothing."""
    round = _led(round, by)
    if round.state != MscState.COLLECTING:
        raise Refused(_("Er worden nu geen verhalen verzameld."))
    if domain.round_id != round.pk or not story.is_public:
        raise Refused(_("Kies een openbaar verhaal en een domein van deze ronde."))
    if not domain.stories.filter(pk=story.pk).exists():
        domain.stories.add(story)
        _note(round, "gathered", by=by, at=at, story=story.ref, domain=domain.number)


@transaction.atomic
def ask_panel(round: MscRound, *, panel: Mapping[str, str], by: Person | None, at: datetime) -> list[Panelist]:
    """Ask people to choose: a perspective for each address; who was asked before is not asked again."""
    round = _led(round, by)
    if round.state not in (MscState.COLLECTING, MscState.CHOOSING):
        raise Refused(_("Deze ronde is voorbij."))
    asked = []
    for mail, perspective in panel.items():
        one, new = Panelist.objects.get_or_create(
            round=round, mail=mail,
            defaults={"ref": new_ref("pl"), "perspective": perspective, "language": get_language() or "nl",
                      "asked_at": at},
        )  # fmt: skip
        if new:
            _note(round, "panel_asked", by=by, at=at, panelist=one.pk, perspective=perspective)
        asked.append(one)
    return asked


@transaction.atomic
def move(round: MscRound, *, to: str, reason: str = "", by: Person | None, at: datetime) -> MscRound:
    """Let the panel choose, gather again, or stop; stopping says why."""
    round = _led(round, by)
    if to == MscState.CANCELLED and not reason.strip():
        raise Refused(_("Schrijf waarom de ronde stopt."))
    if to == MscState.CLOSED:
        return _close(round, by=by, at=at)
    if to == MscState.CHOOSING and not round.domains.filter(stories__isnull=False).exists():
        raise Refused(_("Leg eerst verhalen bij de domeinen. Dan heeft het panel iets om uit te kiezen."))
    MSC_LIFECYCLE.move(round, to)
    round.save()
    _note(round, to, by=by, at=at, reason=reason)
    if to == MscState.CANCELLED:
        forget_panel(round, by=by, at=at)
    return round


@transaction.atomic
def choose(panelist: Panelist, *, domain: Domain, story: Story, reason: str, by: Person | None, at: datetime) -> Choice:
    """Choose the story that says most in a domain, with the reason; until the round is over one may choose anew."""
    round = _locked(panelist.round)
    if round.state != MscState.CHOOSING:
        raise Refused(_("Er kan nu niet worden gekozen."))
    if domain.round_id != round.pk or not domain.stories.filter(pk=story.pk).exists():
        raise Refused(_("Kies een verhaal uit dit domein."))
    if not reason.strip():
        raise Refused(_("Schrijf waarom je dit verhaal kiest. De verteller krijgt dat te lezen."))
    known = Choice.objects.filter(domain=domain, panelist=panelist).first()
    if known is not None and (known.story_id, known.reason) == (story.pk, reason):
        return known
    given = {"story": story, "reason": reason, "at": at}
    choice, _new = Choice.objects.update_or_create(domain=domain, panelist=panelist, defaults=given)
    said = {"domain": domain.number, "story": story.ref, "perspective": panelist.perspective}
    _note(round, "chosen", by=by, at=at, reason=reason, **said)
    return choice


def _close(round: MscRound, *, by: Person | None, at: datetime) -> MscRound:
    """Everything is said: what was chosen stands, with every reason."""
    waiting = [one.title for one in round.domains.all() if one.stories.exists() and not one.choices.exists()]
    if waiting:
        raise Refused(_("Er is nog niet gekozen in: %(domains)s.") % {"domains": ", ".join(waiting)})
    MSC_LIFECYCLE.move(round, MscState.CLOSED)
    round.closed_at = at
    round.save()
    _note(round, "closed", by=by, at=at)
    for story, choices in msc_queries.chosen_in(round).items():
        told = {"round": round.ref, "title": round.title, "url": round.get_absolute_url()}
        why = "\n\n".join(one.reason for one in choices)
        ledger.record("story.chosen", story, by=by, at=at, werkplaats=round.home.slug, reason=why, data=told)
    forget_panel(round, by=by, at=at)
    return round


@transaction.atomic
def forget_panel(round: MscRound, *, by: Person | None, at: datetime) -> None:
    """A round is over: the addresses of its panel go. Again changes nothing."""
    if round.panel.exclude(mail="").update(mail=""):
        _note(round, "addresses_erased", by=by, at=at)
