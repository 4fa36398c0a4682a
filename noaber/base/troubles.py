# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses that are not mailed any more: they do not exist, or their owner called our mail unwanted.

One refusal for good is enough; a full box or a suspicious server counts as trouble only the third time in a month.
Codes and links that somebody asks for at that moment always go, and who used one is trusted again.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from noaber.base.models import MailTrouble

What = MailTrouble.What
TIMES = 3
WITHIN = timedelta(days=30)


def note(address: str, what: str, *, said: str = "", at: datetime) -> None:
    """Add a line about an address."""
    MailTrouble.objects.create(address=address.strip().lower(), what=what, said=said[:300], at=at)


def trust(address: str, *, at: datetime) -> bool:
    """Mail an address again, where it was not mailed; says whether anything changed."""
    if not suppressed([address], at):
        return False
    note(address, What.TRUSTED, at=at)
    return True


def suppressed(addresses: Iterable[str], at: datetime) -> dict[str, MailTrouble]:
    """Those of the addresses that are not mailed, in small letters, each with the line that says why."""
    wanted = {address.strip().lower() for address in addresses}
    lines = MailTrouble.objects.filter(address__in=wanted).order_by("pk")
    return _stopped(lines, at)


def all_suppressed(at: datetime, limit: int = 50) -> list[MailTrouble]:
    """Every address that is not mailed, newest first."""
    stopped = _stopped(MailTrouble.objects.order_by("pk").iterator(), at)
    return sorted(stopped.values(), key=lambda line: line.pk, reverse=True)[:limit]


def _stopped(lines: Iterable[MailTrouble], at: datetime) -> dict[str, MailTrouble]:
    stopped: dict[str, MailTrouble] = {}
    refused: dict[str, list[datetime]] = {}
    for line in lines:
        if line.what == What.TRUSTED:
            stopped.pop(line.address, None)
            refused.pop(line.address, None)
        elif line.what == What.REFUSED:
            recent = [moment for moment in refused.get(line.address, []) if line.at - moment < WITHIN] + [line.at]
            refused[line.address] = recent
            if len(recent) >= TIMES:
                stopped.setdefault(line.address, line)
        else:
            stopped.setdefault(line.address, line)
    return stopped


def mailable(addresses: Collection[str], at: datetime) -> set[str]:
    """Those that are mailed: for whoever sends to many."""
    stopped = suppressed(addresses, at)
    return {address for address in addresses if address.strip().lower() not in stopped}
