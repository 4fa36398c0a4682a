# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about questions, for other rooms, for lists, and for the search index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import translation

from noaber.base import clock
from noaber.base.memo import remembered
from noaber.people.models import AnyPerson
from noaber.people.region_queries import period_years
from noaber.questions.models import (
    HIDDEN,
    OPEN,
    AnswerLink,
    Contribution,
    ContributionState,
    Question,
    State,
    Voice,
    desk,
)
from noaber.search import SOURCES, Document
from noaber.search.described import themes_with_qualities

PROMISE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Figures:
    """The state of all public questions; a merged one counts with its root.

    `gaps` are knowledge gaps (candidates for the agenda), `on_agenda` came onto one, `used` is how often something that
    exists was given as an answer, `answered_within_30_days` is a percentage of those that are due.
    """

    total: int
    waiting: int
    answered: int
    gaps: int
    on_agenda: int
    used: int
    answered_within_30_days: int | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which questions a list shows; empty fields do not narrow."""

    werkplaats: str = ""
    theme: str = ""
    state: str = ""
    perspective: str = ""
    year: int | None = None
    period: str = ""
    waiting: bool = False

    def query(self) -> dict[str, str]:
        """The filter as parts of an address."""
        parts = {
            "werkplaats": self.werkplaats,
            "thema": self.theme,
            "status": self.state,
            "perspectief": self.perspective,
            "jaar": str(self.year or ""),
            "periode": self.period if period_years(self.werkplaats, self.period) else "",
            "wacht": "1" if self.waiting else "",
        }
        return {name: value for name, value in parts.items() if value}


def figures(werkplaats: str = "", at: datetime | None = None) -> Figures:
    """How many questions there are, wait and were answered, and the share answered within thirty days."""
    now = at or clock.now()
    roots = Question.objects.public().filter(root__isnull=True).exclude(state=State.DECLINED).order_by()
    if werkplaats:
        roots = roots.filter(home__slug=werkplaats)
    somebody = Exists(Voice.objects.filter(counts_for=OuterRef("pk")))
    in_time = Q(answered_at__lte=F("asked_at") + PROMISE) & Q(somebody)
    due = (Q(answered_at__isnull=False) | Q(asked_at__lte=now - PROMISE)) & Q(somebody)
    row = roots.aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(somebody, state__in=OPEN)),
        answered=Count("pk", filter=Q(state=State.ANSWERED)),
        gaps=Count("pk", filter=Q(state=State.GAP)),
        on_agenda=Count("pk", filter=Q(state=State.ON_AGENDA)),
        due=Count("pk", filter=due),
        in_time=Count("pk", filter=in_time),
    )
    share = round(100 * row["in_time"] / row["due"]) if row["due"] else None
    used = AnswerLink.objects.filter(answer__question__in=roots).count()
    return Figures(row["total"], row["waiting"], row["answered"], row["gaps"], row["on_agenda"], used, share)


@remembered(seconds=5)
def figures_now() -> Figures:
    """The figures of the whole network, at most some seconds old."""
    return figures()


def finest() -> Question | None:
    """The answered question that most people share: the one to show as an example of the loop."""
    answered = Question.objects.filter(state=State.ANSWERED, answers__links__isnull=False).order_by()
    shared = answered.annotate(shared=Count("counted", distinct=True)).order_by("-shared", "-answered_at", "pk")
    return shared.select_related("home").first()


def waiting(limit: int = 5) -> list[Question]:
    """The questions that wait longest for an answer."""
    return list(Question.objects.waiting().select_related("home")[:limit])


def listed(wanted: Filter) -> QuerySet[Question]:
    """The public questions that a list shows: newest first, or the longest waiting first."""
    found = Question.objects.waiting() if wanted.waiting else Question.objects.public()
    if wanted.state:
        found = found.filter(state=wanted.state)
    else:
        found = found.exclude(state=State.MERGED)
    if wanted.werkplaats:
        shown = Question.shown_by.through.objects.filter(werkplaats__slug=wanted.werkplaats)
        found = found.filter(Q(home__slug=wanted.werkplaats) | Q(pk__in=shown.values("question")))
    if wanted.theme:
        found = found.filter(Q(themes__slug=wanted.theme) | Q(themes__broader__slug=wanted.theme)).distinct()
    if wanted.perspective:
        found = found.filter(perspective=wanted.perspective)
    if wanted.year:
        found = found.filter(asked_at__year=wanted.year)
    years = period_years(wanted.werkplaats, wanted.period)
    if years:
        found = found.filter(asked_at__year__range=years)
    return found.select_related("home")


@remembered(seconds=5)
def themes() -> frozenset[str]:
    """The themes that public questions are about, by slug; at most some seconds old."""
    rows = Question.objects.public().filter(themes__isnull=False).order_by()
    return frozenset(rows.values_list("themes__slug", flat=True).distinct())


@remembered(seconds=5)
def years() -> list[int]:
    """The years in which public questions were asked, newest first."""
    return [day.year for day in Question.objects.public().datetimes("asked_at", "year", order="DESC")]


def on_desk(person: AnyPerson) -> QuerySet[Question]:
    """What waits for this coordinator: held ones first, then what people wait for longest, then published ones."""
    mine = Question.objects.filter(desk(person))
    held = mine.filter(state=State.HELD)
    somebody = Exists(Voice.objects.filter(counts_for=OuterRef("pk")))
    found = (held | mine.filter(state__in=OPEN)).annotate(somebody=somebody)
    return found.order_by(F("held_because").desc(), "-somebody", "asked_at", "pk").select_related("home")


def contributions_on_desk(person: AnyPerson) -> list[Contribution]:
    """What people sent in that still has to be looked at."""
    questions = Question.objects.filter(desk(person)).order_by()
    found = Contribution.objects.filter(state=ContributionState.WAITING, question__in=questions)
    return list(found.select_related("question")[:100])


def voices_by_perspective(question: Question) -> dict[str, int]:
    """How many people have this question, per perspective, most first: confirmed, and each once in its tree."""
    rows = Voice.objects.filter(counts_for=question).values_list("perspective").annotate(number=Count("pk"))
    return dict(sorted(rows, key=lambda row: -row[1]))


def people_to_tell(question: Question) -> list[Voice]:
    """Everybody who asked, shares or follows, through the merged tree; each person once, the asker's voice first."""
    tree = Question.objects.tree_of(question).order_by()
    voices = Voice.objects.filter(
        question__in=tree, confirmed_at__isnull=False, wants_mail=True, person__email__isnull=False
    ).select_related("person", "question")
    rank = {"asked": 0, "shares": 1, "follows": 2}
    once: dict[int, Voice] = {}
    for voice in sorted(voices, key=lambda voice: (rank[voice.part], voice.pk)):
        once.setdefault(voice.person_id, voice)
    return list(once.values())


