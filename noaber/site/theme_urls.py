# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses under /themas/. Those of the concepts are for ever."""

from django.urls import path

from noaber.site import theme_views

urlpatterns = [
    path("", theme_views.theme_list, name="theme_list"),
    path("thesaurus.<str:form>", theme_views.thesaurus_data, name="thesaurus_data"),
    path("<slug:slug>.<str:form>", theme_views.theme_data, name="theme_data"),
    path("<slug:slug>/", theme_views.theme_detail, name="theme_detail"),
    path("<slug:slug>/feed/", theme_views.theme_feed, name="theme_feed"),
]
