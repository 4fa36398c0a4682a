# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator sees of a round: what is next, who takes part, and what changed in its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber import search
from noaber.agenda import policies
from noaber.agenda.models import AFTER_WEIGHING, BEFORE_WEIGHING, Candidate, CandidateState, Phase, Round, State
from noaber.agenda.weighing_models import Way
from noaber.ledger.models import Entry
from noaber.people.models import Person, Werkplaats
from noaber.questions.models import Question
from noaber.questions.models import State as QuestionState
from noaber.search import SearchRequest

MOST_OFFERED = 12
# What everybody may know of how a round went; who took part or proposed is not among it.
TOLD = {
    "round.announced": gettext_lazy("de ronde werd openbaar"),
    "round.changed": gettext_lazy("er veranderde iets aan de regels"),
    "round.closed_early": gettext_lazy("het wegen werd eerder gesloten"),
    "round.cancelled": gettext_lazy("de ronde werd afgelast"),
    "round.counted": gettext_lazy("de stemmen werden geteld"),
    "round.decided": gettext_lazy("er werd besloten"),
    "round.reported": gettext_lazy("de ronde werd afgerond"),
}
RULES = {
    "title": gettext_lazy("titel"), "intro": gettext_lazy("inleiding"), "methods": gettext_lazy("manieren van wegen"),
    "collect_from": gettext_lazy("begin van voorstellen"), "clarify_from": gettext_lazy("begin van verhelderen"),
    "weigh_from": gettext_lazy("begin van het wegen"), "decide_from": gettext_lazy("einde van het wegen"),
    "report_by": gettext_lazy("uiterste dag van het besluit"), "unit": gettext_lazy("wat er te verdelen is"),
    "places": gettext_lazy("aantal plekken"), "budget": gettext_lazy("bedrag of uren"),
    "open_to_all": gettext_lazy("wie mee mag doen"),
}  # fmt: skip


def rounds_of(werkplaats: Werkplaats) -> list[Round]:
    """All rounds of a werkplaats, drafts too, the latest first."""
    return list(Round.objects.filter(werkplaats=werkplaats).select_related("werkplaats", "period"))


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of how a round went."""

    at: datetime
    told: str
    reason: str


def history(round: Round) -> list[Happened]:
    """How a round went, oldest first: announcements, changed rules, closing, deciding. In one query."""
    rows = Entry.objects.filter(kind=Round.KIND, ref=round.ref, verb__in=TOLD).order_by("at", "pk")
    return [Happened(row.at, _told(row), row.reason) for row in rows]


def _told(entry: Entry) -> str:
    changed: dict[str, Any] = (entry.data or {}).get("changed", {})
    names = ", ".join(str(RULES[name]) for name in changed if name in RULES)
    return f"{TOLD[entry.verb]}: {names}" if names else str(TOLD[entry.verb])


# ── What is next ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do with a round: how far it is, and where it is done; `now` is what a coordinator does first."""

    title: str
    told: str
    href: str
    action: str
    done: bool
    now: bool = False


def todo(round: Round, person: Person, at: datetime) -> list[Task]:
    """The steps of a round in order, as a list to tick off."""
    phase, before = round.phase(at), round.phase(at) in BEFORE_WEIGHING
    every = [_rules(round, before), _candidates(round, before), _announce(round, before), *_people(round, phase)]
    if phase in (Phase.WEIGH, *AFTER_WEIGHING):
        every += _after(round, person, at, phase)
    if phase == Phase.CANCELLED:
        return []
    first = next((task for task in every if not task.done and task.href), None)
    return [Task(one.title, one.told, one.href, one.action, one.done, now=one is first) for one in every]


def _rules(round: Round, before: bool) -> Task:
    many = round.methods.count()
    told = ngettext("%(num)s manier van wegen.", "%(num)s manieren van wegen.", many) % {"num": many}
    if not before:
        told = _("De regels liggen vast sinds het wegen begon.")
    href = reverse("round_rules", args=[round.slug]) if before else ""
    return Task(_("Regels en datums"), told, href, _("Bekijk of verander"), done=bool(many))