def below(question: Question) -> list[int]:
    """Everything that was merged into this question, directly or through others."""
    children: dict[int | None, list[int]] = {}
    tree = Question.objects.filter(Q(root=question.root_ref)).order_by()
    for pk, parent in tree.values_list("pk", "merged_into_id"):
        children.setdefault(parent, []).append(pk)
    found: list[int] = []
    to_visit = [question.pk]
    while to_visit:
        here = children.get(to_visit.pop(), [])
        found += here
        to_visit += here
    return found


def exported(question: Question) -> Mapping[str, Any]:
    """A public question in the exchange format: as it was imported, with what became of it."""
    record = dict(question.imported)
    record.setdefault("id", question.ref)
    record.setdefault("kind", Question.KIND)
    if question.dated:
        record.setdefault("date", clock.day(question.asked_at).isoformat())
    if not question.imported:
        record |= {"title": question.title, "text": question.text}
        record["themes"] = [concept.slug for concept in question.themes.all()]
    if question.home and not record.get("werkplaatsen"):
        record["werkplaatsen"] = [question.home.slug]
    if question.perspective:
        record["perspective"] = question.perspective
    if question.state not in (State.RAISED, State.MERGED):
        record["state"] = question.state
    return record


def documents(keys: Iterable[str]) -> list[Document]:
    """The documents of the network behind these keys (`kind:ref`), public ones only, in order."""
    found: list[Document] = []
    for key in dict.fromkeys(keys):
        kind, _colon, ref = key.partition(":")
        if (source := SOURCES.get(kind)) is not None and "\x00" not in ref:
            found += [document for document in source.documents([ref]) if document.visibility == "public"]
    return found


class QuestionSource:
    """Questions as documents of the search index."""

    kind = Question.KIND

    def refs(self) -> Iterable[str]:
        """Every question that may be found; merged ones are found through their root."""
        return Question.objects.public().order_by("pk").values_list("ref", flat=True).iterator(1000)

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        """The documents of these refs; a question that is not public gives none."""
        found = Question.objects.public().filter(ref__in=refs).exclude(state=State.MERGED)
        with translation.override("nl"):
            for question in found.select_related("home").prefetch_related("themes", "shown_by").order_by("pk"):
                yield document_of(question)


def document_of(question: Question) -> Document:
    """One question as the index knows it."""
    return Document(
        ref=question.ref,
        kind=Question.KIND,
        title=question.title,
        summary=question.text,
        lang="nl",
        year=question.asked_at.year if question.dated else None,
        date=clock.day(question.asked_at).isoformat() if question.dated else "",
        werkplaatsen=(
            *((question.home.slug,) if question.home else ()),
            *sorted(one.slug for one in question.shown_by.all()),
        ),
        themes=themes_with_qualities(concept.slug for concept in question.themes.all()),
        perspective=question.perspective,
        type="",
        state=question.state,
        organisations=(),
        url=question.get_absolute_url(),
        visibility="hidden" if question.state in HIDDEN else "public",
        example=question.example,
    )
