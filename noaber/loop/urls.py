# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.loop import views

urlpatterns = [
    path("lus/", views.loop_state, name="loop_state"),
    path("lus/<slug:figure>/", views.loop_list, name="loop_list"),
    path("sporen/", views.loop_rounds, name="loop_rounds"),
    path("spoor/<slug:kind>/<path:ref>/", views.loop_trail, name="loop_trail"),
]
