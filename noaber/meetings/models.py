# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meetings, and the series they are in. The other tables of this room stand in their own modules, see the end."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base import clock
from noaber.base.lifecycle import Lifecycle
from noaber.people.models import Described, DescribedQuerySet, Role, Visibility, Werkplaats

# Whose task it is to plan meetings.
PLANS = (Role.Kind.COORDINATOR, Role.Kind.EDITOR, Role.Kind.RESEARCHER)


class Sort(models.TextChoices):
    """What sort of meeting; the last one bears a name of its own."""

    KENNISCAFE = "kenniscafe", _("kenniscafé")
    EVENT = "event", _("werkplaatsevent")
    NETWORK_DAY = "network_day", _("netwerkdag")
    WEBINAR = "webinar", _("webinar")
    MASTERCLASS = "masterclass", _("masterclass")
    SYMPOSIUM = "symposium", _("symposium")
    VISIT = "visit", _("werkbezoek")
    BOARD = "board", _("overleg van bestuur of team")
    PROJECT = "project", _("bijeenkomst van een leertraject")
    OWN = "own", _("anders")


# Nobody from outside comes to these: they are planned for members only.
CLOSED = (Sort.BOARD, Sort.PROJECT)


class State(models.TextChoices):
    """How far a meeting is. What was taken in from elsewhere has no state: it is told about, not planned here."""

    DRAFT = "draft", _("concept")
    PLANNED = "planned", _("gepland")
    CANCELLED = "cancelled", _("gaat niet door")


LIFECYCLE = Lifecycle(
    {
        "": {State.PLANNED, State.CANCELLED},
        State.DRAFT: {State.PLANNED},
        State.PLANNED: {State.CANCELLED},
        State.CANCELLED: {State.PLANNED},
    }
)


class SignUp(models.TextChoices):
    """How somebody tells that they come."""

    NONE = "none", _("aanmelden hoeft niet")
    HERE = "here", _("hier, zonder account")
    ELSEWHERE = "elsewhere", _("op een andere website")


class Series(models.Model):
    """Meetings that belong together, such as the kenniscafés of a year; one can sign up for all of them at once."""

    KIND: ClassVar[str] = "series"
    ref = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("hoe heet de reeks?"), max_length=200)
    text = models.TextField(_("waar de reeks over gaat"), blank=True)
    home = models.ForeignKey(Werkplaats, on_delete=models.PROTECT, related_name="series")
    example = models.BooleanField(_("voorbeeld"), default=False)

    class Meta:
        ordering = ("title",)
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="series_title"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series_detail", args=[self.slug])

    @property
    def home_slug(self) -> str:
        return self.home.slug


