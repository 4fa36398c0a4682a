# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "noaber.pages"
    label = "pages"

    def ready(self) -> None:
        from noaber import ledger, moderation, search
        from noaber.moderation.subjects import DescribedSubjects
        from noaber.pages import access_tasks, followed, forms, keeping, models, reading, review_tasks, tasks
        from noaber.pages.review_desk import PageDesk
        from noaber.pages.sources import ProseSource, Together
        from noaber.search.described import DescribedSource

        models.preview_with(reading.context)
        keeping.connect()
        access_tasks.register()
        review_tasks.register()
        followed.register()
        forms.choose()
        news = DescribedSource("news", "pages.News")
        search.register("news", Together("news", news, ProseSource("news")))
        search.register("dossier", Together("dossier", search.SOURCES["dossier"], ProseSource("dossier")))
        search.register("page", ProseSource("page"))
        moderation.desk("pages", PageDesk())
        moderation.subject("news", DescribedSubjects("pages.News"))
        moderation.judgements(
            {"page.approved": _("keurde een pagina goed"), "page.changes_asked": _("vroeg om iets te veranderen")}
        )
        for verb in ("werkplaats.recorded", "werkplaats.named"):
            ledger.on(verb, tasks.open_site)
