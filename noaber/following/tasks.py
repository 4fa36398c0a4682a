# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for followers, and what follows entries in the ledger."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, mail
from noaber.base.worker import every
from noaber.following import digest_tasks, follow_actions, joining_actions, queries, spread_tasks
from noaber.following.links import confirm_link, manage_link
from noaber.following.models import Follow, Follower
from noaber.ledger.models import Entry
from noaber.people.models import Person


@every(seconds=2, name="following: what is new for whom")
def spread() -> int:
    return spread_tasks.spread(at=clock.now())


@every(seconds=5, name="following: digests")
def tell() -> int:
    return digest_tasks.tell_due(at=clock.now())


@every(seconds=3600, name="following: what is over")
def end_old() -> int:
    return follow_actions.end_old(by=None, at=clock.now())


def _send(follower: Follower, template: str, subject: Any, key: str, at: datetime, **context: Any) -> None:
    if follower.address:
        with translation.override(follower.tongue):
            mail.enqueue(
                to=follower.address,
                subject=str(subject),
                template=f"following/mail/{template}.txt",
                context={name: value() if callable(value) else value for name, value in context.items()},
                at=at,
                key=key,
            )


def ask_to_confirm(entry: Entry) -> None:
    """Mail the link that confirms; who confirmed before gets the link to everything they follow."""
    follow = Follow.objects.select_related("follower__person").filter(ref=entry.ref).first()
    if follow is None:
        return
    if follow.confirmed_at is not None:
        _link(follow.follower, entry)
        return
    thing = queries.known([follow.key]).get(follow.key)
    if thing is not None:
        _send(
            follow.follower,
            "confirm",
            _("Bevestig wat je wilt volgen"),
            f"follow:{entry.pk}:confirm",
            entry.at,
            title=thing.title,
            confirm=lambda: confirm_link(follow),
        )


def send_link(entry: Entry) -> None:
    """Mail the link to everything this address follows."""
    follower = Follower.objects.select_related("person").filter(ref=entry.ref).first()
    if follower is not None:
        _link(follower, entry)


def _link(follower: Follower, entry: Entry) -> None:
    key = f"follow:{entry.pk}:link"
    _send(follower, "link", _("Wat je volgt"), key, entry.at, manage=lambda: manage_link(follower))


def address_changed(entry: Entry) -> None:
    """What was followed with an address joins the person who has it now."""
    person = Person.objects.filter(pk=entry.ref.removeprefix("person-")).first()
    if person is not None:
        joining_actions.adopt(person, by=person, at=entry.at)


def register() -> None:
    """Follow up what is written in the ledger."""
    ledger.on("follow.asked", ask_to_confirm)
    ledger.on("follow.link_asked", send_link)
    ledger.on("person.address_changed", address_changed)
