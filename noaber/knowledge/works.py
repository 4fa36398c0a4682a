# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works on products: who wrote a published version. Names of authors in what was imported are only names."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from noaber.knowledge.models import Product, Version, VersionState
from noaber.members.models import Part
from noaber.members.sources import DescribedWorks
from noaber.members.work_queries import rows, word


class ProductWorks(DescribedWorks):
    """Work on products, as `members.works` wants to know it."""

    def __init__(self) -> None:
        super().__init__(Product.KIND, "knowledge.Product")

    def done(self) -> Sequence[QuerySet[Any, Any]]:
        """Writers of a published version."""
        written = Version.objects.filter(state=VersionState.PUBLISHED, writers__isnull=False)
        kind, part = word(Product.KIND), word(Part.AUTHOR.value)
        return (rows(written, person="writers", kind=kind, ref="ref", part=part, at="changed_at"),)
