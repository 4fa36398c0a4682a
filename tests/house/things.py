# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One of each thing, so that an address with an argument leads somewhere."""

from collections.abc import Callable

from noaber.people.models import Person, Werkplaats


def make_things(*, twente: Werkplaats, carla: Person) -> Callable[[str, str], object]:
    """A function from (address, argument) to the value that stands there."""

    def value(address: str, argument: str) -> object:
        return MADE[address.split("_")[0].removeprefix("ui:")](twente, carla, argument)

    return value


def _werkplaats(twente: Werkplaats, carla: Person, argument: str) -> object:
    return twente.slug


MADE: dict[str, Callable[[Werkplaats, Person, str], object]] = {"werkplaats": _werkplaats, "brand": _werkplaats}
