# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The programme of a meeting: its parts, in rounds or one after another, who speaks, and the papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from noaber.meetings.models import Meeting

FOLDER = "meetings/%Y/%m"


class SentOnce(models.Model):
    """Something added by a form; the mark makes a double submit one."""

    submission = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        abstract = True


class Part(SentOnce):
    """A part of the programme. Parts of the same round are at the same time: one chooses one of them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parts")
    title = models.CharField(_("waarover"), max_length=200)
    text = models.TextField(_("meer erover"), blank=True)
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("tot"))
    # 0 is for everybody; the parts of round 1 are chosen between, and so on.
    round = models.PositiveSmallIntegerField(_("ronde"), default=0)
    place = models.CharField(_("zaal"), max_length=120, blank=True)
    capacity = models.PositiveIntegerField(_("plaatsen"), null=True, blank=True, validators=[MinValueValidator(1)])

    # Who speaks in it, put here by who shows a programme.
    told_by: Sequence[Speaker] = ()

    class Meta:
        ordering = ("starts_at", "round", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="part_ends_later"),
            models.CheckConstraint(condition=~Q(title=""), name="part_title"),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gt=0), name="part_capacity"),
        )

    def __str__(self) -> str:
        return self.title


class Speaker(SentOnce):
    """Somebody who has a part in a meeting: who, as what, and in which part of the programme."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="speakers")
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.SET_NULL, related_name="speakers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("naam"), max_length=200)
    role = models.CharField(_("rol"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="speaker_name"),)

    def __str__(self) -> str:
        return self.name


class Paper(SentOnce):
    """A file to read before, or of what was shown or made: slides, a report; or the address of a recording."""

    class Sort(models.TextChoices):
        BEFORE = "before", _("om vooraf te lezen")
        SLIDES = "slides", _("presentatie")
        RECORDING = "recording", _("opname")
        REPORT = "report", _("verslag")
        OTHER = "other", _("anders")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    sort = models.CharField(_("wat het is"), max_length=10, choices=Sort.choices)
    name = models.CharField(_("naam"), max_length=200)
    file: Any = models.FileField(_("bestand"), upload_to=FOLDER, max_length=200, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    url = models.URLField(_("adres"), max_length=500, blank=True)
    # Otherwise only who signed up, and who plans.
    public = models.BooleanField(_("iedereen mag dit lezen"), default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("sort", "name")
        constraints = (
            models.UniqueConstraint("meeting", "name", name="paper_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="paper_name"),
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="")), name="paper_file_or_address"
            ),
        )

    def __str__(self) -> str:
        return self.name
