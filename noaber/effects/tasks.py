# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows when somebody told something: links, who judges, who hears; and the question eight weeks later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, mail, signing
from noaber.base.worker import every
from noaber.effects import links, story_actions, telling_actions, use_actions
from noaber.effects.models import State, Told, Use
from noaber.effects.msc_models import OPEN, Domain
from noaber.effects.story_models import Story, Substantiation
from noaber.effects.telling_actions import KINDS
from noaber.ledger.models import Entry
from noaber.moderation.queries import judges_of
from noaber.people.region_queries import origin_of
from noaber.ui.languages import in_language

# How long an address is kept that nobody confirmed with, that was refused, or that answered nothing.
UNCONFIRMED, REFUSED, SILENT = timedelta(days=28), timedelta(days=28), timedelta(weeks=8)
AT_ONCE = 100


def _full(origin: str, address: str) -> str:
    return f"{origin or settings.SITE_URL}{in_language(address)}"


# Made when a mail is written: only then is known in which language.
there = lazy(_full, str)


def thing_of(entry: Entry) -> Told | None:
    """What an entry is about, with what its mails need."""
    model = {one.KIND: one for one in KINDS}[entry.kind]
    return model._default_manager.filter(ref=entry.ref).select_related("home", "person").first()


def _mail(entry: Entry, thing: Told, to: str, language: str, template: str, subject: Any, **context: Any) -> None:
    """One mail to one address about one entry; nothing without an address or about an example."""
    if not to or thing.example:
        return
    origin = origin_of(thing.home_slug)
    with translation.override(language):
        mail.enqueue(
            to=to,
            subject=str(subject),
            template=f"effects/mail/{template}.txt",
            context={
                "thing": thing,
                "link": there(origin, thing.get_absolute_url()),
                "reason": entry.reason,
                **context,
            },
            at=entry.at,
            key=f"{entry.kind}:{entry.pk}:{template}:{to}",
        )


def _to_teller(entry: Entry, thing: Told, template: str, subject: Any, **context: Any) -> None:
    manage = there("", reverse("effect_manage", args=[links.token(links.MANAGE, thing)]))
    _mail(entry, thing, thing.address, thing.language, template, subject, **{"manage": manage, **context})


def _to_judges(entry: Entry, thing: Told) -> None:
    makers = [thing.person_id] if thing.person_id else []
    desk = there("", reverse("desk"))
    for person in judges_of(thing.home, makers).people:
        if person.email != thing.address:
            _mail(entry, thing, person.email or "", person.language, "waits", _("Iemand vertelt wat er gebeurde"),
                  desk=desk)  # fmt: skip


def tell_told(entry: Entry) -> None:
    """The link that confirms; without an address an editor looks first."""
    thing = thing_of(entry)
    if thing is None:
        return
    if thing.state == State.UNCONFIRMED:
        confirm = there("", reverse("effect_confirm", args=[links.token(links.CONFIRM, thing)]))
        _to_teller(entry, thing, "confirm", _("Bevestig wat je vertelde"), manage="", confirm=confirm)
    elif thing.state == State.WAITING:
        _to_judges(entry, thing)


def tell_waits(entry: Entry) -> None:
    """It is held: the teller hears so, and an editor is asked to look."""
    thing = thing_of(entry)
    if thing is not None:
        _to_teller(entry, thing, "held", _("We kijken eerst even naar wat je vertelde"))
        _to_judges(entry, thing)


def tell_registered(entry: Entry) -> None:
    """It is public: the teller gets the link to take it back."""
    thing = thing_of(entry)
    if thing is not None and thing.is_public:
        _to_teller(entry, thing, "registered", _("Wat je vertelde staat erop"))


def tell_declined(entry: Entry) -> None:
    """It is not public (any more): the teller reads why."""
    thing = thing_of(entry)
    if thing is not None:
        _to_teller(entry, thing, "declined", _("Wat je vertelde staat niet op de site"))


def ask_after(entry: Entry) -> None:
    """Mail the one question, eight weeks after."""
    use = Use.objects.select_related("home", "person", "product").filter(ref=entry.ref).first()
    if use is not None and use.is_public:
        after = there("", reverse("use_after", args=[links.token(links.AFTER, use)]))
        _to_teller(entry, use, "after", _("Wat gebeurde er daarna?"), after=after, product=use.product)


def ask_whether(entry: Entry) -> None:
    """Ask somebody independent, once, whether a change is told rightly."""
    asked = Substantiation.objects.select_related("change__home").filter(pk=entry.data["substantiation"]).first()
    if asked is not None and asked.mail and asked.change.is_public:
        link = there("", reverse("change_whether", args=[signing.seal(links.WHETHER, asked.ref)]))
        _mail(entry, asked.change, asked.mail, asked.language, "whether", _("Zag jij dit ook?"), whether=link)


def register() -> None:
    """Follow up what is written in the ledger about what people tell."""
    for kind in KINDS:
        ledger.on(f"{kind.KIND}.told", tell_told)
        ledger.on(f"{kind.KIND}.waits", tell_waits)
        ledger.on(f"{kind.KIND}.registered", tell_registered)
        ledger.on(f"{kind.KIND}.declined", tell_declined)
    ledger.on("use.asked_after", ask_after)
    ledger.on("change.asked_whether", ask_whether)


@every(seconds=3600, name="what happened next")
def ask_who_agreed() -> int:
    """Ask who agreed to it, eight weeks after; again asks nobody twice."""
    now = clock.now()
    due = Use.objects.public().filter(asked_after_at__isnull=True, public_at__lte=now - use_actions.AFTER)
    due = due.exclude(follow_up="").exclude(example=True)
    return sum(use_actions.ask_after(use, by=None, at=now) for use in due.order_by("public_at")[:AT_ONCE])


@every(seconds=3600, name="addresses of tellers")
def forget_addresses() -> int:
    """Erase the addresses that nobody needs any more; what was never confirmed goes with its words."""
    now = clock.now()
    done = story_actions.forget_asked(before=now - SILENT, by=None, at=now)
    for kind in KINDS:
        rows = kind._default_manager.exclude(mail="").order_by("pk")
        for thing in rows.filter(state=State.UNCONFIRMED, told_at__lte=now - UNCONFIRMED)[:AT_ONCE]:
            telling_actions.withdraw(thing, by=None, at=now)
            done += 1
        for thing in rows.filter(_needless(kind, now))[:AT_ONCE]:
            telling_actions.erase_address(thing, by=None, at=now)
            done += 1
    return done


def _needless(kind: type[Told], now: Any) -> Q:
    refused = Q(state=State.DECLINED, changed_at__lte=now - REFUSED)
    if kind is Story:
        # Who tells in a round hears what came of it first.
        waits = Domain.objects.filter(round__state__in=OPEN).values("stories")
        return refused | Q(state=State.PUBLIC, public_at__lte=now - use_actions.AFTER) & ~Q(pk__in=waits)
    if kind is not Use:
        return refused | Q(state=State.PUBLIC, public_at__lte=now - use_actions.AFTER)
    silent = Q(asked_after_at__lte=now - SILENT) | Q(told_after_at__isnull=False)
    return refused | silent | Q(state=State.PUBLIC, follow_up="", public_at__lte=now - use_actions.AFTER)
