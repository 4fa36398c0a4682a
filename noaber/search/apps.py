# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "noaber.search"
    label = "search"

    def ready(self) -> None:
        from noaber import following, members, moderation
        from noaber.search import followed, tasks
        from noaber.search.holding import CandidateTerms, SavedSearches

        tasks.register()
        members.holds("saved searches", SavedSearches())
        following.told_elsewhere("search", followed.told_by_alert)
        following.beside("search", followed.SavedBeside())
        moderation.desk("thesaurus", CandidateTerms())
