# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Aids for tests about accounts: the code in a mail, an authenticator app, and a passkey made of software."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

from noaber.base.models import OutgoingMail

LOGIN = "/account/login/code/"


def newest_mail(to: str) -> str:
    """The text of the newest mail to an address."""
    return OutgoingMail.objects.filter(to=to).latest("pk").text


def code_in(text: str) -> str:
    """The code that stands on a line of its own."""
    return next(line for line in text.splitlines() if 5 <= len(line) <= 12 and " " not in line)


def link_in(text: str) -> str:
    """The path of the link in a mail."""
    return next(line for line in text.splitlines() if line.startswith("http")).split("/", 3)[3].join(["/", ""])


def sign_in_by_code(client: Any, email: str, **fields: str) -> Any:
    """The whole way with a mailed code; the last answer."""
    client.post(LOGIN, {"email": email, **fields})
    return client.post(LOGIN + "confirm/", {"code": code_in(newest_mail(email)), **fields})


def app_code(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or some steps later."""
    return str(
        totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())) + steps))
    )


def with_app(person: Any) -> str:
    """Give somebody an app and recovery codes; the secret of the app."""
    secret = str(totp.generate_totp_secret())
    totp.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class SoftPasskey:
    """A passkey without a device: makes one key, and shows that it has it."""

    def __init__(self, origin: str = "http://testserver", verified: bool = True) -> None:
        self.origin, self.verified, self.count = origin, verified, 0
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), b"soft-passkey-0001"
        self.user = b""

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _head(self, rp: str, flags: int) -> bytes:
        self.count += 1
        flags |= 0x05 if self.verified else 0x01
        return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def make(self, options: dict[str, Any]) -> str:
        """Answer to being asked to make a key."""
        asked = options["publicKey"]
        self.user = _bytes(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        data = self._head(asked["rp"]["id"], 0x40) + bytes(16) + struct.pack(">H", len(self.id)) + self.id
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data + cbor.encode(public)})
        response = {"attestationObject": _text(attested)}
        return self._answer("webauthn.create", asked["challenge"], response)

    def show(self, options: dict[str, Any], rp: str = "testserver") -> str:
        """Answer to being asked to show that one has the key."""
        asked = options["publicKey"]
        data = self._head(rp, 0)
        client_data = self._client_data("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"authenticatorData": _text(data), "signature": _text(signature), "userHandle": _text(self.user)}
        return self._answer("webauthn.get", asked["challenge"], response)

    def _answer(self, kind: str, challenge: str, response: dict[str, str]) -> str:
        told = {
            "id": _text(self.id),
            "rawId": _text(self.id),
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}} if kind == "webauthn.create" else {},
            "response": {"clientDataJSON": _text(self._client_data(kind, challenge)), **response},
        }
        return json.dumps(told)
