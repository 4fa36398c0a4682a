# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mailed links: confirming what one told, managing it, and telling what happened next."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.effects.models import Told, Use
from noaber.effects.msc_models import MscState, Panelist
from noaber.effects.story_models import Change, Substantiation
from noaber.effects.telling_actions import KINDS

CONFIRM, MANAGE, AFTER, WHETHER = "effects.confirm", "effects.manage", "effects.after", "effects.whether"
PANEL = "effects.panel"
AGES = {CONFIRM: dt.timedelta(days=14), MANAGE: dt.timedelta(days=730), AFTER: dt.timedelta(days=120),
        WHETHER: dt.timedelta(days=90), PANEL: dt.timedelta(days=365)}  # fmt: skip


def token(purpose: str, thing: Told) -> str:
    """What a link carries."""
    return signing.seal(purpose, f"{thing.KIND}:{thing.ref}")


def told_of(purpose: str, sealed: str) -> Told:
    """What a link is about; raises when it is not ours, too old, or about something that is gone."""
    kind, _colon, ref = signing.unseal(purpose, sealed, AGES[purpose]).partition(":")
    models = {one.KIND: one for one in KINDS}
    rows = models[kind]._default_manager.select_related("home", "person") if kind in models else None
    thing = rows.filter(ref=ref).first() if rows is not None else None
    if thing is None or thing.is_withdrawn:
        raise signing.Forged(_("Deze link hoort nergens meer bij: het is ingetrokken."))
    return thing


def use_of(sealed: str) -> Use:
    """The use that a link about what happened next is about; raises when it is about something else."""
    thing = told_of(AFTER, sealed)
    if not isinstance(thing, Use):
        raise signing.Forged(_("Deze link hoort bij iets anders."))
    return thing


def change_of(sealed: str) -> Change:
    """The change that a managing link is about; raises when it is about something else."""
    thing = told_of(MANAGE, sealed)
    if not isinstance(thing, Change):
        raise signing.Forged(_("Deze link hoort bij iets anders."))
    return thing


def asked_of(sealed: str) -> Substantiation:
    """The question to somebody independent that a link is about."""
    ref = signing.unseal(WHETHER, sealed, AGES[WHETHER])
    asked = Substantiation.objects.select_related("change__home").filter(ref=ref).first()
    if asked is None or not asked.change.is_public:
        raise signing.Forged(_("Deze link hoort nergens meer bij: het is ingetrokken."))
    return asked


def panelist_of(sealed: str) -> Panelist:
    """The member of a panel that a link is about, while the round goes on."""
    ref = signing.unseal(PANEL, sealed, AGES[PANEL])
    one = Panelist.objects.select_related("round__home").filter(ref=ref).first()
    if one is None or one.round.state not in (MscState.COLLECTING, MscState.CHOOSING):
        raise signing.Forged(_("Deze ronde is voorbij."))
    return one
