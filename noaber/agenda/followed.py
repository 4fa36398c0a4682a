# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounds and items of agendas as what can be followed, and what is news about them."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from noaber import following
from noaber.agenda.decision_models import AgendaItem
from noaber.agenda.models import Round
from noaber.following import Thing
from noaber.following.sources import DescribedThings
from noaber.people.models import AnyPerson

NEWS = {
    "round.announced": _("Er komt een ronde. De regels en de data staan erbij."),
    "round.phase_began": _("Een nieuwe stap van deze ronde is begonnen."),
    "round.closed_early": _("Het wegen is eerder gestopt. De reden staat erbij."),
    "round.counted": _("Het wegen is voorbij. De uitslag is er."),
    "round.cancelled": _("Deze ronde gaat niet door. De reden staat erbij."),
    "round.decided": _("Er is besloten wat op de agenda komt."),
    "agenda_item.added": _("Dit staat nu op de agenda."),
    "agenda_item.withdrawn": _("Dit is van de agenda. De reden staat erbij."),
}
ARRIVALS = ("agenda_item.added",)


class RoundThings:
    """Rounds in which is weighed what comes on an agenda."""

    label, word = _("Rondes voor de agenda"), ""

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        """What is known of these, also of drafts."""
        rows = Round.objects.filter(ref__in=refs).select_related("werkplaats").order_by()
        return {
            one.ref: Thing(one.title, one.get_absolute_url(), one.werkplaats.slug, example=one.example) for one in rows
        }

    def visible(self, refs: Collection[str], person: AnyPerson) -> Sequence[str]:
        """Those that this person may read."""
        return list(Round.objects.visible_to(person).filter(ref__in=refs).order_by().values_list("ref", flat=True))


def register() -> None:
    """Make them known to following."""
    following.things(Round.KIND, RoundThings())
    following.things(AgendaItem.KIND, DescribedThings("agenda.AgendaItem", _("Agenda")))
    following.news(NEWS, arrivals=ARRIVALS)
