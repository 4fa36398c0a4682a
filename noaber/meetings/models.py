# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meetings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.people.models import Described, DescribedQuerySet


class Meeting(Described):
    """An occasion at which people meet; `on_date` says when."""

    KIND: ClassVar[str] = "meeting"
    place = models.CharField(_("plaats"), max_length=120, blank=True)

    objects = DescribedQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        indexes = (models.Index(fields=["visibility", "on_date"], name="meetings_calendar"),)
