# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of knowledge."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "noaber.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from noaber import ledger, search
        from noaber.knowledge import tasks
        from noaber.search.described import DescribedSource, WerkplaatsSource, network_changed

        apart = ("method", "dossier")
        search.register("product", DescribedSource("product", "knowledge.Product", without={"type__in": apart}))
        search.register("method", DescribedSource("method", "knowledge.Product", type="method"))
        search.register("dossier", DescribedSource("dossier", "knowledge.Product", type="dossier"))
        ledger.on("question.answered", tasks.note_answer)
        # People stand below the search in the chain, so their documents are handed over from here.
        search.register("organisation", DescribedSource("organisation", "people.Organisation"))
        search.register("werkplaats", WerkplaatsSource())
        for verb in ("organisation.recorded", "werkplaats.recorded", "werkplaats.named", "werkplaats.period_started"):
            ledger.on(verb, network_changed)
