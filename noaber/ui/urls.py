# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""/-/ui/ shows every component with its states; /-/brand/<slug>.css recolours a page."""

from django.urls import path

from noaber.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.style_guide, name="style_guide"),
    path("ui/antwoorden/", views.sample_answers, name="sample_answers"),
    path("brand/<slug:slug>.css", views.brand_css, name="brand_css"),
]
