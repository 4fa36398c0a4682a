# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber reset-second-step`: for who lost the app, the passkeys and the recovery codes."""

import argparse

from noaber.base import clock
from noaber.people import account_actions
from noaber.people.models import Person


def reset_second_step(options: argparse.Namespace) -> int:
    """Take the second step of one person away, so that they can set one up anew. Be sure that it is them who asks."""
    person = Person.objects.filter(email=options.email.strip().lower()).first()
    if person is None:
        print(f"Nobody has the address {options.email}.")
        return 1
    removed = account_actions.reset_second_factor(person, by=None, at=clock.now())
    print(f"Removed {removed} and signed out everywhere; a mail about it goes to {person.email}.")
    return 0
