# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is not kept longer than it serves: sent mail, and the receipt of an erasure."""

from datetime import timedelta

from django.db.models import Q

from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.base.worker import every
from noaber.members.own_data_actions import RECEIPT

KEPT_FOR = timedelta(days=30)


@every(seconds=5, name="receipts")
def forget_receipts() -> int:
    """A receipt was the last that was known of somebody."""
    return OutgoingMail.objects.filter(key__startswith=RECEIPT, sent_at__isnull=False).delete()[0]


@every(seconds=3600, name="sent mail")
def forget_sent_mail() -> int:
    """To whom and what; the key stays, so that the same thing is never told twice."""
    before = clock.now() - KEPT_FOR
    old = OutgoingMail.objects.filter(Q(sent_at__lt=before) | Q(withheld_at__lt=before)).exclude(to="")
    return old.update(to="", subject="", text="", html="", headers={})


def register() -> None:
    """Importing this module made them known to the worker."""
