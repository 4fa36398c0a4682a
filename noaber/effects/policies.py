# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may tell, and who may judge what was told."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.effects.models import State, Told
from noaber.moderation import policies as moderation
from noaber.moderation.policies import not_own
from noaber.moderation.queries import judges_of
from noaber.people.models import AnyPerson, Person, Visibility


def may_tell_about(visibility: str) -> Verdict:
    """Telling what became of something is for everybody who can read it."""
    if visibility == Visibility.PUBLIC:
        return YES
    return no(_("Dit is niet openbaar. Je kunt er nu niets over vertellen."))


def may_judge(person: AnyPerson, thing: Told, on: dt.date | None = None) -> Verdict:
    """Whether something that was told may be public is for an editor of its home who did not tell it."""
    if isinstance(person, Person) and person.email and person.email == thing.mail:
        return not_own(_("Dit is van jezelf."), judges_of(thing.home, [person.pk]))
    makers = [thing.person_id] if thing.person_id else []
    return moderation.may_judge(person, thing.home, makers=makers, on=on)


def may_tell_after(use: Told) -> Verdict:
    """What happened next can be told as long as the use is there."""
    if use.state == State.PUBLIC:
        return YES
    return no(_("Dit staat niet meer op de site."))
