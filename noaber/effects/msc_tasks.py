# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking a panel, and telling every teller what was chosen in a round and why."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import mail, signing
from noaber.effects import links, msc_queries
from noaber.effects.msc_models import MscRound, Panelist
from noaber.effects.tasks import there
from noaber.ledger.models import Entry
from noaber.people.region_queries import origin_of


def ask_panelist(entry: Entry) -> None:
    """Mail somebody the link to choose with."""
    one = Panelist.objects.select_related("round__home").filter(pk=entry.data["panelist"]).first()
    if one is None or not one.mail or one.round.example:
        return
    with translation.override(one.language):
        mail.enqueue(
            to=one.mail, subject=str(_("Wil je meekiezen uit verhalen?")), template="effects/mail/panel.txt",
            context={"round": one.round, "page": there("", one.round.get_absolute_url()),
                     "choose": there("", reverse("msc_choose", args=[signing.seal(links.PANEL, one.ref)]))},
            at=entry.at, key=f"msc_round:{entry.pk}:panel:{one.pk}",
        )  # fmt: skip


def tell_choosing(entry: Entry) -> None:
    """The panel may choose now."""
    round = MscRound.objects.select_related("home").get(ref=entry.ref)
    if round.example:
        return
    for one in round.panel.exclude(mail=""):
        with translation.override(one.language):
            mail.enqueue(
                to=one.mail, subject=str(_("Je kunt nu kiezen")), template="effects/mail/choosing.txt",
                context={"round": round,
                         "choose": there("", reverse("msc_choose", args=[signing.seal(links.PANEL, one.ref)]))},
                at=entry.at, key=f"msc_round:{entry.pk}:choosing:{one.pk}",
            )  # fmt: skip


def feed_back(entry: Entry) -> None:
    """Every teller hears once which stories were chosen, and why; also who was not chosen."""
    round = MscRound.objects.select_related("home").get(ref=entry.ref)
    if round.example:
        return
    chosen = msc_queries.chosen_in(round)
    told: set[str] = set()
    for story in msc_queries.tellers_of(round):
        if not story.address or story.address in told or story.example:
            continue
        told.add(story.address)
        mine = [one for one in chosen if one.address == story.address]
        with translation.override(story.language):
            mail.enqueue(
                to=story.address, subject=str(_("Wat er met je verhaal gebeurde")),
                template="effects/mail/fed_back.txt",
                context={"round": round, "story": story, "mine": mine, "chosen": chosen,
                         "page": there(origin_of(round.home.slug), round.get_absolute_url())},
                at=entry.at, key=f"msc_round:{entry.pk}:fed_back:{story.address}",
            )  # fmt: skip


def register() -> None:
    """Follow up what is written in the ledger about rounds."""
    ledger.on("msc_round.panel_asked", ask_panelist)
    ledger.on("msc_round.choosing", tell_choosing)
    ledger.on("msc_round.closed", feed_back)
