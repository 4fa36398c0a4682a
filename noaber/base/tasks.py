# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Periodic work of the ground floor."""

import logging

from django.conf import settings

from noaber.base import clock, incoming, leases, mail, queues, receiving
from noaber.base.models import Tally
from noaber.base.worker import Lane, Place, every

log = logging.getLogger(__name__)


@every(seconds=1, name="mail", place=Place.ALL)
def send_mail() -> int:
    return mail.send_due(clock.now())


@every(seconds=1, name="mail that came in", place=Place.ALL)
def take_mail() -> int:
    return incoming.work_on_due(clock.now())


@every(seconds=60, name="the mailbox", lane=Lane.SLOW)
def look_in_mailbox() -> int:
    told = settings.MAIL_RECEIVE
    return receiving.poll(told) if told.startswith(("imap://", "imaps://")) else 0


@every(seconds=3600, name="tallies")
def forget_tallies() -> int:
    return Tally.objects.filter(expires_at__lt=clock.now()).delete()[0]


@every(seconds=600, name="what was forgotten")
def look_after() -> int:
    """Make due again what nobody works on any more, and say what waits too long."""
    at = clock.now()
    found = sum(queue.recover(at) for queue in queues.QUEUES.values())
    for name, standing in queues.standings(at):
        if standing.is_late(at):
            log.error(
                "work that waits too long: %s of %s, the oldest since %s", standing.waiting, name, standing.oldest
            )
    leases.forget_gone(at)
    incoming.forget_old(at)
    return found
