# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.pages import views

urlpatterns = [
    path("nieuws/", views.news_list, name="news_list"),
    path("nieuws/<slug:slug>/", views.news_detail, name="news_detail"),
]
