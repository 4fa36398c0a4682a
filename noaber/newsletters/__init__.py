# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Newsletters: lists that people ask for, the issues that editors compose, and sending each address each issue once.

Words: a *newsletter* is a list of a werkplaats, or the national one; a *subscription* ties an address to it, and counts
once whoever reads mail there said yes; a *consent* is a row that is only ever added. An *issue* is one mail to a whole
list, and a page in the archive; its *parts* are what stands in it, frozen when it is sent. A *delivery* is an issue on
its way to one subscription; *handed over* is a delivery whose last sign went out, or may have gone out.

Invariants: a GET never ends a subscription; nothing of how somebody reads is kept; a delivery that was handed over is
never sent again by itself, whatever process dies at whatever moment.

Known by: exchange, site; knows: pages, meetings and everything below them.
"""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from noaber.newsletters.models import Delivery


def delivery_of(token: str) -> "Delivery | None":
    """Which delivery a mail that comes back is about: the token is in its envelope (see `sending.envelope`)."""
    from noaber.newsletters import queries

    return queries.delivery_of(token)


def came_back(token: str, *, permanent: bool, answer: str, at: datetime) -> bool:
    """A delivery bounced; an address that is gone gets no more mail. Whether it was one of ours."""
    from noaber.newsletters import suppressing_actions

    return suppressing_actions.came_back(token, permanent=permanent, answer=answer, by=None, at=at)


def complained(token: str, *, at: datetime) -> bool:
    """Somebody called a delivery unwanted: no more mail to them from any list. Whether it was one of ours."""
    from noaber.newsletters import suppressing_actions

    return suppressing_actions.complained(token, by=None, at=at)
