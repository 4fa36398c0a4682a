# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the front."""

from django.urls import include, path

from noaber.site import about_views, prose_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("vind/", views.find, name="find"),
    path("vind/mee/", views.find_along, name="find_along"),
    path("werkplaatsen/", views.werkplaats_list, name="werkplaats_list"),
    path("over/", prose_views.fixed, {"page": "about"}, name="about"),
    path("toegankelijkheid/", prose_views.fixed, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", prose_views.fixed, {"page": "privacy"}, name="privacy"),
    path("colofon/", about_views.colophon, name="colophon"),
    path("wat-we-bewaren/", about_views.processing, name="processing"),
    path("open-data/", prose_views.fixed, {"page": "open_data"}, name="open_data"),
    path("", include("noaber.site.network_urls")),
    path("", include("noaber.site.room_urls")),
    # Last: whatever an editor made a page for.
    path("<path:path>/", prose_views.prose, name="prose_detail"),
]
