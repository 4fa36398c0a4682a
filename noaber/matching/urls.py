# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of matching."""

from django.urls import path

from noaber.matching.views import hinting, reading

urlpatterns = [
    path("netwerk/", reading.network_graph, name="network_graph"),
    path("netwerk/relaties.csv", reading.network_csv, name="network_csv"),
    path("anderen/<slug:kind>/<slug:slug>/", reading.others_list, name="others_list"),
    path("hints/", hinting.hint_choice, name="hint_choice"),
    path("hints/gevraagd/<str:token>/", hinting.hint_asked, name="hint_asked"),
    path("hints/<str:token>/", hinting.hint_answer, name="hint_answer"),
]
