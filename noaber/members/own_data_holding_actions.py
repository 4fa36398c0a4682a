# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rooms below keep of a person: who they are, how they sign in, what they did, and mail."""

from __future__ import annotations

import datetime as dt
import email
from collections.abc import Iterator
from email import policy
from functools import partial
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q

from noaber.base.models import IncomingMail, MailTrouble, OutgoingMail
from noaber.ledger.models import Entry
from noaber.ledger.words import did, thing
from noaber.members.own_data_actions import after_commit, without_name
from noaber.people.account_queries import devices_of, linked_elsewhere
from noaber.people.models import Person

ERASED = "erased"


class PersonHolder:
    """The person and the tasks; the row itself goes last of all, by `erase`."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values."""
        roles = person.roles.order_by("from_on").select_related("werkplaats").prefetch_related("werkplaats__names")
        return {
            "name": person.name,
            "email": person.email,
            "place": person.place,
            "perspective": person.get_perspective_display(),
            "language": person.language,
            "since": person.created_at,
            "roles": [
                {
                    "role": one.get_role_display(),
                    "werkplaats": one.werkplaats.name,
                    "from_on": one.from_on,
                    "until_on": one.until_on,
                }
                for one in roles
            ],
        }

    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """The tasks that were had."""
        person.roles.all().delete()


class AccountHolder:
    """How somebody signs in. Secrets are not handed over: they would serve a thief only."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything but the secrets."""
        steps = Authenticator.objects.filter(user_id=person.pk)
        return {
            "password": person.has_usable_password() or None,
            "second_steps": [
                {"kind": one.type, "name": one.data.get("name"), "since": one.created_at, "last_used": one.last_used_at}
                for one in steps
            ],
            "elsewhere": [{"name": one.name, "since": one.since} for one in linked_elsewhere(person)],
            "devices": [{"name": one.name, "since": one.since} for one in devices_of(person, None)],
        }

    def files(self, person: Person) -> Iterator[tuple[str, Any]]:
        """The picture that an editor gave themselves."""
        if avatar := _avatar(person):
            yield avatar.name, avatar

    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """Every way in, and every browser that is in; also sessions in which the address still stands."""
        for model in (Authenticator, SocialAccount, EmailAddress, UserSession):
            model.objects.filter(user_id=person.pk).delete()
        for session in Session.objects.iterator():
            told = session.get_decoded()
            if told.get(SESSION_KEY) == str(person.pk) or person.email and person.email in str(told).lower():
                session.delete()
        if avatar := _avatar(person):
            after_commit(partial(avatar.storage.delete, avatar.name))


def _avatar(person: Person) -> Any:
    profile = getattr(person, "wagtail_userprofile", None)
    return getattr(profile, "avatar", None) or None


class LedgerHolder:
    """What somebody did, and what was done to them. The book keeps the entries without the person."""

    def export(self, person: Person) -> list[dict[str, Any]]:
        """Every entry by this person or about them."""
        mine = Entry.objects.filter(Q(by=person) | Q(kind=Person.KIND, ref=person.ref)).order_by("seq")
        return [
            {"at": one.at, "what": did(one.verb), "about": thing(one.kind, one.ref), "reason": one.reason}
            for one in mine.iterator()
        ]

    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """That something happened, when and to what stays; by whom does not."""
        Entry.objects.filter(by=person).update(by=None)
        Entry.objects.filter(kind=Person.KIND, ref=person.ref).update(ref=ERASED, reason="", data={})


class MailHolder:
    """Mail that waits or was sent, and in a copy without a mail server the folder it was put in."""

    def export(self, person: Person) -> list[dict[str, Any]]:
        """Every mail to this address that is still here."""
        mails = OutgoingMail.objects.filter(to=person.email).order_by("pk") if person.email else []
        lines = MailTrouble.objects.filter(address=person.email).order_by("pk") if person.email else []
        return [
            *(
                {"subject": one.subject, "text": one.text, "at": one.created_at, "sent_at": one.sent_at}
                for one in mails
            ),
            *({"what": one.get_what_display(), "text": one.said, "at": one.at} for one in lines),
        ]

    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """None of it."""
        if address := person.email:
            OutgoingMail.objects.filter(to=address).delete()
            MailTrouble.objects.filter(address=address).delete()
            IncomingMail.objects.filter(sender=address).delete()
            after_commit(lambda: empty_folder(address))
        # Mail to others may quote a whole name; a first name alone could be anybody's.
        if " " in person.name:
            for one in OutgoingMail.objects.filter(Q(text__icontains=person.name) | Q(subject__icontains=person.name)):
                for field in ("subject", "text", "html"):
                    setattr(one, field, without_name(getattr(one, field), person))
                one.save(update_fields=["subject", "text", "html"])


def empty_folder(address: str) -> None:
    """Remove the delivered mails to this address."""
    for path in (Path(settings.DATA_DIR) / "post").glob("*.eml"):
        head = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        if address in str(head["To"]).lower():
            path.unlink(missing_ok=True)
