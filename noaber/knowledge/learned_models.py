# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a participant keeps of what was done, for themself alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.knowledge.models import Product


class Learned(models.Model):
    """That somebody did a session, or a whole module, and what they learned; nobody else reads it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="learned")
    product = models.ForeignKey(Product, null=True, on_delete=models.SET_NULL, related_name="+")
    module = models.CharField(_("module"), max_length=500, help_text="As it was called then; it stays when that goes.")
    session = models.CharField(_("sessie"), max_length=200, blank=True)
    done_on = models.DateField(_("gedaan op"))
    hours = models.DecimalField(_("uren"), max_digits=7, decimal_places=2, null=True)
    learned = models.TextField(_("geleerd"), blank=True)
    at = models.DateTimeField()
    submission = models.CharField(max_length=64, null=True, help_text="Makes a double submit one.")

    class Meta:
        ordering = ("-done_on", "-pk")
        constraints = (models.UniqueConstraint("person", "submission", name="learned_once"),)

    def __str__(self) -> str:
        return f"{self.module} · {self.done_on}"
