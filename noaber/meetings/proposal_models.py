# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody proposes to meet about, and what the programme team made of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.meetings.models import Meeting
from noaber.meetings.programme_models import SentOnce
from noaber.people.models import Werkplaats


class ProposalState(models.TextChoices):
    """How far a proposal is."""

    UNCONFIRMED = "unconfirmed", _("wacht op bevestiging")
    WAITING = "waiting", _("ligt bij het programmateam")
    PICKED = "picked", _("gekozen")
    NOT_PICKED = "not_picked", _("niet gekozen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


LIFECYCLE = Lifecycle(
    {
        ProposalState.UNCONFIRMED: {ProposalState.WAITING, ProposalState.WITHDRAWN},
        ProposalState.WAITING: {ProposalState.PICKED, ProposalState.NOT_PICKED, ProposalState.WITHDRAWN},
        ProposalState.NOT_PICKED: {ProposalState.PICKED},
        ProposalState.PICKED: set(),
        ProposalState.WITHDRAWN: set(),
    }
)


class Proposal(SentOnce):
    """A theme or a meeting that somebody proposes to a werkplaats."""

    KIND: ClassVar[str] = "proposal"

    class Sort(models.TextChoices):
        THEME = "theme", _("een thema om over te praten")
        MEETING = "meeting", _("een bijeenkomst die ik of wij kunnen verzorgen")

    ref = models.CharField(max_length=40, unique=True)
    home = models.ForeignKey(Werkplaats, on_delete=models.PROTECT, related_name="proposals_to_meet")
    sort = models.CharField(_("wat stel je voor?"), max_length=7, choices=Sort.choices)
    title = models.CharField(_("waarover"), max_length=200)
    text = models.TextField(_("waarom, en voor wie"), blank=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    mail = models.EmailField(_("e-mailadres"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(_("taal"), max_length=8, default="nl")
    state = models.CharField(max_length=11, choices=ProposalState.choices, default=ProposalState.UNCONFIRMED)
    reason = models.TextField(_("waarom"), blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    example = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_state"),
            models.CheckConstraint(condition=~Q(title=""), name="proposal_title"),
        )
        indexes = (models.Index(fields=["state", "home"], name="proposals_waiting"),)

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where its proposer reads mail."""
        return self.mail or (self.person.email if self.person and self.person.email else "")
