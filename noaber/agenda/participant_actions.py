# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who weighs: invited by mail, signed up by mail, or let in by the code of the room. Nobody needs an account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.agenda import policies
from noaber.agenda.models import Phase, Round
from noaber.agenda.round_actions import locked
from noaber.agenda.weighing_models import Participant, Way
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person, Perspective
from noaber.questions.actions import person_at

ledger.declare(
    {
        "round.invited": "people were invited to weigh",
        "round.signing_up": "somebody wants to weigh and is sent a personal link",
        "round.joined": "somebody takes part in a round",
        "round.left": "somebody no longer takes part in a round",
        "round.reminded": "who had not weighed yet was reminded",
        "round.link_asked": "somebody asked for the personal link once more",
    }
)
MOST_AT_ONCE = 500


@transaction.atomic
def invite(round: Round, people: Iterable[tuple[str, str]], *, by: Person | None, at: datetime) -> list[Participant]:
    """Invite people by mail, each (address, perspective); who takes part already is left as is. Returns who is new."""
    round = Round.objects.select_related("werkplaats").get(pk=round.pk)
    require(policies.may_invite(by, round, at))
    wanted = {email.strip().lower(): perspective for email, perspective in people if email.strip()}
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(_("Nodig ten hoogste %(number)s mensen tegelijk uit.") % {"number": MOST_AT_ONCE})
    made = []
    # In order of address, so that two who invite the same people never wait for each other.
    for email, perspective in sorted(wanted.items()):
        _check(perspective)
        participant, new = _participant(round, person_at(email, at=at), perspective, Way.INVITED, at)
        if new or participant.confirmed_at is None:
            participant.way, participant.perspective, participant.confirmed_at = Way.INVITED, perspective, at
            participant.save(update_fields=["way", "perspective", "confirmed_at"])
            made.append(participant)
    if made:
        _record(round, "round.invited", made, by=by, at=at)
    return made


@transaction.atomic
def sign_up(round: Round, *, email: str, perspective: str, by: Person | None, at: datetime) -> Participant:
    """Take part in an open round: the personal link is mailed, and using it confirms. Twice is one participant."""
    require(policies.may_sign_up(round, at))
    _check(perspective)
    person = by or person_at(email, at=at)
    participant, new = _participant(round, person, perspective, Way.OPEN, at)
    if not new and participant.confirmed_at is None and participant.perspective != perspective:
        participant.perspective = perspective
        participant.save(update_fields=["perspective"])
    _record(round, "round.signing_up", [participant], by=person, at=at)
    return participant


@transaction.atomic
def confirm(participant: Participant, *, by: Person | None, at: datetime) -> Participant:
    """The mailed link was used. Again changes nothing."""
    changed = Participant.objects.filter(pk=participant.pk, confirmed_at__isnull=True).update(confirmed_at=at)
    participant.refresh_from_db()
    if changed:
        _record(participant.round, "round.joined", [participant], by=by or participant.person, at=at)
    return participant


@transaction.atomic
def enter_room(code: str, *, perspective: str, submission: str = "", by: Person | None, at: datetime) -> Participant:
    """Take part with the code of the room, as nobody known. The same `submission` again is the same participant.

    No entry in the ledger: two hundred people come in at the same moment, and the count tells how many there were.
    """
    found = Round.objects.filter(room_code=code.strip().lower()).first()
    if found is None:
        raise Refused(_("Deze code kennen we niet. Kijk nog eens op het scherm in de zaal."))
    _check(perspective)
    round = locked(found)
    if submission and (known := round.participants.filter(submission=submission).first()):
        return known
    require(policies.may_enter_room(round, at))
    if round.participants.filter(way=Way.ROOM).count() >= round.room_seats:
        raise Refused(_("Alle plekken in de zaal zijn bezet. Vraag de gespreksleider om er meer te maken."))
    return Participant.objects.create(
        round=round, perspective=perspective, way=Way.ROOM, joined_at=at, confirmed_at=at, submission=submission or None
    )


@transaction.atomic
def leave(participant: Participant, *, by: Person | None, at: datetime) -> None:
    """No longer take part. Until the count the ballots go along; after it they are of nobody."""
    round = locked(participant.round)
    if round.counted_at is None:
        participant.ballots.all().delete()
    else:
        participant.ballots.update(participant=None)
    _record(round, "round.left", [participant], by=by or participant.person, at=at)
    participant.delete()


@transaction.atomic
def remind(round: Round, *, by: Person | None, at: datetime) -> int:
    """Remind who has not weighed yet, each once; a coordinator does, or the clock (nobody). Returns how many."""
    round = locked(round)
    if by is not None:
        require(policies.may_run(by, round.werkplaats, clock.day(at)))
    if round.phase(at) != Phase.WEIGH:
        raise Refused(_("Er wordt nu niet gewogen."))
    silent = list(round.participants.silent().filter(reminded_at__isnull=True, person__isnull=False))
    if silent:
        Participant.objects.filter(pk__in=[one.pk for one in silent]).update(reminded_at=at)
        _record(round, "round.reminded", silent, by=by, at=at)
    return len(silent)


@transaction.atomic
def ask_link(round: Round, *, email: str, by: Person | None, at: datetime) -> None:
    """Have one's personal link mailed again; says nothing about whether somebody takes part."""
    found = round.participants.filter(person__email=email.strip().lower()).first()
    if found is not None:
        person_at(email, at=at)
        _record(round, "round.link_asked", [found], by=by, at=at)


@transaction.atomic
def renew_key(participant: Participant, *, by: Person | None, at: datetime) -> Participant:
    """A link got into the wrong hands: the old one stops working and a new one is mailed."""
    Participant.objects.filter(pk=participant.pk).update(key_turn=F("key_turn") + 1)
    participant.refresh_from_db()
    _record(participant.round, "round.link_asked", [participant], by=by or participant.person, at=at)
    return participant


def _participant(round: Round, person: Person, perspective: str, way: Way, at: datetime) -> tuple[Participant, bool]:
    """The one row of this person in this round; two at once find the same."""
    given = {"perspective": perspective, "way": way, "joined_at": at}
    return Participant.objects.get_or_create(round=round, person=person, defaults=given)


def _check(perspective: str) -> None:
    if perspective not in Perspective.values:
        raise Refused(_("Kies vanuit welk perspectief je weegt. Kies er één."))


def _record(round: Round, verb: str, participants: Iterable[Participant], *, by: Person | None, at: datetime) -> None:
    data = {"participants": [one.pk for one in participants]}
    ledger.record(verb, round, by=by, at=at, werkplaats=round.werkplaats.slug, data=data)
