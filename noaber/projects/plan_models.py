# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a group plans, when it meets, what partners bring in, and who owns the result afterwards."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from noaber.people.models import Organisation
from noaber.projects.models import Project


class SentOnce(models.Model):
    """What a form makes; sent twice it is there once."""

    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    class Meta:
        abstract = True


class Sort(models.TextChoices):
    """What a plan item is: a learning question, an activity of one of the four O's, a milestone, or a rhythm."""

    QUESTION = "question", _("leervraag")
    RESEARCH = "research", _("onderzoek")
    DEVELOPMENT = "development", _("ontwikkeling")
    EDUCATION = "education", _("onderwijs")
    SUPPORT = "support", _("ondersteuning")
    MILESTONE = "milestone", _("mijlpaal")
    SEMESTER = "semester", _("ritme van het onderwijs")
    PRACTICE = "practice", _("ritme van de praktijk")


FOUR_OS = (Sort.RESEARCH, Sort.DEVELOPMENT, Sort.EDUCATION, Sort.SUPPORT)
RHYTHMS = (Sort.SEMESTER, Sort.PRACTICE)


class PlanItem(SentOnce):
    """One thing that the group wants to learn or do, or a stretch of time that sets its rhythm."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="plan")
    sort = models.CharField(_("soort"), max_length=12, choices=Sort.choices)
    text = models.CharField(_("wat"), max_length=300)
    from_on = models.DateField(_("vanaf"), null=True, blank=True)
    until_on = models.DateField(_("tot en met"), null=True, blank=True)
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)
    answer = models.TextField(_("wat we nu weten"), blank=True)

    class Meta:
        ordering = (F("until_on").asc(nulls_last=True), "pk")
        constraints = (
            models.CheckConstraint(condition=Q(sort__in=Sort.values) & ~Q(text=""), name="planitem_says_something"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="planitem_term",
            ),
            models.CheckConstraint(
                condition=~Q(sort__in=("semester", "practice")) | Q(from_on__isnull=False, until_on__isnull=False),
                name="planitem_rhythm_has_days",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Session(SentOnce):
    """A moment at which the group meets."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("waarover"), max_length=200)
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("tot"))
    place = models.CharField(_("waar"), max_length=200, blank=True)
    text = models.TextField(_("meer erover"), blank=True)
    public = models.BooleanField(_("iedereen mag dit zien"), default=False)
    saved = models.PositiveIntegerField(default=0, help_text="How often it was saved, for calendars.")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_later"),
            models.CheckConstraint(condition=~Q(title=""), name="session_title"),
        )

    def __str__(self) -> str:
        return self.title


class Contribution(SentOnce):
    """What a partner promised to bring in over a stretch of time, and what it really was."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organisation_name = models.CharField(_("organisatie"), max_length=200)
    period = models.CharField(_("over welke tijd"), max_length=60)
    promised_hours = models.PositiveIntegerField(_("toegezegde uren"), default=0)
    real_hours = models.PositiveIntegerField(_("echte uren"), null=True, blank=True)
    promised_euros = models.PositiveIntegerField(_("toegezegd geld (euro)"), default=0)
    real_euros = models.PositiveIntegerField(_("echt geld (euro)"), null=True, blank=True)

    class Meta:
        ordering = ("organisation_name", "period", "pk")
        constraints = (
            models.UniqueConstraint("project", "organisation_name", "period", name="contribution_once_a_period"),
            models.CheckConstraint(condition=~Q(organisation_name="") & ~Q(period=""), name="contribution_of_whom"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_name} {self.period}"


class EmbeddingPlan(models.Model):
    """Who owns the result when the group stops, where it lives and when it is looked at again."""

    class Place(models.TextChoices):
        EDUCATION = "education", _("in het onderwijs")
        ORGANISATION = "organisation", _("in een organisatie")
        POLICY = "policy", _("in beleid")

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="embedding_plan")
    owner_name = models.CharField(_("wie is daarna de eigenaar"), max_length=200)
    owner_mail = models.EmailField(_("e-mailadres van de eigenaar"), blank=True)
    place = models.CharField(_("waar het leeft"), max_length=12, choices=Place.choices)
    where = models.CharField(_("waar precies"), max_length=300)
    look_again_on = models.DateField(_("wanneer kijken we opnieuw"), null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(owner_name="") & ~Q(where="") & Q(place__in=("education", "organisation", "policy")),
                name="embeddingplan_whole",
            ),
        )

    def __str__(self) -> str:
        return self.owner_name

    def due(self, on: date) -> bool:
        """Whether it is time to look again."""
        return self.look_again_on is not None and self.look_again_on <= on


class EmbeddingCheck(models.Model):
    """That the owner was asked how it is with the result, and what came back."""

    class Finding(models.TextChoices):
        ALIVE = "alive", _("Het wordt nog gebruikt")
        CHANGED = "changed", _("Het wordt gebruikt, maar anders dan bedacht")
        STOPPED = "stopped", _("Het wordt niet meer gebruikt")

    ref = models.CharField(max_length=40, unique=True)
    plan = models.ForeignKey(EmbeddingPlan, on_delete=models.CASCADE, related_name="checks")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="Since when the page says that nobody answered.")
    finding = models.CharField(_("hoe staat het ermee"), max_length=10, blank=True, choices=Finding.choices)
    text = models.TextField(_("wil je er iets bij vertellen"), blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint("plan", condition=Q(answered_at__isnull=True), name="embeddingcheck_one_open"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, finding="") | Q(answered_at__isnull=False) & ~Q(finding=""),
                name="embeddingcheck_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} {self.finding}"
