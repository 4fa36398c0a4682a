# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following a list by mail, and keeping the thesaurus."""

from django.urls import path

from noaber.search.views import saved, thesaurus

urlpatterns = [
    path("volgen/lijsten/", saved.saved_list, name="saved_list"),
    path("volgen/lijst/", saved.saved_new, name="saved_new"),
    path("volgen/verstuurd/", saved.saved_sent, name="saved_sent"),
    path("volgen/bevestig/<str:token>/", saved.saved_confirm, name="saved_confirm"),
    path("volgen/beheer/<str:token>/", saved.saved_manage, name="saved_manage"),
    path("volgen/stop/<str:token>/", saved.saved_stop, name="saved_stop"),
    path("thesaurus/", thesaurus.thesaurus_list, name="thesaurus_list"),
    path("thesaurus/nieuw/", thesaurus.thesaurus_new, name="thesaurus_new"),
    path("thesaurus/woorden/", thesaurus.thesaurus_terms, name="thesaurus_terms"),
    path("thesaurus/woorden/<int:pk>/", thesaurus.thesaurus_term, name="thesaurus_term"),
    path("thesaurus/thema/<slug:slug>/", thesaurus.thesaurus_detail, name="thesaurus_detail"),
    path("thesaurus/thema/<slug:slug>/vervangen/", thesaurus.thesaurus_replace, name="thesaurus_replace"),
]
