# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may be shown, and what of them: consent to each field comes first, everything else after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.base.memo import remembered
from noaber.members.models import Field, FieldConsent, Profile
from noaber.members.work_queries import works_of, works_on
from noaber.people.models import Organisation, Period, Person, Perspective, Role, Werkplaats, current_on
from noaber.people.queries import theme_labels, werkplaats_names
from noaber.people.region_queries import held_in


def consents_of(persons: Collection[int]) -> dict[int, frozenset[str]]:
    """What each of these persons shows: the fields of which the newest row says yes, in one query."""
    answers: dict[int, dict[str, bool]] = {}
    rows = FieldConsent.objects.filter(person__in=persons).order_by("pk")
    for person, field, given in rows.values_list("person", "field", "given"):
        answers.setdefault(person, {})[field] = given
    return {person: frozenset(field for field, given in fields.items() if given) for person, fields in answers.items()}


def consented(field: str, person: str = "person") -> Subquery:
    """Whether the person of a row shows this field, as part of a larger query."""
    rows = FieldConsent.objects.filter(person=OuterRef(person), field=field).order_by("-pk")
    return Subquery(rows.values("given")[:1], output_field=BooleanField())


def shows(field: str) -> Q:
    """Profiles of which the person shows this field."""
    return Q(Exists(_newest_yes(field)))


def _newest_yes(field: str) -> QuerySet[FieldConsent]:
    newer = FieldConsent.objects.filter(person=OuterRef("person"), field=field, pk__gt=OuterRef("pk"))
    return FieldConsent.objects.filter(~Exists(newer), person=OuterRef("person"), field=field, given=True)


def listed(on: dt.date | None = None) -> QuerySet[Profile]:
    """Who everybody may see: who said so, has an open account, takes part today, and was not hidden after a report."""
    roles = Role.objects.filter(current_on(on or timezone.localdate()), person=OuterRef("person"))
    found = Profile.objects.filter(shows(Field.NAME), Exists(roles), person__is_active=True, hidden_because="")
    return found.select_related("person", "organisation")


def directory(
    *, q: str = "", werkplaats: str = "", organisatie: str = "", thema: str = "", perspectief: str = ""
) -> QuerySet[Profile]:
    """The people who may be shown, narrowed by what they show themselves; by name."""
    found = listed()
    if q:
        found = found.filter(person__name__icontains=q)
    if werkplaats:
        roles = Role.objects.filter(current_on(timezone.localdate()), werkplaats__slug=werkplaats)
        found = found.filter(Exists(roles.filter(person=OuterRef("person"))))
    if organisatie:
        found = found.filter(shows(Field.ORGANISATION), organisation__slug=organisatie)
    if perspectief:
        found = found.filter(shows(Field.PERSPECTIVE), person__perspective=perspectief)
    if thema:
        found = found.filter(works_on(thema, shows))
    return found.order_by("person__name", "pk")


@remembered(seconds=30)
def themes_shown() -> frozenset[str]:
    """The themes that people show to work on; at most half a minute old, which tells nothing of who."""
    persons = list(listed().values_list("person", flat=True))
    works = works_of(persons, consents_of(persons))
    return frozenset(theme for found in works.values() for work in found for theme in work.themes)


def facets(chosen: dict[str, str]) -> list[dict[str, Any]]:
    """The choices of the directory."""
    seen = listed().filter(shows(Field.ORGANISATION), organisation__isnull=False).order_by("organisation__title")
    houses = list(seen.values_list("organisation__slug", "organisation__title").distinct())
    worked_on = [one for one in theme_labels().items() if one[0] in themes_shown() or one[0] == chosen.get("thema")]
    choices: list[tuple[str, str, Iterable[tuple[str, Any]]]] = [
        ("werkplaats", _("Werkplaats"), sorted(werkplaats_names().items(), key=lambda one: one[1].casefold())),
        ("thema", _("Thema waar iemand aan werkt"), worked_on),
        ("organisatie", _("Organisatie"), houses),
        ("perspectief", _("Perspectief"), Perspective.choices),
    ]
    return [
        {
            "name": name,
            "label": label,
            "options": [
                {"value": value, "label": str(text), "count": None, "active": chosen.get(name) == value}
                for value, text in options
            ],
        }
        for name, label, options in choices
    ]


def people_of(organisation: Organisation) -> QuerySet[Profile]:
    """Who shows to work at an organisation."""
    return listed().filter(shows(Field.ORGANISATION), organisation=organisation).order_by("person__name", "pk")


def roles_in(werkplaats: Werkplaats, on: dt.date | None = None) -> QuerySet[Role]:
    """Every role in a werkplaats that holds or will hold, the coordinators first, then by name."""
    day = on or timezone.localdate()
    found = werkplaats.roles.filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return found.select_related("person", "werkplaats").order_by("role", "person__name", "from_on")


def named_in(period: Period, on: dt.date | None = None) -> dict[str, list[tuple[str, str]]]:
    """Who had which task in a programme period: name and address, only of those whom the directory shows."""
    rows = held_in(period, on).filter(person__in=listed(on).values("person")).order_by("person__name", "person")
    found: dict[str, dict[str, str]] = {}
    for role, name, slug in rows.values_list("role", "person__name", "person__profile__slug"):
        found.setdefault(role, {})[slug] = name
    return {role: [(name, slug) for slug, name in persons.items()] for role, persons in found.items()}


def roles_of_all(persons: Collection[int], on: dt.date | None = None) -> dict[int, list[Role]]:
    """The roles that these persons have today, in one query."""
    found: dict[int, list[Role]] = {}
    rows = Role.objects.filter(current_on(on or timezone.localdate()), person__in=persons)
    for role in rows.select_related("werkplaats").order_by("from_on", "pk"):
        found.setdefault(role.person_id, []).append(role)
    return found


def gone(at: dt.datetime) -> list[Person]:
    """People with a profile that is not yet empty, of whom every role has ended."""
    today = timezone.localdate(at)
    roles = Role.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=today), person=OuterRef("pk"))
    had = Role.objects.filter(person=OuterRef("pk"))
    found = Person.objects.filter(~Exists(roles), Exists(had), is_superuser=False, profile__isnull=False)
    return list(found.exclude(profile__slug=F("profile__ref")))
