# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking at each other's work: asking, answering, changing, publishing; and taking back what was public."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock
from noaber.base.refs import slug_for
from noaber.base.verdicts import Refused, require
from noaber.knowledge import facts as about
from noaber.knowledge import policies
from noaber.knowledge.draft_actions import locked, note
from noaber.knowledge.in_loop import authors_heard, loop_facts
from noaber.knowledge.models import LIFECYCLE, Product, Remark, Version, VersionState
from noaber.people.models import Organisation, Person, Visibility
from noaber.people.queries import concepts_now

ledger.declare(
    {
        "product.review_asked": "the writers of a version asked the editors to look at it",
        "product.remarked": "somebody said something in the conversation about a version",
        "product.changes_asked": "an editor asked to change something before a version is published",
        "product.taken_back": "the writers work on a version again before it was judged",
        "product.published": "an editor approved a version and it became public",
        "product.withdrawn": "a product was taken out of public view, with the reason",
        "product.restored": "a withdrawn product became public again",
    }
)


class Overtaken(Refused):
    """A colleague was faster, or the text changed while somebody looked at it."""


def in_conversation(
    version: Version, kind: str, text: str, *, submission: str = "", by: Person | None, at: dt.datetime
) -> Remark:
    """Put words in the conversation about a version, within the caller's transaction."""
    return Remark.objects.create(version=version, kind=kind, text=text, by=by, at=at, submission=submission or None)


def go_to(version: Version, to: str) -> None:
    """The version in its next state, unsaved; who was too late hears so."""
    if not LIFECYCLE.may(version, to):
        raise Overtaken(
            _("Iemand was je voor: de status is nu “%(state)s”. Wat je typte staat er nog.")
            % {"state": version.get_state_display()}
        )
    LIFECYCLE.move(version, to)


def in_review(version: Version, seen: int | None, by: Person | None, at: dt.datetime) -> Version:
    """The version that this person may judge now, held until the transaction ends."""
    version = locked(version)
    if version.state != VersionState.REVIEW or (seen is not None and seen != version.saved):
        raise Overtaken(
            _("Er is intussen iets veranderd: de status is nu “%(state)s”. Kijk eerst nog een keer.")
            % {"state": version.get_state_display()}
        )
    require(policies.may_review(by, version, clock.day(at)))
    return version


@transaction.atomic
def ask_review(version: Version, *, text: str = "", by: Person | None, at: dt.datetime) -> Version:
    """The writers think it is ready: the editors of its home are asked to look. Asking twice is asking once."""
    version = locked(version)
    if version.state == VersionState.REVIEW:
        return version
    require(policies.may_change(by, version, clock.day(at)))
    if version.typed.exists():
        raise Refused(_("Er is nog tekst getypt die niet is bewaard. Bewaar die eerst, of gooi hem weg."))
    require(about.ready(version.facts, files=version.attached.count()))
    go_to(version, VersionState.REVIEW)
    version.review_asked_at = at
    if by is not None:
        version.writers.add(by)
    said = in_conversation(version, Remark.Kind.ASKED, text, by=by, at=at)
    note(version, "product.review_asked", by=by, at=at, data={"remark": said.pk})
    return version


@transaction.atomic
def remark(version: Version, *, text: str, submission: str = "", by: Person | None, at: dt.datetime) -> Remark:
    """Say something to the others. The same `submission` again is the same remark."""
    version = locked(version)
    require(policies.may_talk(by, version, clock.day(at)))
    if submission and (known := version.remarks.filter(submission=submission).first()):
        return known
    if not text.strip():
        raise Refused(_("Schrijf eerst iets."))
    said = in_conversation(version, Remark.Kind.SAID, text, submission=submission, by=by, at=at)
    note(version, "product.remarked", by=by, at=at, data={"remark": said.pk})
    return said


@transaction.atomic
def ask_changes(version: Version, *, text: str, seen: int | None = None, by: Person | None, at: dt.datetime) -> Version:
    """An editor wants something changed first, and says what."""
    version = in_review(version, seen, by, at)
    if not text.strip():
        raise Refused(_("Schrijf wat er anders moet, en waarom."))
    go_to(version, VersionState.DRAFT)
    said = in_conversation(version, Remark.Kind.CHANGES, text, by=by, at=at)
    note(version, "product.changes_asked", by=by, at=at, reason=text, data={"remark": said.pk})
    return version


@transaction.atomic
def take_back(version: Version, *, text: str = "", by: Person | None, at: dt.datetime) -> Version:
    """The writers see something themselves and go on writing."""
    version = locked(version)
    require(policies.may_write(by, version.home, clock.day(at)))
    go_to(version, VersionState.DRAFT)
    version.public_on = None
    said = in_conversation(version, Remark.Kind.TAKEN_BACK, text, by=by, at=at)
    note(version, "product.taken_back", by=by, at=at, data={"remark": said.pk})
    return version


