# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of questions, their lifecycle, and who may see what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.people.models import AnyPerson, Person, Perspective, Visibility, Werkplaats
from noaber.people.queries import coordinates

TITLE_LENGTH = 200
TEXT_LENGTH = 5000


class State(models.TextChoices):
    """Where a question is."""

    UNCONFIRMED = "unconfirmed", _("wacht op bevestiging")
    HELD = "held", _("wordt eerst bekeken")
    RAISED = "raised", _("ingebracht")
    CLARIFYING = "clarifying", _("wacht op uitleg")
    ANSWERED = "answered", _("beantwoord")
    CONNECTED = "connected", _("in contact gebracht")
    GAP = "gap", _("nog geen antwoord bekend")
    ON_AGENDA = "on_agenda", _("op de agenda")
    DECLINED = "declined", _("niet opgepakt")
    MERGED = "merged", _("samengevoegd")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    REFUSED = "refused", _("niet geplaatst")


OPEN = frozenset({State.RAISED, State.CLARIFYING, State.CONNECTED, State.GAP, State.ON_AGENDA})
HIDDEN = frozenset({State.UNCONFIRMED, State.HELD, State.WITHDRAWN, State.REFUSED})
EDITABLE = frozenset({State.UNCONFIRMED, State.HELD, State.RAISED, State.CLARIFYING})
_ENDS = {State.DECLINED, State.MERGED, State.WITHDRAWN}

LIFECYCLE = Lifecycle(
    {
        State.UNCONFIRMED: {State.HELD, State.RAISED, State.WITHDRAWN},
        State.HELD: {State.RAISED, State.REFUSED, State.WITHDRAWN},
        # An asker who adds what looks like client data sends the question back to be looked at first.
        State.RAISED: {State.HELD, State.CLARIFYING, State.ANSWERED, State.CONNECTED, State.GAP, State.REFUSED, *_ENDS},
        State.CLARIFYING: {State.HELD, State.RAISED, State.ANSWERED, State.CONNECTED, State.GAP, State.REFUSED, *_ENDS},
        # A report that is right takes a question out of public view, wherever it is.
        State.CONNECTED: {State.CLARIFYING, State.ANSWERED, State.GAP, State.REFUSED, *_ENDS},
        State.GAP: {State.ON_AGENDA, State.CLARIFYING, State.ANSWERED, State.CONNECTED, State.REFUSED, *_ENDS},
        # Going off the agenda is a decision too (see noaber.agenda); then nobody knows the answer as yet.
        State.ON_AGENDA: {State.CLARIFYING, State.ANSWERED, State.CONNECTED, State.GAP, State.REFUSED, *_ENDS},
        State.ANSWERED: {State.CLARIFYING, State.CONNECTED, State.GAP, State.MERGED, State.REFUSED, State.WITHDRAWN},
        State.DECLINED: {State.RAISED, State.REFUSED, State.WITHDRAWN},
        # Undoing a merge puts a question back where it was.
        State.MERGED: {State.RAISED, State.CLARIFYING, State.CONNECTED, State.GAP, State.ON_AGENDA, State.ANSWERED},
        State.WITHDRAWN: set(),
        State.REFUSED: {State.RAISED},
    }
)


