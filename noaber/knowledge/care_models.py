# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping knowledge right: who looked whether it still holds, and who was reminded to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.knowledge.models import Product


class ReviewCheck(models.Model):
    """Somebody looked at a product and it still holds."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="checks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    next_on = models.DateField(help_text="When somebody looks again.")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.product_id} · {self.at:%Y-%m-%d}"


class CareReminder(models.Model):
    """That a reminder of one review date went out: each of the two once, whatever else happens."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("van tevoren")
        DUE = "due", _("op de dag")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="reminders")
    review_on = models.DateField()
    moment = models.CharField(max_length=10, choices=Moment.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("product", "review_on", "moment", name="carereminder_once"),)

    def __str__(self) -> str:
        return f"{self.product_id} · {self.review_on} · {self.moment}"
