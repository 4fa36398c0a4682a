# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is not kept longer than it serves: sent mail, and the receipt of an erasure."""

from datetime import timedelta

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
    old = OutgoingMail.objects.filter(sent_at__lt=clock.now() - KEPT_FOR).exclude(to="")
    return old.update(to="", subject="", text="")


def register() -> None:
    """Importing this module made them known to the worker."""
