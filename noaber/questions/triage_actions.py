# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator does with a question.

Each action takes `seen`: the question's `version` when the coordinator's page was made. When a colleague was faster,
the action refuses with who did what; called without `seen` only the lifecycle decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.ledger.models import Entry
from noaber.people.models import Person, Werkplaats
from noaber.questions import policies
from noaber.questions.actions import came_of, locked, note, person_at
from noaber.questions.models import (
    CONTRIBUTION_LIFECYCLE,
    LIFECYCLE,
    Answer,
    AnswerLink,
    Connection,
    Contribution,
    ContributionState,
    Extent,
    Message,
    Question,
    State,
)

ledger.declare(
    {
        "question.clarifying": "a coordinator asked the asker something back",
        "question.answered": "a coordinator answered with what exists",
        "question.connected": "a werkplaats or person was asked to think along",
        "question.gap": "nobody knows the answer yet: a candidate for the agenda",
        "question.declined": "a question is not taken up, with the reason",
        "question.reopened": "a declined question is taken up after all",
        "question.moved": "a question went to another werkplaats",
        "question.released": "a held question was found fit to be public",
        "question.hidden": "a question was taken out of public view after a report, with the reason",
        "question.refused": "a held question was not made public, with the reason",
        "question.contribution_accepted": "a contribution was placed with the question",
        "question.contribution_declined": "a contribution was not placed, with the reason",
    }
)


class Overtaken(Refused):
    """A colleague changed the question in the meantime."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a coordinator links to: a document of the network (`kind:ref`) or an address elsewhere, and why it fits."""

    why: str
    title: str
    url: str
    document: str = ""
    extent: str = Extent.PARTLY


def overtaken(question: Question, by: Person | None) -> Overtaken:
    """The refusal that tells who was faster, and what the question is now."""
    last = Entry.objects.filter(kind=Question.KIND, ref=question.ref).select_related("by").last()
    who = (last.by.name if last and last.by and last.by.pk != getattr(by, "pk", None) else "") or _("Iemand anders")
    if question.merged_into is not None:
        what = _("%(who)s heeft deze vraag net samengevoegd met “%(into)s”.") % {
            "who": who,
            "into": question.merged_into.title,
        }
    else:
        what = _("%(who)s heeft deze vraag net veranderd. De status is nu “%(state)s”.") % {
            "who": who,
            "state": question.get_state_display(),
        }
    return Overtaken(what + " " + _("Wat je typte staat er nog. Kijk of het nog nodig is."))


def on_desk(question: Question, *, seen: str, by: Person | None, at: datetime) -> Question:
    """The question as it is now, if `by` may take care of it and nobody was faster."""
    fresh = locked(question)
    require(policies.may_triage(by, fresh, clock.day(at)))
    # A merged question is taken care of where it lives on.
    if fresh.root_id is not None or (seen and seen != fresh.version):
        raise overtaken(fresh, by)
    return fresh


def go_to(question: Question, to: str, *, by: Person | None) -> None:
    """Move along the lifecycle; where that is no longer possible say who was faster."""
    if not LIFECYCLE.may(question, to):
        raise overtaken(question, by)
    LIFECYCLE.move(question, to)


@transaction.atomic
def clarify(question: Question, *, text: str, seen: str = "", by: Person | None, at: datetime) -> Message:
    """Ask the asker something back; only the asker and coordinators read it."""
    question = on_desk(question, seen=seen, by=by, at=at)
    if not question.voices.filter(part="asked").exists():
        raise Refused(_("Bij deze vraag is geen vraagsteller bekend. Er is niemand om iets aan te vragen."))
    go_to(question, State.CLARIFYING, by=by)
    message = Message.objects.create(question=question, by=by, from_asker=False, text=text, at=at)
    note(question, "question.clarifying", by=by, at=at, data={"message": message.pk})
    return message


@transaction.atomic
def answer(
    question: Question, *, links: Sequence[Link], text: str = "", seen: str = "", by: Person | None, at: datetime
) -> Answer:
    """Answer with what exists: at least one link, each with the reason why it fits. More answers may follow."""
    question = on_desk(question, seen=seen, by=by, at=at)
    if not links:
        raise Refused(_("Kies ten minste één bron, en schrijf erbij waarom die past."))
    if any(not link.why.strip() for link in links):
        raise Refused(_("Schrijf bij elke bron waarom die bij deze vraag past."))
    if question.state != State.ANSWERED:
        go_to(question, State.ANSWERED, by=by)
    given = Answer.objects.create(question=question, text=text, by=by, at=at)
    AnswerLink.objects.bulk_create(
        AnswerLink(
            answer=given,
            document=link.document,
            title=link.title[:300],
            url=link.url,
            why=link.why,
            extent=link.extent,
        )
        for link in links
    )
    question.answered_at = question.answered_at or at
    data = {"answer": given.pk, "documents": [link.document or link.url for link in links]}
    data |= {"title": links[0].title, "url": links[0].url}
    note(question, "question.answered", by=by, at=at, data=data)
    return given


