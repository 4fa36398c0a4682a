# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""All addresses: Dutch without a prefix, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtail_admin_urls

urlpatterns = [
    path("-/", include("noaber.ui.urls")),
    path("-/", include("noaber.site.house_urls")),
    path("beheer/", include(wagtail_admin_urls)),
    path("bestanden/", include("noaber.pages.file_urls")),
    path("", include("noaber.site.machine_urls")),
    *i18n_patterns(
        path("vragen/", include("noaber.questions.urls")),
        path("mensen/", include("noaber.members.urls")),
        path("account/gegevens/", include("noaber.members.own_data_urls")),
        path("agenda/", include("noaber.agenda.urls")),
        path("binnenhalen/", include("noaber.exchange.urls")),
        path("", include("noaber.projects.urls")),
        path("", include("noaber.knowledge.urls")),
        path("", include("noaber.effects.urls")),
        path("", include("noaber.meetings.urls")),
        path("", include("noaber.newsletters.urls")),
        path("", include("noaber.pages.urls")),
        path("", include("noaber.loop.urls")),
        path("", include("noaber.moderation.urls")),
        path("", include("noaber.people.urls")),
        path("", include("noaber.following.urls")),
        path("", include("noaber.search.urls")),
        path("", include("noaber.matching.urls")),
        path("themas/", include("noaber.site.theme_urls")),
        path("", include("noaber.site.urls")),
        prefix_default_language=False,
    ),
]

handler403 = "noaber.site.views.forbidden"
handler404 = "noaber.site.views.not_found"
handler500 = "noaber.site.views.server_error"
