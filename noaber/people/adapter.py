# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How signing in by a mailed code behaves here: our mail, nobody signs up, nothing said about who has an account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from noaber.base import clock, mail


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given by the network (a role), never taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only the code is ever mailed; whoever has no account gets nothing."""
        if template_prefix == "account/email/login_code":
            mail.enqueue(
                to=email,
                subject=_("Je code om in te loggen"),
                template="people/mail/login_code.txt",
                context={"code": context["code"]},
                at=clock.now(),
            )

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what happened themselves."""
