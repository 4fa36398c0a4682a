# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lasting names: a `ref` identifies a thing for ever, a slug makes its address readable."""

import hashlib
import secrets

from django.utils.text import slugify

# Without 0/o, 1/l/i: a ref can be read out over the telephone.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_ref(prefix: str) -> str:
    """A fresh ref such as `v-x7k2m9qa`."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def slug_for(title: str, ref: str) -> str:
    """A readable address part of at most 80 characters, always the same for the same ref and title."""
    tail = hashlib.sha256(ref.encode()).hexdigest()[:8]
    head = slugify(title)[:70].rstrip("-")
    return f"{head}-{tail}" if head else tail
