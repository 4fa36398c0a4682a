# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the second step was taken in this browser: a note in the session, for this person only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added

V = TypeVar("V", bound=Callable[..., Any])
_KEY = "second_step_of"


def before_second_step(view: V) -> V:
    """A view of one's own account: open while the second step is still to be taken."""
    view.before_second_step = True  # type: ignore[attr-defined]
    return view


def asks_again(view: V) -> V:
    """A view that first asks who has a password or a second step to show it, when that was a while ago."""
    return cast(V, reauthentication_required(app="noaber.people")(view))


def taken(request: Any) -> bool:
    """Whether the person who signed in took the second step here."""
    return bool(request.session.get(_KEY) == str(request.user.pk))


def _after_step(request: Any, user: Any, method: str, **_other: Any) -> None:
    if method == "mfa":
        request.session[_KEY] = str(user.pk)


def _after_adding(request: Any, user: Any, authenticator: Any, **_other: Any) -> None:
    """Setting one up proves that one has it, and that it is still the same person."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        told = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True}
        record_authentication(request, user, "mfa", **told)


def register() -> None:
    """Follow what allauth says about the second step."""
    authentication_step_completed.connect(_after_step, dispatch_uid="noaber.second_step.step")
    authenticator_added.connect(_after_adding, dispatch_uid="noaber.second_step.added")
