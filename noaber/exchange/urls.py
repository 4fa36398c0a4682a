# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses under /binnenhalen/."""

from django.urls import path

from noaber.exchange.views import importing, links, runs

urlpatterns = [
    path("", importing.import_start, name="import_start"),
    path("<slug:slug>/", importing.import_desk, name="import_desk"),
    path("<slug:slug>/nieuw/<slug:sort>/", importing.import_new, name="import_new"),
    path("<slug:slug>/bron/<int:pk>/", importing.import_source, name="import_source"),
    path("<slug:slug>/keer/<int:pk>/", runs.import_run, name="import_run"),
    path("<slug:slug>/keer/<int:pk>/velden/", runs.import_fields, name="import_fields"),
    path("<slug:slug>/keer/<int:pk>/rijen/", runs.import_rows, name="import_rows"),
    path("<slug:slug>/keer/<int:pk>/overnemen/", runs.import_begin, name="import_begin"),
    path("<slug:slug>/keer/<int:pk>/stop/", runs.import_stop, name="import_stop"),
    path("<slug:slug>/keer/<int:pk>/terug/", runs.import_undo, name="import_undo"),
    path("<slug:slug>/links/", links.link_list, name="link_list"),
    path("<slug:slug>/links/<int:pk>/kopie/", links.link_copy, name="link_copy"),
]
