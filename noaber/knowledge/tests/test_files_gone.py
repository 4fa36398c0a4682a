# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is erased is gone from the disk too: after the commit, and again when that did not work the first time."""

import datetime as dt
import os

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import transaction

from noaber.base import clock
from noaber.knowledge import draft_actions, file_actions, review_actions, tasks
from noaber.knowledge.models import ProductFile, Version
from noaber.knowledge.own_data_actions import KnowledgeHolder
from noaber.knowledge.testing import WRITTEN_AT, make_draft, pdf
from noaber.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What follows a commit, done at the end of the block."""
    return django_capture_on_commit_callbacks


def on_disk(media):
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


def make_draft_with_file(by, home, **facts):
    version = make_draft(by, home, **facts)
    file_actions.attach(version, file=pdf(), description="Verslag", by=by, at=WRITTEN_AT)
    return version


def erase(person, at):
    KnowledgeHolder().erase(person, by=person, at=at)


def test_a_lone_draft_goes_with_its_files(twente, nadia, media, at, commits):
    make_draft_with_file(nadia, twente)
    assert len(on_disk(media)) == 1
    with commits(execute=True):
        erase(nadia, at)
        # Only once it is certain.
        assert len(on_disk(media)) == 1
    assert on_disk(media) == []
    assert not ProductFile.objects.exists()
    assert not Version.objects.exists()
    with commits(execute=True):
        erase(nadia, at)


def test_a_draft_that_was_laid_aside_goes_with_its_files(twente, nadia, media, at, commits):
    draft_actions.drop(make_draft_with_file(nadia, twente), by=nadia, at=at)
    with commits(execute=True):
        erase(nadia, at)
    assert on_disk(media) == []


def test_what_was_called_off_leaves_the_files(twente, nadia, media, at, commits):
    make_draft_with_file(nadia, twente)
    with commits(execute=True), transaction.atomic():
        erase(nadia, at)
        transaction.set_rollback(True)
    assert len(on_disk(media)) == ProductFile.objects.count() == 1


def test_files_that_others_or_readers_have_stay(twente, nadia, bas, carla, media, at, commits):
    shared = make_draft_with_file(nadia, twente, title="Samen")
    shared.writers.add(bas)
    public = make_draft_with_file(nadia, twente, title="Openbaar")
    product = review_actions.publish(review_actions.ask_review(public, by=nadia, at=at), by=carla, at=at)
    draft_actions.revise(product, by=nadia, at=at)
    with commits(execute=True):
        erase(nadia, at)
    assert len(on_disk(media)) == ProductFile.objects.count() == 2
    assert not Version.objects.filter(product=product, state="draft").exists()
    assert shared.attached.exists()


def test_a_file_whose_removal_failed_is_swept_later(twente, nadia, media, at, monkeypatch, commits):
    kept = make_draft_with_file(nadia, twente, title="Blijft")
    lost = make_draft_with_file(nadia, twente, title="Weg")
    path = media / str(lost.files.get().file.name)

    def fail(*_all):
        raise OSError("the disk is away")

    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "delete", fail)
        with commits(execute=True):
            file_actions.detach(lost, file=lost.files.get().pk, by=nadia, at=at)
    assert path.exists()
    # It may be a file of which the row is still to come.
    assert tasks.sweep_files() == 0
    old = (clock.now() - dt.timedelta(days=2)).timestamp()
    for one in media.rglob("*"):
        os.utime(one, (old, old))
    assert (tasks.sweep_files(), tasks.sweep_files()) == (1, 0)
    assert on_disk(media) == [str(kept.files.get().file.name)]
    assert Entry.objects.get(verb="product.files_swept").data == {"files": 1}


def test_where_nothing_was_sent_there_is_nothing_to_sweep(media):
    assert tasks.sweep_files() == 0
