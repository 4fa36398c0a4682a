# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What knowledge keeps of a person: drafts, and words about them. Published work stays, with its authors."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from noaber.knowledge import learned_queries
from noaber.knowledge.care_models import ReviewCheck
from noaber.knowledge.evidence_models import Element, ElementUse, EvidenceItem, Recognition, WorksheetText
from noaber.knowledge.file_actions import remove_unheld
from noaber.knowledge.lineage_models import Succession
from noaber.knowledge.models import DraftText, Learned, Remark, Version, VersionFile, VersionState
from noaber.knowledge.outside_models import READING, OutsideReader, OutsideState
from noaber.people.models import Person

UNFINISHED = (VersionState.DRAFT, VersionState.DROPPED)


def _asked(person: Person) -> QuerySet[OutsideReader]:
    """The invitations to read along that went to this address."""
    return OutsideReader.objects.filter(mail=person.email or "-")


class KnowledgeHolder:
    """Drafts that somebody writes, what they typed and did not save yet, and their remarks."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values."""
        return {
            "drafts": [
                {"title": one.title, "state": one.get_state_display(), "since": one.started_at, "text": one.facts}
                for one in person.written_versions.order_by("pk")
            ],
            "typed": [
                {"title": one.version.title, "text": one.fields, "at": one.at}
                for one in DraftText.objects.filter(person=person).select_related("version")
            ],
            "remarks": [
                {"title": one.version.title, "text": one.text, "at": one.at}
                for one in Remark.objects.filter(by=person).select_related("version")
            ],
            "evidence": [
                {"title": one.product.title, "source": one.get_source_display(), "text": one.says, "at": one.at}
                for one in EvidenceItem.objects.filter(by=person).select_related("product")
            ],
            "checked": [
                {"title": one.product.title, "at": one.at}
                for one in ReviewCheck.objects.filter(by=person).select_related("product")
            ],
            "learned": learned_queries.plain(person),
            "read_along": [
                {
                    "title": one.version.title,
                    "name": one.name,
                    "perspective": one.get_perspective_display(),
                    "question": one.question,
                    "due": one.due_on,
                    "at": one.at,
                    "text": [remark.text for remark in one.remarks.all() if remark.text],
                }
                for one in _asked(person).select_related("version").prefetch_related("remarks")
            ],
        }

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """Drafts of nobody else go, with their files; those of several lose one writer; other words lose the name."""
        DraftText.objects.filter(person=person).delete()
        Remark.objects.filter(by=person).update(by=None)
        for model in (EvidenceItem, Element, ElementUse, Recognition):
            model._default_manager.filter(by=person).update(by=None)
        WorksheetText.objects.filter(changed_by=person).update(changed_by=None)
        Learned.objects.filter(person=person).delete()
        Succession.objects.filter(by=person).update(by=None)
        ReviewCheck.objects.filter(by=person).update(by=None)
        asked = _asked(person)
        asked.filter(state__in=READING).update(state=OutsideState.ENDED)
        asked.update(mail="", name="", ended_at=at)
        mine = Version.objects.filter(pk__in=person.written_versions.values("pk"), state__in=UNFINISHED)
        alone = list(mine.annotate(hands=Count("writers")).filter(hands__lte=1).values_list("pk", flat=True))
        files = list(VersionFile.objects.filter(version__in=alone).values_list("file", flat=True))
        Version.objects.filter(pk__in=alone).delete()
        remove_unheld(files)
        person.written_versions.clear()
