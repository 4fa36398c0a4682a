# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk, the rules of the house, and reporting."""

from django.urls import path

from noaber.moderation import views

urlpatterns = [
    path("werkbank/", views.desk, name="desk"),
    path("werkbank/aantal/", views.desk_count, name="desk_count"),
    path("werkbank/logboek/", views.desk_log, name="desk_log"),
    path("werkbank/melding/<slug:ref>/", views.report_detail, name="report_detail"),
    path("huisregels/", views.house_rules, name="house_rules"),
    path("melden/", views.report, name="report"),
    path("melden/dank/", views.report_sent, name="report_sent"),
]
