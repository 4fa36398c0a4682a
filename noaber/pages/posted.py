# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor sends names nothing of somebody else: such a number is made one that does not exist.

Wagtail's choosers offer only what is one's own, but a form that comes back with a fault shows the title of whatever
number was in it, and some faults say the title in words. So the numbers are looked at before any form is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict  # noqa: TID251
from wagtail.models import Page

from noaber.pages import access
from noaber.pages.forms import OF_OTHERS, used
from noaber.pages.models import Picture
from noaber.people.models import Person

# Fields whose value is the number of a page or of a picture: of our pages and of their blocks.
NUMBERED: dict[re.Pattern[str], type[Any]] = {
    re.compile(r"^translation_of$"): Page,
    re.compile(r"^(picture|body-.+-value-picture)$"): Picture,
}
# Fields that say under which page something is to come.
PLACES = ("parent_page", "new_parent_page", "chooser")
NOTHING = "0"
# More digits than any number here has, and than every database can compare with.
LONGEST = 9
Named = tuple[type[Any], int]


@dataclass(frozen=True)
class Others:
    """What is somebody else's: `numbers` that no field may have, `links` that no text may have."""

    numbers: set[Named]
    links: set[int]


def goes_home(person: Person, door: str, post: QueryDict) -> bool:
    """Whether what is copied, moved or made comes under a page of one's own. Without a place Wagtail cannot copy."""
    places = [value for name in PLACES for value in post.getlist(name)]
    if not places:
        return door != "wagtailadmin_pages:copy"
    keys = {_key(value) for value in places}
    return None not in keys and access.own_tree(person, Page.objects.filter(pk__in=keys)).count() == len(keys)


def without_others(person: Person, post: QueryDict, page_id: int | None) -> QueryDict:
    """The same, without the numbers of what is somebody else's and is not on this page already; the form says so."""
    others = _others(person, post)
    if (others.numbers or others.links) and page_id is not None:
        known = used(Page.objects.get(pk=page_id).get_latest_revision_as_object())
        others = Others(others.numbers - known, {key for key in others.links if (Page, key) not in known})
    if not others.numbers and not others.links:
        return post
    clean = post.copy()
    for name, values in post.lists():
        clean.setlist(name, [_clean(name, value, others) for value in values])
    clean[OF_OTHERS] = "1"
    return clean


def _others(person: Person, post: QueryDict) -> Others:
    values = [(name, value) for name, values in post.lists() for value in values]
    numbers = {(model, _number(value)) for name, value in values if value and (model := _model(name))}
    links = {_number(link["id"]) for _name, value in values for link in _links(value)}
    if not numbers and not links:
        return Others(set(), set())
    pictures = Picture.objects.filter(pk__in={key for model, key in numbers if model is Picture})
    pages = Page.objects.filter(pk__in=links | {key for model, key in numbers if model is Page})
    own: set[Named] = {(Picture, key) for key in access.own(person, pictures).values_list("pk", flat=True)}
    mine = set(access.own_tree(person, pages).values_list("pk", flat=True))
    live = set(pages.filter(live=True).values_list("pk", flat=True))
    return Others(numbers - own - {(Page, key) for key in mine}, links - mine - live)


def _model(name: str) -> type[Any] | None:
    return next((model for pattern, model in NUMBERED.items() if pattern.match(name)), None)


def _key(value: Any) -> int | None:
    digits = str(value or "")
    if not digits.isdecimal():
        return None
    return int(digits) if len(digits) <= LONGEST else int("9" * LONGEST)


def _number(value: Any) -> int:
    """The number in a field or of a link, or one that nothing has."""
    key = _key(value)
    return -1 if key is None else key


def _links(value: str) -> list[dict[str, Any]]:
    """The links to pages in rich text, as the editor sends it."""
    if not value.startswith("{") or '"entityMap"' not in value:
        return []
    try:
        return [data for data in _entities(json.loads(value)) if isinstance(data, dict) and data.get("id")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _entities(content: Any) -> list[Any]:
    entities = content["entityMap"]
    return [one["data"] for one in (entities.values() if isinstance(entities, dict) else entities)]


def _clean(name: str, value: str, others: Others) -> str:
    model = _model(name)
    if model is not None:
        return NOTHING if value and (model, _number(value)) in others.numbers else value
    if not any(_number(link["id"]) in others.links for link in _links(value)):
        return value
    content = json.loads(value)
    for link in _entities(content):
        if isinstance(link, dict) and link.get("id") and _number(link["id"]) in others.links:
            link["id"] = int(NOTHING)
    return json.dumps(content)
