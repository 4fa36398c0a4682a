# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Items of agendas as documents of the search index."""

from __future__ import annotations

from dataclasses import replace

from noaber.agenda.decision_models import AgendaItem
from noaber.people.models import Described
from noaber.search import Document
from noaber.search.described import DescribedSource


class AgendaSource(DescribedSource):
    """Items with whether they are on the agenda now."""

    def __init__(self) -> None:
        super().__init__(AgendaItem.KIND, "agenda.AgendaItem")

    def _document(self, thing: Described) -> Document:
        document = super()._document(thing)
        assert isinstance(thing, AgendaItem)
        return replace(document, state=thing.state, date=thing.since.isoformat())
