# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files of a group: taken in after their content was judged, shared or not, and taken away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, files
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person
from noaber.projects import policies
from noaber.projects.actions import locked
from noaber.projects.models import Project, ProjectFile

ledger.declare(
    {
        "project.file_added": "a file was put with a project",
        "project.file_changed": "a file of a project was shared, or kept to the group",
        "project.file_removed": "a file of a project was taken away",
    }
)
MOST_FILES = 50


@transaction.atomic
def add(
    project: Project,
    *,
    file: File[Any],
    description: str,
    public: bool = False,
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
) -> ProjectFile:
    """Put a file with the group, once its content is what its name says."""
    project = locked(project)
    require(policies.may_note(by, project, clock.day(at)))
    if submission and (known := project.files.filter(submission=submission).first()):
        return known
    taken = set(project.files.values_list("name", flat=True))
    if len(taken) >= MOST_FILES:
        raise Refused(_("Er kunnen hoogstens %(most)s bestanden bij.") % {"most": MOST_FILES})
    kind = files.checked(file)
    kept = ProjectFile(
        project=project, name=files.free_name(file.name or "", kind, taken), mime=files.MIMES[kind], size=file.size,
        description=description, public=public, by=by, at=at, submission=submission or None,
    )  # fmt: skip
    # The name on disk tells nothing and cannot be chosen by the sender.
    kept.file.save(f"{get_random_string(24)}.{kind}", file, save=False)
    kept.save()
    _note("project.file_added", kept, by=by, at=at)
    return kept


def _held(file: ProjectFile) -> ProjectFile:
    found = ProjectFile.objects.select_for_update(of=("self",)).select_related("project__home").filter(pk=file.pk)
    if not found:
        raise Refused(_("Dit is intussen weggehaald."))
    return found[0]


@transaction.atomic
def change(file: ProjectFile, *, description: str, public: bool, by: Person | None, at: dt.datetime) -> ProjectFile:
    """Say what is in a file, and who may read it: for who leads, and who brought it."""
    file = _held(file)
    require(_may_change(file, by, at))
    file.description, file.public = description, public
    file.save(update_fields=["description", "public"])
    _note("project.file_changed", file, by=by, at=at)
    return file


@transaction.atomic
def remove(file: ProjectFile, *, by: Person | None, at: dt.datetime) -> None:
    """Take a file away, also from the disk."""
    file = _held(file)
    require(_may_change(file, by, at))
    _note("project.file_removed", file, by=by, at=at)
    storage, path = file.file.storage, str(file.file.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(path))


def _may_change(file: ProjectFile, by: Person | None, at: dt.datetime) -> Any:
    if by is not None and file.by_id == by.pk:
        return policies.may_note(by, file.project, clock.day(at))
    return policies.may_lead(by, file.project, clock.day(at))


def _note(verb: str, file: ProjectFile, *, by: Person | None, at: dt.datetime) -> None:
    project = file.project
    ledger.record(verb, project, by=by, at=at, werkplaats=project.home_slug, data={"file": file.pk})
