# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was sent to a list, as an Atom feed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from noaber.newsletters.models import Newsletter
from noaber.newsletters.queries import archive
from noaber.people.region_queries import origin_of
from noaber.ui.languages import in_language

MOST = 30


def issue_feed(newsletter: Newsletter, path: str) -> str:
    """The feed as text; `path` is where it was asked for."""
    origin = origin_of(newsletter.home.slug)
    feed = Atom1Feed(
        title=newsletter.title,
        link=origin + reverse("newsletter_detail", args=[newsletter.slug]),
        description=newsletter.text,
        language=newsletter.lang,
        feed_url=origin + path,
    )
    for one in archive(newsletter).select_related("newsletter")[:MOST]:
        feed.add_item(
            title=one.title,
            link=origin + in_language(one.get_absolute_url()),
            # A name, not a way: it stays the same when a werkplaats moves to a host of its own.
            unique_id=f"urn:noaber:issue:{one.ref}",
            description=one.lead,
            pubdate=one.begun_at,
            updateddate=one.begun_at,
        )
    return str(feed.writeString("utf-8"))
