# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The five stations of the loop, in order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Station(models.TextChoices):
    """Where in the loop a thing is."""

    QUESTION = "question", _("Vraag")
    AGENDA = "agenda", _("Agenda")
    PROJECT = "project", _("Leertraject")
    KNOWLEDGE = "knowledge", _("Kennis")
    EFFECT = "effect", _("Toegepast")

    @property
    def face(self) -> str:
        """The name of its colour and shape in the style sheets."""
        return FACES[self.value]


FACES = {"question": "vraag", "agenda": "agenda", "project": "doen", "knowledge": "kennis", "effect": "effect"}


class Standing(models.TextChoices):
    """How a thing is doing."""

    OPEN = "open", _("loopt")
    DONE = "done", _("klaar")
    ASIDE = "aside", _("niet meer apart")
    HIDDEN = "hidden", _("niet openbaar")


COUNTED = (Standing.OPEN.value, Standing.DONE.value)
