# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody who signed in elsewhere wants to link: kept in their own session for a quarter of an hour."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.hashers import check_password, make_password

_KEY, _CODE = "link_elsewhere", "link_elsewhere_code"
AGE = 900
MOST_TRIES = 3
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


@dataclass(frozen=True, slots=True)
class Pending:
    """A provider and who one is there."""

    provider: str
    subject: str


def keep(session: Any, sociallogin: Any, *, at: dt.datetime) -> None:
    """Remember what was proven elsewhere; nothing but the subject."""
    account = sociallogin.account
    session[_KEY] = {"provider": account.provider, "subject": account.uid, "until": at.timestamp() + AGE}
    session.pop(_CODE, None)


def waiting(session: Any, *, at: dt.datetime) -> Pending | None:
    """What waits to be linked in this browser."""
    found = session.get(_KEY)
    if not found or found["until"] < at.timestamp():
        return None
    return Pending(found["provider"], found["subject"])


def forget(session: Any) -> None:
    """It was linked, or is not wanted."""
    session.pop(_KEY, None)
    session.pop(_CODE, None)


def signed_in_by_code(request: Any) -> bool:
    """Whether this person showed, in this session and lately, that they read the mail of the account."""
    records = get_authentication_records(request, request.user)
    return any(one.get("method") == "code" and one.get("at", 0) > time.time() - AGE for one in records)


def new_code(session: Any, *, at: dt.datetime) -> str:
    """A code to mail; only its hash is kept."""
    code = "".join(secrets.choice(LETTERS) for _number in range(6))
    session[_CODE] = {"hash": make_password(code), "until": at.timestamp() + AGE, "tries": 0}
    return code


def asks_code(session: Any) -> bool:
    """Whether a code is on its way."""
    return _CODE in session


def right_code(session: Any, code: str, *, at: dt.datetime) -> bool:
    """Whether this is the mailed code; after a few wrong ones it is worth nothing."""
    kept = session.get(_CODE)
    if not kept or kept["until"] < at.timestamp() or kept["tries"] >= MOST_TRIES:
        session.pop(_CODE, None)
        return False
    session[_CODE] = {**kept, "tries": kept["tries"] + 1}
    return bool(check_password(code.strip().upper().replace("-", "").replace(" ", ""), kept["hash"]))
