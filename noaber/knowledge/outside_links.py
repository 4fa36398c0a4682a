# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mailed link of who looks at a version from outside: it opens that version and nothing else, for a while."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.knowledge import policies
from noaber.knowledge.outside_models import OutsideReader

OUTSIDE = "knowledge.outside"
OUTSIDE_AGE = dt.timedelta(days=400)


def token(reader: OutsideReader) -> str:
    """What the link carries."""
    return signing.seal(OUTSIDE, reader.ref)


def reader_of(sealed: str) -> OutsideReader:
    """Whose link this is; raises when it is not ours, too old, or over."""
    ref = signing.unseal(OUTSIDE, sealed, OUTSIDE_AGE)
    rows = OutsideReader.objects.select_related("version__home", "version__product", "by")
    reader = rows.filter(ref=ref).first()
    if reader is None:
        raise signing.Forged(_("Deze link hoort nergens meer bij."))
    if not (verdict := policies.may_read_outside(reader)):
        raise signing.Expired(verdict.reason)
    return reader
