# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the day itself, the harvest and proposals: what follows, what waits, and what is kept of a person."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Make it all known; called when the room is ready."""
    from noaber import members, moderation
    from noaber.effects.sources import Beside, waits_beside
    from noaber.meetings import day_tasks, harvest_tasks, proposal_queries, proposal_tasks  # noqa: F401 (work)
    from noaber.meetings.day_data_actions import DayHolder
    from noaber.meetings.day_forms import AccreditationForm
    from noaber.meetings.programme_forms import BELONGINGS
    from noaber.meetings.proposal_models import Proposal

    harvest_tasks.register()
    proposal_tasks.register()
    BELONGINGS["accreditatie"] = AccreditationForm
    members.holds("meetings_day", DayHolder())
    label = _("Voorstel voor een bijeenkomst")
    waits_beside(
        Beside(Proposal.KIND, label, proposal_queries.waiting, lambda pk: reverse("proposal_judge", args=[pk]))
    )
    moderation.judgements(
        {
            "proposal.picked": _("koos een voorstel voor een bijeenkomst"),
            "proposal.not_picked": _("koos een voorstel voor een bijeenkomst niet"),
        }
    )
