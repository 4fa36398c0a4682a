# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log: noting something in a minute, sharing it or keeping it to the group, and taking it away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, photos, throttle
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person
from noaber.projects import policies
from noaber.projects.models import LogEntry, Project

ledger.declare(
    {
        "project.logged": "somebody noted something for the group of a project",
        "project.log_shared": "what was noted in a project became public",
        "project.log_changed": "what was noted in a project was changed",
        "project.log_removed": "what was noted in a project was taken away",
    }
)
ENTRIES_A_DAY = 200


@transaction.atomic
def write(
    project: Project,
    *,
    text: str = "",
    photo: File[Any] | None = None,
    photo_alt: str = "",
    public: bool = False,
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
) -> LogEntry:
    """Note something. The same `submission` again gives the same entry."""
    require(policies.may_note(by, project, clock.day(at)))
    if submission and (known := project.log.filter(submission=submission).first()):
        return known
    if not text and photo is None:
        raise Refused(_("Schrijf iets, of kies een foto."))
    require(throttle.hit("projects.log", str(by.pk if by else 0), ENTRIES_A_DAY, dt.timedelta(days=1), at))
    entry = LogEntry(
        project=project, text=text, public=public, by=by, at=at, changed_at=at, submission=submission or None
    )
    if photo is not None:
        _put_photo(entry, photo, photo_alt)
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        # The other half of a double submit was first.
        _drop_photo(entry)
        return LogEntry.objects.get(submission=submission)
    _note("project.log_shared" if public else "project.logged", entry, by=by, at=at)
    return entry


def _put_photo(entry: LogEntry, photo: File[Any], alt: str) -> None:
    """Keep our own drawing of the photo, under a name that tells nothing."""
    if not alt:
        raise Refused(_("Schrijf in een zin wat er op de foto staat, voor wie hem niet kan zien."))
    drawn = photos.cleaned(photo)
    entry.photo.save(f"{get_random_string(24)}.jpg", drawn.file, save=False)
    entry.photo_alt, entry.photo_width, entry.photo_height = alt, drawn.width, drawn.height


def _drop_photo(entry: LogEntry) -> None:
    if entry.photo:
        storage, name = entry.photo.storage, str(entry.photo.name)
        transaction.on_commit(lambda: storage.delete(name))


def _held(entry: LogEntry) -> LogEntry:
    rows = LogEntry.objects.select_for_update(of=("self",)).select_related("project__home")
    found = rows.filter(pk=entry.pk).first()
    if found is None:
        raise Refused(_("Dit is intussen weggehaald."))
    return found


@transaction.atomic
def change(
    entry: LogEntry, *, text: str, photo_alt: str = "", public: bool, by: Person | None, at: dt.datetime
) -> LogEntry:
    """Say it better, share it with everybody, or take it back to the group. Only its writer changes the words."""
    entry = _held(entry)
    require(policies.may_change_entry(by, entry, clock.day(at)))
    own = by is not None and entry.by_id == by.pk
    if not own and (text, photo_alt) != (entry.text, entry.photo_alt):
        raise Refused(_("Alleen wie dit schreef kan de woorden veranderen."))
    if not own and public and not entry.public:
        raise Refused(_("Alleen wie dit schreef kan het openbaar maken."))
    if not text and not entry.photo:
        raise Refused(_("Schrijf iets, of haal het weg."))
    if entry.photo and not photo_alt:
        raise Refused(_("Schrijf in een zin wat er op de foto staat, voor wie hem niet kan zien."))
    verb = "project.log_shared" if public and not entry.public else "project.log_changed"
    entry.text, entry.photo_alt, entry.public, entry.changed_at = text, photo_alt, public, at
    entry.save()
    _note(verb, entry, by=by, at=at)
    return entry


@transaction.atomic
def remove(entry: LogEntry, *, by: Person | None, at: dt.datetime) -> None:
    """Take away what was noted, with its photo."""
    entry = _held(entry)
    require(policies.may_change_entry(by, entry, clock.day(at)))
    _note("project.log_removed", entry, by=by, at=at)
    _drop_photo(entry)
    entry.delete()


def _note(verb: str, entry: LogEntry, *, by: Person | None, at: dt.datetime) -> None:
    project = entry.project
    data = {"entry": entry.pk, "public": entry.public}
    ledger.record(verb, project, by=by, at=at, werkplaats=project.home_slug, data=data)
