# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may write, look at and judge knowledge."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.knowledge.models import Learned, Product, ProductFile, Version, VersionState
from noaber.knowledge.outside_models import OutsideReader, OutsideState
from noaber.knowledge.writing_queries import readable_versions
from noaber.moderation.policies import may_judge
from noaber.people.models import AnyPerson, Person, Role, Werkplaats
from noaber.people.policies import may_edit
from noaber.people.queries import roles_of
from noaber.projects.models import LearningRound
from noaber.projects.policies import may_note
from noaber.ui.formats import date_nl


def may_write(person: AnyPerson, home: Werkplaats | None, on: dt.date | None = None) -> Verdict:
    """Whoever has a role in a werkplaats, of whatever kind, writes its knowledge with the others."""
    if not isinstance(person, Person):
        return no(_("Log eerst in."))
    if not person.is_active:
        return no(_("Dit account is gesloten."))
    if person.is_superuser or (home is not None and roles_of(person, on).filter(werkplaats=home).exists()):
        return YES
    return no(_("Dit mag alleen wie meedoet in deze werkplaats."))


def may_write_somewhere(person: AnyPerson, on: dt.date | None = None) -> Verdict:
    """Whether there is a werkplaats for which this person can write."""
    if isinstance(person, Person) and person.is_active and (person.is_superuser or roles_of(person, on).exists()):
        return YES
    return no(_("Kennis schrijven kan wie meedoet in een werkplaats. Vraag de coördinator om je uit te nodigen."))


def may_change(person: AnyPerson, version: Version, on: dt.date | None = None) -> Verdict:
    """A draft is changed by those of its home, as long as nobody is looking at it."""
    if version.state == VersionState.REVIEW:
        return no(_("Dit concept wordt nu bekeken. Wil je iets veranderen? Zeg dan eerst dat je er nog aan werkt."))
    if version.state == VersionState.APPROVED:
        return no(
            _("Dit is al goedgekeurd en wordt openbaar op %(day)s. Zeg eerst dat je er nog aan werkt.")
            % {"day": date_nl(version.public_on)}
        )
    if version.state != VersionState.DRAFT:
        return no(_("Deze versie is af. Begin een nieuwe versie om iets te veranderen."))
    return may_write(person, version.home, on)


def may_talk(person: AnyPerson, version: Version, on: dt.date | None = None) -> Verdict:
    """The conversation is between who wrote a version and who judges for its home; others do not read it."""
    if isinstance(person, Person) and person.is_active:
        if version.writers.filter(pk=person.pk).exists() and may_write(person, version.home, on):
            return YES
        if may_edit(person, version.home, on):
            return YES
    return no(_("Dit gesprek is van wie het schreef en van de redactie."))


def may_invite(person: AnyPerson, version: Version, on: dt.date | None = None) -> Verdict:
    """Who is in the conversation about an open version asks somebody from outside to look at it too."""
    if not version.is_open:
        return no(_("Deze versie is af. Meelezen kan tot een versie openbaar is."))
    return may_talk(person, version, on)


def may_read_outside(reader: OutsideReader) -> Verdict:
    """Somebody from outside reads an open version as long as the invitation stands."""
    if reader.state == OutsideState.DECLINED:
        return no(_("Je liet weten dat je niet kunt meelezen. Deze link werkt daarom niet meer."))
    if reader.state == OutsideState.WITHDRAWN:
        return no(_("De uitnodiging is ingetrokken. Je hoeft niet meer mee te lezen."))
    if reader.is_reading and reader.version.is_open:
        return YES
    return no(_("Het meelezen is voorbij. Dank je wel dat je wilde helpen."))


def may_review(person: AnyPerson, version: Version, on: dt.date | None = None) -> Verdict:
    """An editor or coordinator of its home judges a version, never one of its writers."""
    if version.state != VersionState.REVIEW:
        return no(_("Er is nu niet gevraagd om hiernaar te kijken."))
    return may_judge(person, version.home, makers=version.writers.values_list("pk", flat=True), on=on)


def may_lift(person: AnyPerson, round: LearningRound, on: dt.date | None = None) -> Verdict:
    """Who is in the group, or coordinates its home, and writes for that home, makes knowledge of a finished round."""
    if round.finished_at is None:
        return no(_("Deze ronde is nog niet af. Daarna kun je er kennis van maken."))
    return may_note(person, round.project, on) and may_write(person, round.project.home, on)


def may_check(person: AnyPerson, product: Product, on: dt.date | None = None) -> Verdict:
    """Whoever writes for its home says whether something still holds."""
    if product.withdrawn_at is not None:
        return no(_("Dit is ingetrokken."))
    return may_write(person, product.home, on)


def may_keep_learned(person: AnyPerson) -> Verdict:
    """Whoever signed in keeps a list of their own."""
    return YES if isinstance(person, Person) and person.is_active else no(_("Log eerst in."))


def may_change_learned(person: AnyPerson, kept: Learned) -> Verdict:
    """What somebody kept for themself is theirs alone; nobody else may, whatever their task."""
    if isinstance(person, Person) and kept.person_id == person.pk:
        return may_keep_learned(person)
    return no(_("Dit is van iemand anders."))


def may_withdraw(person: AnyPerson, product: Product, on: dt.date | None = None) -> Verdict:
    """Taking something back that was published, or putting it back, is for the editors of its home."""
    return may_edit(person, product.home, on)


def may_read_file(person: AnyPerson, product: Product, file: ProductFile) -> Verdict:
    """A file is as open as its product, in the version that is shown or in an earlier one."""
    seen = Product.objects.filter(pk=product.pk).visible_to(person).exists()
    in_version = readable_versions(product, person).filter(attached__file=file)
    if seen and (file.product_id == product.pk or in_version.exists()):
        return YES
    return no(_("Dit bestand bestaat niet, of is niet openbaar."))


def may_recognise(person: AnyPerson, product: Product, on: dt.date | None = None) -> Verdict:
    """What a national databank says is taken over by an editor or coordinator of its home, never by a writer alone."""
    return may_edit(person, product.home, on)


def may_explain(person: AnyPerson, on: dt.date | None = None) -> Verdict:
    """What an active ingredient is, is said for everybody: by editors and coordinators, of whatever werkplaats."""
    if isinstance(person, Person) and person.is_active:
        kept = roles_of(person, on).filter(role__in=(Role.Kind.COORDINATOR, Role.Kind.EDITOR))
        if person.is_superuser or kept.exists():
            return YES
    return no(_("Dit mag alleen een redacteur of coördinator."))