def _candidates(round: Round, before: bool) -> Task:
    states = list(round.candidates.values_list("state", flat=True))
    many, waiting = states.count(CandidateState.ADMITTED), states.count(CandidateState.PROPOSED)
    told = ngettext("%(num)s kandidaat.", "%(num)s kandidaten.", many) % {"num": many}
    if waiting:
        told += " " + ngettext("%(num)s voorstel wacht op je.", "%(num)s voorstellen wachten op je.", waiting) % {
            "num": waiting
        }
    href = reverse("candidate_list", args=[round.slug])
    return Task(
        _("Kandidaten"), told, href, _("Kies kandidaten") if before else _("Bekijk"), done=many > 1 and not waiting
    )


def _announce(round: Round, before: bool) -> Task:
    draft = round.state == State.DRAFT
    told = _("Nu ziet alleen de werkplaats het.") if draft else _("Iedereen kan de ronde en de regels lezen.")
    href = reverse("round_step", args=[round.slug, "aankondigen"]) if draft and before else ""
    return Task(_("Aankondigen"), told, href, _("Kondig aan"), done=not draft)


def _people(round: Round, phase: Phase) -> list[Task]:
    invited = round.participants.filter(way=Way.INVITED).count()
    told = ngettext("%(num)s mens uitgenodigd.", "%(num)s mensen uitgenodigd.", invited) % {"num": invited}
    open_now = round.state == State.ANNOUNCED and phase not in AFTER_WEIGHING
    ways = ("round_invite", "round_room") if open_now else ("", "")
    invite, room = (reverse(name, args=[round.slug]) if name else "" for name in ways)
    in_room = (
        _("De zaal is open.") if round.room_open and open_now else _("Met een code op het scherm, zonder e-mailadres.")
    )
    return [
        Task(_("Uitnodigen"), told, invite, _("Nodig mensen uit"), done=invited > 0 or phase in AFTER_WEIGHING),
        Task(_("In een zaal"), in_room, room, _("Open de zaal"), done=round.room_code is not None or not open_now),
    ]


def _after(round: Round, person: Person, at: datetime, phase: Phase) -> list[Task]:
    running, decided = phase == Phase.WEIGH, round.state in (State.DECIDED, State.REPORTED)
    close = reverse("round_step", args=[round.slug, "sluiten"]) if running else ""
    decide = reverse("round_decide", args=[round.slug]) if policies.may_adopt(person, round, at) else ""
    report = reverse("round_step", args=[round.slug, "terugkoppelen"]) if phase == Phase.REPORT else ""
    told = _("De uitslag is er voor iedereen.") if not running else _("Sluit vanzelf, of eerder met een reden.")
    return [
        Task(_("Wegen"), told, close, _("Sluit het wegen nu"), done=not running),
        Task(
            _("Besluiten"),
            _("Per kandidaat: erop, niet of later. Met een reden."),
            decide,
            _("Leg het besluit vast"),
            decided,
        ),
        Task(
            _("Terugkoppelen"), _("Vertel wie meedeed wat ermee gedaan is."), report, _("Rond af"), phase == Phase.OVER
        ),
    ]


# ── What may become a candidate ──────────────────────────────────────────────────────────────────────────────────────
def offered(round: Round, words: str) -> list[Question]:
    """Questions without an answer that are not in the round yet: found by words, or else those of the werkplaats."""
    known = set(round.candidates.filter(question__isnull=False).values_list("question_id", flat=True))
    rows = Question.objects.public().filter(state__in=(QuestionState.GAP, QuestionState.ON_AGENDA))
    rows = rows.exclude(pk__in=known).select_related("home").prefetch_related("home__names")
    if not words:
        own = rows.filter(state=QuestionState.GAP, home=round.werkplaats)
        return list(own.order_by("-changed_at", "-pk")[:MOST_OFFERED])
    found = search.find(SearchRequest(text=words, kinds=("question",), limit=3 * MOST_OFFERED, facets=()))
    by_ref = {one.ref: one for one in rows.filter(ref__in=[hit.ref for hit in found.hits])}
    return [by_ref[hit.ref] for hit in found.hits if hit.ref in by_ref][:MOST_OFFERED]


def all_candidates(round: Round) -> dict[str, Sequence[Candidate]]:
    """The candidates of a round for its desk: what waits, what will be weighed, and what will not."""
    rows = round.candidates.exclude(state=CandidateState.UNCONFIRMED).select_related("question__home", "into")
    every = list(rows.prefetch_related("question__home__names", "merged"))
    admitted, waiting = CandidateState.ADMITTED, CandidateState.PROPOSED
    return {
        "waiting": [one for one in every if one.state == waiting],
        "admitted": [one for one in every if one.state == admitted],
        "others": [one for one in every if one.state not in (waiting, admitted)],
    }
