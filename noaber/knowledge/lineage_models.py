# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which product came instead of which, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from noaber.base.models import FromElsewhere
from noaber.knowledge.models import Product


class Succession(FromElsewhere):
    """That one product replaces another."""

    before = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="replaced_by")
    after = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="replaces")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint("before", "after", name="succession_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="succession_of_another"),
        )

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
