# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of a draft: taken in after their content was judged, described, taken out, and read by the worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock, files
from noaber.base.verdicts import Refused, require
from noaber.knowledge import policies
from noaber.knowledge.draft_actions import locked, note
from noaber.knowledge.models import ProductFile, Version, VersionFile
from noaber.people.models import Person

ledger.declare(
    {
        "product.file_attached": "a file was put with a draft of a product",
        "product.file_detached": "a file was taken out of a draft of a product",
        "product.file_read": "the text in a file of a product became findable",
        "product.files_swept": "files that nothing refers to any more were removed from the disk",
    }
)
MOST_FILES = 20
MOST_TRIES = 2
FOLDER = "kennis"
YOUNG = dt.timedelta(days=1)


@transaction.atomic
def attach(version: Version, *, file: File[Any], description: str, by: Person | None, at: dt.datetime) -> VersionFile:
    """Put a file with a draft, once its content is what its name says."""
    version = locked(version)
    require(policies.may_change(by, version, clock.day(at)))
    if version.attached.count() >= MOST_FILES:
        raise Refused(_("Er kunnen hoogstens %(most)s bestanden bij.") % {"most": MOST_FILES})
    kind = files.checked(file)
    taken = set(version.files.values_list("name", flat=True))
    name = files.free_name(file.name or "", kind, taken)
    kept = ProductFile(name=name, mime=files.MIMES[kind], size=file.size, description=description)
    # The name on disk tells nothing and cannot be chosen by the sender.
    kept.file.save(f"{get_random_string(24)}.{kind}", file, save=False)
    kept.save()
    row = VersionFile.objects.create(version=version, file=kept, description=description)
    if by is not None:
        version.writers.add(by)
    note(version, "product.file_attached", by=by, at=at, data={"file": kept.pk, "name": name})
    return row


@transaction.atomic
def describe(version: Version, *, told: Mapping[int, str], by: Person | None, at: dt.datetime) -> Version:
    """Say what is in each file, for who cannot open it."""
    version = locked(version)
    require(policies.may_change(by, version, clock.day(at)))
    for row in version.attached.all():
        text = told.get(row.file_id)
        if text is not None and text != row.description:
            row.description = text
            row.save(update_fields=["description"])
    return version


@transaction.atomic
def detach(version: Version, *, file: int, by: Person | None, at: dt.datetime) -> Version:
    """Take a file out of a draft; one that no version has any more is removed from the disk."""
    version = locked(version)
    require(policies.may_change(by, version, clock.day(at)))
    row = version.attached.select_related("file").filter(file=file).first()
    if row is None:
        return version
    kept = row.file
    row.delete()
    remove_unheld([kept.pk])
    note(version, "product.file_detached", by=by, at=at, data={"name": kept.name})
    return version


def remove_unheld(files: Iterable[int]) -> None:
    """Remove those of these files that no product and no version has; from the disk once that is certain."""
    gone = ProductFile.objects.filter(pk__in=list(files), product=None, attached=None)
    places = [(one.file.storage, str(one.file.name)) for one in gone]
    gone.delete()

    def from_disk() -> None:
        for storage, path in places:
            storage.delete(path)

    # What does not work now is swept later.
    transaction.on_commit(from_disk, robust=True)


@transaction.atomic
def sweep(*, by: Person | None, at: dt.datetime) -> int:
    """Remove from the disk what no row knows any more: its row went, and the power with it. Returns how many.

    What is younger than a day is left: a file is on the disk before its row is."""
    storage, swept = ProductFile._meta.get_field("file").storage, 0
    for year in _folders(storage):
        known = set(ProductFile.objects.filter(file__startswith=f"{year}/").values_list("file", flat=True))
        for path in (f"{year}/{name}" for name in storage.listdir(year)[1]):
            if path not in known and storage.get_modified_time(path) < at - YOUNG:
                storage.delete(path)
                swept += 1
    if swept:
        ledger.record("product.files_swept", "product:", by=by, at=at, data={"files": swept})
    return swept


def _folders(storage: Storage) -> list[str]:
    return [f"{FOLDER}/{year}" for year in storage.listdir(FOLDER)[0]] if storage.exists(FOLDER) else []


@transaction.atomic
def note_try(file: ProductFile, *, by: Person | None, at: dt.datetime) -> bool:
    """Count one more try at reading a file, before it begins; False when it was tried often enough."""
    file = ProductFile.objects.select_for_update().get(pk=file.pk)
    if file.tries >= MOST_TRIES:
        file.reading = ProductFile.Reading.FAILED
    file.tries += 1
    file.save(update_fields=["tries", "reading"])
    return file.reading == ProductFile.Reading.WAITING


@transaction.atomic
def note_text(file: ProductFile, *, text: str | None, by: Person | None, at: dt.datetime) -> ProductFile:
    """Keep the text that was read in a file, and have its product found by it."""
    file = ProductFile.objects.select_for_update(of=("self",)).select_related("product").get(pk=file.pk)
    state = ProductFile.Reading
    file.text = text or ""
    file.reading = state.FAILED if text is None else state.DONE if text else state.NOTHING
    file.save(update_fields=["text", "reading"])
    if file.product is not None and file.text:
        search.changed(file.product.search_kind, file.product.ref)
        ledger.record("product.file_read", file.product, by=by, at=at, data={"file": file.pk})
    return file
