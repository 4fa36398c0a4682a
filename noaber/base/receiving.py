# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where mail comes in: by LMTP or SMTP from the mail server, out of a mailbox by IMAP, or through a pipe.

Who hands a mail over hears that we have it only after it was written down.
"""

import asyncio
import email
import imaplib
import logging
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email import policy
from email.utils import getaddresses
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, connections

from noaber.base import clock, incoming

log = logging.getLogger(__name__)
# With what a mail adds to a file: a third.
LARGEST = 15 * 1024 * 1024
AT_ONCE = 100
# A mail is kept once for each of our addresses that it is for; nobody answers more at once.
MOST_ADDRESSES = 20
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


class Listener:
    """What aiosmtpd asks when a mail server hands something over."""

    def __init__(self) -> None:
        # The database is asked in a thread of its own: it may not keep other mail waiting.
        self._writing = ThreadPoolExecutor(1, "noaber-incoming")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only our own addresses, and those to which complaints come: nobody relays mail through us."""
        if not (incoming.is_ours(address) or is_for_complaints(address)):
            return "550 5.1.1 No such address here"
        if len(envelope.rcpt_tos) >= MOST_ADDRESSES:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep it for every address it is for, or say to try again later."""
        raw = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._writing, _keep, raw, list(envelope.rcpt_tos), envelope.mail_from or "")
        except DatabaseError:
            log.exception("incoming mail could not be written down")
            return "451 4.3.0 Try again later"
        return "250 2.0.0 Kept"


class Receiver(Controller):
    """A listener in a thread of its own; LMTP from a mail server on our own network, or SMTP."""

    def __init__(self, kind: str, host: str, port: int) -> None:
        super().__init__(Listener(), hostname=host, port=port)
        self._kind = kind

    def factory(self) -> Any:
        """What answers one connection."""
        made = LMTP if self._kind == "lmtp" else SMTP
        return made(self.handler, data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="Noaber")


def receiver(address: str) -> Receiver:
    """The listener for an address such as lmtp://127.0.0.1:8024."""
    told = urlsplit(address)
    return Receiver(told.scheme, told.hostname or "127.0.0.1", told.port or 8024)


def is_for_complaints(address: str) -> bool:
    """`klachten` in the place of the star: what to give a mail provider as the address of its feedback loop."""
    return bool(settings.MAIL_BACK) and address.strip().lower() == settings.MAIL_BACK.lower().replace("*", "klachten")


def keep(raw: bytes, recipients: list[str], sender: str) -> int:
    """Write a mail down for each of our addresses that it is for; returns for how many."""
    at = clock.now()
    ours = [one for one in dict.fromkeys(recipients) if is_for_complaints(one) or incoming.is_made_by_us(one, at=at)]
    for recipient in ours[:MOST_ADDRESSES]:
        incoming.keep(raw, recipient=recipient, sender=sender, at=at)
    return len(ours[:MOST_ADDRESSES])


def _keep(raw: bytes, recipients: list[str], sender: str) -> None:
    """For a thread that lives as long as the listener: it holds no connection between two mails."""
    try:
        keep(raw, recipients, sender)
    finally:
        connections.close_all()


def keep_by_headers(raw: bytes) -> int:
    """The same for a mail of which only the mail itself is known, out of a mailbox or a pipe."""
    if len(raw) > LARGEST:
        log.warning("a mail of %s bytes is too large, and is left", len(raw))
        return 0
    message = email.message_from_bytes(raw, policy=policy.compat32)
    told = [str(value) for name in ADDRESSED for value in message.get_all(name, [])]
    sender = str(message.get("Return-Path", "?")).strip().strip("<>")
    return keep(raw, [address for _name, address in getaddresses(told)], sender)


def poll(address: str) -> int:
    """Take what is new out of a mailbox: kept first, then marked as read; returns how many mails."""
    told, number = urlsplit(address), 0
    with _mailbox(told) as box:
        box.login(unquote(told.username or ""), unquote(told.password or ""))
        box.select(unquote(told.path.strip("/")) or "INBOX")
        for name, raw in _unseen(box):
            try:
                keep_by_headers(raw)
            except DatabaseError:
                raise
            except Exception:
                # One mail that cannot be read does not keep the others waiting.
                log.exception("a mail in the mailbox could not be read, and is left")
            box.uid("STORE", name, "+FLAGS", r"(\Seen)")
            number += 1
    return number


def _mailbox(told: SplitResult) -> imaplib.IMAP4:
    host, secure = told.hostname or "localhost", told.scheme == "imaps"
    if secure:
        return imaplib.IMAP4_SSL(host, told.port or 993, ssl_context=ssl.create_default_context(), timeout=30)
    return imaplib.IMAP4(host, told.port or 143, timeout=30)


def _unseen(box: imaplib.IMAP4) -> Iterator[tuple[str, bytes]]:
    _ok, found = box.uid("SEARCH", "UNSEEN")
    for name in found[0].decode().split()[:AT_ONCE] if found and found[0] else []:
        _ok, parts = box.uid("FETCH", name, "(BODY.PEEK[])")
        whole = [part[1] for part in parts if isinstance(part, tuple)]
        if whole:
            yield name, whole[0]
