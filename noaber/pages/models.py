# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""News."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from noaber.people.models import Described, DescribedQuerySet


class News(Described):
    """A news item: something that happened, said once."""

    KIND: ClassVar[str] = "news"

    objects = DescribedQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        verbose_name = _("nieuws")
        verbose_name_plural = _("nieuws")
