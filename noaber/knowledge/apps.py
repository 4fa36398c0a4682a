# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of knowledge."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "noaber.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from noaber import ledger, matching, members, projects
        from noaber.knowledge import asker_tasks, care_tasks, in_loop, outside_tasks, tasks
        from noaber.knowledge.lifts import KnowledgeYields
        from noaber.knowledge.own_data_actions import KnowledgeHolder
        from noaber.knowledge.works import ProductWorks
        from noaber.matching.sources import DescribedMatches
        from noaber.search.described import network_changed

        members.works("product", ProductWorks())
        matching.register("product", DescribedMatches("product", "knowledge.Product"))
        members.holds("knowledge", KnowledgeHolder())
        projects.yields(KnowledgeYields())
        ledger.on("question.answered", tasks.note_answer)
        ledger.on("thing.hidden", network_changed)
        in_loop.register()
        tasks.register()
        asker_tasks.register()
        outside_tasks.register()
        care_tasks.register()
        _let_find()
        _let_follow()
        _let_judge()
        _let_show()


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
    from noaber.knowledge.desk_queries import KnowledgeDesk
    from noaber.knowledge.subjects import ProductSubjects

    moderation.desk("knowledge", KnowledgeDesk())
    moderation.subject("product", ProductSubjects())
    moderation.judgements(
        {
            "product.published": _("publiceerde"),
            "product.approved": _("keurde goed voor later"),
            "product.changes_asked": _("vroeg om iets te veranderen"),
            "product.withdrawn": _("trok in"),
            "product.restored": _("zette terug"),
            "thing.hidden": _("haalde weg na een melding"),
        }
    )


def _let_show() -> None:
    from noaber.knowledge.care_queries import care_of
    from noaber.knowledge.citation_formats import FORMS, apa
    from noaber.knowledge.citing_queries import MOST, on_page
    from noaber.knowledge.lineage_queries import lineage_of
    from noaber.knowledge.modules import frameworks, module_of, plain_number
    from noaber.ui import jinja

    # The panels of a product stand on pages of several views, which need know nothing of them.
    jinja.GLOBALS |= {"citation_of": on_page, "apa_of": apa, "citation_forms": tuple(FORMS.values())}
    jinja.GLOBALS |= {"citations_most": MOST, "care_of": care_of, "module_of": module_of}
    jinja.GLOBALS |= {"frameworks": frameworks, "plain_number": plain_number, "lineage_of": lineage_of}
