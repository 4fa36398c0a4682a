# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a person, from every room: to read, and to take along in a file."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.template.loader import render_to_string

from noaber import members
from noaber.members.own_data_words import full, plain, words
from noaber.people.models import Person

# Asked by themselves, or by way of the person; a mail alone (such as a receipt) makes nobody known.
APART = {"people.Person", "account.EmailAddress", "base.OutgoingMail", "base.MailTrouble"}


# What others write while they work stands in these, so they come after them.
LAST = ("ledger", "mail")


def holders() -> list[tuple[str, members.Holder]]:
    """Every room that keeps something, in the order in which to hand over and to erase."""
    return sorted(members.HOLDERS.items(), key=lambda one: one[0] in LAST)


def collected(person: Person) -> dict[str, Any]:
    """Everything that every room keeps of a person, by room; rooms that keep nothing are left out."""
    found = {name: full(holder.export(person)) for name, holder in holders()}
    return {name: kept for name, kept in found.items() if kept}


def files_of(person: Person) -> Iterator[tuple[str, Any]]:
    """The files that a person handed in: a name, and what to read it from."""
    for holder in members.HOLDERS.values():
        yield from getattr(holder, "files", lambda _person: ())(person)


def as_zip(person: Person, *, at: dt.datetime) -> bytes:
    """All of it in one file: for a machine, for a person, and the files themselves."""
    kept = collected(person)
    context = {"sections": sections(kept), "word": words, "at": at}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("gegevens.json", json.dumps(plain(kept), ensure_ascii=False, indent=2))
        packed.writestr("gegevens.html", render_to_string("members/own_data_file.html", context))
        for number, (name, file) in enumerate(files_of(person), 1):
            with file.open("rb") as opened:
                packed.writestr(f"bestanden/{number:03d}-{Path(name).name}", opened.read())
    return buffer.getvalue()


def sections(kept: dict[str, Any]) -> list[tuple[str, dict[str, Any], list[tuple[str, Any]]]]:
    """The same for reading: the heading of each room, its single facts, and its lists."""
    told = []
    for name, values in kept.items():
        rows = values if isinstance(values, dict) else {"": values}
        facts = {key: value for key, value in rows.items() if not isinstance(value, (list, dict))}
        lists = [(words(key), value) for key, value in rows.items() if key not in facts]
        told.append((words(name), facts, lists))
    return told


def address_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of mail addresses, whatever the room."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.EmailField) and model._meta.label not in APART:
                yield model, field.attname


def is_known(email: str) -> bool:
    """Whether anything is kept with this address."""
    if Person.objects.filter(email=email).exists():
        return True
    return any(model._base_manager.filter(**{name: email}).exists() for model, name in address_fields())
