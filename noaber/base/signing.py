# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed values for links in mails: whoever holds the link may do that one thing, for a while."""

from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from noaber.base.verdicts import Refused


class Forged(Refused):
    """The link was altered or cut off."""


class Expired(Refused):
    """The link was real but is too old."""


def seal(purpose: str, value: str) -> str:
    """A token for `value` that only serves `purpose`."""
    return signing.dumps(value, salt=f"noaber.{purpose}")


def unseal(purpose: str, token: str, max_age: timedelta) -> str:
    """The value sealed in `token`; raises `Expired` past `max_age`, `Forged` when it is not ours."""
    try:
        value = signing.loads(token, salt=f"noaber.{purpose}", max_age=max_age)
    except signing.SignatureExpired as error:
        raise Expired(_("Deze link is verlopen.")) from error
    except signing.BadSignature as error:
        raise Forged(_("Deze link klopt niet. Misschien is hij niet helemaal gekopieerd.")) from error
    return str(value)
