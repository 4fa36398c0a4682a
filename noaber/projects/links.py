# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mailed links: taking part without an account, confirming, saying yes, and telling how it is with a result."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.people.policies import may_sign_in
from noaber.projects.models import EmbeddingCheck, Member, MemberState

PART, JOIN, INVITATION, CHECK = "projects.part", "projects.join", "projects.invitation", "projects.check"
# A program that reads a calendar keeps its address; it can do nothing else with it.
FEED = "projects.feed"
# A part lasts as long as the group; a link that is a year old is mailed anew on asking.
PART_AGE, JOIN_AGE, INVITATION_AGE = dt.timedelta(days=365), dt.timedelta(days=14), dt.timedelta(days=30)
CHECK_AGE, FEED_AGE = dt.timedelta(days=400), dt.timedelta(days=3650)


def token(purpose: str, thing: Member | EmbeddingCheck) -> str:
    """What a link carries."""
    return signing.seal(purpose, thing.ref)


def member_of(purpose: str, sealed: str, age: dt.timedelta) -> Member:
    """The part that a link is about; raises when it is not ours, too old, or about something that is gone."""
    ref = signing.unseal(purpose, sealed, age)
    found = Member.objects.select_related("project__home", "project__embedding_plan", "person", "by").filter(ref=ref)
    member = found.first()
    if member is None:
        raise signing.Forged(_("Deze link hoort nergens meer bij."))
    return member


def part_of_link(sealed: str) -> Member:
    """The part of who takes part without an account; who can sign in does that instead."""
    member = member_of(PART, sealed, PART_AGE)
    if member.state != MemberState.IN or member.person is None:
        raise signing.Forged(_("Je doet niet meer mee aan dit leertraject. Deze link werkt daarom niet meer."))
    if may_sign_in(member.person):
        raise signing.Forged(_("Je hebt een account. Log in om bij je groep te komen."))
    return member


def check_of(sealed: str) -> EmbeddingCheck:
    """The question to an owner that a link is about."""
    ref = signing.unseal(CHECK, sealed, CHECK_AGE)
    found = EmbeddingCheck.objects.select_related("plan__project__home").filter(ref=ref).first()
    if found is None:
        raise signing.Forged(_("Deze vraag is vervallen: er is een nieuw plan, of een andere eigenaar."))
    return found