@transaction.atomic
def connect(
    question: Question,
    *,
    text: str,
    werkplaats: Werkplaats | None = None,
    email: str = "",
    seen: str = "",
    by: Person | None,
    at: datetime,
) -> Connection:
    """Ask another werkplaats, or a person, to think along; both sides are told, no address is given away."""
    question = on_desk(question, seen=seen, by=by, at=at)
    if (werkplaats is None) == (not email):
        raise Refused(_("Kies een werkplaats, of vul het e-mailadres van een persoon in. Niet allebei."))
    if werkplaats is not None and werkplaats.pk == question.home_id:
        raise Refused(_("Deze vraag hoort al bij deze werkplaats."))
    # An answered question stays answered when somebody else thinks along.
    if question.state not in (State.CONNECTED, State.ANSWERED):
        go_to(question, State.CONNECTED, by=by)
    person = person_at(email, at=at) if email else None
    made = Connection.objects.create(question=question, werkplaats=werkplaats, person=person, note=text, by=by, at=at)
    data = {"connection": made.pk, "with": werkplaats.slug if werkplaats else ""}
    data["title"] = werkplaats.short if werkplaats else ""
    note(question, "question.connected", by=by, at=at, data=data)
    return made


@transaction.atomic
def mark_gap(question: Question, *, text: str, seen: str = "", by: Person | None, at: datetime) -> Question:
    """Nobody knows it yet: the question becomes a candidate for the agenda."""
    question = on_desk(question, seen=seen, by=by, at=at)
    if question.state == State.ON_AGENDA:
        raise Refused(_("Deze vraag staat op de agenda. Alleen een besluit haalt hem eraf."))
    go_to(question, State.GAP, by=by)
    note(question, "question.gap", by=by, at=at, reason=text)
    return question


@transaction.atomic
def decline(question: Question, *, text: str, seen: str = "", by: Person | None, at: datetime) -> Question:
    """Not for a werkplaats: the reason goes to everybody concerned. A held question is refused instead, unseen."""
    question = on_desk(question, seen=seen, by=by, at=at)
    if not text.strip():
        raise Refused(_("Schrijf waarom. Wie de vraag stelde krijgt dat te lezen."))
    held = question.state == State.HELD
    if held:
        require(policies.may_judge(by, question, clock.day(at)))
    go_to(question, State.REFUSED if held else State.DECLINED, by=by)
    note(question, "question.refused" if held else "question.declined", by=by, at=at, reason=text)
    return question


@transaction.atomic
def hide(question: Question, *, text: str, by: Person | None, at: datetime) -> Question:
    """Take a question out of public view after a report that was right; who asked or has it is told why."""
    question = locked(question)
    require(policies.may_judge(by, question, clock.day(at)))
    if question.root_id is not None:
        raise Refused(_("Deze vraag is samengevoegd. Haal hem eerst weer los."))
    go_to(question, State.REFUSED, by=by)
    question.held_because = question.held_because or _("na een melding")
    note(question, "question.hidden", by=by, at=at, reason=text)
    return question


@transaction.atomic
def reopen(question: Question, *, text: str, seen: str = "", by: Person | None, at: datetime) -> Question:
    """Take up a declined question after all."""
    question = on_desk(question, seen=seen, by=by, at=at)
    if question.state != State.DECLINED:
        raise overtaken(question, by)
    go_to(question, State.RAISED, by=by)
    note(question, "question.reopened", by=by, at=at, reason=text)
    return question


@transaction.atomic
def release(question: Question, *, text: str = "", seen: str = "", by: Person | None, at: datetime) -> Question:
    """Somebody looked: a held (or refused) question may be public."""
    question = on_desk(question, seen=seen, by=by, at=at)
    if question.state not in (State.HELD, State.REFUSED):
        raise overtaken(question, by)
    require(policies.may_judge(by, question, clock.day(at)))
    go_to(question, State.RAISED, by=by)
    note(question, "question.released", by=by, at=at, reason=text, data=came_of(question))
    return question


@transaction.atomic
def move_home(
    question: Question, *, werkplaats: Werkplaats, text: str, seen: str = "", by: Person | None, at: datetime
) -> Question:
    """Give a question to another werkplaats, where it fits better; it keeps its address."""
    question = on_desk(question, seen=seen, by=by, at=at)
    if question.home_id == werkplaats.pk:
        raise Refused(_("Deze vraag hoort al bij deze werkplaats."))
    was, question.home = question.home_slug, werkplaats
    note(question, "question.moved", by=by, at=at, reason=text, data={"from": was, "to": werkplaats.slug})
    return question


@transaction.atomic
def judge(contribution: Contribution, *, accept: bool, text: str = "", by: Person | None, at: datetime) -> Contribution:
    """Place a contribution with its question, or not and say why; who sent it is told."""
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    question = locked(contribution.question)
    require(policies.may_judge_contribution(by, contribution, clock.day(at)))
    if not accept and not text.strip():
        raise Refused(_("Schrijf waarom je dit niet plaatst. De inzender krijgt dat te lezen."))
    to = ContributionState.ACCEPTED if accept else ContributionState.DECLINED
    CONTRIBUTION_LIFECYCLE.move(contribution, to)
    contribution.judged_by, contribution.judged_at, contribution.reason = by, at, text
    contribution.save()
    search.changed(Question.KIND, question.ref)
    ledger.record(
        f"question.contribution_{to}",
        question,
        by=by,
        at=at,
        werkplaats=question.home_slug,
        reason=text,
        data={"contribution": contribution.pk},
    )
    return contribution
