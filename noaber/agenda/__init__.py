# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The knowledge agenda of a werkplaats: rounds in which candidates are weighed per perspective, and decisions.

Words: a *round* has *phases*: collect, clarify, weigh, decide, report back. A *candidate* is a knowledge gap, an own
proposal or a question of another region. A *participant* weighs from one perspective with *ballots*, one for each
*method* of the round. The *outcome* stands side by side per perspective. Only a *decision* puts an *item* on the
agenda or takes it off, with who, when and why.

Known by: projects, knowledge, pages, site; knows: questions, search, moderation, following, members, people, ledger,
ui, base.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from noaber.agenda.decision_models import AgendaItem
    from noaber.people.models import AnyPerson

# Where this person begins something with an item; empty when they may not.
Beginning = Callable[["AgendaItem", "AnyPerson"], str]
BEGINNINGS: list[Beginning] = []


def begins(beginning: Beginning) -> None:
    """Make known what can be begun with an item further up the chain; called from an app's `ready`."""
    if beginning not in BEGINNINGS:
        BEGINNINGS.append(beginning)
