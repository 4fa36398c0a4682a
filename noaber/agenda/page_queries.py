# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the reading pages of the agenda show: rules in words, themes side by side, and what is alike."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from noaber import agenda
from noaber.agenda import agenda_queries, outcome_queries
from noaber.agenda.agenda_queries import Comparison
from noaber.agenda.decision_models import AgendaItem, Decision
from noaber.agenda.kinds import KINDS
from noaber.agenda.models import Phase, Round, RoundMethod, State
from noaber.agenda.queries import PATIENCE
from noaber.people.models import AnyPerson
from noaber.people.queries import werkplaats_names
from noaber.search import Hit

# What resembles what changes slowly; asking it for every item on every page would be slow.
ALIKE_SECONDS = 600
MOST_ALIKE = 60
# A phone in a room asks for the stand more than once a second; a table of rounds need not be asked as often.
STAND_SECONDS = 0.25
# While it is counted everybody waits for the result.
STAND_SECONDS_COUNTING = 0.1
MOST_STANDS = 200


# ── The rules of a round, in words ───────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Way:
    """One way of weighing, as everybody may read it before it begins."""

    label: str
    what: str
    rules: Sequence[str]
    criteria: Sequence[str] = ()


def ways(methods: Sequence[RoundMethod]) -> list[Way]:
    """How a round is weighed, one way after the other."""
    found = []
    for method in methods:
        kind = KINDS[method.kind]
        criteria = [str(one["label"]) for one in method.settings.get("criteria", ())]
        found.append(Way(str(kind.label), str(kind.what), kind.rules(method.settings), criteria))
    return found


def general_rules(round: Round) -> list[str]:
    """What holds for every way of weighing in this round."""
    limit = outcome_queries.amount(round.limit, round.unit)
    return [
        _("Te verdelen: %(limit)s.") % {"limit": limit},
        _("Je weegt vanuit één perspectief. Je kunt je stem veranderen tot het wegen sluit."),
        _("Wat je kiest is geheim. De uitslag is pas te zien als het wegen gesloten is."),
        _("De uitslag staat per perspectief naast elkaar. Groepen met minder dan drie mensen tonen we niet apart."),
        _("Wie besluit mag afwijken van de uitslag. Is het iets wat inwoners het hoogst zetten, dan met een reden."),
        _("Staan twee onderwerpen helemaal gelijk? Dan beslist een lot, getrokken met het getal %(seed)s.")
        % {"seed": round.seed},
        _("Iedereen mag meedoen.") if round.open_to_all else _("Alleen wie een uitnodiging kreeg doet mee."),
    ]


def begin_at(item: AgendaItem, person: AnyPerson) -> str:
    """Where this person can begin something with what is on the agenda; empty when they may not."""
    return next((href for begin in agenda.BEGINNINGS if (href := begin(item, person))), "") if item.is_on else ""


# ── Where a round is, for who keeps asking ───────────────────────────────────────────────────────────────────────────
_stands: dict[str, tuple[float, Round]] = {}


def stand(slug: str, at: datetime) -> Phase | None:
    """The phase of a public round; asks the table at most a few times a second, whoever asks.

    It is weighed until it is counted: who comes then finds the result ready.
    """
    kept = _stands.get(slug)
    if kept is None or time.monotonic() - kept[0] > (
        STAND_SECONDS_COUNTING if _counting(kept[1], at) else STAND_SECONDS
    ):
        round = Round.objects.visible_to(None).filter(slug=slug).first()
        if round is None:
            return None
        if len(_stands) > MOST_STANDS:
            _stands.clear()
        kept = _stands[slug] = (time.monotonic(), round)
    return Phase.WEIGH if _counting(kept[1], at) else kept[1].phase(at)


def _counting(round: Round, at: datetime) -> bool:
    """Whether weighing closed and the count may still come by itself."""
    return round.phase(at) == Phase.DECIDE and round.counted_at is None and at < round.closes_at + PATIENCE


MOST_RUNNING = 30


def running(at: datetime) -> list[tuple[Round, Phase]]:
    """The rounds of all regions in which people can take part now, those that are weighed first."""
    wanted = (Phase.WEIGH, Phase.CLARIFY, Phase.COLLECT, Phase.SOON)
    rows = Round.objects.filter(state=State.ANNOUNCED, decide_from__gt=at).select_related("werkplaats")
    found = [(round, round.phase(at)) for round in rows.prefetch_related("werkplaats__names")[:MOST_RUNNING]]
    return sorted(
        ((round, phase) for round, phase in found if phase in wanted),
        key=lambda one: (wanted.index(one[1]), one[0].weigh_from),
    )


# ── All regions side by side ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Beside:
    """One item with what it resembles on the agendas of other regions."""

    item: AgendaItem
    alike: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, and per region what it works on there."""

    slug: str
    label: str
    regions: Sequence[tuple[str, Sequence[Beside]]]

    @property
    def count(self) -> str:
        return ngettext("%(num)s regio", "%(num)s regio’s", len(self.regions)) % {"num": len(self.regions)}


def by_theme(comparison: Comparison) -> list[Theme]:
    """Everything that is on an agenda now, per theme and region; what most regions share comes first."""
    themes: dict[tuple[str, str], dict[str, list[Beside]]] = {}
    every = [(region, item) for region in comparison.regions for item in region.items]
    alike = _alike_each([item for _region, item in every])
    for region, item in every:
        for slug, label in [(one.slug, one.label) for one in item.themes.all()] or [("", _("Zonder thema"))]:
            found = themes.setdefault((slug, label), {})
            found.setdefault(region.name, []).append(Beside(item, alike.get(item.ref, ())))
    made = [Theme(slug, label, list(found.items())) for (slug, label), found in themes.items()]
    return sorted(made, key=lambda one: (not one.slug, -len(one.regions), one.label))


def _alike_each(items: Sequence[AgendaItem]) -> dict[str, Sequence[Hit]]:
    """What each resembles; the search is asked once in a while only, and not for very many."""
    moment = int(time.monotonic() / ALIKE_SECONDS)
    told = ",".join(sorted(item.ref for item in items))
    return {item.ref: _alike(_Same(item), told, moment, get_language() or "") for item in items[:MOST_ALIKE]}


class _Same:
    """An item as a key: the same as long as its words are."""

    def __init__(self, item: AgendaItem) -> None:
        self.item = item
        self.key = (item.ref, item.updated_at)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=1_000)
def _alike(same: _Same, told: str, moment: int, language: str) -> Sequence[Hit]:
    return tuple(agenda_queries.similar_items(same.item))


# ── One item ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def beside(item: AgendaItem) -> list[tuple[Hit, str]]:
    """What other regions work on that resembles it, with where that is."""
    names = werkplaats_names()
    hits = agenda_queries.similar_items(item)
    return [(hit, ", ".join(names.get(slug, slug) for slug in hit.werkplaatsen)) for hit in hits]


def decision_page(item: AgendaItem, decision: Decision) -> str:
    """Where a decision stands on the page of the agenda."""
    page = reverse("agenda_period", args=[item.period.werkplaats.slug, item.period.slug])
    return f"{page}#besluit-{decision.number}"
