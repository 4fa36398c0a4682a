# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What knowledge does after something happened: telling people, reading files, and noting answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, mail
from noaber.base.worker import every
from noaber.knowledge import actions, file_actions, reading
from noaber.knowledge.models import ProductFile, Remark, Version
from noaber.knowledge.queries import SEARCH_KINDS
from noaber.knowledge.writing_queries import editors_of
from noaber.ledger.models import Entry
from noaber.people.models import Person
from noaber.questions.models import Question
from noaber.ui.languages import in_language

# Files that are read in one go; between two goes mail is sent.
AT_ONCE = 2


def note_answer(entry: Entry) -> None:
    """A question was answered: each product that was linked shows so in its trail."""
    question = Question.objects.filter(ref=entry.ref).first()
    if question is None:
        return
    for document in entry.data.get("documents", ()):
        kind, _colon, ref = document.partition(":")
        if kind in SEARCH_KINDS:
            actions.note_answered(
                ref,
                question=question.ref,
                title=question.title,
                url=question.get_absolute_url(),
                by=entry.by,
                at=entry.at,
            )


def _full(address: str) -> str:
    return f"{settings.SITE_URL}{in_language(address)}"


def _tell(entry: Entry, people: Iterable[Person], template: str, subject: Any) -> None:
    """One mail to each about one step, in their language; not to who took it, and nothing about an example."""
    version = Version.objects.select_related("home", "product").get(pk=entry.data["version"])
    if version.example:
        return
    remark = Remark.objects.select_related("by", "outside").filter(pk=entry.data.get("remark", 0)).first()
    for person in people:
        if not person.email or not person.is_active or person.pk == entry.by_id:
            continue
        with translation.override(person.language):
            mail.enqueue(
                to=person.email,
                subject=str(subject),
                template=f"knowledge/mail/{template}.txt",
                context={
                    "version": version,
                    "remark": remark,
                    "link": _full(version.get_absolute_url()),
                    "list": _full(reverse("draft_list")),
                },
                at=entry.at,
                key=f"product:{entry.pk}:{template}:{person.pk}",
            )


def _version(entry: Entry) -> Version:
    return Version.objects.select_related("home").get(pk=entry.data["version"])


def _concerned(entry: Entry) -> list[Person]:
    """Who wrote the version, and who said something about it."""
    version = _version(entry)
    return list(Person.objects.filter(Q(written_versions=version) | Q(pk__in=version.remarks.values("by"))).distinct())


def tell_editors(entry: Entry) -> None:
    """A version waits: those who may judge it are asked."""
    _tell(entry, editors_of(_version(entry)).people, "review_asked", _("Wil je meekijken met een stuk kennis?"))


def tell_remark(entry: Entry) -> None:
    """Somebody said something: the writers and who took part hear it; before anybody did, the editors."""
    version = _version(entry)
    editors = editors_of(version).people if version.review_asked_at else []
    people = {person.pk: person for person in [*_concerned(entry), *editors]}
    _tell(entry, people.values(), "remarked", _("Er is iets gezegd over een stuk kennis"))


def tell_outside(entry: Entry) -> None:
    """Somebody who reads along from outside said something: everybody in the conversation hears it, and who asked."""
    version = _version(entry)
    people = {person.pk: person for person in [*_concerned(entry), *editors_of(version).people]}
    _tell(entry, people.values(), "outside_heard", _("Een meelezer van buiten liet iets weten"))


def tell_changes(entry: Entry) -> None:
    _tell(entry, _concerned(entry), "changes_asked", _("De redactie vraagt om iets te veranderen"))


def tell_taken_back(entry: Entry) -> None:
    _tell(entry, editors_of(_version(entry)).people, "taken_back", _("Er wordt nog verder geschreven"))


def tell_published(entry: Entry) -> None:
    _tell(entry, _concerned(entry), "published", _("Je stuk is gepubliceerd"))


def tell_approved(entry: Entry) -> None:
    _tell(entry, _concerned(entry), "approved", _("Je stuk is goedgekeurd"))


HANDLERS = {
    "product.approved": tell_approved,
    "product.review_asked": tell_editors,
    "product.remarked": tell_remark,
    "product.changes_asked": tell_changes,
    "product.taken_back": tell_taken_back,
    "product.published": tell_published,
    "product.outside_said": tell_outside,
    "product.outside_done": tell_outside,
    "product.outside_declined": tell_outside,
}


def tell_withdrawn(entry: Entry) -> None:
    """A product was taken back or put back: everybody who wrote it hears why."""
    versions = Version.objects.filter(ref=entry.ref, number__isnull=False).order_by("-number")
    if (last := versions.first()) is None or last.example:
        return
    writers = Person.objects.filter(written_versions__ref=entry.ref).distinct()
    for person in writers.exclude(email=None).exclude(pk=entry.by_id or 0):
        with translation.override(person.language):
            back = entry.verb == "product.restored"
            mail.enqueue(
                to=person.email or "",
                subject=str(_("Je stuk staat er weer") if back else _("Je stuk is ingetrokken")),
                template="knowledge/mail/withdrawn.txt",
                context={"version": last, "reason": entry.reason, "back": back},
                at=entry.at,
                key=f"product:{entry.pk}:withdrawn:{person.pk}",
            )


def register() -> None:
    """Follow up what is written in the ledger about knowledge."""
    for verb, handler in HANDLERS.items():
        ledger.on(verb, handler)
    for verb in ("product.withdrawn", "product.restored"):
        ledger.on(verb, tell_withdrawn)


@every(seconds=3600, name="files that nothing knows")
def sweep_files() -> int:
    return file_actions.sweep(by=None, at=clock.now())


@every(seconds=2, name="files")
def read_files() -> int:
    """Read the text in files that are new. A try is counted before it begins, so a file that kills us is left alone."""
    waiting = ProductFile.objects.filter(reading=ProductFile.Reading.WAITING).defer("text").order_by("pk")
    files = list(waiting[:AT_ONCE])
    for file in files:
        if file_actions.note_try(file, by=None, at=clock.now()):
            try:
                text = reading.read(file.file.path, file.kind)
            except OSError:
                text = None
            file_actions.note_text(file, text=text, by=None, at=clock.now())
    return len(files)
