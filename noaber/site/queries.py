# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the front composes from the rooms below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber import ledger, search
from noaber.base.memo import remembered
from noaber.knowledge.models import Product
from noaber.loop import round_queries
from noaber.loop.page_queries import drawn as drawn_round
from noaber.meetings.models import Meeting
from noaber.pages import queries as pages
from noaber.people import queries as people
from noaber.people import region_queries
from noaber.people.models import Partnership, Werkplaats
from noaber.questions import detail_queries
from noaber.questions import queries as questions
from noaber.questions.models import Question
from noaber.search import Findings, Hit, SearchRequest, listing
from noaber.ui.languages import in_language

# How many of one sort the find page shows before it offers the rest, and how many hits it looks at for that.
A_GROUP = 3
KNOWLEDGE = ("product", "method", "dossier")
LOOKED_AT = 30
MOST_ANSWERS = 5
# A row of a list: a hit with the words a page needs.
Row = dict[str, Any]


@dataclass(frozen=True)
class Loop:
    """The live counts at the five stations of the loop; None where the network does not count yet."""

    question: int
    agenda: int
    project: int
    knowledge: int
    effect: int
    answered_pct: int | None
    days: int = 30


@dataclass(frozen=True)
class Story:
    """One way through the loop: the finest that came round, or the answered question that most people share."""

    title: str
    href: str
    steps: Sequence[Row]
    example: bool
    closed: bool


@dataclass(frozen=True)
class Home:
    """What stands on the home page."""

    loop: Loop
    regions: int
    waiting: Sequence[Row]
    newest: Sequence[Row]
    meetings: Sequence[Row]
    upcoming: bool
    story: Story | None


@dataclass(frozen=True)
class Group:
    """Hits of one sort on the find page."""

    sort: str
    label: str
    hits: Sequence[Row]
    more: bool


def brand_colour(slug: str) -> str | None:
    """The colour of a werkplaats, or None when there is no such werkplaats."""
    return Werkplaats.objects.filter(slug=slug).values_list("brand", flat=True).first()


def tokens_of(slug: str) -> Mapping[str, str]:
    """The design tokens of a werkplaats; none when it has no house style."""
    style = region_queries.style_of(slug)
    return style[1] if style else {}


def sort_labels() -> dict[str, str]:
    """What each sort of find is to a reader, in the order in which the find page shows them."""
    return {
        "kennis": _("Wat er al bekend is"),
        "vraag": _("Wie dezelfde vraag heeft"),
        "leertraject": _("Wie eraan werkt"),
        "agenda": _("Wat op een agenda staat"),
        "bijeenkomst": _("Bijeenkomsten"),
        "organisatie": _("Organisaties"),
        "nieuws": _("Nieuws"),
        "pagina": _("Pagina’s"),
        "archief": _("Archief: eerdere periodes"),
    }


def cards(hits: Sequence[Hit]) -> list[Row]:
    """Hits as cards: rows with the word for their type and a line that says where and when."""
    types = dict(Product.Type.choices)
    return [
        row
        | {
            "type_label": str(types.get(row["type"], _("Kennis"))).capitalize(),
            "meta": " · ".join(filter(None, (row["place"], str(row["year"] or "")))),
        }
        for row in listing.rows(hits)
    ]


@remembered(seconds=5)
def loop() -> Loop:
    """The counts of the loop as they are now, at most some seconds old."""
    figures = questions.figures_now()
    everything = search.find(SearchRequest(limit=0, sort="newest", facets=("kind",)))
    counts = {one.value: one.count for one in everything.facet("kind").values}
    return Loop(
        question=figures.total,
        agenda=figures.gaps + figures.on_agenda,
        project=counts.get("project", 0),
        knowledge=sum(counts.get(kind, 0) for kind in KNOWLEDGE),
        effect=figures.used,
        answered_pct=figures.answered_within_30_days,
    )


def home() -> Home:
    """Everything the home page shows, for a reader without an account."""
    upcoming = upcoming_meetings(3)
    return Home(
        loop=loop(),
        regions=people.werkplaatsen().count(),
        waiting=[_waiting(question) for question in questions.waiting(limit=3)],
        newest=cards(search.find(SearchRequest(kinds=KNOWLEDGE, limit=3, sort="newest", facets=())).hits),
        meetings=upcoming or latest_meetings(3),
        upcoming=bool(upcoming),
        story=_finest_loop() or _answered(),
    )


@remembered(seconds=60)
def _finest() -> round_queries.Round | None:
    """The finest loop of the network that came round, as it was at most a minute ago."""
    return next((one for one in round_queries.finest(limit=1) if one.closed), None)


def _finest_loop() -> Story | None:
    found = _finest()
    if found is None:
        return None
    drawn = drawn_round(found)
    return Story(drawn["title"], drawn["href"], drawn["steps"], example=drawn["example"], closed=True)


def _answered() -> Story | None:
    question = questions.finest()
    if question is None:
        return None
    return Story(question.title, question.get_absolute_url(), _shared(question), example=question.example, closed=False)


def _shared(question: Question) -> list[Row]:
    """The trail of a question, with how many people share it as its second step."""
    steps = detail_queries.steps(question, ledger.trail(question))
    number = sum(questions.voices_by_perspective(question).values())
    shared = ngettext("%(num)s mens heeft deze vraag", "%(num)s mensen hebben deze vraag", number) % {"num": number}
    return [*steps[:1], {"kind": "vraag", "label": _("Vraag"), "title": shared, "href": "", "meta": ""}, *steps[1:]]


