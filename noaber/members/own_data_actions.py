# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking for one's own data, and erasure that really happens."""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import mail, signing
from noaber.base.verdicts import require
from noaber.members import own_data_queries
from noaber.members.policies import may_leave
from noaber.people.models import Person
from noaber.people.policies import may_sign_in
from noaber.people.queries import roles_of

LINK = "own data"
LINK_AGE = dt.timedelta(hours=24)
RECEIPT = "own-data-erased-"
GONE = "[gewist]"
# Rows of Django and of others that hold no text of people, or that a holder has emptied.
LEFT = {"sessions.Session", "contenttypes.ContentType", "auth.Permission"}

ledger.declare(
    {
        "person.data_asked": "somebody asked for a link to their own data",
        "person.data_taken": "somebody downloaded their own data",
        "person.erased": "somebody had their data erased",
    }
)


@transaction.atomic
def ask_link(email: str, *, by: Person | None, at: dt.datetime) -> None:
    """Mail a link to who is known by this address; whoever can sign in is asked to do that instead."""
    email = email.strip().lower()
    if not own_data_queries.is_known(email):
        return
    person = Person.objects.filter(email=email).first()
    ledger.record("person.data_asked", person or "person:unknown", by=by, at=at)
    path = reverse("own_data")
    if not may_sign_in(person):
        path = reverse("own_data_link", args=[signing.seal(LINK, email)])
    with translation.override(person.language if person else None):
        mail.enqueue(
            to=email,
            subject=_("Je gegevens bij %(site)s") % {"site": settings.SITE_NAME},
            template="members/mail/own_data_link.txt",
            context={"link": settings.SITE_URL + path, "sign_in": may_sign_in(person)},
            at=at,
        )


@transaction.atomic
def person_of_link(token: str, *, by: Person | None, at: dt.datetime) -> Person:
    """Whose link this is; an address that only stands in a room's own rows gets a person to hang them on."""
    email = signing.unseal(LINK, token, LINK_AGE)
    person = Person.objects.filter(email=email).first()
    if person is None and own_data_queries.is_known(email):
        person = Person.objects.create_user(email, created_at=at)
        ledger.record("person.recorded", person, by=by, at=at)
    if person is None:
        raise signing.Forged(_("Van dit adres bewaren we niets (meer)."))
    if may_sign_in(person):
        raise signing.Forged(_("Je hebt een account. Log in om je gegevens te zien."))
    return person


@transaction.atomic
def note_taken(person: Person, *, by: Person | None, at: dt.datetime) -> None:
    """Somebody took their data along."""
    ledger.record("person.data_taken", person, by=by, at=at)


@transaction.atomic
def erase(person: Person, *, by: Person | None, at: dt.datetime) -> None:
    """Take the person out of everything. Published work stays, without the person; the book keeps no id.

    The last coordinator of a werkplaats hands over first. Files and delivered mail go right after the commit.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    for role in roles_of(person).select_related("werkplaats"):
        require(may_leave(person, role, timezone.localdate(at)))
    email, language = person.email or "", person.language
    _overwrite(True)
    for _name, holder in own_data_queries.holders():
        holder.erase(person, by=by, at=at)
    if email:
        _sweep(email)
    _unname(person)
    person.delete()
    # Also makes every kept page of an earlier generation worthless.
    ledger.record("person.erased", "person:erased", by=None, at=at)
    if email:
        _receipt(email, language, at)
    transaction.on_commit(lambda: _overwrite(False))


def _unname(person: Person) -> None:
    """Where a table would go on naming a number that is nobody's (the editor's own log), it names none."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            on_delete = getattr(field.remote_field, "on_delete", None)
            if field.related_model is Person and on_delete is models.DO_NOTHING and field.null:
                model._base_manager.filter(**{field.name: person}).update(**{field.name: None})


def _overwrite(on: bool) -> None:
    """Have SQLite write zeros over what it deletes, and empty its write-ahead log afterwards."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA secure_delete={'ON' if on else 'FAST'}")
        if not on and not connection.in_atomic_block:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _receipt(email: str, language: str, at: dt.datetime) -> None:
    """That it was done, and nothing else; the task of this room forgets it as soon as it is sent."""
    with translation.override(language):
        mail.enqueue(
            to=email,
            subject=_("Je gegevens zijn gewist"),
            template="members/mail/own_data_erased.txt",
            context={"site": settings.SITE_NAME},
            at=at,
            key=RECEIPT + secrets.token_hex(16),
        )


def _sweep(email: str) -> None:
    """Whatever room forgot it: no table says this address any more."""
    for model, fields in _texts():
        told = models.Q()
        for field in fields:
            told |= models.Q(**{f"{field.attname}__icontains": email})
        for row in model._base_manager.filter(told):
            values = {field.attname: _without(field, getattr(row, field.attname), email, row.pk) for field in fields}
            model._base_manager.filter(pk=row.pk).update(**values)


def _texts() -> Iterator[tuple[type[models.Model], Sequence[models.Field[Any, Any]]]]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT:
            found = [
                field
                for field in model._meta.local_concrete_fields
                if isinstance(field, kinds) and not field.primary_key and not field.is_relation
            ]
            if found:
                yield model, found


def _without(field: models.Field[Any, Any], value: Any, email: str, pk: Any) -> Any:
    """The value with the address taken out."""
    if isinstance(field, models.JSONField):
        text = json.dumps(value, ensure_ascii=False)
        return json.loads(_taken_out(text, email)) if email in text.lower() else value
    if not isinstance(value, str) or email not in value.lower():
        return value
    if isinstance(field, models.EmailField):
        return None if field.null else "" if field.blank else f"gewist-{pk}@example.invalid"
    return _taken_out(value, email)[: field.max_length]


def _taken_out(text: str, email: str) -> str:

    return re.sub(re.escape(email), GONE, text, flags=re.IGNORECASE)


def after_commit(remove: Callable[[], object]) -> None:
    """Take away what lies outside the database, once nothing can be undone any more."""
    transaction.on_commit(remove, robust=True)


def nameless(*, at: dt.datetime) -> Person:
    """Somebody without anything, to carry one published thing of a person who was erased.

    Each thing has its own, so that what one person did cannot be gathered again.
    """
    return Person.objects.create_user(None, is_active=False, created_at=at.replace(hour=0, minute=0, second=0))


def without_name(text: str, person: Person) -> str:
    """A text without this person's name and address in it; as a word, so that “Sam” stays in “samen”."""
    for told in filter(None, (person.email, person.name)):
        text = re.sub(rf"(?<!\w){re.escape(told)}(?!\w)", GONE, text, flags=re.IGNORECASE)
    return text
