# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of matching: the drawing of the graph."""

from __future__ import annotations

from django.db import models


class Drawing(models.Model):
    """Where everybody stands in the graph, laid out in the background; the newest is used, and older ones go."""

    # The state of the ledger that it was made for; the graph itself is always worked out anew.
    generation = models.BigIntegerField()
    seed = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    seconds = models.FloatField()
    nodes = models.PositiveIntegerField()
    edges = models.PositiveIntegerField()
    places = models.JSONField(default=dict, help_text="x and y by node, in a square of 1000.")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.generation} ({self.nodes})"
