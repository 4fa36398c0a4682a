# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of a list of questions: what stands on a card, and nothing that does not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.base.paging import Page, paginate
from noaber.people.models import Perspective
from noaber.people.queries import werkplaats_names
from noaber.questions.models import OPEN, Question, State, Voice
from noaber.ui.formats import ago, date_nl

FIELDS = (
    "slug",
    "title",
    "state",
    "home__slug",
    "perspective",
    "asked_at",
    "dated",
    "source_url",
    "example",
    "have_it",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One question as a card: `meta` says where, who and when; `foot` how many have it and how long it waits."""

    title: str
    href: str
    state: str
    meta: str
    foot: Sequence[str]
    example: bool


def page_of(found: QuerySet[Question], number: int) -> Page:
    """A page of these questions as rows."""
    # Plain values, not models: making twenty models takes longer than asking for them.
    have = Voice.objects.filter(counts_for=OuterRef("pk")).order_by().values("counts_for")
    counted = found.select_related(None).annotate(have_it=Subquery(have.values(number=Count("pk"))))
    page = paginate(counted.values_list(*FIELDS, named=True), number)
    states, perspectives, places = _labels(State), _labels(Perspective), werkplaats_names()
    rows = []
    for one in page.items:
        place = places.get(one.home__slug) or _("nog geen werkplaats")
        told = (place, perspectives.get(one.perspective), date_nl(one.asked_at) if one.dated else "")
        rows.append(
            Row(
                title=one.title,
                href=reverse("question_detail", args=(one.slug,)),
                state=states[one.state],
                meta=" · ".join(filter(None, told)),
                foot=_foot(one.have_it or 0, one.state, one.asked_at, one.source_url),
                example=one.example,
            )
        )
    return replace(page, items=rows)


def _labels(choices: type[State] | type[Perspective]) -> dict[str, str]:
    return {str(code): str(label) for code, label in choices.choices}


def _foot(voices: int, state: str, asked_at: datetime, source_url: str) -> list[str]:
    if not voices:
        return [_("uit een publicatie")] if source_url else []
    have = ngettext("%(num)s persoon heeft deze vraag", "%(num)s mensen hebben deze vraag", voices) % {"num": voices}
    return [have, _("wacht %(time)s") % {"time": ago(asked_at)}] if state in OPEN else [have]
