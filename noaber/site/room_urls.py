# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of a werkplaats as a site; before the pages of editors, which may stand anywhere else."""

from django.urls import path

from noaber.site import room_views, show_views

urlpatterns = [
    path("werkplaatsen/nieuw/", room_views.werkplaats_new, name="werkplaats_new"),
    path("tonen/", show_views.show_list, name="show_list"),
    path("tonen/<int:pk>/", show_views.show_decide, name="show_decide"),
    path("tonen/<int:pk>/stop/", show_views.show_stop, name="show_stop"),
    path("tonen/<slug:kind>/<slug:slug>/", show_views.show_ask, name="show_ask"),
    path("<slug:slug>/instellingen/", room_views.werkplaats_settings, name="werkplaats_settings"),
    path("<slug:slug>/instellingen/kleur/", room_views.werkplaats_colour, name="werkplaats_colour"),
    path("<slug:slug>/instellingen/huisstijl/", room_views.werkplaats_style, name="werkplaats_style"),
    path("<slug:slug>/periode/nieuw/", room_views.period_new, name="period_new"),
    path("<slug:slug>/periode/<slug:period>/", room_views.period_detail, name="period_detail"),
    path("<slug:slug>/periode/<slug:period>/tekst/", room_views.period_edit, name="period_edit"),
    path("<slug:slug>/", room_views.werkplaats_detail, name="werkplaats_detail"),
]
