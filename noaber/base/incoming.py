# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail that comes back: addresses that say what a mail is about, and who takes it.

An address is made for a *purpose* (a room registers what it does with it) and a number; a seal in it says that we made
it, and when. Mail for it is kept as a row before its sender hears that we have it; a worker gives it to its purpose.
"""

import base64
import email
import hashlib
import hmac
import logging
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base import clock, mail, queues, reports, throttle
from noaber.base.models import IncomingMail
from noaber.base.signing import Expired, Forged
from noaber.base.verdicts import Refused

log = logging.getLogger(__name__)
DAYS_FROM = date(2020, 1, 1)
SEALED = re.compile(r"^([a-z]{1,20})-([a-z2-7]{26})$")
MAX_ATTEMPTS = 10
# So many answers one address gets in a day, whatever it sends: two machines never keep each other busy.
ANSWERS_A_DAY = 5
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail for one purpose: the number in its address, who wrote it, and the mail itself."""

    number: int
    sender: str
    message: EmailMessage
    key: str
    at: datetime


class NotPlaced(Refused):
    """The mail could not be done with; its sender hears the reason, in their language."""

    def __init__(self, reason: str, language: str = "") -> None:
        super().__init__(reason)
        self.language = language or translation.get_language() or settings.LANGUAGE_CODE


Handler = Callable[[Letter], object]


@dataclass(frozen=True)
class Purpose:
    """What is done with mail for some addresses, how long those hold, and whether it takes mail of machines."""

    handler: Handler
    age: timedelta
    automatic: bool


PURPOSES: dict[str, Purpose] = {}


def register(purpose: str, handler: Handler, *, age: timedelta = timedelta(days=90), automatic: bool = False) -> None:
    """Let a handler take the mail for a purpose; called from an app's `ready`.

    It runs in one transaction with the note that it ran, and may run again when it fails. What it raises as `NotPlaced`
    is told to the sender. Answers of machines and reports reach it only where it is `automatic`.
    """
    PURPOSES[purpose] = Purpose(handler, age, automatic)


def address(purpose: str, number: int, *, at: datetime) -> str:
    """Where mail about this comes back to us; nothing in a copy that receives no mail."""
    if not settings.MAIL_BACK:
        return ""
    day = (clock.day(at) - DAYS_FROM).days
    value = struct.pack(">QH", number, day)[2:]
    sealed = base64.b32encode(value + _seal(purpose, value)).decode().lower().rstrip("=")
    return str(settings.MAIL_BACK.replace("*", f"{purpose}-{sealed}"))


def opened(recipient: str, *, at: datetime) -> tuple[str, int]:
    """The purpose and the number in an address; raises `Forged` when it is not ours, `Expired` when it is too old."""
    before, _star, after = settings.MAIL_BACK.lower().partition("*")
    told = recipient.strip().lower()
    whole = bool(after) and told.startswith(before) and told.endswith(after) and len(told) > len(before) + len(after)
    found = SEALED.match(told[len(before) : len(told) - len(after)]) if whole else None
    if found is None or found[1] not in PURPOSES:
        raise Forged(_("Dit adres is niet van ons."))
    try:
        sealed = base64.b32decode(found[2].upper() + "======")
    except ValueError as error:
        raise Forged(_("Dit adres is niet van ons.")) from error
    value, seal = sealed[:8], sealed[8:]
    if not hmac.compare_digest(seal, _seal(found[1], value)):
        raise Forged(_("Dit adres is niet van ons."))
    number, day = struct.unpack(">QH", b"\x00\x00" + value)
    if clock.day(at) - DAYS_FROM - timedelta(days=day) > PURPOSES[found[1]].age:
        raise Expired(_("Deze mail is te oud om nog te beantwoorden."))
    return found[1], number


def is_ours(recipient: str) -> bool:
    """Whether an address has the form of ours; what is in it is looked at later."""
    before, _star, after = settings.MAIL_BACK.lower().partition("*")
    told = recipient.strip().lower()
    return bool(after) and told.startswith(before) and told.endswith(after)


def is_made_by_us(recipient: str, *, at: datetime) -> bool:
    """Whether the seal in an address is ours, however old: mail for any other is not kept."""
    try:
        opened(recipient, at=at)
    except Forged:
        return False
    except Expired:
        return True
    return True


def _seal(purpose: str, value: bytes) -> bytes:
    told = purpose.encode() + b":" + value
    return hmac.new(settings.SECRET_KEY.encode() + b"noaber.incoming", told, hashlib.sha256).digest()[:8]