class MeetingQuerySet(DescribedQuerySet["Meeting"]):
    """Meetings, narrowed in words."""

    def between(self, start: dt.datetime, end: dt.datetime) -> MeetingQuerySet:
        """Those of which some part is in this stretch of time."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def ahead(self, at: dt.datetime) -> MeetingQuerySet:
        """Those that did not end yet."""
        return self.filter(ends_at__gt=at)


class Meeting(Described):
    """An occasion at which people meet. `home` organises it, with those of `shown_by` and `organisations`.

    `on_date` is its day in words (yyyy-mm-dd), also of one of which nothing more is known; `starts_at` is its hour too.
    A draft is hidden; once planned, those of `for_whom` see it.
    """

    KIND: ClassVar[str] = "meeting"
    sort = models.CharField(_("soort"), max_length=12, choices=Sort.choices, blank=True)
    own_sort = models.CharField(_("hoe noem je het?"), max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, blank=True)
    cancelled_because = models.CharField(_("waarom het niet doorgaat"), max_length=500, blank=True)
    for_whom = models.CharField(_("voor wie"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")

    starts_at = models.DateTimeField(_("begint"), null=True, blank=True)
    ends_at = models.DateTimeField(_("tot"), null=True, blank=True)
    # Midnight to midnight in the Netherlands: the days count, not the hours.
    whole_days = models.BooleanField(_("hele dagen"), default=False)

    place = models.CharField(_("plaats"), max_length=120, blank=True)
    address = models.CharField(_("adres"), max_length=300, blank=True)
    access = models.TextField(_("hoe toegankelijk is het daar?"), blank=True)
    # Only who signed up reads it.
    online_url = models.URLField(_("link om online mee te doen"), max_length=500, blank=True)
    costs = models.CharField(_("kosten"), max_length=200, blank=True)

    # What it carries further; it may carry more than one, the rest is in the text.
    question = models.ForeignKey(
        "questions.Question", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    agenda_item = models.ForeignKey(
        "agenda.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )

    sign_up = models.CharField(_("aanmelden"), max_length=10, choices=SignUp.choices, default=SignUp.NONE)
    opens_at = models.DateTimeField(_("aanmelden kan vanaf"), null=True, blank=True)
    closes_at = models.DateTimeField(_("aanmelden kan tot"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("plaatsen"), null=True, blank=True, validators=[MinValueValidator(1)])
    # How many places are taken, counted along with every registration: see `signup_actions`.
    taken = models.PositiveIntegerField(default=0, editable=False)
    # How long who comes off the waiting list has to say yes.
    offer_hours = models.PositiveSmallIntegerField(_("uren om ja te zeggen"), default=48)

    # How often it was saved: two who change it at once are told, and calendars see that it changed.
    saved = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    objects = MeetingQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        constraints = (
            *Described.Meta.constraints,
            models.CheckConstraint(condition=Q(sort="") | Q(sort__in=Sort.values), name="meeting_sort"),
            models.CheckConstraint(condition=Q(state="") | Q(state__in=State.values), name="meeting_state"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="meeting_ends_later",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.PLANNED, State.CANCELLED)) | Q(starts_at__isnull=False),
                name="meeting_planned_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DRAFT) | Q(visibility=Visibility.HIDDEN), name="meeting_draft_is_hidden"
            ),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gt=0), name="meeting_capacity"),
            # Whatever goes wrong, a place is never given twice.
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="meeting_never_too_full"
            ),
        )
        indexes = (
            models.Index(fields=["visibility", "on_date"], name="meetings_calendar"),
            models.Index(fields=["ends_at", "visibility"], name="meetings_ahead"),
        )

    @property
    def home_slug(self) -> str:
        return self.home.slug if self.home else ""

    @property
    def what(self) -> Any:
        """What sort of meeting it is, in words."""
        return self.own_sort if self.sort == Sort.OWN and self.own_sort else self.get_sort_display()

    @property
    def first_day(self) -> dt.date | None:
        """The day on which it begins, in the Netherlands."""
        return clock.day(self.starts_at) if self.starts_at else None

    @property
    def last_day(self) -> dt.date | None:
        """The day on which it ends; of whole days the last of them."""
        # Whole days end at the midnight after them.
        return clock.day(self.ends_at - dt.timedelta(microseconds=1)) if self.ends_at else None

    @property
    def more_days(self) -> bool:
        """Whether it goes on for longer than a day."""
        return self.first_day != self.last_day

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    def over(self, at: dt.datetime) -> bool:
        """Whether it has been; one of which only the day is known is over when that day is."""
        return self.ends_at <= at if self.ends_at else bool(self.on_date) and self.on_date < clock.day(at).isoformat()


# Where Django looks for tables.
from noaber.meetings import calendar_models, outside_models  # noqa: E402, F401
from noaber.meetings.day_models import (  # noqa: E402
    Accreditation,
    DayLink,
    Mark,
    Presence,
    SelectionMail,
    WalkIn,
)
from noaber.meetings.harvest_models import GoesOn, Harvest, Noted  # noqa: E402
from noaber.meetings.programme_models import Paper, Part, Speaker  # noqa: E402
from noaber.meetings.proposal_models import Proposal, ProposalState  # noqa: E402
from noaber.meetings.signup_models import (  # noqa: E402
    Answer,
    Asked,
    KeptPlaces,
    PartChoice,
    Registration,
    RegistrationState,
)

__all__ = [
    "CLOSED",
    "LIFECYCLE",
    "PLANS",
    "Accreditation",
    "Answer",
    "Asked",
    "DayLink",
    "GoesOn",
    "Harvest",
    "KeptPlaces",
    "Mark",
    "Meeting",
    "Noted",
    "Paper",
    "Part",
    "PartChoice",
    "Presence",
    "Proposal",
    "ProposalState",
    "Registration",
    "RegistrationState",
    "SelectionMail",
    "Series",
    "SignUp",
    "Sort",
    "Speaker",
    "State",
    "WalkIn",
]
