# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Most Significant Change: a round in which a panel chooses the story that says most, per domain, and why."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.effects.story_models import Story
from noaber.people.models import Perspective, Visibility, Werkplaats


class MscState(models.TextChoices):
    """Where a round is."""

    COLLECTING = "collecting", _("verhalen verzamelen")
    CHOOSING = "choosing", _("het panel kiest")
    CLOSED = "closed", _("afgerond")
    CANCELLED = "cancelled", _("gestopt")


OPEN = (MscState.COLLECTING, MscState.CHOOSING)
MSC_LIFECYCLE = Lifecycle(
    {
        MscState.COLLECTING: {MscState.CHOOSING, MscState.CANCELLED},
        MscState.CHOOSING: {MscState.COLLECTING, MscState.CLOSED, MscState.CANCELLED},
        MscState.CLOSED: set(),
        MscState.CANCELLED: set(),
    }
)


class MscRound(models.Model):
    """A round of a werkplaats, and perhaps of one of its projects."""

    KIND: ClassVar[str] = "msc_round"

    ref = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("titel"), max_length=200)
    text = models.TextField(_("waar het om gaat"), blank=True)
    home = models.ForeignKey(Werkplaats, on_delete=models.PROTECT, related_name="msc_rounds")
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="msc_rounds"
    )
    from_on = models.DateField(_("van"))
    until_on = models.DateField(_("tot"))
    state = models.CharField(max_length=12, choices=MscState.choices, default=MscState.COLLECTING)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    example = models.BooleanField(default=False)
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="msc_round_term"),
            models.CheckConstraint(condition=Q(closed_at__isnull=False) | ~Q(state="closed"), name="msc_round_closed"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("msc_detail", args=[self.slug])

    @property
    def visibility(self) -> str:
        """For everybody, from its opening."""
        return Visibility.PUBLIC

    @property
    def origins(self) -> list[str]:
        """The project that it came of."""
        return [f"project:{self.project.ref}"] if self.project else []


class Domain(models.Model):
    """A domain of change, such as “hoe mensen zich voelen”: within it one story is chosen."""

    round = models.ForeignKey(MscRound, on_delete=models.CASCADE, related_name="domains")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    stories: models.ManyToManyField[Story, models.Model] = models.ManyToManyField(
        Story, blank=True, related_name="domains"
    )

    class Meta:
        ordering = ("round", "number")
        constraints = (models.UniqueConstraint("round", "number", name="domain_number_once"),)

    def __str__(self) -> str:
        return self.title


class Panelist(models.Model):
    """Who chooses in a round, by a mailed link; shown by perspective only."""

    round = models.ForeignKey(MscRound, on_delete=models.CASCADE, related_name="panel")
    ref = models.CharField(max_length=40, unique=True)
    mail = models.EmailField(_("e-mailadres"), blank=True, help_text="Gone once the round is over.")
    language = models.CharField(max_length=8, default="nl")
    perspective = models.CharField(max_length=20, choices=Perspective.choices)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("round", "mail", condition=~Q(mail=""), name="panelist_once"),)

    def __str__(self) -> str:
        return f"{self.round_id} · {self.perspective}"


class Choice(models.Model):
    """The story that one member of the panel chose in one domain, and why; the reason is shown."""

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="choices")
    panelist = models.ForeignKey(Panelist, on_delete=models.CASCADE, related_name="choices")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="choices")
    reason = models.TextField(_("waarom"))
    at = models.DateTimeField()

    class Meta:
        ordering = ("domain", "pk")
        constraints = (
            models.UniqueConstraint("domain", "panelist", name="choice_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="choice_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.domain_id} → {self.story_id}"
