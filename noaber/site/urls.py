# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the front."""

from django.urls import path

from noaber.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("vind/", views.find, name="find"),
    path("vind/mee/", views.find_along, name="find_along"),
    path("werkplaatsen/", views.werkplaats_list, name="werkplaats_list"),
    path("over/", views.prose, {"page": "about"}, name="about"),
    path("toegankelijkheid/", views.prose, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", views.prose, {"page": "privacy"}, name="privacy"),
    path("open-data/", views.prose, {"page": "open_data"}, name="open_data"),
    path("<slug:slug>/", views.werkplaats_detail, name="werkplaats_detail"),
]
