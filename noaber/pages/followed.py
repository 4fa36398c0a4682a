# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of editors as what followers hear of: who follows a werkplaats or a theme hears of each new one, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from noaber import following
from noaber.following import Thing
from noaber.ledger.models import Entry
from noaber.pages.models import ProsePage
from noaber.pages.queries import live
from noaber.people.models import AnyPerson

PUBLISHED = "page.published"


class PageThings:
    """News, columns, dossiers and other pages of editors."""

    label, word = _("Nieuws en pagina’s"), ""

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        """What is known of these, also of those that readers do not see."""
        rows = ProsePage.objects.filter(ref__in=refs).select_related("werkplaats").order_by()
        themes = defaultdict[str, list[str]](list)
        for ref, theme in rows.filter(themes__isnull=False).values_list("ref", "themes__slug"):
            themes[ref].append(theme)
        return {
            one.ref: Thing(
                one.title, one.get_absolute_url(), one.werkplaats.slug, tuple(themes[one.ref]), one.lang, one.example
            )
            for one in rows.only("ref", "title", "url_path", "lang", "example", "werkplaats__slug")
        }

    def visible(self, refs: Collection[str], person: AnyPerson) -> Sequence[str]:
        """Those that readers see now, whoever they are."""
        return list(live().filter(ref__in=refs).order_by().values_list("ref", flat=True))


def is_new(entry: Entry) -> bool:
    """Whether readers see this page for the first time: a page that was only changed is no news."""
    before = Entry.objects.filter(kind=entry.kind, ref=entry.ref, verb=PUBLISHED, pk__lt=entry.pk)
    return not before.exists()


def register() -> None:
    """Make them known to following."""
    following.things(ProsePage.KIND, PageThings())
    following.news({PUBLISHED: _("Dit is nieuw op de site.")}, arrivals=(PUBLISHED,), only=is_new)
