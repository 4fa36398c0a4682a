# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber incoming`: receive mail."""

import argparse
import signal
import sys
import threading

from django.conf import settings

from noaber.base import receiving


def incoming(options: argparse.Namespace) -> int:
    """Listen for mail until told to stop, or take one mail from the pipe."""
    if not settings.MAIL_BACK:
        print("noaber incoming: set NOABER_MAIL_BACK first", file=sys.stderr)
        return 2
    if options.pipe:
        raw = sys.stdin.buffer.read(receiving.LARGEST + 1)
        found = receiving.keep(raw, options.to, options.sender) if options.to else receiving.keep_by_headers(raw)
        # As sendmail's sysexits: a mail server tells the sender that there is no such address.
        return 0 if found else 67
    if not settings.MAIL_RECEIVE.startswith(("lmtp://", "smtp://")):
        print("noaber incoming: set NOABER_MAIL_RECEIVE to lmtp://host:port or smtp://host:port", file=sys.stderr)
        return 2
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    listening = receiving.receiver(settings.MAIL_RECEIVE)
    listening.start()
    print(f"Mail is received at {settings.MAIL_RECEIVE} (stop with Ctrl+C)", flush=True)
    stop.wait()
    listening.stop()
    return 0
