# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses that machines look for, without a language."""

from django.urls import path

from noaber.site import machine_views

urlpatterns = [
    path("robots.txt", machine_views.robots, name="robots"),
    path(".well-known/security.txt", machine_views.security, name="security"),
    path("sitemap.xml", machine_views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", machine_views.sitemap_part, name="sitemap_part"),
]
