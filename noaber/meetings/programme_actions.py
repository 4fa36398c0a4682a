# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What belongs to a meeting: the parts of its programme, who speaks, papers, kept places and what is asked.

They are all kept and removed alike: by who plans, sent twice is once, and told in the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, files
from noaber.base.verdicts import Refused, require
from noaber.meetings import policies
from noaber.meetings.models import Accreditation, Asked, KeptPlaces, Meeting, Paper, Part, Speaker
from noaber.meetings.planning_actions import locked, note
from noaber.people.models import Person

ledger.declare(
    {
        "meeting.programme_kept": "what belongs to a meeting (a part, a speaker, a paper …) was added or changed",
        "meeting.programme_removed": "what belongs to a meeting (a part, a speaker, a paper …) was taken away",
    }
)
MOST = 100
Belonging = Part | Speaker | Paper | KeptPlaces | Asked | Accreditation


@transaction.atomic
def keep(
    meeting: Meeting,
    *,
    model: type[Belonging],
    pk: int | None = None,
    facts: Mapping[str, Any],
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
) -> Belonging:
    """Add one thing to a meeting, or change it. The same `submission` again gives the same thing."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    rows: Any = model._default_manager.filter(meeting=meeting)
    thing: Belonging | None
    if pk is not None:
        thing = rows.filter(pk=pk).first()
        if thing is None:
            raise Refused(_("Dit is intussen weggehaald. Je kunt het opnieuw toevoegen."))
    else:
        if submission and (known := rows.filter(submission=submission).first()):
            return known  # type: ignore[no-any-return]
        if rows.count() >= MOST:
            raise Refused(_("Er kunnen er hoogstens %(most)s bij.") % {"most": MOST})
        thing = model(meeting=meeting, submission=submission or None)
        if isinstance(thing, Paper):
            thing.by, thing.at = by, at
    told = dict(facts)
    if isinstance(thing, Paper) and (file := told.pop("file", None)):
        _take_file(thing, file)
    for field, value in told.items():
        setattr(thing, field, value)
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError:
        raise Refused(_("Dit staat er al.")) from None
    _tell(meeting, "meeting.programme_kept", thing, by=by, at=at)
    return thing


def _take_file(paper: Paper, file: File[Any]) -> None:
    """Keep a file once its content is what its name says; its name on disk tells nothing and is not the sender's."""
    kind = files.checked(file)
    paper.mime, paper.size = files.MIMES[kind], file.size
    paper.file.save(f"{get_random_string(24)}.{kind}", file, save=False)


@transaction.atomic
def remove(meeting: Meeting, *, model: type[Belonging], pk: int, by: Person | None, at: dt.datetime) -> None:
    """Take one thing away. Again changes nothing."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    thing = model._default_manager.filter(meeting=meeting, pk=pk).first()
    if thing is not None:
        _tell(meeting, "meeting.programme_removed", thing, by=by, at=at)
        if isinstance(thing, Paper) and thing.file:
            # The file goes when the row is gone for sure.
            file = thing.file
            transaction.on_commit(lambda: file.storage.delete(file.name))
        thing.delete()


def _tell(meeting: Meeting, verb: str, thing: Belonging, *, by: Person | None, at: dt.datetime) -> None:
    meeting.saved += 1
    note(meeting, verb, by=by, at=at, data={"what": thing._meta.model_name, "id": thing.pk})
