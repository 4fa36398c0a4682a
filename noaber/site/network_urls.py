# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of organisations."""

from django.urls import path

from noaber.site import network_views

urlpatterns = [
    path("organisaties/", network_views.organisation_list, name="organisation_list"),
    path("organisaties/<slug:slug>/", network_views.organisation_detail, name="organisation_detail"),
]
