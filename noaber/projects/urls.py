# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.projects import views

urlpatterns = [
    path("leertrajecten/", views.project_list, name="project_list"),
    path("leertrajecten/<slug:slug>/", views.project_detail, name="project_detail"),
]
