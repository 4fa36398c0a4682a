# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""An issue as mail: written once for everybody who gets the same, and finished for each address by what differs.

Both parts are quoted-printable, so that no mail server has a reason to change a byte of what was signed. A line never
begins with a full stop: nothing needs to be doubled on its way.
"""

from __future__ import annotations

import quopri
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from noaber.newsletters.dkim import Signer

# What stands in the mail for everybody where the links of one reader come.
STOP, CHOOSE = "https://stop.invalid/", "https://choose.invalid/"
LINE = 70


@dataclass(frozen=True)
class Wording:
    """What a mail says: as HTML and as text, with STOP and CHOOSE where a reader's own links come."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class Links:
    """The links of one reader."""

    stop: str
    choose: str


@dataclass(frozen=True)
class Prepared:
    """A mail but for what differs per address."""

    headers: Sequence[tuple[str, str]]
    body: Sequence[bytes]
    signer: Signer | None

    def finished(self, *, to: str, token: str, links: Links) -> bytes:
        """The mail to one address, signed."""
        own = {STOP: links.stop, CHOOSE: links.choose}
        filled = {mark.encode(): _wrapped(address) for mark, address in own.items()}
        body = b"".join(filled.get(piece, piece) for piece in self.body)
        headers = [
            ("To", to),
            ("Message-ID", f"<{token}@{settings.MAIL_DOMAIN}>"),
            ("List-Unsubscribe", f"<{links.stop}>"),
            *self.headers,
        ]
        if self.signer is not None:
            headers.insert(0, ("DKIM-Signature", self.signer.header(headers, body)))
        return "".join(f"{name}: {value}\r\n" for name, value in headers).encode() + b"\r\n" + body


def envelope(token: str) -> str:
    """The sender on the envelope: what bounces comes back to an address of this delivery alone (VERP)."""
    name, _at, domain = settings.MAIL_BOUNCES.partition("@")
    return f"{name}+{token}@{domain}"


def mailbox(email: str) -> str:
    """An address as mail servers know it: the part after the @ in letters that every one of them has."""
    name, _at, domain = email.rpartition("@")
    try:
        return f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return email


def prepare(
    wording: Wording, *, sender: str, list_id: str, reply_to: str, at: datetime, signer: Signer | None
) -> Prepared:
    """The mail for everybody: `sender` is the name that it comes from, `list_id` a name of the list."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    headers = [
        *_said("From", Address(sender, addr_spec=address)),
        *_said("Subject", " ".join(wording.subject.split())),
        ("Date", format_datetime(timezone.localtime(at))),
        *(_said("Reply-To", Address(addr_spec=reply_to)) if reply_to else []),
        ("List-Id", f"<{list_id}.{settings.MAIL_DOMAIN}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Precedence", "list"),
        ("MIME-Version", "1.0"),
    ]
    mark = sha256(f"{wording.subject}{wording.text}{wording.html}".encode()).hexdigest()[:24]
    headers.append(("Content-Type", f'multipart/alternative; boundary="=_{mark}"'))
    body: list[bytes] = []
    for sort, content in (("plain", wording.text), ("html", wording.html)):
        head = f"--=_{mark}\r\nContent-Type: text/{sort}; charset=utf-8\r\n"
        body += [f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode(), *_pieces(content), b"\r\n"]
    return Prepared(headers, [*body, f"--=_{mark}--\r\n".encode()], signer)


def _said(name: str, value: str | Address) -> list[tuple[str, str]]:
    """A header with signs that a mail cannot hold as they are, written as it can."""
    message = EmailMessage(policy=SMTP)
    message[name] = value
    _name, _colon, said = message.as_bytes().partition(b"\r\n\r\n")[0].decode().partition(": ")
    return [(name, said)]


def _pieces(content: str) -> list[bytes]:
    """The content, encoded, with each mark of a reader's link as a piece of its own."""
    found: list[bytes] = []
    rest = "\n".join(line.rstrip() for line in content.strip().splitlines()) + "\n"
    while rest:
        at, mark = min(((rest.find(mark), mark) for mark in (STOP, CHOOSE) if mark in rest), default=(len(rest), ""))
        found.append(_encoded(rest[:at]))
        if mark:
            found.append(mark.encode())
        rest = rest[at + len(mark) :]
    return found


def _encoded(text: str) -> bytes:
    coded = quopri.encodestring(text.encode())
    lines = [b"=2E" + line[1:] if line.startswith(b".") else line for line in coded.split(b"\n")]
    return b"\r\n".join(lines)


def _wrapped(address: str) -> bytes:
    """An address between two soft line breaks: it may be longer than a line."""
    coded = address.replace("=", "=3D")
    lines = [coded[at : at + LINE] for at in range(0, len(coded), LINE)]
    return ("=\r\n" + "=\r\n".join("=2E" + line[1:] if line[0] == "." else line for line in lines) + "=\r\n").encode()
