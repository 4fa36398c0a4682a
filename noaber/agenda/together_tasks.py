# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mailing the coordinators of another region that they are asked to join forces."""

from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.agenda.decision_models import AgendaItem
from noaber.base import mail
from noaber.ledger.models import Entry
from noaber.people.queries import coordinators_of
from noaber.people.region_queries import origin_of
from noaber.ui.languages import in_language


def _page(item: AgendaItem) -> str:
    return origin_of(item.home.slug if item.home else "") + in_language(item.get_absolute_url())


_link = lazy(_page, str)


def tell_offered(entry: Entry) -> None:
    """Who may answer: the coordinators there. The one who asks is named, with an address to answer to."""
    items = AgendaItem.objects.select_related("home").in_bulk([entry.ref, entry.data["other"]], field_name="ref")
    item, other = items.get(entry.ref), items.get(entry.data["other"])
    if item is None or other is None or other.home is None or item.home is None or entry.by is None:
        return
    context = {
        "place": item.home.name, "item": item, "link": _link(item), "own": other, "own_link": _link(other),
        "text": entry.data["text"], "asker": entry.by.name or entry.by.email, "email": entry.by.email,
    }  # fmt: skip
    for person in coordinators_of(other.home).exclude(email=None):
        with translation.override(person.language):
            mail.enqueue(
                to=person.email or "", subject=str(_("Samen optrekken?")), template="agenda/mail/together.txt",
                context=context, at=entry.at, key=f"agenda_item:{entry.pk}:together:{person.pk}",
            )  # fmt: skip


def register() -> None:
    """Follow up offers to join forces."""
    ledger.on("agenda_item.together_offered", tell_offered)
