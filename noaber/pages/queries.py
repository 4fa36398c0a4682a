# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding pages for readers: what is live, where it stands, and what stands around it. Always in few queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BigIntegerField, Model, Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Cast
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.query import PageQuerySet

from noaber.base import clock
from noaber.pages import access
from noaber.pages.addresses import NATIONAL, reader_path, tree_path
from noaber.pages.models import SITE_DEPTH, Picture, ProsePage, Rendition, SitePage
from noaber.people.models import AnyPerson, Concept

# What a reader's page is made of; a page has twice as many columns.
READ = (
    "path", "depth", "numchild", "title", "url_path", "live", "first_published_at", "last_published_at", "seo_title",
    "search_description", "ref", "sort", "lang", "translation_of", "summary", "byline", "day", "source_url", "picture",
    "body", "example", "werkplaats__slug", "period__slug", "period__label", "period__ends_on", "period__werkplaats",
)  # fmt: skip
# What somebody can take in at a glance; the rest is in the page itself.
MOST_CHILDREN, MOST_IN_MENU = 40, 12

_AROUND = (
    "SELECT '{what}', page.path, page.id, page.title, page.url_path, prose.lang, prose.translation_of_id "
    f"FROM {ProsePage._meta.db_table} prose JOIN {Page._meta.db_table} page ON page.id = prose.page_ptr_id "
    "WHERE page.live AND (page.expire_at IS NULL OR page.expire_at > %s) AND {condition}"
)
_THEMES = (
    f"SELECT 'theme', concept.slug, 0, '', '', '', 0 FROM {ProsePage.themes.through._meta.db_table} tie "
    f"JOIN {Concept._meta.db_table} concept ON concept.id = tie.concept_id WHERE tie.prosepage_id = %s"
)


@dataclass(frozen=True)
class Link:
    """A page as another page names it."""

    title: str
    href: str
    lang: str
    summary: str = ""


@dataclass(frozen=True)
class Around:
    """What stands around a page: the menu of its werkplaats, where it is, and the same page in other languages."""

    menu: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    versions: dict[str, int]
    themes: tuple[str, ...]


def live() -> QuerySet[ProsePage]:
    """What readers may read at this moment."""
    in_time = Q(expire_at__isnull=True) | Q(expire_at__gt=clock.now())
    found: QuerySet[ProsePage] = ProsePage.objects.filter(in_time, live=True)
    return found


def page_at(path: str) -> ProsePage | None:
    """The page at an address of readers, of a werkplaats or national."""
    path = path.strip("/")
    if path.split("/")[0] == NATIONAL:
        return None
    return at_address(path).first()


def at_address(path: str) -> QuerySet[ProsePage]:
    """What stands at an address: of a werkplaats, or national."""
    places = (tree_path(path, national=True), tree_path(path, national=False))
    return _whole().filter(url_path__in=places)


def original_of(page: ProsePage) -> str | None:
    """The address of the page that this one is a translation of: both answer there, each in its own language."""
    if page.translation_of_id is None:
        return None
    url_path = live().filter(pk=page.translation_of_id).values_list("url_path", flat=True).first()
    return reader_path(url_path) if url_path else None


def page_by_key(key: int) -> ProsePage | None:
    """A live page by its key."""
    return _whole().filter(pk=key).first()


def _whole() -> QuerySet[ProsePage]:
    return live().select_related("werkplaats", "period").only(*READ)


def redirect_from(path: str) -> tuple[str, bool] | None:
    """Where what stood at this address went, and whether for good. Asked only when nothing stands there."""
    old = Redirect.normalise_path(path)
    found = Redirect.objects.filter(old_path=old, site__isnull=True).select_related("redirect_page").first()
    if found is None:
        return None
    target = found.redirect_page
    if target is not None:
        return (reader_path(target.url_path), found.is_permanent) if target.live else None
    return (found.redirect_link, found.is_permanent) if found.redirect_link else None


def around(page: ProsePage, language: str) -> Around:
    """Menu, ancestors, versions and themes of a page.

    One statement by hand: four querysets cost as much as all the rest of a page. The names in it come from the models,
    never from a reader.
    """
    now = connection.ops.adapt_datetimefield_value(clock.now())
    above = [page.path[:end] for end in range((SITE_DEPTH + 1) * page.steplen, len(page.path), page.steplen)]
    source = page.translation_of_id or page.pk or 0
    parts: list[tuple[str, str, list[Any]]] = [
        (
            "menu",
            "prose.in_menu AND page.depth = %s AND prose.werkplaats_id = %s",
            [SITE_DEPTH + 1, page.werkplaats_id],
        ),
        ("version", "(prose.translation_of_id = %s OR prose.page_ptr_id = %s)", [source, source]),
    ]
    if above:
        parts.append(("above", f"page.path IN ({', '.join(['%s'] * len(above))})", above))
    statement = " UNION ALL ".join(_AROUND.format(what=what, condition=condition) for what, condition, _given in parts)
    statement += f" UNION ALL {_THEMES}"
    given = [value for _what, _condition, values in parts for value in (now, *values)] + [page.pk or 0]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows = sorted(cursor.fetchall(), key=lambda row: row[1])
    return Around(
        menu=_menu([row[1:] for row in rows if row[0] == "menu"], language),
        crumbs=tuple(Link(row[3], reader_path(row[4]), row[5]) for row in rows if row[0] == "above"),
        versions={row[5]: row[2] for row in rows if row[0] == "version"},
        themes=tuple(row[1] for row in rows if row[0] == "theme"),
    )


