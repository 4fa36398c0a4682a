# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking out: what is new since the last look, and for which saved searches. Safe to interrupt and to repeat."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from noaber.people.models import Role, current_on
from noaber.search.actions import LOOK_BACK, documents_of
from noaber.search.alerts import Batch, Wanted, Weigh, wanted, weighing
from noaber.search.documents import HIDDEN, PUBLIC, Document
from noaber.search.models import Alert, Arrival, Lookout, Outbox, SavedSearch
from noaber.search.node import node
from noaber.search.saved_queries import request_of
from noaber.search.thesaurus import Thesaurus
from noaber.search.understanding import vocabulary

ROWS = 2_000
# What was there when looking out began is no news to anybody.
ALWAYS = ""

Scope = frozenset[str]
EVERYBODY: Scope = frozenset({PUBLIC})


def look_out(*, at: datetime) -> int:
    """Match everything that changed since the last look with every saved search; returns how many alerts were made."""
    newest = Outbox.objects.aggregate(newest=Max("seq"))["newest"] or 0
    lookout = Lookout.objects.first()
    if lookout is None:
        _begin(newest, at)
        return 0
    made = 0
    # The numbers of the outbox begin again where a database was put back.
    seen = min(lookout.seq, newest)
    while seen < newest:
        rows = list(Outbox.objects.filter(seq__gt=seen - LOOK_BACK).order_by("seq")[: ROWS + LOOK_BACK])
        with transaction.atomic():
            made += _look_at(rows, at)
            seen = rows[-1].seq
            Lookout.objects.filter(pk=lookout.pk).update(seq=seen, looked_at=at)
    return made


@transaction.atomic
def _begin(newest: int, at: datetime) -> None:
    """Look out from here on; waits until the index knows everything that is there now."""
    here = node()
    opened, state = here.opened(), here.state()
    if opened is None or state.rebuilding or state.seq < newest:
        return
    keys = opened.engine.keys()
    for start in range(0, len(keys), ROWS):
        known = [Arrival(document=key, visibility=ALWAYS, at=at) for key in keys[start : start + ROWS]]
        Arrival.objects.bulk_create(known, ignore_conflicts=True)
    Lookout.objects.create(seq=newest, looked_at=at)


def _look_at(rows: Sequence[Outbox], at: datetime) -> int:
    first_row: dict[str, datetime] = {}
    for row in rows:
        first_row.setdefault(row.document, row.added_at)
    documents = [one for one in documents_of(first_row) if one.visibility != HIDDEN]
    came = [Arrival(document=one.key, visibility=one.visibility, at=first_row[one.key]) for one in documents]
    Arrival.objects.bulk_create(came, ignore_conflicts=True)
    arrived = _arrivals(one.key for one in documents)
    fresh = [one for one in documents if ALWAYS not in arrived[one.key]]
    return _alert(fresh, arrived, at) if fresh else 0


def _arrivals(keys: Iterable[str]) -> dict[str, dict[str, datetime]]:
    """When each document first was there, by who may see it."""
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    for key, visibility, moment in Arrival.objects.filter(document__in=list(keys)).values_list(
        "document", "visibility", "at"
    ):
        found[key][visibility] = moment
    return found


def _alert(documents: Sequence[Document], arrived: Mapping[str, Mapping[str, datetime]], at: datetime) -> int:
    """Write an alert for everybody to whom one of these documents is new."""
    keys = {mark: [one.key for one in found] for mark, found in matches(documents)}
    seen, made = dict[Scope, dict[str, datetime]](), 0

    def since_when(scope: Scope) -> dict[str, datetime]:
        if scope not in seen:
            seen[scope] = in_sight(documents, arrived, scope)
        return seen[scope]

    news = (
        (saved, key)
        for saved, mark, since, scope in _waiting(list(keys))
        for key in keys[mark]
        if since_when(scope).get(key, since) > since
    )
    while some := list(islice(news, ROWS)):
        made += _write(some, at)
    return made


def _write(news: Sequence[tuple[int, str]], at: datetime) -> int:
    """Write alerts: so many that a model for each would take most of the time. One that is there already stays."""
    fields = ("saved_id", "document", "found_at")
    statement = f"INSERT INTO {Alert._meta.db_table} ({', '.join(fields)}) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
    found_at = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(saved, key, found_at) for saved, key in news])
        return int(cursor.rowcount)


def in_sight(
    documents: Iterable[Document], arrived: Mapping[str, Mapping[str, datetime]], scope: Scope
) -> dict[str, datetime]:
    """Which of these documents are in sight for who sees so much, and since when."""
    found = {}
    for one in documents:
        moments = [moment for visibility, moment in arrived[one.key].items() if visibility in scope]
        if one.visibility in scope and moments:
            found[one.key] = min(moments)
    return found


def matches(documents: Sequence[Document]) -> Iterator[tuple[str, list[Document]]]:
    """Which of these documents each different saved search asks for; those without any are left out."""
    batch, thesaurus, weight = Batch(documents), vocabulary(node().opened()).thesaurus, weighing()
    waiting = SavedSearch.objects.filter(confirmed_at__isnull=False, paused_at__isnull=True)
    done = set[str]()
    asked = waiting.order_by("fingerprint").values_list("fingerprint", "page", "chosen")
    for mark, page, chosen in asked.iterator(chunk_size=ROWS):
        if mark in done:
            continue
        done.add(mark)
        one = wanted_by(page, chosen, thesaurus, weight)
        if one is not None and (found := batch.matching(one)):
            yield mark, found


def wanted_by(page: str, chosen: Mapping[str, str], thesaurus: Thesaurus, weight: Weigh) -> Wanted | None:
    """What a saved search asks for as things are now; None when its page is gone."""
    request = request_of(page, chosen)
    return wanted(request, thesaurus, weight) if request else None


def _waiting(marks: Sequence[str]) -> Iterator[tuple[int, str, datetime, Scope]]:
    """Everybody who waits for one of these, since when, and with what they may see."""
    for start in range(0, len(marks), ROWS):
        found = SavedSearch.objects.filter(
            fingerprint__in=marks[start : start + ROWS], confirmed_at__isnull=False, paused_at__isnull=True
        )
        saved = list(found.order_by("pk").values_list("pk", "fingerprint", "since", "person"))
        scopes = scopes_of({person for *_saved, person in saved if person})
        for pk, mark, since, person in saved:
            if since is not None:
                yield pk, mark, since, scopes.get(person or 0, EVERYBODY)


def scopes_of(persons: set[int]) -> dict[int, Scope]:
    """What each of these persons may find, as `people.queries.scope_of` says it of one."""
    found: dict[int, set[str]] = {one: {PUBLIC} for one in persons}
    # A person may have gone, or may not take part any more: then only what is public.
    roles = Role.objects.filter(current_on(timezone.localdate()), Q(person__is_active=True), person__in=persons)
    for person, slug in roles.values_list("person", "werkplaats__slug"):
        found[person].add(f"members:{slug}")
    return {person: frozenset(scope) for person, scope in found.items()}
