# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of matching."""

from django.urls import path

from noaber.matching import views

urlpatterns = [
    path("netwerk/", views.network_graph, name="network_graph"),
    path("netwerk/relaties.csv", views.network_csv, name="network_csv"),
    path("anderen/<slug:kind>/<slug:slug>/", views.others_list, name="others_list"),
]
