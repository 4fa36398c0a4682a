# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A wall of bricks to follow."""

import pytest

from noaber.following.testing import bricks


@pytest.fixture
def wall(db):
    with bricks() as made:
        yield made