def menu(werkplaats_slug: str, language: str) -> tuple[Link, ...]:
    """The pages that a werkplaats put in its menu, in the reader's language where there is such a version."""
    columns = ("path", "pk", "title", "url_path", "lang", "translation_of")
    rows = _flagged().filter(werkplaats__slug=werkplaats_slug).order_by("path").values_list(*columns)
    return _menu(list(rows), language)


def _flagged() -> QuerySet[ProsePage]:
    return live().filter(in_menu=True, depth=SITE_DEPTH + 1)


def _menu(rows: list[Any], language: str) -> tuple[Link, ...]:
    places = {row[1]: reader_path(row[3]) for row in rows}
    own: dict[int, Link] = {}
    for _path, key, title, url_path, lang, source in rows:
        link = Link(title, places.get(source, reader_path(url_path)), lang)
        if (source or key) not in own or lang == language:
            own[source or key] = link
    return tuple(own.values())[:MOST_IN_MENU]


def children(page: ProsePage) -> tuple[Link, ...]:
    """The pages right under a page, in the order of the tree; no query where there are none."""
    if not page.numchild:
        return ()
    below = live().filter(path__range=page._get_children_path_interval(page.path), depth=page.depth + 1)
    rows = below.filter(translation_of__isnull=True).order_by("path")
    columns = rows.values_list("title", "url_path", "lang", "summary")[:MOST_CHILDREN]
    return tuple(Link(title, reader_path(url_path), lang, summary) for title, url_path, lang, summary in columns)


def addresses_of(keys: set[int]) -> dict[int, str]:
    """Where readers find these pages; those that are not live are left out."""
    if not keys:
        return {}
    rows = Page.objects.filter(pk__in=keys, live=True).values_list("pk", "url_path")
    return {key: reader_path(url_path) for key, url_path in rows}


def home_of(werkplaats_slug: str) -> SitePage | None:
    """What the editors of a werkplaats put on its home."""
    found = SitePage.objects.filter(werkplaats__slug=werkplaats_slug, live=True).select_related("werkplaats")
    site: SitePage | None = found.first()
    return site


def picture_file(name: str, person: AnyPerson) -> FieldFile | None:
    """A stored picture, for who may see it: everybody when a live page has it, otherwise who keeps the picture."""
    folder = name.partition("/")[0]
    if folder == "images":
        rendition = Rendition.objects.filter(file=name).first()
        if rendition is None:
            return None
        key, file, public = rendition.image_id, rendition.file, _is_on_a_live_page(rendition.image_id)
    else:
        picture = Picture.objects.filter(file=name).first()
        if picture is None:
            return None
        key, file, public = picture.pk, picture.file, False
    return file if public or access.own(person, Picture.objects.filter(pk=key)).exists() else None


def _is_on_a_live_page(picture: int) -> bool:
    used = ReferenceIndex.objects.filter(to_content_type=_type(Picture), to_object_id=str(picture))
    keys = used.filter(content_type__in=[_type(ProsePage), _type(SitePage)])
    keys = keys.annotate(page=Cast("object_id", BigIntegerField())).values("page")
    in_time = Q(expire_at__isnull=True) | Q(expire_at__gt=clock.now())
    return bool(Page.objects.filter(in_time, live=True, pk__in=keys).exists())


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def planned(at: dt.datetime) -> QuerySet[Revision]:
    """What is to be published by now, in the order in which it was to be."""
    found: QuerySet[Revision] = Revision.objects.filter(approved_go_live_at__lte=at)
    return found.order_by("approved_go_live_at")


def ending(at: dt.datetime) -> PageQuerySet:
    """What is to be withdrawn by now."""
    found: PageQuerySet = Page.objects.filter(live=True, expire_at__lte=at)
    return found.order_by("expire_at")


def due(at: dt.datetime) -> QuerySet[Any]:
    """Whether there is anything of either: one question, each half answered from an index that holds only plans."""
    keys = [found.order_by().values_list("pk") for found in (planned(at), ending(at))]
    return keys[0].union(keys[1], all=True)
