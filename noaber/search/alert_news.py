# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a number of mails about saved searches tell, read at once; equal searches are looked up once."""

from collections.abc import Mapping, Sequence
from typing import Self

from noaber.search.actions import documents_of
from noaber.search.alert_actions import EVERYBODY, Scope, scopes_of
from noaber.search.alerts import Batch, Wanted, wanted, weighing
from noaber.search.models import Alert, SavedSearch
from noaber.search.node import node
from noaber.search.saved_queries import request_of
from noaber.search.understanding import vocabulary


class News:
    """What is new for a number of saved searches, as things are now."""

    def __init__(self, untold: Mapping[int, Mapping[str, int]], scopes: Mapping[int, Scope]) -> None:
        self.untold, self._scopes = untold, scopes
        self.documents = {one.key: one for one in documents_of({key for keys in untold.values() for key in keys})}
        self._batch, self._weight = Batch(self.documents.values()), weighing()
        self._thesaurus = vocabulary(node().opened()).thesaurus
        self._fitting: dict[str, tuple[Wanted | None, frozenset[str]]] = {}

    @classmethod
    def of(cls, saved: Sequence[SavedSearch]) -> Self:
        """The alerts that wait for these, newest first, each by its document."""
        untold: dict[int, dict[str, int]] = {one.pk: {} for one in saved}
        rows = Alert.objects.filter(saved__in=list(untold), told_at__isnull=True).order_by("-found_at", "-pk")
        for pk, one, document in rows.values_list("pk", "saved", "document"):
            untold[one][document] = pk
        return cls(untold, scopes_of({one.person_id for one in saved if one.person_id}))

    def looked_up(self, saved: SavedSearch) -> tuple[Wanted | None, frozenset[str]]:
        """What a list asks for now, and what fits it of all that is new to anybody."""
        if saved.fingerprint not in self._fitting:
            request = request_of(saved.page, saved.chosen)
            asked = wanted(request, self._thesaurus, self._weight) if request else None
            fitting = frozenset(one.key for one in self._batch.matching(asked)) if asked else frozenset[str]()
            self._fitting[saved.fingerprint] = (asked, fitting)
        return self._fitting[saved.fingerprint]

    def visible(self, saved: SavedSearch, key: str) -> bool:
        """Whether a document is there, for who this is."""
        scope = self._scopes.get(saved.person_id or 0, EVERYBODY)
        return key in self.documents and self.documents[key].visibility in scope