def desk(person: AnyPerson) -> Q:
    """The questions on somebody's desk: those of their werkplaatsen, and homeless ones for national coordinators."""
    if not isinstance(person, Person) or not person.is_active:
        return Q(pk__in=[])
    if person.is_superuser:
        return Q()
    werkplaatsen = coordinates(person).prefetch_related(None).order_by()
    national = werkplaatsen.filter(status=Werkplaats.Status.NATIONAL)
    return Q(home__in=werkplaatsen) | Q(Exists(national), home__isnull=True)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, narrowed in words."""

    def public(self) -> QuestionQuerySet:
        """What everybody may read."""
        return self.exclude(state__in=HIDDEN)

    def visible_to(self, person: AnyPerson) -> QuestionQuerySet:
        """What this person may read: everything public, and what waits for a first look where they coordinate."""
        return self.filter(~Q(state__in=HIDDEN) | Q(state__in=(State.HELD, State.REFUSED)) & desk(person))

    def waiting(self) -> QuestionQuerySet:
        """Without an answer while somebody waits for one, the longest waiting first; merged ones wait in their root.

        A question that was taken over from a publication has no asker: it waits once a person says "I have this too".
        """
        somebody = Voice.objects.filter(counts_for=OuterRef("pk"))
        return self.filter(Exists(somebody), state__in=OPEN).order_by("asked_at", "pk")

    def tree_of(self, question: Question) -> QuestionQuerySet:
        """A root and everything merged into it."""
        return self.filter(Q(root_key=question.root_ref) | Q(root=question.root_ref))


class Question(models.Model):
    """A question from practice."""

    KIND = "question"

    ref = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=90, unique=True)
    title = models.CharField(_("vraag"), max_length=TITLE_LENGTH)
    text = models.TextField(_("wat er speelt"), blank=True)
    perspective = models.CharField(max_length=20, choices=Perspective.choices)
    place = models.CharField(max_length=80, blank=True)
    home = models.ForeignKey(Werkplaats, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    shown_by: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Werkplaats, blank=True, related_name="questions_shown"
    )
    themes: models.ManyToManyField[Any, Any] = models.ManyToManyField("people.Concept", blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.UNCONFIRMED)
    held_because = models.CharField(max_length=300, blank=True, help_text="Why somebody looks first.")
    asked_at = models.DateTimeField()
    dated = models.BooleanField(default=True, help_text="Is it known when? If not, asked_at is when it came in.")
    changed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True, help_text="The first answer.")
    source_url = models.URLField(max_length=500, blank=True, help_text="Where an imported question was published.")
    imported = models.JSONField(default=dict, blank=True, help_text="The record as imported, to give it back whole.")
    origin = models.CharField(max_length=250, blank=True, help_text="What it came of (a use, a story …), as kind:ref.")
    example = models.BooleanField(default=False)
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")
    # A root carries its own ref as its key; a merged question has none, so that nothing can point at it as a root.
    root_key = models.CharField(max_length=200, null=True, unique=True, editable=False)
    root = models.ForeignKey(
        "self", to_field="root_key", null=True, blank=True, on_delete=models.PROTECT, related_name="tree"
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        ordering = ["-dated", "-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-asked_at"], name="questions_state"),
            models.Index(fields=["home", "state", "-asked_at"], name="questions_home"),
            models.Index(fields=["-dated", "-asked_at", "-id"], name="questions_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="questions_root_or_merged",
                condition=Q(root_key=F("ref"), root_key__isnull=False, root__isnull=True, merged_into__isnull=True)
                & ~Q(state="merged")
                | Q(root_key__isnull=True, root__isnull=False, merged_into__isnull=False, state="merged"),
            ),
            models.CheckConstraint(name="questions_not_into_itself", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(name="questions_held_says_why", condition=~Q(state="held", held_because="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The lasting address."""
        return reverse("question_detail", args=[self.slug])

    @property
    def visibility(self) -> str:
        """In the words of everything described: for everybody, or hidden."""
        return Visibility.PUBLIC if self.is_public else Visibility.HIDDEN

    @property
    def lang(self) -> str:
        """People ask in Dutch."""
        return "nl"

    @property
    def root_ref(self) -> str:
        """The ref of the question this one lives on in: its own when it was not merged."""
        return self.root_id or self.ref

    @property
    def version(self) -> str:
        """Changes with every change; two coordinators with the same page compare by it."""
        return f"{self.state}-{self.changed_at.timestamp():.6f}"

    @property
    def is_public(self) -> bool:
        return self.state not in HIDDEN

    @property
    def is_waiting(self) -> bool:
        return self.state in OPEN

    @property
    def home_slug(self) -> str:
        return self.home.slug if self.home else ""

    def days_waiting(self, at: datetime) -> int:
        """Whole days since it was asked."""
        return max(0, (at - self.asked_at).days)


