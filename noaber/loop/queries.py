# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The loop as a whole: whether it was folded."""

from noaber.ledger.models import Entry
from noaber.loop.models import Thing


def is_empty() -> bool:
    """Whether nothing was folded though the ledger has something to tell."""
    return not Thing.objects.exists() and Entry.objects.exists()
