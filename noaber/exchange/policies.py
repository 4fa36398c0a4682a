# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may take knowledge in from elsewhere."""

from __future__ import annotations

import datetime as dt

from noaber.base.verdicts import Verdict
from noaber.people.models import AnyPerson, Werkplaats
from noaber.people.policies import may_edit


def may_import(person: AnyPerson, werkplaats: Werkplaats | None, on: dt.date | None = None) -> Verdict:
    """Editors and coordinators take knowledge in for their own werkplaats."""
    return may_edit(person, werkplaats, on)
