# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.meetings import views

urlpatterns = [
    path("bijeenkomsten/", views.meeting_list, name="meeting_list"),
    path("bijeenkomsten/<slug:slug>/", views.meeting_detail, name="meeting_detail"),
]
