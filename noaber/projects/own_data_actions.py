# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What projects keep of a person: their part, what they noted, and files; handed over whole, and erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from noaber import search
from noaber.members.own_data_actions import after_commit, without_name
from noaber.people.models import Person
from noaber.projects.models import EmbeddingPlan, LogEntry, Member, Project, ProjectFile


class ProjectsHolder:
    """Parts in groups, notes with photos, files that somebody brought, and being the owner of a result."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values."""
        return {
            "parts": [
                {
                    "project": one.project.title, "state": one.get_state_display(), "role": one.get_role_display(),
                    "perspective": one.get_perspective_display(), "organisation": one.told_organisation,
                    "name_shown": one.shown, "text": one.words, "answer": one.answer, "since": one.joined_at or one.at,
                }
                for one in _parts(person).select_related("project", "organisation")
            ],
            "log": [
                {"project": one.project.title, "text": one.text, "photo": one.photo_alt, "public": one.public,
                 "at": one.at}
                for one in LogEntry.objects.filter(by=person).select_related("project")
            ],
            "files": [
                {"project": one.project.title, "file": one.name, "text": one.description, "at": one.at}
                for one in ProjectFile.objects.filter(by=person).select_related("project")
            ],
            "owner_of": [
                {"project": one.project.title, "where": one.where, "look_again_on": one.look_again_on}
                for one in _owned(person).select_related("project")
            ],
        }  # fmt: skip

    def files(self, person: Person) -> Iterator[tuple[str, Any]]:
        """Photos that somebody took, and files that somebody brought."""
        for entry in LogEntry.objects.filter(by=person).exclude(photo=""):
            yield f"foto-{entry.pk}.jpg", entry.photo
        for file in ProjectFile.objects.filter(by=person):
            yield file.name, file.file

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """What is public stays, without the person; what was only for the group goes, with its photos."""
        for entry in LogEntry.objects.filter(by=person):
            if entry.public:
                text, alt = without_name(entry.text, person), without_name(entry.photo_alt, person)
                LogEntry.objects.filter(pk=entry.pk).update(by=None, text=text, photo_alt=alt)
                continue
            if entry.photo:
                after_commit(partial(entry.photo.storage.delete, str(entry.photo.name)))
            entry.delete()
        ProjectFile.objects.filter(by=person).update(by=None)
        Project.objects.filter(started_by=person).update(started_by=None)
        for member in _parts(person).select_related("project"):
            search.changed(Project.KIND, member.project.ref)
            member.delete()
        _owned(person).update(owner_mail="")


def _parts(person: Person) -> Any:
    told = Q(person=person)
    if person.email:
        told |= Q(mail=person.email)
    return Member.objects.filter(told).order_by("pk")


def _owned(person: Person) -> Any:
    return EmbeddingPlan.objects.filter(owner_mail=person.email) if person.email else EmbeddingPlan.objects.none()
