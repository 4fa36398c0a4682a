# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Readers from outside: somebody without an account who is asked, by mail, to look at one version."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.knowledge.models import Version
from noaber.people.models import REF_LENGTH, Perspective


class OutsideState(models.TextChoices):
    """Where an invitation to look along is."""

    ASKED = "asked", _("gevraagd")
    DONE = "done", _("klaar")
    DECLINED = "declined", _("kan niet")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    ENDED = "ended", _("voorbij")


# Whose link still opens the version.
READING = frozenset({OutsideState.ASKED, OutsideState.DONE})
OUTSIDE = Lifecycle(
    {
        OutsideState.ASKED: {
            OutsideState.DONE, OutsideState.DECLINED, OutsideState.WITHDRAWN, OutsideState.ENDED,
        },
        OutsideState.DONE: {OutsideState.WITHDRAWN, OutsideState.ENDED},
        OutsideState.DECLINED: set(),
        OutsideState.WITHDRAWN: set(),
        OutsideState.ENDED: set(),
    }
)  # fmt: skip


class OutsideReader(models.Model):
    """Somebody from outside who looks at one version, by a mailed link and for a while."""

    ref = models.CharField(max_length=REF_LENGTH, unique=True)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="outside_readers")
    mail = models.EmailField(_("e-mailadres"), blank=True, help_text="Erased the moment the invitation ends.")
    name = models.CharField(_("naam"), max_length=120, blank=True)
    perspective = models.CharField(_("perspectief"), max_length=20, choices=Perspective.choices)
    question = models.TextField(_("vraag"))
    due_on = models.DateField(_("graag voor"))
    language = models.CharField(max_length=5, default="nl")
    state = models.CharField(max_length=10, choices=OutsideState.choices, default=OutsideState.ASKED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint("version", "mail", condition=~Q(mail=""), name="outsidereader_mail_once"),
        )

    def __str__(self) -> str:
        return self.told

    @property
    def told(self) -> str:
        """How others read who this is; after the name is erased only the perspective is left."""
        side = self.get_perspective_display()
        return f"{self.name} ({side})" if self.name else str(_("Een meelezer van buiten (%(side)s)")) % {"side": side}

    @property
    def is_reading(self) -> bool:
        return self.state in READING

    def late(self, on: dt.date) -> bool:
        """Whether an answer should have been there."""
        return self.state == OutsideState.ASKED and self.due_on < on
