# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows later: mails to who takes part, and what the clock does with a round."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.agenda import candidate_actions, participant_actions, queries, round_actions
from noaber.agenda.keys import key_of
from noaber.agenda.models import RUNS, Candidate, Phase, Round
from noaber.agenda.weighing_models import Participant
from noaber.base import clock, mail, signing
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.moderation.queries import judges_of
from noaber.people.models import Person
from noaber.people.region_queries import origin_of
from noaber.questions.models import Question
from noaber.ui.languages import in_language

PROPOSAL, PROPOSAL_AGE = "agenda.proposal", timedelta(days=14)
# Who joined this long before weighing began is told that it begins; others have the link still on top of their mail.
A_WHILE = timedelta(days=1)
# How many mails are written in one go.
AT_ONCE = 10


def proposal_token(candidate: Candidate) -> str:
    """What the link carries that confirms a proposal."""
    return signing.seal(PROPOSAL, str(candidate.pk))


def _page(origin: str, name: str, *args: str) -> str:
    return origin + in_language(reverse(name, args=args))


# Made when a mail is written, as all words are: only then is known in which language.
_link = lazy(_page, str)


def _key(entry: Entry, template: str, person: Person) -> str:
    return f"round:{entry.pk}:{template}:{person.pk}"


def _mail(entry: Entry, round: Round, person: Person, template: str, subject: Any, **context: Any) -> None:
    """One mail to one person about one entry, in their language; nothing without an address or about an example."""
    if not person.email or round.example:
        return
    origin = origin_of(round.werkplaats.slug)
    with translation.override(person.language):
        mail.enqueue(
            to=person.email,
            subject=str(subject),
            template=f"agenda/mail/{template}.txt",
            context={
                "round": round,
                "place": round.werkplaats.name,
                "link": _link(origin, "round_detail", round.slug),
                **context,
            },
            at=entry.at,
            key=_key(entry, template, person),
        )


def _round(entry: Entry) -> Round:
    return Round.objects.select_related("werkplaats", "period").get(ref=entry.ref)


def _tell(entry: Entry, participants: Iterable[Participant], template: str, subject: Any, **context: Any) -> str:
    """Mail participants, each with their personal link; who is in the room has no address.

    A few at a time: while they are written nobody else can write, and a room may be voting.
    """
    round = _round(entry)
    origin = origin_of(round.werkplaats.slug)
    people = [] if round.example else [(one, one.person) for one in participants if one.person and one.person.email]
    told = mail.written(_key(entry, template, person) for _one, person in people)
    waiting = [(one, person) for one, person in people if _key(entry, template, person) not in told]
    for one, person in waiting[:AT_ONCE]:
        weigh = _link(origin, "round_weigh", key_of(one))
        _mail(entry, round, person, template, subject, weigh=weigh, participant=one, **context)
    return ledger.MORE if len(waiting) > AT_ONCE else ""


def _named(entry: Entry) -> list[Participant]:
    rows = Participant.objects.filter(pk__in=entry.data["participants"]).select_related("person", "round")
    return list(rows.order_by("pk"))


def _everybody(entry: Entry) -> list[Participant]:
    rows = Participant.objects.ready().filter(round__ref=entry.ref).select_related("person", "round")
    return list(rows.order_by("pk"))


def tell_invited(entry: Entry) -> str:
    return _tell(entry, _named(entry), "invited", _("Wil je meewegen?"))


def tell_signing_up(entry: Entry) -> str:
    return _tell(entry, _named(entry), "signing_up", _("Je eigen link om mee te wegen"))


def tell_reminded(entry: Entry) -> str:
    silent = [one for one in _named(entry) if one.voted_at is None]
    return _tell(entry, silent, "reminded", _("Je kunt nog meewegen"))


def tell_phase(entry: Entry) -> str:
    """Weighing begins: tell who joined some time ago."""
    if entry.data["phase"] != Phase.WEIGH:
        return ""
    early = [one for one in _everybody(entry) if one.joined_at < entry.at - A_WHILE]
    return _tell(entry, early, "weighing", _("Je kunt nu wegen"))


def tell_counted(entry: Entry) -> str:
    return _tell(entry, _everybody(entry), "counted", _("De uitslag is er"), voters=entry.data["voters"])


def tell_cancelled(entry: Entry) -> str:
    return _tell(entry, _everybody(entry), "cancelled", _("Het wegen gaat niet door"), reason=entry.reason)


