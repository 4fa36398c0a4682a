# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""An insight of a learning round becomes the draft of a product, in one step; the link between them stays."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.knowledge import draft_actions, policies
from noaber.knowledge.draft_actions import note
from noaber.knowledge.models import Lift, Version
from noaber.people.models import Person
from noaber.projects.models import LearningRound

ledger.declare({"product.lifted": "an insight of a learning round became the draft of a product"})


@transaction.atomic
def from_insight(round: LearningRound, *, title: str, type: str, by: Person | None, at: dt.datetime) -> Version:
    """Begin to write about what a group learned. Again, also at the same moment, it is the same draft."""
    rows = LearningRound.objects.select_for_update(of=("self",)).select_related("project__home")
    round = rows.get(pk=round.pk)
    project = round.project
    require(policies.may_lift(by, round, clock.day(at)))
    assert project.home is not None
    known = Lift.objects.filter(round=round).first()
    if known is not None:
        version = Version.objects.filter(ref=known.ref).order_by("-pk").first()
        if version is None:
            raise Refused(_("Van dit inzicht is al kennis gemaakt."))
        return version
    version = draft_actions.start(title, home=project.home, type=type, example=project.example, by=by, at=at)
    facts = {**version.facts, "summary": round.insight, "text": _words(round), "practice": round.happened}
    version = draft_actions.save_draft(version, facts=facts, seen=version.saved, by=by, at=at)
    Lift.objects.create(round=round, ref=version.ref, at=at)
    told = {"project": project.ref, "round": round.number, "origins": [f"project:{project.ref}"]}
    note(version, "product.lifted", by=by, at=at, data=told)
    return version


def _words(round: LearningRound) -> str:
    """What the round says, as a first text to go on with."""
    parts = [
        (_("De vraag"), round.question), (_("Wat we deden"), round.action), (_("Wat er gebeurde"), round.happened),
        (_("Wat we leerden"), round.insight), (_("Wat we nu doen"), round.next_action),
    ]  # fmt: skip
    told = "\n\n".join(f"## {head}\n\n{text}" for head, text in parts if text)
    project = round.project
    source = _("Dit komt uit het leertraject [%(title)s](%(address)s).") % {
        "title": project.title.replace("[", "(").replace("]", ")"), "address": project.get_absolute_url(),
    }  # fmt: skip
    return f"{told}\n\n{source}"
