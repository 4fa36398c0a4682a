# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.pages import views

urlpatterns = [
    path("nieuws/", views.news_list, name="news_list"),
    path("nieuws/feed/", views.news_feed, name="news_feed"),
    path("nieuws/<slug:slug>/", views.news_detail, name="news_detail"),
    path("dossiers/", views.dossier_list, name="dossier_list"),
]
