# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Periodic work of the ground floor."""

from noaber.base import clock, mail
from noaber.base.models import Tally
from noaber.base.worker import every


@every(seconds=1, name="mail")
def send_mail() -> int:
    return mail.send_due(clock.now())


@every(seconds=3600, name="tallies")
def forget_tallies() -> int:
    return Tally.objects.filter(expires_at__lt=clock.now()).delete()[0]
