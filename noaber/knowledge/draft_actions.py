# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing: starting a version, saving it with others at work in it, and keeping what was typed but not saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.knowledge import facts as about
from noaber.knowledge import policies
from noaber.knowledge.facts import Facts
from noaber.knowledge.models import (
    LIFECYCLE,
    DraftSave,
    DraftText,
    Product,
    Version,
    VersionFile,
    VersionState,
)
from noaber.ledger.models import Entry
from noaber.people.models import Person, Werkplaats

ledger.declare(
    {
        "product.drafted": "somebody began to write a product, or a new version of it",
        "product.saved": "a draft of a product was saved",
        "product.draft_dropped": "a draft of a product was laid aside",
    }
)
AGAIN = dt.timedelta(minutes=2)


class Clash(Refused):
    """Somebody else saved other words in the same fields; `joined` is what both made, with mine where we differ."""

    def __init__(self, version: Version, joined: Facts, disputed: list[str]) -> None:
        who = version.changed_by.name if version.changed_by and version.changed_by.name else _("Iemand anders")
        super().__init__(
            _(
                "%(who)s heeft dit concept intussen ook bewaard. Jullie teksten staan hieronder naast elkaar. "
                "Maak er één van en bewaar nog een keer. Er is niets weg."
            )
            % {"who": who}
        )
        self.version, self.joined, self.disputed = version, joined, disputed


def note(
    version: Version,
    verb: str,
    *,
    by: Person | None,
    at: dt.datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Save a changed version and write it in the ledger; within the caller's transaction."""
    version.save()
    told = {"version": version.pk, **(data or {})}
    return ledger.record(verb, version, by=by, at=at, werkplaats=version.home_slug, reason=reason, data=told)


def locked(version: Version) -> Version:
    """The version as it is now, held until the transaction ends."""
    rows = Version.objects.select_for_update(of=("self",)).select_related("home", "product", "changed_by")
    return rows.get(pk=version.pk)


@transaction.atomic
def start(
    title: str, *, home: Werkplaats, type: str, example: bool = False, by: Person | None, at: dt.datetime
) -> Version:
    """Begin to write something new. Sent twice it is begun once."""
    require(policies.may_write(by, home, clock.day(at)))
    assert by is not None
    mine = Version.objects.filter(home=home, changed_by=by, started_at__gt=at - AGAIN, state=VersionState.DRAFT)
    if known := next((one for one in mine if one.title == title), None):
        return known
    return _begun(
        Version(
            ref=new_ref("k"),
            home=home,
            example=example,
            facts={**about.EMPTY, "title": title, "type": type, "year": clock.day(at).year},
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def revise(product: Product, *, by: Person | None, at: dt.datetime) -> Version:
    """Begin a new version of what is public, or join the one that is being written; the public page stays as it is."""
    require(policies.may_write(by, product.home, clock.day(at)))
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    known = Version.objects.open().filter(ref=product.ref).first()
    if known is not None:
        return known
    if not product.versions.exists():
        as_it_is(product, at=product.updated_at)
    last = product.versions.order_by("-number").first()
    facts = {**about.of_product(product), "markup": Product.Markup.MARKDOWN.value}
    version = Version(ref=product.ref, product=product, home=product.home, example=product.example, facts=facts)
    begun = _begun(version, by=by, at=at)
    if last is not None:
        for row in last.attached.all():
            VersionFile.objects.create(version=begun, file=row.file, description=row.description)
    return begun


def as_it_is(product: Product, *, at: dt.datetime, told: str = "", facts: Facts | None = None) -> Version:
    """Keep what is public now (or what it said) as a version, so that what comes after can be compared with it."""
    last = product.versions.aggregate(last=Max("number"))["last"] or 0
    facts = facts or about.of_product(product)
    state = VersionState.WITHDRAWN if product.withdrawn_at else VersionState.PUBLISHED
    version = Version.objects.create(
        ref=product.ref, product=product, home=product.home, number=last + 1, state=state, facts=facts,
        note=told[:500], example=product.example, started_at=at, changed_at=at, published_at=at,
    )  # fmt: skip
    VersionFile.objects.bulk_create(
        VersionFile(version=version, file=file, description=file.description) for file in product.files.all()
    )
    return version


def _begun(version: Version, *, by: Person | None, at: dt.datetime) -> Version:
    version.started_at = version.changed_at = at
    version.changed_by = by
    version.save()
    DraftSave.objects.create(version=version, number=0, facts=version.facts, by=by, at=at)
    if by is not None:
        version.writers.add(by)
    note(version, "product.drafted", by=by, at=at)
    return version


@transaction.atomic
def save_draft(
    version: Version, *, facts: Facts, seen: int, note_text: str = "", by: Person | None, at: dt.datetime
) -> Version:
    """Save a draft. What another writer saved since `seen` is kept too; the same field twice is a `Clash`."""
    version = locked(version)
    require(policies.may_change(by, version, clock.day(at)))
    facts = {**about.EMPTY, **facts}
    if seen != version.saved:
        base = version.saves.filter(number=seen).first()
        facts, disputed = about.joined(base.facts if base else about.EMPTY, version.facts, facts)
        if disputed:
            raise Clash(version, facts, disputed)
    forget(version, by=by, at=at)
    if facts == version.facts and note_text == version.note:
        return version
    version.facts, version.note, version.changed_by, version.changed_at = facts, note_text, by, at
    version.saved += 1
    DraftSave.objects.create(version=version, number=version.saved, facts=facts, by=by, at=at)
    if by is not None:
        version.writers.add(by)
    note(version, "product.saved", by=by, at=at, data={"save": version.saved})
    return version


@transaction.atomic
def keep_typed(
    version: Version, *, fields: Mapping[str, Any], seen: int, by: Person | None, at: dt.datetime
) -> DraftText:
    """Keep what somebody has on the screen, as it is, beside the draft; nobody else sees it. Not for the ledger."""
    require(policies.may_change(by, version, clock.day(at)))
    values = {"fields": dict(fields), "seen": seen, "at": at}
    try:
        with transaction.atomic():
            return DraftText.objects.update_or_create(version=version, person=by, defaults=values)[0]
    except IntegrityError:
        # Two tabs of the same person; the last one that came stays.
        return DraftText.objects.update_or_create(version=version, person=by, defaults=values)[0]


@transaction.atomic
def forget(version: Version, *, by: Person | None, at: dt.datetime) -> None:
    """What was typed has been saved, or is not wanted."""
    DraftText.objects.filter(version=version, person=by).delete()


@transaction.atomic
def drop(version: Version, *, by: Person | None, at: dt.datetime) -> Version:
    """Lay a draft aside. What is public stays; what was written stays with the werkplaats, but nobody works on it."""
    version = locked(version)
    require(policies.may_change(by, version, clock.day(at)))
    LIFECYCLE.move(version, VersionState.DROPPED)
    version.changed_by, version.changed_at = by, at
    version.typed.all().delete()
    note(version, "product.draft_dropped", by=by, at=at)
    return version