def _waiting(question: Question) -> Row:
    place = people.werkplaats_names().get(question.home_slug, "")
    return {"question": question, "place": place}


def upcoming_meetings(limit: int) -> list[Row]:
    """The first meetings from today on of which the day is known."""
    return with_a_day(_meetings().filter(on_date__gte=timezone.localdate().isoformat()).order_by("on_date"), limit)


def latest_meetings(limit: int) -> list[Row]:
    """The last meetings before today of which the day is known."""
    return with_a_day(_meetings().filter(on_date__lt=timezone.localdate().isoformat()).order_by("-on_date"), limit)


def _meetings() -> QuerySet[Meeting]:
    meetings = Meeting.objects.visible_to(None).select_related("home")
    return meetings.only("title", "slug", "on_date", "lang", "home__slug")


def with_a_day(meetings: QuerySet[Meeting], limit: int) -> list[Row]:
    """The first of these meetings of which the day is known, with where they are."""
    # Some meetings have only a year or a month; a few more are read so that enough with a day remain.
    found, names = [], people.werkplaats_names()
    for meeting in meetings[: limit * 5]:
        try:
            day = date.fromisoformat(meeting.on_date)
        except ValueError:
            continue
        place = names.get(meeting.home.slug, "") if meeting.home else ""
        href = meeting.get_absolute_url()
        found.append({"day": day, "title": meeting.title, "lang": meeting.lang, "href": href, "place": place})
    return found[:limit]


def grouped(found: Findings, sorts: Mapping[str, Sequence[str]]) -> list[Group]:
    """The hits by sort: first what is known, then who has the same question, then who works on it."""
    groups = []
    for sort, label in sort_labels().items():
        hits = [hit for hit in found.hits if hit.kind in sorts[sort]]
        if hits:
            groups.append(Group(sort, label, listing.rows(hits[:A_GROUP]), len(hits) > A_GROUP))
    return groups


def first_answers(found: Findings, sorts: Mapping[str, Sequence[str]]) -> list[Row]:
    """What appears under the question field while somebody types: the best that is known, the best same question,
    the best project, and then the best of the rest."""
    first = []
    for sort in ("kennis", "vraag", "leertraject"):
        first += [hit for hit in found.hits if hit.kind in sorts[sort]][:1]
    first += [hit for hit in found.hits if hit not in first][: MOST_ANSWERS - len(first)]
    return listing.rows(first)


def facets(found: Findings, chosen: Mapping[str, str], sorts: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """The filters of the find page: the sorts, and the filters that every list has."""
    counts = {one.value: one.count for one in found.facet("kind").values}
    options = [
        {"value": sort, "label": label, "count": sum(counts.get(kind, 0) for kind in sorts[sort]), "active": False}
        for sort, label in sort_labels().items()
    ]
    for option in options:
        option["active"] = option["value"] == chosen.get("soort")
    sorting = {
        "name": "soort",
        "label": _("Soort"),
        "options": [option for option in options if option["count"] or option["active"]],
    }
    others = {name: value for name, value in chosen.items() if name not in ("q", "soort")}
    return [sorting, *(one for one in listing.facets(found, others, {}) if one["name"] != "soort")]


@remembered(seconds=5)
def on_the_map() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Every werkplaats as a point on the map, and as a row of the table with its counts."""
    counts = {"products": _per_werkplaats(KNOWLEDGE), "questions": _per_werkplaats(("question",))}
    leads = _leads()
    table = [
        {
            "label": one.short,
            "href": one.get_absolute_url(),
            "lon": one.lon,
            "lat": one.lat,
            "region": one.region,
            "universities": leads.get(one.pk, []),
            "products": counts["products"].get(one.slug, 0),
            "questions": counts["questions"].get(one.slug, 0),
        }
        for one in people.werkplaatsen()
    ]
    points = [row for row in table if row["lon"] is not None]
    for number, row in enumerate(points, start=1):
        row["number"] = number
    return points, table


def _per_werkplaats(kinds: tuple[str, ...]) -> dict[str, int]:
    found = search.find(SearchRequest(kinds=kinds, limit=0, sort="newest", facets=("werkplaatsen",)))
    return {one.value: one.count for one in found.facet("werkplaatsen").values}


def _leads() -> dict[int, list[str]]:
    leading = Partnership.objects.filter(role__in=(Partnership.Kind.LEAD, Partnership.Kind.CO_LEAD))
    found: dict[int, list[str]] = {}
    for one in leading.select_related("organisation").order_by("-role"):
        found.setdefault(one.werkplaats_id, []).append(one.organisation.title)
    return found


def moved(path: str) -> str:
    """Where the page of an old address is now, or nothing; never back to where the reader came from."""
    here = in_language(path, settings.LANGUAGE_CODE)
    target = region_queries.new_address(here)
    # Editors move pages too. Both tables together must not send anybody round.
    further = pages.redirect_from(region_queries.old_path(target)) if target.startswith("/") else None
    if further:
        target = further[0]
    return "" if target and region_queries.old_path(target) == region_queries.old_path(here) else target


def typed(posted: Mapping[str, Any]) -> list[str]:
    """What somebody typed into a form that could not be accepted: the longer texts, to copy."""
    marks = ("csrfmiddlewaretoken", "started", "submission")
    texts = [str(value) for name, value in posted.items() if name not in marks]
    return [text[:12_000] for text in texts if text.strip()]
