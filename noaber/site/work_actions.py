# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a keeper of the platform does about background work that failed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import queues, troubles
from noaber.base.models import MailTrouble
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person
from noaber.people.policies import may_manage_network

ledger.declare(
    {
        "work.retried": "background work that failed is done once more",
        "work.address_trusted": "an address that gave trouble is mailed again",
    }
)


@transaction.atomic
def retry(queue: str, pk: int, *, by: Person | None, at: datetime) -> None:
    """Have one piece of work that failed done once more, at once."""
    require(may_manage_network(by))
    if queue not in queues.QUEUES or not queues.QUEUES[queue].retry(pk, at=at):
        raise Refused(_("Dit werk is al gedaan, of bestaat niet meer."))
    ledger.record("work.retried", f"work:{queue}", by=by, at=at, data={"pk": pk})


@transaction.atomic
def trust(pk: int, *, by: Person | None, at: datetime) -> None:
    """Mail an address again; `pk` is of the line that stopped it, so that the ledger need not know the address."""
    require(may_manage_network(by))
    line = MailTrouble.objects.filter(pk=pk).first()
    if line is None or not troubles.trust(line.address, at=at):
        raise Refused(_("Dit adres krijgt al mail."))
    ledger.record("work.address_trusted", "work:mail", by=by, at=at, data={"pk": pk})
