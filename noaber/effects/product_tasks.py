# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling who made a product, and who asked what it came of, that it is used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from noaber import following, ledger
from noaber.base import mail
from noaber.effects import queries
from noaber.effects.models import Use
from noaber.effects.tasks import there
from noaber.ledger.models import Entry
from noaber.people.region_queries import origin_of
from noaber.questions import work_actions
from noaber.questions.models import Question
from noaber.questions.queries import people_to_tell
from noaber.questions.tasks import manage_token

if TYPE_CHECKING:
    from noaber.following import Happening


def tell_used(entry: Entry) -> None:
    """The writers hear of every use; who asked hears once that their question led to something that is used.

    Nobody gets two mails about one use, and the teller none: they know.
    """
    rows = Use.objects.public().select_related("product__home", "home", "person")
    use = rows.filter(ref=entry.ref).first()
    if use is None or Entry.objects.filter(kind=Use.KIND, ref=use.ref, verb=entry.verb, pk__lt=entry.pk).exists():
        return
    page = there(origin_of(use.home_slug), use.get_absolute_url())
    told = {use.address}
    for person in queries.writers_of(use.product):
        if person.email in told:
            continue
        told.add(person.email or "")
        _tell(entry, use, person.email or "", person.language, "used", _("Je kennis is toegepast"), page=page)
    for question in _first_told(entry, use):
        for voice in people_to_tell(question):
            person = voice.person
            if person.email in told:
                continue
            told.add(person.email or "")
            manage = there("", reverse("question_manage", args=[manage_token(voice)]))
            subject = _("Wat er met je vraag gebeurde: het wordt gebruikt")
            _tell(entry, use, person.email or "", person.language, "asker_used", subject, page=page,
                  question=question, manage=manage)  # fmt: skip


def _first_told(entry: Entry, use: Use) -> list[Question]:
    """Show on each question upstream that what came of it is used; those for which that is the first time."""
    first = []
    for question in queries.questions_behind(use.product):
        # What is made up says nothing about what is real.
        if use.example and not question.example:
            continue
        page, title = use.get_absolute_url(), f"{use.title}: {use.product.title}"
        if work_actions.note_used(question, use=use.ref, title=title, url=page, by=entry.by, at=entry.at):
            first.append(question)
    return first


def _tell(entry: Entry, use: Use, to: str, language: str, template: str, subject: object, **context: object) -> None:
    if use.example or not to:
        return
    with translation.override(language):
        given = {"use": use, "product": use.product, **context}
        mail.enqueue(
            to=to, subject=str(subject), template=f"effects/mail/{template}.txt", context=given, at=entry.at,
            key=f"use:{entry.pk}:{template}:{to}",
        )  # fmt: skip


def told_already(entries: Sequence[Happening], addresses: Collection[str]) -> set[tuple[int, str]]:
    """Which of these entries go to whom because they wrote the product, told of its use, or asked what it came of."""
    ours = {entry.ref: entry for entry in entries if entry.verb == "use.registered"}
    found: set[tuple[int, str]] = set()
    for use in Use.objects.filter(ref__in=ours, example=False).select_related("product", "person"):
        entry = ours[use.ref]
        hear = {person.email for person in queries.writers_of(use.product)} | {use.address}
        marked = Entry.objects.filter(verb="question.used", data__use=use.ref).values("ref")
        for question in Question.objects.filter(ref__in=marked):
            hear |= {voice.person.email for voice in people_to_tell(question)}
        found |= {(entry.pk, address) for address in addresses if address in hear}
    return found


def register() -> None:
    """Follow up each use that becomes public."""
    ledger.on("use.registered", tell_used)
    following.told_elsewhere("effects", told_already)
