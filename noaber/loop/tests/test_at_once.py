# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two entries about the same thing at the same moment, with real threads on the real database."""

import pytest

from noaber.base.testing import at_once
from noaber.loop.models import Heard, Link, Thing
from noaber.loop.testing import kinds, tell

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_comes_last_has_read_both() -> None:
    with kinds():
        at_once(
            *(
                lambda number=number: tell(
                    "book:1", "said", standing="done", origins=[f"ask:{number}"], perspective="resident", day=number
                )
                for number in range(4)
            )
        )
    assert Thing.objects.filter(kind="book").count() == 1
    assert sorted(Link.objects.values_list("source__ref", flat=True)) == ["0", "1", "2", "3"]
    assert list(Heard.objects.values_list("perspective", "number")) == [("resident", 4)]
