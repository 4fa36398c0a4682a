# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses under /-/: for the house itself, without a language."""

from django.urls import path

from noaber.site import house_views, machine_views, work_views

urlpatterns = [
    path("ping/", house_views.ping, name="ping"),
    path("health/", house_views.health, name="health"),
    path("beeld/<slug:kind>/<slug:slug>.png", machine_views.share_picture, name="share_picture"),
    path("post/", house_views.mailbox, name="mailbox"),
    path("werk/", work_views.work, name="work"),
    path("werk/<slug:queue>/<int:pk>/opnieuw/", work_views.work_retry, name="work_retry"),
    path("werk/adres/<int:pk>/", work_views.work_trust, name="work_trust"),
    path("metrics/", work_views.metrics, name="metrics"),
]