class Part(models.TextChoices):
    """What somebody has to do with a question."""

    ASKED = "asked", _("stelde de vraag")
    SHARES = "shares", _("heeft deze vraag ook")
    FOLLOWS = "follows", _("volgt deze vraag")


class Voice(models.Model):
    """A person and a question: who asked it, has it too, or follows it. The person is never shown."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="voices")
    part = models.CharField(max_length=10, choices=Part.choices)
    perspective = models.CharField(max_length=20, choices=Perspective.choices)
    wants_mail = models.BooleanField(default=True)
    started_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    counts_for = models.ForeignKey(
        Question,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="counted",
        help_text="The root in whose numbers this voice counts; empty when the person counts there already.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "person"], name="questions_voice_once"),
            models.UniqueConstraint(fields=["counts_for", "person"], name="questions_count_once"),
            models.UniqueConstraint(fields=["question"], condition=Q(part="asked"), name="questions_one_asker"),
            models.CheckConstraint(
                name="questions_count_confirmed",
                condition=Q(counts_for__isnull=True) | (Q(confirmed_at__isnull=False) & ~Q(part="follows")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.question_id}"


class Merge(models.Model):
    """That a question was merged into another: who, when, why, and whether that was undone."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    state_before = models.CharField(max_length=20, choices=State.choices)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(undone_at__isnull=True), name="questions_one_open_merge"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id} → {self.into_id}"


class Message(models.Model):
    """A word between coordinator and asker; only they read it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    from_asker = models.BooleanField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Answer(models.Model):
    """What a coordinator answered, with what exists."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Extent(models.TextChoices):
    """How much of the question a document answers."""

    WHOLLY = "wholly", _("beantwoordt de vraag helemaal")
    PARTLY = "partly", _("beantwoordt de vraag voor een deel")


class AnswerLink(models.Model):
    """One thing that exists, why it fits this question, and how far."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="links")
    document = models.CharField(max_length=220, help_text="kind:ref of what is linked; empty for an address elsewhere.")
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=500)
    why = models.CharField(max_length=500)
    extent = models.CharField(max_length=10, choices=Extent.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="questions_link_says_why", condition=~Q(why=""))]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> str:
        return self.document.partition(":")[0]


class Connection(models.Model):
    """Who was asked to think along: a werkplaats, or a person who stays unnamed in public."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="connections")
    werkplaats = models.ForeignKey(Werkplaats, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    note = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="questions_connects_one",
                condition=Q(werkplaats__isnull=True, person__isnull=False)
                | Q(werkplaats__isnull=False, person__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id} ↔ {self.werkplaats_id or self.person_id}"


class Evidence(models.TextChoices):
    """The three sources of knowledge."""

    EXPERIENCE = "experience", _("ervaring: ik heb het meegemaakt")
    PRACTICE = "practice", _("praktijk: ik werk hiermee")
    RESEARCH = "research", _("onderzoek: ik ken een bron")


class ContributionState(models.TextChoices):
    """Where a contribution is."""

    UNCONFIRMED = "unconfirmed", _("wacht op bevestiging")
    WAITING = "waiting", _("wacht op de coördinator")
    ACCEPTED = "accepted", _("geplaatst")
    DECLINED = "declined", _("niet geplaatst")


CONTRIBUTION_LIFECYCLE = Lifecycle(
    {
        ContributionState.UNCONFIRMED: {ContributionState.WAITING},
        ContributionState.WAITING: {ContributionState.ACCEPTED, ContributionState.DECLINED},
        ContributionState.ACCEPTED: {ContributionState.DECLINED},
        ContributionState.DECLINED: {ContributionState.ACCEPTED},
    }
)


class Contribution(models.Model):
    """“Ik weet iets”: what somebody knows about a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contributions")
    source = models.CharField(max_length=12, choices=Evidence.choices)
    text = models.TextField()
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="questions/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=ContributionState.choices, default=ContributionState.UNCONFIRMED)
    made_at = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    submission = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
