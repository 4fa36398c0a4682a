# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits on how often one sender may do one thing."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from noaber.base.models import Tally
from noaber.base.verdicts import YES, Verdict, no


@transaction.atomic
def hit(scope: str, key: str, limit: int, per: timedelta, at: datetime) -> Verdict:
    """Count one more by `key` (an address, hashed before it is kept); no when it is past `limit` in this stretch."""
    seconds = int(per.total_seconds())
    window = int(at.timestamp()) // seconds
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{scope}:{key}".encode(), hashlib.sha256).hexdigest()
    Tally.objects.get_or_create(key=digest, window=window, defaults={"expires_at": at + 2 * per})
    Tally.objects.filter(key=digest, window=window).update(count=F("count") + 1)
    if Tally.objects.get(key=digest, window=window).count > limit:
        return no(_("Dit is nu te vaak gedaan. Wacht even en probeer het dan opnieuw. Je tekst is niet weg."))
    return YES
