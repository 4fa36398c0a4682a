# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A verdict says yes, or says no with a reason that a person can use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a policy: truthy when allowed; otherwise `reason` is shown on the page."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def no(reason: str) -> Verdict:
    """A refusal with its reason, in the reader's language."""
    return Verdict(False, reason)


class Refused(Exception):
    """An action that did not happen; `reason` tells a person why, and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def require(verdict: Verdict) -> None:
    """Raise `Refused` with the verdict's reason, unless it allows."""
    if not verdict:
        raise Refused(verdict.reason)
