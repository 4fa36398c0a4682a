# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that the page of one question shows, in few queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from noaber import ledger
from noaber.ledger.models import Entry
from noaber.moderation import Subject
from noaber.moderation.queries import subject_of
from noaber.people.models import AnyPerson, Perspective
from noaber.people.queries import werkplaats_names
from noaber.questions import clientdata, queries
from noaber.questions.models import AnswerLink, Connection, Contribution, ContributionState, Question
from noaber.ui.formats import date_nl

STEPS: Mapping[str, Any] = {
    "question.raised": gettext_lazy("Ingebracht"),
    "question.taken_in": gettext_lazy("Ingebracht"),
    "question.released": gettext_lazy("Ingebracht"),
    "question.clarifying": gettext_lazy("Uitleg gevraagd"),
    "question.clarified": gettext_lazy("Uitleg gekregen"),
    "question.answered": gettext_lazy("Beantwoord"),
    "question.connected": gettext_lazy("In contact gebracht"),
    "question.gap": gettext_lazy("Nog geen antwoord bekend"),
    "question.nominated": gettext_lazy("Kandidaat voor de agenda"),
    "question.on_agenda": gettext_lazy("Op de agenda"),
    "question.left_off": gettext_lazy("Niet op de agenda"),
    "question.off_agenda": gettext_lazy("Van de agenda af"),
    "question.worked_on": gettext_lazy("Er wordt aan gewerkt"),
    "question.learned": gettext_lazy("Hiervan geleerd"),
    "question.used": gettext_lazy("Toegepast in de praktijk"),
    "question.declined": gettext_lazy("Niet opgepakt"),
    "question.reopened": gettext_lazy("Toch opgepakt"),
    "question.moved": gettext_lazy("Naar een andere werkplaats"),
    "question.merged": gettext_lazy("Samengevoegd"),
    "question.absorbed": gettext_lazy("Nog zo’n vraag erbij"),
    "question.unmerged": gettext_lazy("Weer een eigen vraag"),
}
# Where in the loop a step is, when it is no longer among the questions.
STATIONS: Mapping[str, tuple[str, Any]] = {
    "question.answered": ("kennis", gettext_lazy("Kennis")),
    "question.nominated": ("agenda", gettext_lazy("Agenda")),
    "question.on_agenda": ("agenda", gettext_lazy("Agenda")),
    "question.left_off": ("agenda", gettext_lazy("Agenda")),
    "question.off_agenda": ("agenda", gettext_lazy("Agenda")),
    "question.worked_on": ("doen", gettext_lazy("Leertraject")),
    "question.learned": ("kennis", gettext_lazy("Kennis")),
    "question.used": ("effect", gettext_lazy("Effect")),
}
# Reasons that were written for everybody; those for held questions are not.
TOLD = frozenset(
    {
        "question.gap",
        "question.on_agenda",
        "question.left_off",
        "question.off_agenda",
        "question.declined",
        "question.reopened",
        "question.moved",
        "question.merged",
        "question.unmerged",
    }
)


@dataclass(frozen=True)
class Detail:
    """A question as its page shows it. `merged` are the questions that live on in it: title and address."""

    question: Question
    voices: list[tuple[str, int]]
    steps: list[dict[str, Any]]
    links: list[AnswerLink]
    contributions: list[Contribution]
    connections: list[Connection]
    merged: list[tuple[str, str]]
    # What every werkplaats is called, by slug.
    names: Mapping[str, str]
    # Who shows it beside its home: slug and name.
    shown_by: list[tuple[str, str]]
    reason: str
    # What it came of: a use, a story, a project …, as far as everybody may read that.
    origin: Subject | None = None

    @property
    def voices_total(self) -> int:
        return sum(number for _label, number in self.voices)


def find(slug: str, person: AnyPerson) -> Question | None:
    """The question at an address, when this person may see it."""
    found = Question.objects.visible_to(person).filter(slug=slug)
    return found.select_related("home", "merged_into").prefetch_related("themes").first()


def detail(question: Question) -> Detail:
    """Everything around a question, for its page; the ledger tells what there is, so only that is asked for."""
    entries = ledger.trail(question)
    verbs = {entry.verb for entry in entries}
    counts = queries.voices_by_perspective(question) if question.root_id is None else {}
    labels = dict(Perspective.choices)
    links = AnswerLink.objects.filter(answer__question=question).select_related("answer").order_by("answer", "pk")
    accepted = question.contributions.filter(state=ContributionState.ACCEPTED)
    connections = list(question.connections.select_related("werkplaats")) if "question.connected" in verbs else []
    return Detail(
        question=question,
        voices=[(str(labels.get(code, code)), number) for code, number in counts.items()],
        steps=steps(question, entries),
        links=list(links) if "question.answered" in verbs else [],
        contributions=list(accepted) if "question.contribution_accepted" in verbs else [],
        connections=connections,
        merged=merged(entries),
        names=werkplaats_names(),
        shown_by=shown_by(question) if "show.accepted" in verbs else [],
        reason=next((entry.reason for entry in reversed(entries) if entry.verb in TOLD and entry.reason), ""),
        origin=subject_of(question.origin) if question.origin else None,
    )


def shown_by(question: Question) -> list[tuple[str, str]]:
    """The werkplaatsen that show it too, by name."""
    names = werkplaats_names()
    found = ((slug, names.get(slug, slug)) for slug in question.shown_by.order_by().values_list("slug", flat=True))
    return sorted(found, key=lambda one: one[1].casefold())


def merged(entries: list[Entry]) -> list[tuple[str, str]]:
    """What lives on in a question now: merged into it and not let go since."""
    found: dict[str, tuple[str, str]] = {}
    for entry in entries:
        if entry.verb == "question.absorbed":
            found[entry.data["question"]] = (entry.data["title"], entry.data["url"])
        elif entry.verb == "question.let_go":
            found.pop(entry.data["question"], None)
    return list(found.values())


def steps(question: Question, entries: list[Entry]) -> list[dict[str, Any]]:
    """The trail through the loop: what happened, in the order in which it happened."""
    told: list[dict[str, Any]] = []
    for entry in entries:
        if entry.verb in STEPS and not (entry.verb == "question.taken_in" and told):
            told.append(_step(question, entry))
    return told


def _step(question: Question, entry: Entry) -> dict[str, Any]:
    when = question.asked_at if entry.verb == "question.taken_in" else entry.at
    dated = entry.verb != "question.taken_in" or question.dated
    what, thing = str(STEPS[entry.verb]), entry.data.get("title", "")
    answered = entry.verb == "question.answered"
    kind, label = STATIONS.get(entry.verb, ("vraag", gettext_lazy("Vraag")))
    return {
        "kind": kind,
        "label": str(label),
        "title": thing if answered and thing else what,
        "lang": "nl" if answered and thing else "",
        "href": entry.data.get("url", ""),
        "meta": " · ".join(filter(None, [what if answered and thing else thing, date_nl(when) if dated else ""])),
    }


def desk_side(question: Question) -> dict[str, Any]:
    """What only a coordinator sees beside a question."""
    return {
        "correspondence": list(question.messages.all()),
        "waiting": list(question.contributions.filter(state=ContributionState.WAITING)),
        "findings": clientdata.findings(f"{question.title}\n{question.text}\n{question.place}"),
    }
