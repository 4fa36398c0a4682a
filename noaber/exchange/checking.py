# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking whether an address of somebody else still leads somewhere, as a polite visitor would."""

from __future__ import annotations

import time
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from noaber.exchange import problems
from noaber.exchange.fetch import Answer, Unfetched, fetch
from noaber.exchange.link_actions import Look

ROBOT = "Noaber"
ROBOTS_LIMIT = 500_000
# What a site asked of visiting programs is asked again after a day.
REMEMBERED = 86_400.0
# Answers that speak of the visitor, not of the page.
ABOUT_US = (401, 403, 406, 407, 418, 421, 451, 999)
_rules: dict[str, tuple[float, RobotFileParser]] = {}


def look_at(address: str) -> Look:
    """Ask politely: what the site allows, the head first, the page only where the head says nothing."""
    try:
        if not _allowed(address):
            return Look(None, said=("robots", ""))
        answer = fetch(address, method="HEAD", body=False)
        if answer.status >= 400 and answer.status != 429:
            answer = fetch(address, body=False)
    except Unfetched as failure:
        # Our own caution says nothing about the link.
        ours = failure.code in ("private_host", "bad_port", "bad_address")
        return Look(None if ours else False, said=(failure.code, failure.what))
    return _judged(answer)


def _judged(answer: Answer) -> Look:
    status = answer.status
    if status == 429 or (status == 503 and answer.retry_after):
        return Look(None, status, ("busy", ""), retry_after=max(answer.retry_after, 3600))
    if status < 400:
        return Look(True, status)
    if status in ABOUT_US:
        return Look(None, status, ("asks_us_not", ""))
    why = ("link_gone", "") if status in (404, 410) else problems.of_status(status)
    return Look(False, status, why)


def _allowed(address: str) -> bool:
    parts = urlsplit(address)
    root, moment = f"{parts.scheme}://{parts.netloc}", time.monotonic()
    known = _rules.get(root)
    if known is None or moment - known[0] > REMEMBERED:
        if len(_rules) > 5_000:
            _rules.clear()
        known = _rules[root] = (moment, _rules_of(root))
    return known[1].can_fetch(ROBOT, address)


def _rules_of(root: str) -> RobotFileParser:
    """What a site asks of programs; one that has no rules allows all."""
    rules = RobotFileParser()
    try:
        answer = fetch(f"{root}/robots.txt", limit=ROBOTS_LIMIT)
        text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
    except Unfetched:
        # Whether the site answers at all is found out by looking at the page itself.
        text = ""
    rules.parse(text.splitlines())
    return rules
