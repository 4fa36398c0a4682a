# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mailed links: confirming what one told, managing it, and telling what happened next."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.effects.models import Told
from noaber.effects.telling_actions import KINDS

CONFIRM, MANAGE, AFTER = "effects.confirm", "effects.manage", "effects.after"
AGES = {CONFIRM: dt.timedelta(days=14), MANAGE: dt.timedelta(days=730), AFTER: dt.timedelta(days=120)}


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
