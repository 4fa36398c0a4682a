# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Under which host names this copy answers: those of the settings, and the own host of every werkplaats."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError


class AllowedHosts(list[str]):
    """Django's ALLOWED_HOSTS: a fixed list, followed by the hosts of the werkplaatsen as they are now.

    The fixed ones come first, so that the portal asks the table nothing; the table is remembered for some seconds.
    """

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        yield from werkplaats_hosts()


def werkplaats_hosts() -> dict[str, str]:
    """Host name → slug; nothing while the database is not there or not yet prepared."""
    if not apps.ready:
        return {}
    from noaber.people.region_queries import hosts

    try:
        return hosts()
    except DatabaseError:
        return {}


def fixed_hosts() -> set[str]:
    """The portal's own host names, which no werkplaats can have."""
    return {*list.copy(settings.ALLOWED_HOSTS), portal_host()}


def portal_host() -> str:
    """The host name of the portal."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"
