# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command that sends newsletters."""

from __future__ import annotations

import argparse
import sys

from django.conf import settings

from noaber.newsletters import posting


def post(options: argparse.Namespace) -> int:
    """Send what is due, over the mail server of this copy."""
    if settings.EMAIL_BACKEND != "django.core.mail.backends.smtp.EmailBackend":
        print("This copy has no mail server (NOABER_MAIL): the worker keeps newsletters in a folder.", file=sys.stderr)
        return 1
    return posting.post(until_empty=options.until_empty)