def tell_decided(entry: Entry) -> str:
    """Tell who took part or proposed something; who asked a question hears it from the question."""
    round = _round(entry)
    decision = round.decision
    page = _link(origin_of(round.werkplaats.slug), "agenda_period", round.werkplaats.slug, round.period.slug)
    context = {"decision": decision, "page": page}
    lines = list(decision.lines.select_related("candidate"))
    told: set[int | None] = set()
    for candidate in _proposed(round):
        if candidate.proposed_by is not None:
            own = [line for line in lines if line.candidate_id in (candidate.pk, candidate.into_id)]
            _mail(entry, round, candidate.proposed_by, "decided", _("Er is besloten"), lines=own, **context)
            told.add(candidate.proposed_by_id)
    others = [one for one in _everybody(entry) if one.person_id not in told]
    return _tell(entry, others, "decided", _("Er is besloten"), lines=[], **context)


def _proposed(round: Round) -> Iterable[Candidate]:
    rows = round.candidates.public().filter(proposed_by__isnull=False).select_related("proposed_by")
    return rows.order_by("number")


def _candidate(entry: Entry) -> Candidate | None:
    rows = Candidate.objects.select_related("round__werkplaats", "proposed_by")
    return rows.filter(pk=entry.data["candidate"]).first()


def ask_to_confirm(entry: Entry) -> None:
    candidate = _candidate(entry)
    if candidate is not None and candidate.proposed_by is not None:
        origin = origin_of(candidate.round.werkplaats.slug)
        confirm = _link(origin, "candidate_confirm", proposal_token(candidate))
        subject = _("Bevestig je voorstel")
        person = candidate.proposed_by
        _mail(entry, candidate.round, person, "confirm", subject, candidate=candidate, confirm=confirm)


def tell_proposed(entry: Entry) -> None:
    """A proposal waits: ask those who may judge it."""
    candidate = _candidate(entry)
    if candidate is not None:
        desk = _link(origin_of(""), "candidate_list", candidate.round.slug)
        makers = [candidate.proposed_by_id] if candidate.proposed_by_id else []
        for person in judges_of(candidate.round.werkplaats, makers, RUNS).people:
            subject = _("Een voorstel voor de agenda wacht op je")
            _mail(entry, candidate.round, person, "proposed", subject, candidate=candidate, desk=desk)


def tell_judged(entry: Entry) -> None:
    """Tell who proposed it what became of it."""
    candidate = _candidate(entry)
    if candidate is None or candidate.proposed_by is None or candidate.proposed_by_id == entry.by_id:
        return
    template, subject = {
        "round.candidate_admitted": ("admitted", _("Je voorstel doet mee")),
        "round.candidate_declined": ("declined", _("Je voorstel doet niet mee")),
        "round.candidate_merged": ("merged", _("Je voorstel gaat samen met een ander")),
        "round.candidate_withdrawn": ("declined", _("Je voorstel doet niet meer mee")),
    }[entry.verb]
    _mail(entry, candidate.round, candidate.proposed_by, template, subject, candidate=candidate, reason=entry.reason)


def forget_question(entry: Entry) -> None:
    """The asker withdrew it: its words go here too."""
    question = Question.objects.filter(ref=entry.ref).first()
    if question is not None:
        candidate_actions.forget_question(question, by=None, at=entry.at)


HANDLERS: dict[str, Callable[[Entry], object]] = {
    "round.invited": tell_invited,
    "round.signing_up": tell_signing_up,
    "round.link_asked": tell_signing_up,
    "round.reminded": tell_reminded,
    "round.phase_began": tell_phase,
    "round.counted": tell_counted,
    "round.cancelled": tell_cancelled,
    "round.decided": tell_decided,
    "round.candidate_proposing": ask_to_confirm,
    "round.candidate_proposed": tell_proposed,
    "round.candidate_admitted": tell_judged,
    "round.candidate_declined": tell_judged,
    "round.candidate_merged": tell_judged,
    "round.candidate_withdrawn": tell_judged,
    "question.withdrawn": forget_question,
}


def register() -> None:
    """Follow up what is written in the ledger about rounds."""
    for verb, handler in HANDLERS.items():
        ledger.on(verb, handler)


@every(seconds=5, name="agenda.phases")
def tell_phases() -> int:
    now = clock.now()
    return len([round_actions.tell_phase(round, by=None, at=now) for round in queries.phases_to_tell(now)])


@every(seconds=600, name="agenda.remind")
def remind_silent() -> int:
    now = clock.now()
    return sum(participant_actions.remind(round, by=None, at=now) for round in queries.to_remind(now))
