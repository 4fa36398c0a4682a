# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping one's own profile, and saying field by field what others may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.members import policies
from noaber.members.models import TEXT_VERSION, Field, FieldConsent, Involvement, Profile
from noaber.members.queries import consents_of
from noaber.people.models import Organisation, Person

ledger.declare(
    {
        "profile.started": "a person got a profile, of which nothing shows yet",
        "profile.changed": "a person changed what they tell of themselves",
        "profile.consented": "a person said which fields others may see",
        "profile.emptied": "what a person told of themselves was taken away",
        "profile.hidden": "a profile was taken out of public view after a report, with the reason",
    }
)


@transaction.atomic
def start_profile(person: Person, *, example: bool = False, by: Person | None, at: dt.datetime) -> Profile:
    """The profile of a person, made when there is none; nothing of it shows."""
    known = Profile.objects.filter(person=person).first()
    if known is not None:
        return known
    ref = new_ref("m")
    profile = Profile(ref=ref, slug=slug_for(person.name, ref), person=person, example=example, changed_at=at)
    try:
        with transaction.atomic():
            profile.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return Profile.objects.get(person=person)
    ledger.record("profile.started", profile, by=by, at=at)
    return profile


@transaction.atomic
def keep_profile(
    profile: Profile,
    *,
    name: str,
    place: str = "",
    perspective: str = "",
    about: str = "",
    organisation: Organisation | None = None,
    function: str = "",
    orcid: str = "",
    links: Sequence[str] = (),
    shown: Iterable[str] | None = None,
    by: Person,
    at: dt.datetime,
) -> Profile:
    """Change what a person tells and, when given, shows; its address follows the name until that was shown."""
    require(policies.may_keep_profile(by))
    if by.pk != profile.person_id and not by.is_superuser:
        raise Refused(_("Dit is het profiel van iemand anders."))
    person = profile.person
    if name != person.name and Field.NAME not in consents_of([person.pk]).get(person.pk, ()):
        profile.slug = slug_for(name, profile.ref)
    person.name, person.place, person.perspective = name, place, perspective
    person.save(update_fields=["name", "place", "perspective"])
    profile.about, profile.organisation, profile.function = about, organisation, function
    profile.orcid, profile.links, profile.changed_at = orcid, list(links), at
    # Who was hidden after a report mended what was wrong; if not, it is reported again.
    profile.hidden_because = ""
    try:
        profile.clean_fields()
        with transaction.atomic():
            profile.save()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise Refused(_("Deze ORCID staat al bij iemand anders.")) from error
    ledger.record("profile.changed", profile, by=by, at=at)
    if shown is not None:
        consent(profile, given=shown, by=by, at=at)
    return profile


@transaction.atomic
def consent(profile: Profile, *, given: Iterable[str], by: Person, at: dt.datetime) -> list[FieldConsent]:
    """Say of every field whether others may see it: a row for each answer that differs from the one before."""
    require(policies.may_keep_profile(by))
    if by.pk != profile.person_id:
        raise Refused(_("Alleen jij zelf zegt wat anderen van jou zien."))
    return _answer(profile, set(given) & set(Field.values), by=by, at=at)


def _answer(profile: Profile, given: set[str], *, by: Person | None, at: dt.datetime) -> list[FieldConsent]:
    # Held, so that two answers at once are put one after the other.
    Profile.objects.select_for_update().get(pk=profile.pk)
    before = consents_of([profile.person_id]).get(profile.person_id, frozenset())
    rows = [
        FieldConsent(person_id=profile.person_id, field=field, given=field in given, at=at, text_version=TEXT_VERSION)
        for field in Field.values
        if (field in given) != (field in before)
    ]
    FieldConsent.objects.bulk_create(rows)
    if rows:
        changed = {row.field: row.given for row in rows}
        ledger.record("profile.consented", profile, by=by, at=at, data={"fields": changed, "text": TEXT_VERSION})
    return rows


@transaction.atomic
def hide_profile(profile: Profile, *, reason: str, by: Person | None, at: dt.datetime) -> None:
    """Take a profile out of public view after a report, until its person changes it; what they consented to stays."""
    profile.hidden_because = reason
    profile.save(update_fields=["hidden_because"])
    ledger.record("profile.hidden", profile, by=by, at=at, reason=reason)


@transaction.atomic
def empty_profile(person: Person, *, by: Person | None, at: dt.datetime) -> None:
    """Take away what a person told of themselves, and every consent; the work stays. Again changes nothing."""
    profile = Profile.objects.filter(person=person).first()
    if profile is None:
        return
    _answer(profile, set(), by=by, at=at)
    Involvement.objects.filter(person=person, state="claimed").delete()
    if profile.slug == profile.ref:
        return
    profile.about, profile.organisation, profile.function, profile.orcid, profile.links = "", None, "", "", []
    profile.hidden_because = ""
    # The address held the name.
    profile.slug, profile.changed_at = profile.ref, at
    profile.save()
    ledger.record("profile.emptied", profile, by=by, at=at)