@transaction.atomic
def publish(
    version: Version, *, text: str = "", seen: int | None = None, by: Person | None, at: dt.datetime
) -> Product:
    """An editor approves what was on the screen (`seen`): it becomes the public version, under the lasting address."""
    version = in_review(version, seen, by, at)
    require(about.ready(version.facts, files=version.attached.count()))
    return become_public(version, text=text, by=by, at=at)


def become_public(version: Version, *, text: str = "", by: Person | None, at: dt.datetime) -> Product:
    """What was approved is the public version from now on; within the caller's transaction."""
    go_to(version, VersionState.PUBLISHED)
    product = _public(version, at)
    numbers = product.versions.exclude(pk=version.pk).filter(number__isnull=False).order_by("-number")
    version.product, version.published_at = product, at
    version.number = (numbers.values_list("number", flat=True).first() or 0) + 1
    said = in_conversation(version, Remark.Kind.PUBLISHED, text, by=by, at=at)
    told = {"remark": said.pk, "number": version.number, **loop_facts(product), "heard": authors_heard(product)}
    note(version, "product.published", by=by, at=at, reason=text, data=told)
    return product


def _public(version: Version, at: dt.datetime) -> Product:
    """The product as this version says; its address is made from the first title and then stays."""
    product = Product.objects.select_for_update().filter(ref=version.ref).first()
    found_as = product.search_kind if product else ""
    if product is None:
        product = Product(ref=version.ref, slug=slug_for(version.title, version.ref), created_at=at)
        product.home, product.example = version.home, version.example
    for field, value in about.columns(version.facts).items():
        setattr(product, field, value)
    organisations = list(Organisation.objects.filter(slug__in=version.facts["organisations"]).order_by("title"))
    product.organisation_names = [organisation.title for organisation in organisations]
    product.withdrawn_at, product.withdrawn_because, product.updated_at = None, "", at
    product.save()
    product.themes.set(concepts_now(version.facts["themes"]))
    product.organisations.set(organisations)
    _with_files(product, version)
    if found_as and found_as != product.search_kind:
        search.removed(found_as, product.ref)
    search.changed(product.search_kind, product.ref)
    return product


def _with_files(product: Product, version: Version) -> None:
    """The files of this version are those of the product; those of earlier versions stay with these only."""
    rows = list(version.attached.select_related("file"))
    product.files.exclude(pk__in=[row.file_id for row in rows]).update(product=None)
    for row in rows:
        row.file.product, row.file.description = product, row.description
        row.file.save(update_fields=["product", "description"])


@transaction.atomic
def withdraw(product: Product, *, text: str, by: Person | None, at: dt.datetime) -> Product:
    """Take a product and all its versions out of public view. Its address says so, and why."""
    product = Product.objects.select_for_update().get(pk=product.pk)
    require(policies.may_withdraw(by, product, clock.day(at)))
    if not text.strip():
        raise Refused(_("Schrijf waarom. Wie het adres heeft krijgt dat te lezen."))
    if product.withdrawn_at is not None:
        raise Overtaken(_("Dit is al ingetrokken."))
    for version in product.versions.filter(state=VersionState.PUBLISHED):
        LIFECYCLE.move(version, VersionState.WITHDRAWN)
        version.save(update_fields=["state"])
    product.visibility, product.withdrawn_at, product.withdrawn_because = Visibility.HIDDEN, at, text
    return _changed(product, "product.withdrawn", by=by, at=at, reason=text)


@transaction.atomic
def restore(product: Product, *, text: str, by: Person | None, at: dt.datetime) -> Product:
    """Put a withdrawn product back as it was."""
    product = Product.objects.select_for_update().get(pk=product.pk)
    require(policies.may_withdraw(by, product, clock.day(at)))
    if not text.strip():
        raise Refused(_("Schrijf waarom het terug mag."))
    if product.withdrawn_at is None:
        raise Overtaken(_("Dit staat er al weer."))
    versions = list(product.versions.filter(state=VersionState.WITHDRAWN).order_by("number"))
    for version in versions:
        LIFECYCLE.move(version, VersionState.PUBLISHED)
        version.save(update_fields=["state"])
    product.visibility = versions[-1].facts["visibility"] if versions else Visibility.PUBLIC
    product.withdrawn_at, product.withdrawn_because = None, ""
    return _changed(product, "product.restored", by=by, at=at, reason=text)


def _changed(product: Product, verb: str, *, by: Person | None, at: dt.datetime, reason: str) -> Product:
    product.updated_at = at
    product.save()
    search.changed(product.search_kind, product.ref)
    home = product.home.slug if product.home else ""
    ledger.record(verb, product, by=by, at=at, werkplaats=home, reason=reason, data=loop_facts(product))
    return product
