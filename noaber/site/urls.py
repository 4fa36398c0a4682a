# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the front."""

from django.urls import path

from noaber.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("vind/", views.find, name="find"),
    path("vind/woorden/", views.words, name="find_words"),
    path("werkplaatsen/", views.werkplaats_list, name="werkplaats_list"),
    path("<slug:slug>/", views.werkplaats_detail, name="werkplaats_detail"),
]
