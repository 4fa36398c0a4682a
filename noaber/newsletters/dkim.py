# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing mail (RFC 6376, 8463): fast enough to sign each mail of a large list, and covering how one stops it.

The body is ours and ends in one line break, so it is its own canonical form (`simple`); headers are `relaxed`.
Headers that decide what a reader presses are signed once more than they occur: a second one breaks the signature.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

ONCE_MORE = ("from", "subject", "list-unsubscribe", "list-unsubscribe-post")
SPACES = re.compile(r"[ \t]+")
Header = tuple[str, str]


@dataclass(frozen=True)
class Signer:
    """A key, and where its public half is to be found."""

    domain: str
    selector: str
    key: RSAPrivateKey | Ed25519PrivateKey

    def header(self, headers: Sequence[Header], body: bytes) -> str:
        """The value of the DKIM-Signature of these headers, in order, with this body."""
        names = [name.lower() for name, _value in headers]
        named = ":".join([*names, *(name for name in ONCE_MORE if name in names)])
        hashed = base64.b64encode(hashlib.sha256(body).digest()).decode()
        value = (
            f"v=1; a={self.algorithm}; c=relaxed/simple; d={self.domain};\r\n s={self.selector};"
            f"\r\n h={_folded(named, ':')};\r\n bh={hashed};\r\n b="
        )
        # The lowest of headers with the same name comes first; none of ours occurs twice.
        said = "".join(f"{name.lower()}:{relaxed(text)}\r\n" for name, text in headers)
        signed = self._sign(f"{said}dkim-signature:{relaxed(value)}".encode())
        return value + "\r\n ".join(signed[at : at + 72] for at in range(0, len(signed), 72))

    @property
    def algorithm(self) -> str:
        return "ed25519-sha256" if isinstance(self.key, Ed25519PrivateKey) else "rsa-sha256"

    def _sign(self, content: bytes) -> str:
        if isinstance(self.key, Ed25519PrivateKey):
            return base64.b64encode(self.key.sign(hashlib.sha256(content).digest())).decode()
        return base64.b64encode(self.key.sign(content, PKCS1v15(), hashes.SHA256())).decode()


def relaxed(text: str) -> str:
    """A header's value as it is signed: one line, single spaces."""
    return SPACES.sub(" ", text.replace("\r\n", "")).strip()


def _folded(text: str, at: str) -> str:
    lines = [""]
    for part in text.split(at):
        if len(lines[-1]) + len(part) > 70:
            lines.append("")
        lines[-1] += part + at
    return "\r\n  ".join(lines).removesuffix(at)


@lru_cache(maxsize=4)
def load(path: str, domain: str, selector: str) -> Signer:
    """The signer with the key in this file (PEM: RSA or Ed25519)."""
    key = load_pem_private_key(Path(path).read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise ValueError(f"{path} holds no RSA or Ed25519 key")
    return Signer(domain, selector, key)


def own() -> Signer | None:
    """The signer of this copy, when it has a key."""
    if not settings.DKIM_KEY:
        return None
    return load(settings.DKIM_KEY, settings.MAIL_DOMAIN, settings.DKIM_SELECTOR)
