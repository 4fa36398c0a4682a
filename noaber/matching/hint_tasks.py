# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mailing hints, asking the other side, and introducing who both said yes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, mail
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.matching import hint_actions, hint_queries, links
from noaber.matching.models import Hint
from noaber.people.models import Person


@every(seconds=3600, name="matching: hints")
def tell() -> int:
    """Tell who wants it and had none for a week."""
    return tell_due(at=clock.now())


def tell_due(*, at: datetime) -> int:
    """The number of people who were told."""
    told = 0
    for person in hint_queries.due(at):
        found = hint_queries.hints_for(person, at)
        told += bool(found and hint_actions.tell(person, found, by=None, at=at))
    return told


def _send(person: Person, template: str, subject: Any, key: str, at: datetime, **context: Any) -> None:
    if not person.email or not person.is_active:
        return
    with translation.override(person.language):
        told = {name: value() if callable(value) else value for name, value in context.items()}
        settings = links.full(reverse("hint_choice"))
        mail.enqueue(
            to=person.email, subject=str(subject), template=f"matching/mail/{template}.txt",
            context={**told, "settings": settings}, at=at, key=key,
        )  # fmt: skip


def _hint(entry: Entry) -> Hint | None:
    return Hint.objects.select_related("person", "other").filter(ref=entry.ref).first()


def _told(hint: Hint, *, turned: bool = False) -> dict[str, Any] | None:
    """What is told of one hint, to the first side or, turned, to the other; nothing when a work is gone."""
    shown = Hint(own=hint.about, about=hint.own, ref=hint.ref) if turned else hint
    return next(iter(hint_queries.sentences([shown])), None)


def mail_hints(entry: Entry) -> None:
    """One mail with everything that is told this time."""
    hints = list(Hint.objects.filter(ref__in=entry.data["hints"]).select_related("person"))
    if not hints:
        return
    person = hints[0].person

    def rows() -> list[dict[str, Any]]:
        told = hint_queries.sentences(hints)
        return [
            {**one, "link": links.answer_link(one["hint"], links.FIRST), "other_link": links.full(one["other"].href)}
            for one in told
        ]

    with translation.override(person.language):
        found = rows()
    if found:
        _send(person, "hints", _("Zij doen hetzelfde als jullie"), f"hint:{entry.pk}:told", entry.at, rows=found)


def ask_other(entry: Entry) -> None:
    """Ask who leads the other work; the first side is not named with an address."""
    hint = _hint(entry)
    if hint is None or hint.other is None:
        return
    with translation.override(hint.other.language):
        told = _told(hint, turned=True)
        link = links.answer_link(hint, links.OTHER)
    if told is not None:
        subject, key = _("Zullen we jullie voorstellen?"), f"hint:{entry.pk}:asked"
        _send(
            hint.other, "asked", subject, key, entry.at, told=told, link=link, other_link=links.full(told["other"].href)
        )


def introduce(entry: Entry) -> None:
    """Both get the name and the address of the other, now that both said yes."""
    hint = _hint(entry)
    if hint is None or hint.other is None:
        return
    for one, them, turned in ((hint.person, hint.other, False), (hint.other, hint.person, True)):
        with translation.override(one.language):
            told = _told(hint, turned=turned)
        if told is not None:
            key = f"hint:{entry.pk}:introduced:{one.pk}"
            _send(one, "introduced", _("Maak kennis met elkaar"), key, entry.at, told=told, them=them)


def tell_refused(entry: Entry) -> None:
    """Let who asked know that it is not to be; why is the other's own business."""
    hint = _hint(entry)
    if hint is None:
        return
    with translation.override(hint.person.language):
        told = _told(hint)
    if told is not None:
        _send(hint.person, "refused", _("Het komt nu niet uit"), f"hint:{entry.pk}:refused", entry.at, told=told)


def register() -> None:
    """Follow up what is written in the ledger."""
    ledger.on("hint.told", mail_hints)
    ledger.on("hint.wanted", ask_other)
    ledger.on("hint.introduced", introduce)
    ledger.on("hint.refused", tell_refused)
