# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.people.models import Described, DescribedQuerySet


class Project(Described):
    """A learning project in practice; the label is what the region calls it."""

    KIND: ClassVar[str] = "project"
    label = models.CharField(_("naam in de regio"), max_length=60, blank=True)

    objects = DescribedQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
