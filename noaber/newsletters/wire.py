# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One connection to a mail server, on which a mail is handed over in two steps: everything but its end, and the end.

The end is five bytes that go out in one call. They may be sent again on the same connection, by another process, when
nobody knows whether they were: a server that had them takes the second for a command that it does not know. So whoever
still has the connection can finish what another began, and neither loses a mail nor doubles it.
"""

from __future__ import annotations

import mmap
import smtplib
import socket
import struct
from dataclasses import dataclass

from django.conf import settings

END = b".\r\n"
SLOT = 1024
HEAD = struct.Struct("=q")
LONGEST_WAIT = 120


class Broken(Exception):
    """The connection is of no use any more; nothing that was not handed over was taken."""


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    code: int
    text: str

    @property
    def yes(self) -> bool:
        return 200 <= self.code < 400

    @property
    def for_ever(self) -> bool:
        """Whether asking again makes no sense."""
        return self.code >= 500


class Answers:
    """The last answers to an end, in memory that two processes share: read there by the kernel itself, so that none is
    lost when the one that asked dies. There are two places, for this mail and for the one before."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, 2 * SLOT)

    def expect(self, number: int, place: int) -> None:
        """Make room for the answer about a delivery."""
        start = place * SLOT
        self.memory[start : start + SLOT] = HEAD.pack(number) + bytes(SLOT - HEAD.size)

    def place_of(self, number: int) -> int | None:
        """Where the answer about a delivery is, or comes."""
        for place in (0, 1):
            if HEAD.unpack_from(self.memory, place * SLOT)[0] == number:
                return place
        return None

    def said(self, place: int) -> bytes:
        """What came in so far."""
        start = place * SLOT
        return bytes(self.memory[start + HEAD.size : start + SLOT]).rstrip(b"\x00")

    def receive(self, place: int, line: socket.socket) -> None:
        """Let more come in."""
        start = place * SLOT + HEAD.size + len(self.said(place))
        with memoryview(self.memory) as whole, whole[start : (place + 1) * SLOT] as room:
            if not len(room) or not line.recv_into(room):
                raise Broken("the server hung up")


def whole(said: bytes) -> Answer | None:
    """The answer in these bytes, once its last line is there."""
    lines = said.split(b"\r\n")
    for line in lines[:-1]:
        if line[:3].isdigit() and line[3:4] != b"-":
            return Answer(int(line[:3]), said.decode("utf-8", "replace").strip()[:300])
    return None


class Line:
    """A connection that greeted and is ready for mail."""

    def __init__(self, host: str, port: int) -> None:
        try:
            self._dial(host, port)
        except (smtplib.SMTPException, OSError) as error:
            raise Broken(str(error)) from error

    def _dial(self, host: str, port: int) -> None:
        kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
        self.smtp = kind(host, port, timeout=settings.EMAIL_TIMEOUT or 20)
        if settings.EMAIL_USE_TLS:
            self.smtp.starttls()
        self.smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            self.smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        assert self.smtp.sock is not None
        self.socket = self.smtp.sock
        # The end is small and goes out by itself: it must not wait until the rest has been acknowledged.
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # What is encrypted is known to one process only: nobody can finish it for another.
        self.shared = not (settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS)

    def say(self, words: bytes) -> Answer:
        """Send something and wait for the answer."""
        try:
            self.socket.sendall(words)
            said = b""
            while (answer := whole(said)) is None:
                more = self.socket.recv(4096)
                if not more:
                    raise Broken("the server hung up")
                said += more
        except OSError as error:
            raise Broken(str(error)) from error
        if answer.code == 421:
            raise Broken(answer.text)
        return answer

    def offer(self, sender: str, to: str, message: bytes) -> Answer | None:
        """Give everything but the end; an answer when it is not wanted."""
        for words in (f"MAIL FROM:<{sender}>\r\n", f"RCPT TO:<{to}>\r\n", "DATA\r\n"):
            answer = self.say(words.encode())
            if not answer.yes:
                self.say(b"RSET\r\n")
                return answer
        try:
            self.socket.sendall(message)
        except OSError as error:
            raise Broken(str(error)) from error
        return None

    def end(self, answers: Answers, place: int) -> Answer:
        """Send the end, unless its answer came in already, and give the answer; `Broken` when none comes."""
        try:
            if whole(answers.said(place)) is None:
                self.socket.settimeout(LONGEST_WAIT)
                self.socket.sendall(END)
            while (answer := whole(answers.said(place))) is None:
                answers.receive(place, self.socket)
            return answer
        except OSError as error:
            raise Broken(str(error)) from error

    def close(self) -> None:
        """Hang up; what was offered and not ended is not taken."""
        self.socket.close()