def keep(raw: bytes, *, recipient: str, sender: str, at: datetime) -> IncomingMail:
    """Write down a mail that came in; the same one for the same address is one row, however often it comes."""
    key = hashlib.sha256(recipient.strip().lower().encode() + b"\n" + raw).hexdigest()
    given = {"recipient": recipient[:320], "sender": sender[:320], "raw": raw, "received_at": at, "due_at": at}
    return IncomingMail.objects.get_or_create(key=key, defaults=given)[0]


def work_on_due(at: datetime, limit: int = 50) -> int:
    """Give what waits to its purpose, beside other workers; returns how many."""
    due = IncomingMail.objects.filter(done_at__isnull=True, due_at__lte=at, attempts__lt=MAX_ATTEMPTS)
    return sum(_work_on(pk, at) for pk in list(due.order_by("due_at").values_list("pk", flat=True)[:limit]))


def _work_on(pk: int, at: datetime) -> int:
    skip = connection.features.has_select_for_update_skip_locked
    try:
        with transaction.atomic():
            row = IncomingMail.objects.select_for_update(skip_locked=skip).filter(pk=pk, done_at__isnull=True).first()
            if row is None:
                return 0
            _hand_over(row, at)
            # What somebody wrote is now where it belongs, or nowhere.
            row.done_at, row.raw, row.recipient, row.sender, row.last_error = at, b"", "", "", ""
            row.save()
            return 1
    except Exception as error:
        log.exception("incoming mail %s failed", pk)
        attempts = IncomingMail.objects.values_list("attempts", flat=True).get(pk=pk) + 1
        later = at + timedelta(minutes=2**attempts)
        IncomingMail.objects.filter(pk=pk).update(attempts=attempts, due_at=later, last_error=repr(error)[:300])
        return 0


def _hand_over(row: IncomingMail, at: datetime) -> None:
    message = email.message_from_bytes(bytes(row.raw), policy=policy.default)
    sender = parseaddr(str(message.get("From", "")).replace("\x00", ""))[1].lower()
    automatic = row.sender in ("", "<>") or reports.is_automatic(message)
    try:
        purpose, number = _meant(row, message, at)
        if automatic and not PURPOSES[purpose].automatic:
            return
        with transaction.atomic():
            PURPOSES[purpose].handler(Letter(number, sender, message, row.key, at))
    except Forged:
        log.info("incoming mail %s is for an address that we did not make", row.pk)
    except (NotPlaced, Expired) as refusal:
        if not automatic:
            answer(sender, message, refusal, key=row.key, at=at)


def _meant(row: IncomingMail, message: EmailMessage, at: datetime) -> tuple[str, int]:
    """What a mail is about: by its address, or (a complaint comes to an address of all) by the mail it is about."""
    try:
        return opened(row.recipient, at=at)
    except Forged:
        if reports.read(message) is None:
            raise
        for told in _told_in(message):
            try:
                return opened(told, at=at)
            except Forged:
                continue
        raise


def _told_in(message: EmailMessage) -> Iterator[str]:
    for part in list(message.walk())[:20]:
        content = part.as_string()[:20_000] if not part.is_multipart() else "\n".join(map(str, part.values()))
        yield from re.findall(r"[\w.+=-]{1,64}@[\w.-]{1,255}", content)[:50]


def answer(sender: str, message: EmailMessage, refusal: Refused, *, key: str, at: datetime) -> None:
    """Tell a sender kindly that their mail could not be placed, and why; a few times a day at most."""
    try:
        validate_email(sender)
    except ValidationError:
        return
    if not throttle.hit("incoming.answer", sender, ANSWERS_A_DAY, timedelta(days=1), at):
        return
    with translation.override(getattr(refusal, "language", None) or settings.LANGUAGE_CODE):
        mail.enqueue(
            to=sender,
            subject=_("Je mail is niet geplaatst"),
            template="base/mail/not_placed.txt",
            context={"reason": refusal.reason, "about": " ".join(str(message.get("Subject", "")).split())[:200]},
            at=at,
            key=f"incoming:{key}",
            headers={"In-Reply-To": told} if (told := _one_line(message.get("Message-ID"))) else None,
        )


def _one_line(value: object) -> str:
    told = " ".join(str(value or "").split())
    return told if re.fullmatch(r"<[\x21-\x7e]{3,250}>", told) else ""


def forget_old(at: datetime) -> int:
    """What was kept to know the same mail again, and what never could be done."""
    return IncomingMail.objects.filter(received_at__lt=at - KEPT_FOR).delete()[0]


WAITING = queues.Rows(
    gettext_lazy("Mail die binnenkwam"), IncomingMail, undone=Q(done_at__isnull=True), since="received_at",
    most=MAX_ATTEMPTS,
)  # fmt: skip
