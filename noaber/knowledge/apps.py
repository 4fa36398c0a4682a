# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of knowledge."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "noaber.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from noaber import ledger, members, projects
        from noaber.knowledge import asker_tasks, in_loop, tasks
        from noaber.knowledge.lifts import KnowledgeYields
        from noaber.knowledge.own_data_actions import KnowledgeHolder
        from noaber.knowledge.works import ProductWorks
        from noaber.search.described import network_changed

        members.works("product", ProductWorks())
        members.holds("knowledge", KnowledgeHolder())
        projects.yields(KnowledgeYields())
        ledger.on("question.answered", tasks.note_answer)
        ledger.on("thing.hidden", network_changed)
        in_loop.register()
        tasks.register()
        asker_tasks.register()
        _let_find()
        _let_follow()
        _let_judge()


def _let_find() -> None:
    from noaber import ledger, search
    from noaber.knowledge.documents import ProductSource
    from noaber.search.described import DescribedSource, WerkplaatsSource, network_changed

    apart = ("method", "dossier")
    search.register("product", ProductSource("product", "knowledge.Product", without={"type__in": apart}))
    search.register("method", ProductSource("method", "knowledge.Product", type="method"))
    search.register("dossier", ProductSource("dossier", "knowledge.Product", type="dossier"))
    # People stand below the search in the chain, so their documents are handed over from here.
    search.register("organisation", DescribedSource("organisation", "people.Organisation"))
    search.register("werkplaats", WerkplaatsSource())
    for verb in ("organisation.recorded", "werkplaats.recorded", "werkplaats.named", "werkplaats.period_started"):
        ledger.on(verb, network_changed)


def _let_follow() -> None:
    from noaber import following
    from noaber.following.sources import DescribedThings

    following.things("product", DescribedThings("knowledge.Product", _("Kennis"), "knowledge"))
    following.news(
        {
            "product.published": _("Er is een nieuwe versie."),
            "product.answered": _("Hiermee is een vraag beantwoord."),
            "product.withdrawn": _("Dit is ingetrokken. De reden staat erbij."),
            "product.restored": _("Dit is weer te lezen."),
        },
        arrivals=("product.published",),
    )


def _let_judge() -> None:
    from noaber import moderation
    from noaber.knowledge.subjects import ProductSubjects
    from noaber.knowledge.writing_queries import ReviewDesk

    moderation.desk("knowledge", ReviewDesk())
    moderation.subject("product", ProductSubjects())
    moderation.judgements(
        {
            "product.published": _("publiceerde"),
            "product.changes_asked": _("vroeg om iets te veranderen"),
            "product.withdrawn": _("trok in"),
            "product.restored": _("zette terug"),
            "thing.hidden": _("haalde weg na een melding"),
        }
    )
